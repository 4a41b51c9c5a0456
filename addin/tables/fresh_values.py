"""A workbook with the values that its formulas give now, in place of those its file shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from addin.tables.staleness import Key
from addin.tables.table import Book, Sheet, Value

Cell = tuple[int, int]


def freshened(book: Book, values: Mapping[Key, Value], lost: Iterable[Key] = ()) -> Book:
    """The workbook with fresh values; for ``lost`` cells no value is known any more.

    A cell that had no value and has one now is ``computed``; a lost one is ``uncached``, and
    ``outdated`` if the file did hold a value for it.
    """
    fresh: dict[str, dict[Cell, Value]] = {}
    gone: dict[str, set[Cell]] = {}
    for (sheet, row, column), value in values.items():
        fresh.setdefault(sheet, {})[row, column] = value
    for sheet, row, column in lost:
        gone.setdefault(sheet, set()).add((row, column))
    if not (fresh or gone):
        return book
    return replace(
        book,
        sheets=tuple(
            _freshened(sheet, fresh.get(sheet.name, {}), gone.get(sheet.name, set()))
            for sheet in book.sheets
        ),
    )


def _freshened(sheet: Sheet, fresh: Mapping[Cell, Value], gone: set[Cell]) -> Sheet:
    if not (fresh or gone):
        return sheet
    rows = list(sheet.rows)
    changed: dict[int, list[Value]] = {}
    for cell, value in (*fresh.items(), *((cell, None) for cell in gone)):
        row, column = cell
        while len(rows) < row:
            rows.append([])
        cells = changed.get(row)
        if cells is None:
            cells = changed[row] = list(rows[row - 1])
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = None if value == "" else value
    for row, cells in changed.items():
        while cells and cells[-1] is None:
            cells.pop()
        rows[row - 1] = cells
    while rows and not rows[-1]:
        rows.pop()
    return replace(
        sheet,
        rows=rows,
        uncached=(sheet.uncached - fresh.keys()) | gone,
        computed=sheet.computed | (sheet.uncached & fresh.keys()),
        outdated=frozenset(gone - sheet.uncached),
    )
