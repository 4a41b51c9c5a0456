"""One sheet out of a package: its cells, and the parts that belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from addin.adapters.xlsx.markup import BadMarkup, Untidy
from addin.adapters.xlsx.reading.cell_values import CellValues
from addin.adapters.xlsx.reading.package import Package, Relationship
from addin.adapters.xlsx.reading.remarks import notes_and_comments
from addin.adapters.xlsx.reading.row_cells import RowCells, RowReader
from addin.adapters.xlsx.reading.sheet_cells import Gathered, SheetCells
from addin.adapters.xlsx.reading.sheet_frame import Frame, LinkXml, frame_of
from addin.adapters.xlsx.reading.sheet_parts import list_objects, pivot_tables
from addin.adapters.xlsx.reading.sheet_rows import SheetXml
from addin.adapters.xlsx.reading.workbook_part import SheetEntry
from addin.tables.beside_cells import Connection, Hyperlink
from addin.tables.formula_template import FormulaTemplate
from addin.tables.table import Sheet


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the sheets of a workbook share: texts and formats, people, connections, marks."""

    values: CellValues
    people: Mapping[str, str]
    connections: Mapping[str, Connection]
    dynamic: frozenset[str]


def whole_sheet(package: Package, entry: SheetEntry, around: Surroundings) -> Sheet:
    """All of one sheet.

    Raises:
        DamagedFile: a part is missing, broken or of hostile size.
    """
    try:
        try:
            cells, frame = _cells(SheetXml(package.plain(entry.part)), around)
        except Untidy:
            cells, frame = _cells(SheetXml(package.tidied(entry.part)), around)
    except BadMarkup as error:
        raise package.damaged(f"the sheet {entry.name!r} is broken: {error}") from error
    related = package.relationships(entry.part)
    tables = (related[id_].target for id_ in frame.tables if id_ in related)
    width = max(
        max(map(len, cells.rows), default=0),
        max((column for _, column in cells.formulas), default=0),
    )
    notes, comments = notes_and_comments(package, related.values(), around.people)
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
        list_objects=tuple(list_objects(package, tables, around.connections)),
        notes=notes,
        filtered=frame.filtered,
        comments=comments,
        hyperlinks=tuple(_hyperlink(link, related) for link in frame.links),
        validations=tuple(frame.validations),
        conditional_formats=tuple(frame.formats),
        pivot_tables=tuple(pivot_tables(package, related.values())),
        outline=cells.outline,
        spilling=cells.spilling,
        is_protected=frame.is_protected,
    )


def _cells(xml: SheetXml, around: Surroundings) -> tuple[Gathered, Frame]:
    cells = SheetCells()
    reader = RowReader(around.values, around.dynamic)
    for row in xml.rows():
        cells.take(reader.read(row, xml.prefix))
    return cells.finish(reader.shared), frame_of(xml.frame())


def _hyperlink(link: LinkXml, related: Mapping[str, Relationship]) -> Hyperlink:
    target = related[link.id].target if link.id in related else ""
    if target.startswith("#"):  # some libraries write places within the workbook so
        return Hyperlink(link.area, "", link.location or target[1:], link.tooltip)
    return Hyperlink(link.area, target, link.location, link.tooltip)


def streamed(package: Package, entry: SheetEntry, around: Surroundings) -> Iterator[RowCells]:
    """The rows of a sheet as they come; formulas of cells further down are not yet known.

    Raises:
        DamagedFile: the part is missing, broken or of hostile size.
    """
    last = 0
    try:
        for row in _rows(package, entry, RowReader(around.values, around.dynamic)):
            last = row.number
            if row.values or row.formulas or row.hidden:
                yield row
    except BadMarkup as error:
        reason = f"the sheet {entry.name!r} is broken behind row {last}: {error}"
        raise package.damaged(reason) from error


def _rows(package: Package, entry: SheetEntry, reader: RowReader) -> Iterator[RowCells]:
    """The rows; where the XML proves not to be plain text, on from there the thorough way."""
    taken = 0
    try:
        for row in _read(SheetXml(package.plain(entry.part)), reader):
            taken += 1
            yield row
    except Untidy:
        for number, row in enumerate(_read(SheetXml(package.tidied(entry.part)), reader)):
            if number >= taken:
                yield row


def _read(xml: SheetXml, reader: RowReader) -> Iterator[RowCells]:
    for row in xml.rows():
        yield reader.read(row, xml.prefix)
    for _ in xml.frame():
        pass  # gone through to the end, it is proven to be well-formed


def shared_formulas(
    package: Package, entry: SheetEntry, around: Surroundings
) -> Mapping[str, FormulaTemplate]:
    """Every formula of a sheet that several cells share, by its number.

    Raises:
        DamagedFile: as ``streamed``.
    """
    reader = RowReader(around.values, around.dynamic)
    try:
        for _ in _rows(package, entry, reader):
            pass
    except BadMarkup as error:
        raise package.damaged(f"the sheet {entry.name!r} is broken: {error}") from error
    return reader.shared
