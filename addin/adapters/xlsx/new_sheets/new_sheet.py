"""A whole new worksheet part: cells with formats, formulas, filter, rules, lists and links."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from math import ceil
from textwrap import wrap

from addin.adapters.xlsx.formats.styles_part import StylesPart
from addin.adapters.xlsx.new_sheets.new_sheet_rules import choices_xml, conditions_xml
from addin.adapters.xlsx.new_sheets.sheet_columns import (
    DEFAULT_WIDTH,
    columns_xml,
    format_xml,
    level_of,
    view_xml,
)
from addin.adapters.xlsx.new_sheets.sheet_links import MAX_LINKS, Link, link_of, links_xml
from addin.adapters.xlsx.parts.draft import Relationship, relation_type
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.xml_bytes import MAIN, RELATIONS, STRICT_MAIN, STRICT_RELATIONS
from addin.adapters.xlsx.sheet.cell_xml import Dialect, cell_xml, refreshed_xml
from addin.adapters.xlsx.sheet.sheet_xml import CellXml
from addin.errors import WriteRefused
from addin.tables.changes import ComputedValue
from addin.tables.formula import FormulaError
from addin.tables.syntax import syntax_of
from addin.tables.table import MAX_COLUMN, MAX_ROW, Area, CellEdit, NewCell, NewSheet, address

MAX_NAME = 31
_PRINTED = (
    b'<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    b'<pageSetup orientation="landscape" fitToHeight="0"/>'
)
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_LINE_POINTS, _TALLEST_POINTS = 15, 409
_LINE_SPACING = 1.32  # of a line, to the size of its letters


def tab_name(wanted: str) -> str:
    r"""A name that Excel takes for a tab: without ``[]:*?/\``, of 31 characters at most.

    >>> tab_name("Findings: unit 2/3")
    'Findings- unit 2-3'

    """
    printable = "".join(letter if letter.isprintable() else " " for letter in wanted)
    name = _shortened(printable.translate(_FORBIDDEN), MAX_NAME).strip().strip("'").strip()
    if not name or name.casefold() == "history":  # Excel keeps that one for itself
        return f"{name or 'Sheet'} 1"
    return name


def numbered_name(name: str, number: int) -> str:
    """The name for when a sheet of that name is somebody else's: ``Findings (2)``."""
    suffix = f" ({number})"
    return _shortened(name, MAX_NAME - len(suffix)).rstrip() + suffix


def _shortened(name: str, limit: int) -> str:
    """The first UTF-16 units of a name: that is what Excel counts."""
    units = name.encode("utf-16-le", "replace")[: 2 * limit]
    return units.decode("utf-16-le", "ignore")


def links_of(sheet: NewSheet) -> tuple[Link, ...]:
    """The links of a sheet, row by row; beyond Excel's limit a cell keeps its text only."""
    found: list[Link] = []
    for row, cells in enumerate(sheet.rows, 1):
        for column, cell in enumerate(cells, 1):
            link = link_of(row, column, cell.link) if cell.link else None
            if link is not None and len(found) < MAX_LINKS:
                found.append(link)
    return tuple(found)


def outside(links: tuple[Link, ...], *, strict: bool, first: int) -> tuple[Relationship, ...]:
    """One relationship for each address outside the workbook."""
    kind = relation_type("hyperlink", strict=strict)
    targets = dict.fromkeys(link.target for link in links if link.target)
    return tuple(
        Relationship(f"rId{number}", "hyperlink", target, is_external=True, type=kind)
        for number, target in enumerate(targets, first)
    )


def sheet_xml(
    sheet: NewSheet,
    styles: StylesPart,
    *,
    links: tuple[Link, ...],
    ids: dict[str, str],
    strict: bool,
    date_1904: bool,
) -> bytes:
    """The worksheet part. The same sheet gives the same bytes.

    Raises:
        WriteRefused: a value that Excel cannot hold, or more rows or columns than a sheet has.
    """
    width = max(map(len, sheet.rows), default=0)
    if len(sheet.rows) > MAX_ROW or width > MAX_COLUMN:
        raise WriteRefused(THIS, f"the sheet {sheet.name!r} is larger than a sheet can be")
    used = Area(1, 1, max(1, len(sheet.rows)), max(1, width))
    linked = {(link.row, link.column) for link in links}
    dialect = Dialect(date_1904=date_1904)
    rows = b"".join(_rows(sheet, styles, linked, dialect))
    return b"".join(
        [
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<worksheet xmlns="',
            (STRICT_MAIN if strict else MAIN).encode(),
            b'" xmlns:r="',
            (STRICT_RELATIONS if strict else RELATIONS).encode(),
            b'">',
            _properties(sheet),
            b'<dimension ref="%s"/>' % str(used).encode(),
            view_xml(sheet),
            format_xml(sheet),
            columns_xml(sheet),
            b"<sheetData>",
            rows,
            b"</sheetData>",
            b'<autoFilter ref="%s"/>' % str(sheet.filter_area).encode()
            if sheet.filter_area
            else b"",
            conditions_xml(sheet.conditions, styles, date_1904=date_1904),
            choices_xml(sheet.choices),
            links_xml(links, ids),
            _PRINTED,
            b"</worksheet>",
        ]
    )


def _rows(
    sheet: NewSheet, styles: StylesPart, linked: set[tuple[int, int]], dialect: Dialect
) -> Iterator[bytes]:
    numbers: dict[object, int] = {}
    for row, cells in enumerate(sheet.rows, 1):
        written = []
        for column, cell in enumerate(cells, 1):
            is_link = (row, column) in linked
            shown = cell.computed if cell.is_formula else cell.value
            key = (cell.style, is_link, styles.kind_of(shown))
            if key not in numbers:
                numbers[key] = styles.styled(cell.style, shown, is_link=is_link)
            edit = CellEdit(sheet.name, row, column, cell.value, cell.is_formula)
            xml = cell_xml(edit, dialect, numbers[key])
            written.append(_computed(xml, cell, edit, dialect) if cell.is_formula else xml)
        if written:
            said = _height(cells, sheet.widths)
            level = level_of(row, sheet.grouped_rows)
            said += b' outlineLevel="%d"' % level if level else b""
            yield b'<row r="%d"%s>%s</row>' % (row, said, b"".join(written))


def _computed(xml: bytes, cell: NewCell, edit: CellEdit, dialect: Dialect) -> bytes:
    """A formula's cell with what it gives, if that is known.

    Raises:
        WriteRefused: the formula cannot be read.
    """
    try:
        syntax_of(str(edit.value).removeprefix("="), edit.row, edit.column)
    except FormulaError as error:
        where = f"{edit.sheet}!{address(edit.row, edit.column)}"
        raise WriteRefused(THIS, f"{where}: the formula cannot be read: {error}") from error
    if cell.computed is None:
        return xml
    formula = xml[xml.index(b"<f>") : xml.index(b"</c>")]
    fresh = ComputedValue(edit.sheet, edit.row, edit.column, cell.computed)
    old = CellXml(edit.column, 0, len(xml), None, formula, formula)
    return refreshed_xml(xml, old, fresh, dialect)


def _height(cells: tuple[NewCell, ...], widths: tuple[float, ...]) -> bytes:
    """The height of a row with wrapped or large text; none stated for one line of the usual size.

    LibreOffice believes a file that says it comes from Excel, and does not fit the rows itself.
    """
    highest = _LINE_POINTS
    for cell, width in zip_longest(cells, widths[: len(cells)], fillvalue=DEFAULT_WIDTH):
        if isinstance(cell, NewCell) and isinstance(cell.value, str):
            line = max(_LINE_POINTS, ceil(cell.style.size * _LINE_SPACING))
            lines = _lines(cell.value, int(width)) if cell.style.wrap else 1
            highest = max(highest, line * lines)
    if highest == _LINE_POINTS:
        return b""
    return b' ht="%d"' % min(highest, _TALLEST_POINTS)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column, roughly: what Excel fits depends on the font."""
    return sum(len(wrap(part, max(1, width))) or 1 for part in text.splitlines())


def _properties(sheet: NewSheet) -> bytes:
    colour = sheet.tab_colour.lstrip("#").upper()
    tab = b'<tabColor rgb="FF%s"/>' % colour.encode() if len(colour) == 6 else b""
    return b'<sheetPr>%s<pageSetUpPr fitToPage="1"/></sheetPr>' % tab
