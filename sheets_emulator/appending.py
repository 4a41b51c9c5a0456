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
    used = {(row, column) for row, column, cell in sheet.cells(sheet.everything) if cell.holds}
    seeds = [
        (row, column)
        for row, column in used
        if rect.top <= row < rect.bottom and rect.left <= column < rect.right
    ]
    if not seeds:
        return None
    row, column = max(seeds)
    top, left, bottom, right = row, column, row + 1, column + 1
    by_row: dict[int, list[int]] = {}
    for r, c in used:
        by_row.setdefault(r, []).append(c)
    grew = True
    while grew:
        grew = False
        for r in range(top - 1, bottom + 1):
            near = [c for c in by_row.get(r, ()) if left - 1 <= c <= right]
            if near and (r < top or r >= bottom or min(near) < left or max(near) >= right):
                top, bottom = min(top, r), max(bottom, r + 1)
                left, right = min(left, *near), max(right, max(near) + 1)
                grew = True
    return Rect(top, left, bottom, right)


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
