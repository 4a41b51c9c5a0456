"""Where values.append finds the end of a table."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_emulator.a1 import Rect
from sheets_emulator.appending import table
from sheets_emulator.cell import Cell
from sheets_emulator.sheet import Sheet
from sheets_emulator.undo import Log

SIZE = 7


def sheet_with(used: set[tuple[int, int]], rows: int = SIZE) -> Sheet:
    """A sheet on which these cells hold something."""
    grid = {"rowCount": rows, "columnCount": SIZE}
    sheet = Sheet(Log(), {"sheetId": 0, "title": "Sheet1", "gridProperties": grid})
    by_row: dict[int, dict[int, Cell]] = {}
    for row, column in used:
        by_row.setdefault(row, {})[column] = Cell(value="x")
    for row in sorted(by_row):
        sheet.replace_row(row, by_row[row])
    return sheet


def closure(used: set[tuple[int, int]], seed: tuple[int, int]) -> Rect:
    """The table as it is defined, cell by cell: what touches the block belongs to it."""
    top, left, bottom, right = (seed[0], seed[1], seed[0] + 1, seed[1] + 1)
    while True:
        block = [(r, c) for r, c in used if top - 1 <= r <= bottom and left - 1 <= c <= right]
        rows, columns = [r for r, _ in block], [c for _, c in block]
        grown = (min(rows), min(columns), max(rows) + 1, max(columns) + 1)
        if grown == (top, left, bottom, right):
            return Rect(top, left, bottom, right)
        top, left, bottom, right = grown


@settings(deadline=None)
@given(
    st.sets(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=20),
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)),
    st.tuples(st.integers(1, SIZE), st.integers(1, SIZE)),
)
def test_the_table_is_all_that_touches_the_last_used_cell_of_the_range(used, start, size):
    """Directly or by way of others; nothing in the range, no table."""
    rect = Rect(start[0], start[1], start[0] + size[0], start[1] + size[1])
    inside = [
        (r, c) for r, c in used if rect.top <= r < rect.bottom and rect.left <= c < rect.right
    ]

    assert table(sheet_with(used), rect) == (closure(used, max(inside)) if inside else None)


def test_the_end_of_a_long_table_is_found_from_its_head_and_from_its_end():
    """Row by row: a table of a whole production takes no longer than reading it."""
    rows = 15_000
    sheet = sheet_with({(row, column) for row in range(rows) for column in (1, 2)}, rows)

    assert table(sheet, Rect(0, 1, 1, 2)) == Rect(0, 1, rows, 3)
    assert table(sheet, Rect(0, 0, rows, SIZE)) == Rect(0, 1, rows, 3)
