"""Copy and paste, cut and paste."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheets_emulator import references
from sheets_emulator.a1 import Rect, written
from sheets_emulator.book import Book
from sheets_emulator.cell import EMPTY, Cell
from sheets_emulator.errors import invalid
from sheets_emulator.references import translated
from sheets_emulator.sheet import Sheet
from sheets_emulator.value import CellError

Json = dict[str, Any]
Block = list[list[Cell]]

_TYPES = (
    "PASTE_NORMAL",
    "PASTE_VALUES",
    "PASTE_FORMAT",
    "PASTE_NO_BORDERS",
    "PASTE_FORMULA",
    "PASTE_DATA_VALIDATION",
)


def copy_paste(book: Book, body: Json) -> None:
    """copyPaste: a range into another one, repeated where that is a multiple of it."""
    kind = _kind(body)
    source, area = book.grid_range(body["source"])
    target, to = book.grid_range(body["destination"])
    turned = body.get("pasteOrientation") == "TRANSPOSE"
    block = _block(book, source, area, values=kind == "PASTE_VALUES")
    height, width = area.bottom - area.top, area.right - area.left
    if turned:
        block = [list(line) for line in zip(*block, strict=True)]
        height, width = width, height
    down = max(1, (to.bottom - to.top) // height) if (to.bottom - to.top) % height == 0 else 1
    right = max(1, (to.right - to.left) // width) if (to.right - to.left) % width == 0 else 1
    full = Rect(to.top, to.left, to.top + down * height, to.left + right * width)
    _check_fits(target, full)

    def pasted(row: int, column: int, cell: Cell) -> Cell:
        i, j = (row - full.top) % height, (column - full.left) % width
        copied = block[i][j]
        if copied.formula is not None:
            from_row, from_column = (j, i) if turned else (i, j)
            copied = copied._replace(
                formula=translated(
                    copied.formula, row - area.top - from_row, column - area.left - from_column
                )
            )
        return _mixed(cell, copied, kind)

    target.change(full, pasted)
    book.has_formulas = book.has_formulas or any(c.formula for line in block for c in line)


def cut_paste(book: Book, body: Json) -> None:
    """cutPaste: a range goes elsewhere and leaves empty cells; what points at it follows."""
    kind = _kind(body)
    source, area = book.grid_range(body["source"])
    start = body.get("destination") or {}
    target = book.sheet(start.get("sheetId"))
    top, left = start.get("rowIndex") or 0, start.get("columnIndex") or 0
    full = Rect(top, left, top + area.bottom - area.top, left + area.right - area.left)
    _check_fits(target, full)
    block = _block(book, source, area, values=kind == "PASTE_VALUES")
    home = source.title
    if target is not source:
        block = [[_leaving(cell, home) for cell in line] for line in block]
    source.change_kept(area, lambda _: EMPTY)
    target.change(
        full, lambda row, column, cell: _mixed(cell, block[row - top][column - left], kind)
    )
    down, right, there = top - area.top, left - area.left, target.title
    book.rewrite_formulas(
        lambda title, text: references.cut(text, title, home, area, there, down, right)
    )


def _leaving(cell: Cell, home: str) -> Cell:
    if cell.formula is None:
        return cell
    return cell._replace(formula=references.leaving(cell.formula, home))


def _kind(body: Json) -> str:
    kind = body.get("pasteType", "PASTE_NORMAL")
    if kind not in _TYPES:
        raise invalid(f"this emulator does not do {kind}.")
    return str(kind)


def _check_fits(sheet: Sheet, rect: Rect) -> None:
    if rect.bottom > sheet.row_count or rect.right > sheet.column_count:
        raise invalid(
            f"Range ({written(sheet.title, rect)}) exceeds grid limits. "
            f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        )


def _block(book: Book, sheet: Sheet, area: Rect, *, values: bool) -> Block:
    def one(row: int, column: int) -> Cell:
        cell = sheet.cell(row, column)
        if not values or cell.formula is None:
            return cell
        value = book.computed(sheet, row, column)
        plain = value.shown if isinstance(value, CellError) else value
        return cell._replace(value=plain, formula=None)

    columns = range(area.left, area.right)
    return [[one(row, column) for column in columns] for row in range(area.top, area.bottom)]


def _mixed(cell: Cell, copied: Cell, kind: str) -> Cell:
    """What stands there after a paste of that kind over `cell`."""
    if kind == "PASTE_NORMAL":
        return copied
    if kind == "PASTE_NO_BORDERS":
        style = {k: v for k, v in copied.format.items() if k != "borders"}
        borders = cell.format.get("borders")
        return copied._replace(format={**style, "borders": borders} if borders else style)
    if kind == "PASTE_FORMAT":
        return cell._replace(format=copied.format)
    if kind == "PASTE_DATA_VALIDATION":
        return cell._replace(validation=copied.validation)
    return cell._replace(value=copied.value, formula=copied.formula)


KINDS: dict[str, Callable[[Book, Json], Json | None]] = {
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
}
