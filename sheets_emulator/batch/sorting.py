"""Sorting rows of a range. Row metadata stays where it is (an assumption: see the README)."""

from __future__ import annotations

from typing import Any

from sheets_emulator.a1 import Rect
from sheets_emulator.book import Book
from sheets_emulator.cell import Cell, Row
from sheets_emulator.errors import invalid
from sheets_emulator.references import translated
from sheets_emulator.sheet import Sheet
from sheets_emulator.value import CellError, Value

Json = dict[str, Any]


def sort_range(book: Book, body: Json) -> None:
    """sortRange: whole cells, notes and formats with them, by one column after the other.

    Numbers come before texts before truths before errors, empty cells last in either order.
    """
    sheet, rect = book.grid_range(body["range"])
    specs = body.get("sortSpecs") or []
    if not specs:
        raise invalid("At least one sort specification must be given.")
    order = list(range(rect.top, rect.bottom))
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0)
        if not rect.left <= column < rect.right:
            raise invalid(
                f"dimensionIndex[{column}] is outside of the range's columns "
                f"[{rect.left}, {rect.right})"
            )
        values = {row: book.computed(sheet, row, column) for row in order}
        filled = [row for row in order if values[row] is not None]
        empty = [row for row in order if values[row] is None]
        backwards = spec.get("sortOrder") == "DESCENDING"
        ranks = {row: rank(value) for row, value in values.items()}
        filled.sort(key=ranks.__getitem__, reverse=backwards)
        order = filled + empty
    _reorder(sheet, rect, order)


def rank(value: Value) -> tuple[int, float, str]:
    """Where a value stands in ascending order."""
    if isinstance(value, CellError):
        return 3, 0.0, value.shown
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, str):
        return 1, 0.0, value.casefold()
    return 0, float(value or 0), ""


def _reorder(sheet: Sheet, rect: Rect, order: list[int]) -> None:
    before = {row: sheet.row(row) for row in order}
    for to, source in zip(range(rect.top, rect.bottom), order, strict=True):
        if to == source:
            continue
        outside = {c: k for c, k in before[to].items() if not rect.left <= c < rect.right}
        inside: Row = {
            column: _moved(cell, to - source)
            for column, cell in before[source].items()
            if rect.left <= column < rect.right
        }
        sheet.replace_row(to, {**outside, **inside})


def _moved(cell: Cell, down: int) -> Cell:
    if cell.formula is None:
        return cell
    return cell._replace(formula=translated(cell.formula, down, 0))


KINDS = {"sortRange": sort_range}
