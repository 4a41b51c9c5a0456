"""values.append: which table it finds, and where the next row goes."""

from __future__ import annotations

from typing import Any

from sheets_emulator import protection
from sheets_emulator.a1 import Ends, Rect, written
from sheets_emulator.book import Book
from sheets_emulator.sheet import ROWS, Sheet
from sheets_emulator.shift import Inserted
from sheets_emulator.values import by_rows, one_of, write

Json = dict[str, Any]


def table(sheet: Sheet, rect: Rect) -> Rect | None:
    """The table that an append finds in a range: the block around the range's last used cell.

    As recorded: a block ends at an empty row and an empty column, and an empty cell inside a row
    cuts it in two, so after `["1", "", "3"]` the table is the cell with the 3.
    """
    seed = _last_used(sheet, rect)
    if seed is None:
        return None
    row, column = seed
    top, left, bottom, right = row, column, row + 1, column + 1
    before = None
    while before != (top, left, bottom, right):  # at most once for each column that is added
        before = (top, left, bottom, right)
        while top > 0 and (near := _near(sheet, top - 1, left, right)):
            top, left, right = top - 1, min(left, *near), max(right, max(near) + 1)
        while near := _near(sheet, bottom, left, right):
            bottom, left, right = bottom + 1, min(left, *near), max(right, max(near) + 1)
        for index in range(top, bottom):
            near = _near(sheet, index, left, right)
            left, right = min([left, *near]), max([right - 1, *near]) + 1
    return Rect(top, left, bottom, right)


def _last_used(sheet: Sheet, rect: Rect) -> tuple[int, int] | None:
    """Row and column of the last cell of a range that holds something: in its last row."""
    for row in range(min(rect.bottom, len(sheet.rows)) - 1, rect.top - 1, -1):
        cells = sheet.row(row).items()
        used = [c for c, cell in cells if rect.left <= c < rect.right and cell.holds]
        if used:
            return row, max(used)
    return None


def _near(sheet: Sheet, row: int, left: int, right: int) -> list[int]:
    """The columns of a row that hold something between `left` and `right`, and just beside them."""
    return [c for c, cell in sheet.row(row).items() if left - 1 <= c <= right and cell.holds]


def append(book: Book, sheet: Sheet, ends: Ends, body: Json, options: Json) -> Json:
    """Write below the table that is found in a range; Google's AppendValuesResponse."""
    rows = by_rows(body)
    insert = one_of(options, "insertDataOption", ("OVERWRITE", "INSERT_ROWS")) == "INSERT_ROWS"
    rect = ends.within(sheet.row_count, sheet.column_count)
    found = table(sheet, rect)
    top, left = (found.bottom, found.left) if found else (rect.top, rect.left)
    if insert and found and rows and top < sheet.row_count:
        protection.check_insertion(book, sheet, ROWS, top)
        book.shift(sheet, ROWS, Inserted(top, len(rows)))
    width = max(map(len, rows), default=0)
    sheet.grow(top + len(rows), left + width)
    book.check_size()
    start = Ends(top, left, top + 1, left + 1)
    updates = write(book, sheet, start, {"values": rows}, options)
    answer: Json = {"spreadsheetId": book.id}
    if found:
        answer["tableRange"] = written(sheet.title, found)
    return {**answer, "updates": updates}
