"""A workbook as if no formula in it had ever been worked out: only its constants are left."""

from __future__ import annotations

from dataclasses import replace

from addin.tables.cells_of_arrays import formula_cells
from addin.tables.table import Book, Sheet, Value


def constants_only(book: Book) -> Book:
    """The workbook with every formula's value forgotten, those that an array spills too."""
    return replace(book, sheets=tuple(_forgotten(sheet) for sheet in book.sheets))


def _forgotten(sheet: Sheet) -> Sheet:
    cells = formula_cells(sheet)
    if not cells:
        return sheet
    rows: list[list[Value] | None] = [None] * len(sheet.rows)
    for row, column in cells:
        if row <= len(rows):
            found = rows[row - 1]
            if found is None:
                found = rows[row - 1] = list(sheet.rows[row - 1])
            if column <= len(found):
                found[column - 1] = None
    kept = [old if new is None else new for old, new in zip(sheet.rows, rows, strict=True)]
    return replace(sheet, rows=kept, uncached=cells, computed=frozenset())
