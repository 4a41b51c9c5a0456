"""Read an Excel workbook: every sheet's values, formulas and formats, in one pass over each."""

from __future__ import annotations

from pathlib import Path

from addin.adapters.digest import digest_of
from addin.adapters.files import read_bytes
from addin.adapters.kinds import Kind, kind_of
from addin.adapters.xlsx.cell_values import CellValues
from addin.adapters.xlsx.links import Linked, link_of
from addin.adapters.xlsx.markup import BadMarkup, Untidy
from addin.adapters.xlsx.package import Package
from addin.adapters.xlsx.shared_strings import shared_strings
from addin.adapters.xlsx.sheet_cells import Gathered, SheetCells
from addin.adapters.xlsx.sheet_frame import Frame, frame_of
from addin.adapters.xlsx.sheet_parts import list_objects, notes
from addin.adapters.xlsx.sheet_rows import SheetXml
from addin.adapters.xlsx.styles import number_formats
from addin.adapters.xlsx.workbook_part import SheetEntry, WorkbookPart, workbook_part
from addin.errors import UnsupportedFormat
from addin.tables.table import Book, Sheet


def read_workbook(path: Path, name: str) -> Book:
    """The workbook in a file; findings will call it by ``name``.

    Raises:
        FileError: it cannot be read; says why. Nothing is ever written.
    """
    content = read_bytes(path, name)
    if kind_of(content, name) is not Kind.ZIP:
        raise UnsupportedFormat(name, "it is an older kind of workbook")
    return book_of(Package(content, name), digest_of(content))


def book_of(package: Package, digest: str) -> Book:
    """The workbook in a package.

    Raises:
        DamagedFile: a part is missing, broken or of hostile size.
        UnsupportedFormat: the package is another kind of document.
    """
    workbook = workbook_part(package)
    values = _values(package, workbook)
    links, linked = _links(package, workbook)
    return Book(
        package.name,
        tuple(_sheet(package, entry, values) for entry in workbook.sheets if entry.part),
        digest,
        workbook.kind,
        workbook.date_1904,
        workbook.names,
        links,
        linked,
    )


def _values(package: Package, workbook: WorkbookPart) -> CellValues:
    strings = workbook.related_part("sharedStrings")
    styles = workbook.related_part("styles")
    return CellValues(
        _strings(package, strings) if strings and strings in package else (),
        number_formats(package, styles) if styles and styles in package else (),
        date_1904=workbook.date_1904,
    )


def _strings(package: Package, part: str) -> list[str]:
    try:
        try:
            return shared_strings(package.text(part))
        except Untidy:
            return shared_strings(package.tidied(part))
    except BadMarkup as error:
        raise package.damaged(f"its part {part} is broken: {error}") from error


def _links(package: Package, workbook: WorkbookPart) -> tuple[dict[int, str], dict[int, Linked]]:
    links: dict[int, str] = {}
    linked: dict[int, Linked] = {}
    for number, relationship in enumerate(workbook.links, 1):
        if relationship is None or relationship.target not in package:
            links[number] = ""
            continue
        links[number], linked[number] = link_of(package, relationship.target)
    return links, linked


def _sheet(package: Package, entry: SheetEntry, values: CellValues) -> Sheet:
    try:
        try:
            cells, frame = _cells(SheetXml(package.text(entry.part)), values)
        except Untidy:
            cells, frame = _cells(SheetXml(package.tidied(entry.part)), values)
    except BadMarkup as error:
        raise package.damaged(f"the sheet {entry.name!r} is broken: {error}") from error
    related = package.relationships(entry.part)
    tables = (related[id_].target for id_ in frame.tables if id_ in related)
    width = max(
        max(map(len, cells.rows), default=0),
        max((column for _, column in cells.formulas), default=0),
    )
    return Sheet(
        name=entry.name,
        rows=cells.rows,
        formulas=cells.formulas,
        formats=cells.formats,
        uncached=cells.uncached,
        arrays=cells.arrays,
        merged=tuple(frame.merged),
        visibility=entry.visibility,
        hidden_rows=cells.hidden_rows,
        hidden_columns=frame.hidden_columns(width),
        list_objects=tuple(list_objects(package, tables)),
        notes=notes(package, related.values()),
        filtered=frame.filtered,
    )


def _cells(xml: SheetXml, values: CellValues) -> tuple[Gathered, Frame]:
    cells: SheetCells | None = None
    for row in xml.rows():
        cells = cells or SheetCells(values, xml.prefix)
        cells.take(row)
    gathered = (cells or SheetCells(values)).finish()
    return gathered, frame_of(xml.frame, xml.prefix)
