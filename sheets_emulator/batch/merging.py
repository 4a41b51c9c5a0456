"""Merged cells."""

from __future__ import annotations

from typing import Any

from sheets_emulator.a1 import Rect
from sheets_emulator.book import Book
from sheets_emulator.errors import invalid
from sheets_emulator.sheet import Sheet

Json = dict[str, Any]
_TYPES = ("MERGE_ALL", "MERGE_COLUMNS", "MERGE_ROWS")


def merge(book: Book, body: Json) -> None:
    """mergeCells: one block, or by columns or rows; only its first cell keeps its value."""
    sheet, rect = book.grid_range(body["range"])
    kind = body.get("mergeType", "MERGE_ALL")
    if kind not in _TYPES:
        raise invalid(f"Invalid mergeType: {kind}")
    blocks = [rect]
    if kind == "MERGE_ROWS":
        blocks = [rect._replace(top=r, bottom=r + 1) for r in range(rect.top, rect.bottom)]
    elif kind == "MERGE_COLUMNS":
        blocks = [rect._replace(left=c, right=c + 1) for c in range(rect.left, rect.right)]
    kept = _outside(sheet, rect)
    sheet.log.set(sheet, "merges", kept + [_grid_range(sheet, b) for b in blocks if _is_large(b)])
    for block in blocks:
        for row, column, cell in list(sheet.cells(block)):
            if (row, column) != (block.top, block.left) and cell.holds:
                one = Rect(row, column, row + 1, column + 1)
                sheet.change_kept(one, lambda c: c._replace(value=None, formula=None))


def unmerge(book: Book, body: Json) -> None:
    """unmergeCells: every merge within the range."""
    sheet, rect = book.grid_range(body["range"])
    sheet.log.set(sheet, "merges", _outside(sheet, rect))


def _outside(sheet: Sheet, rect: Rect) -> list[Json]:
    """The merges that have nothing to do with the rectangle.

    Raises:
        ApiError: it cuts one in two.

    """
    kept = []
    for item in sheet.merges:
        top, bottom = item["startRowIndex"], item["endRowIndex"]
        left, right = item["startColumnIndex"], item["endColumnIndex"]
        if top < rect.bottom and rect.top < bottom and left < rect.right and rect.left < right:
            inside = rect.top <= top and bottom <= rect.bottom
            if not (inside and rect.left <= left and right <= rect.right):
                raise invalid(
                    "You must select all cells in a merged range to merge or unmerge them."
                )
        else:
            kept.append(item)
    return kept


def _is_large(rect: Rect) -> bool:
    return (rect.bottom - rect.top) * (rect.right - rect.left) > 1


def _grid_range(sheet: Sheet, rect: Rect) -> Json:
    return {
        "sheetId": sheet.id,
        "startRowIndex": rect.top,
        "endRowIndex": rect.bottom,
        "startColumnIndex": rect.left,
        "endColumnIndex": rect.right,
    }


KINDS = {"mergeCells": merge, "unmergeCells": unmerge}
