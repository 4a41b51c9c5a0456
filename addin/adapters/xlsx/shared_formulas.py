"""Shared formulas: the first cell holds the text, the others only its number.

When an edit overwrites the first cell, the next one becomes the holder of the text, moved as Excel
would; the others need no change.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from html import unescape

from addin.adapters.xlsx.formula_template import FormulaTemplate
from addin.adapters.xlsx.sheet_xml import CellXml, SheetXml
from addin.adapters.xlsx.xml_bytes import attributes_of, tag_at, text_bytes

Cell = tuple[int, int]


def new_masters(sheet: SheetXml, overwritten: AbstractSet[Cell]) -> dict[Cell, bytes]:
    """Cells that must hold a shared formula's text from now on → their new ``f`` element."""
    lost = list(_lost_masters(sheet, overwritten))
    if not lost:
        return {}
    found: dict[Cell, bytes] = {}
    for row, column, formula, end in lost:
        heir = _heir(sheet, formula, end, overwritten)
        if heir is not None:
            home, offset = heir
            found[home] = _moved_master(sheet, formula, (row, column), home, offset)
    return found


def _lost_masters(
    sheet: SheetXml, overwritten: AbstractSet[Cell]
) -> Iterator[tuple[int, int, bytes, int]]:
    """Row, column, ``f`` element and end of the overwritten cells that hold a shared text."""
    for number in sorted({row for row, _ in overwritten}):
        row = sheet.row(number)
        if row is None or sheet.xml.find(b"shared", row.opened, row.closed) < 0:
            continue
        for cell in sheet.cells(row):
            if (number, cell.column) in overwritten and _is_master(sheet, cell):
                yield number, cell.column, cell.formula or b"", cell.end


def _is_master(sheet: SheetXml, cell: CellXml) -> bool:
    if cell.kind != b"shared" or cell.formula is None:
        return False
    found = sheet.patterns.formula.fullmatch(cell.formula)
    return found is not None and bool(found[2])


def _heir(
    sheet: SheetXml, master: bytes, start: int, overwritten: AbstractSet[Cell]
) -> tuple[Cell, int] | None:
    """The next cell that shares the formula and stays; with the offset of its ``f`` element.

    A number may be given out again further down: a cell with a text of its own ends the search.
    """
    shared = attributes_of(master).get(b"si")
    pattern = sheet.patterns.formula_tag
    for found in pattern.finditer(sheet.xml, start, sheet.rows_end):
        attributes = attributes_of(found[0])
        if attributes.get(b"t") != b"shared" or attributes.get(b"si") != shared:
            continue
        if b"ref" in attributes:
            return None
        home = _home(sheet, found.start())
        if home not in overwritten:
            return home, found.start()
    return None


def _home(sheet: SheetXml, offset: int) -> Cell:
    row = sheet.row_around(offset)
    for cell in sheet.cells(row):
        if cell.start < offset < cell.end:
            return row.number, cell.column
    raise AssertionError("a formula stands outside every cell")


def _moved_master(sheet: SheetXml, master: bytes, old: Cell, new: Cell, heir: int) -> bytes:
    prefix = sheet.patterns.prefix
    parts = sheet.patterns.formula.fullmatch(master)
    text = unescape((parts[2] if parts else b"").decode())
    attributes = attributes_of(tag_at(master, 0)) | attributes_of(tag_at(sheet.xml, heir))
    written = b"".join(b' %s="%s"' % (name, value) for name, value in attributes.items())
    formula = text_bytes(FormulaTemplate(text, *old).at(*new))
    return b"<%sf%s>%s</%sf>" % (prefix, written, formula, prefix)
