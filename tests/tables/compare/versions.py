"""What the tests of the comparison share: drawn sheets, and what a difference says."""

from __future__ import annotations

from collections.abc import Sequence

from addin.tables.compare.compare import compare
from addin.tables.compare.difference import BookDifference, SheetDifference
from addin.tables.table import Sheet, Value, address
from tests.grid import book, grid


def sheet_of(rows: Sequence[Sequence[Value]], name: str = "Sheet1") -> Sheet:
    """A sheet as a reader gives it: no blanks behind the last value of a row or of the sheet."""
    kept = [list(row) for row in rows]
    for row in kept:
        while row and row[-1] is None:
            row.pop()
    while kept and not kept[-1]:
        kept.pop()
    return Sheet(name, tuple(tuple(row) for row in kept))


def between(older: str | Sheet, newer: str | Sheet) -> SheetDifference:
    """The one sheet that two drawings have in common."""
    sheets = [grid(one) if isinstance(one, str) else one for one in (older, newer)]
    return books(*sheets).sheets[0]


def books(older: Sheet, newer: Sheet) -> BookDifference:
    """Two workbooks of one sheet each."""
    return compare(book(older), book(newer))


def said(difference: SheetDifference) -> list[str]:
    """Each changed cell: where it is now, what happened, from what to what."""
    return [
        f"{address(*one.newer)} {one.kind}: {one.before} -> {one.after}" for one in difference.cells
    ]


def applied(difference: SheetDifference, older: Sheet) -> list[list[Value]]:
    """The newer version's values, made from the older one and what the difference says.

    The newer version is asked for nothing but the rows and columns that are said to be added.
    """
    newer, columns = difference.newer, difference.aligned.columns
    changed = {one.newer: one.after for one in difference.cells}
    height = max(len(band.rows.backward) for band in difference.aligned.bands)
    rows: list[list[Value]] = []
    for row in range(1, height + 1):
        cells: list[Value] = []
        for column in range(1, len(columns.backward) + 1):
            band = next(b for b in difference.aligned.bands if b.newer[0] <= column <= b.newer[1])
            origin = band.rows.origin(row), columns.origin(column)
            if origin[0] <= 0 or origin[1] <= 0:
                cells.append(newer.value(row, column))
            elif (row, column) in changed:
                cells.append(changed[row, column])
            else:
                cells.append(older.value(*origin))
        rows.append(cells)
    return [list(row) for row in sheet_of(rows).rows]
