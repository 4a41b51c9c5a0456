"""What a person would call a cell: the words beside it and the heading above it."""

from __future__ import annotations

from addin.tables.table import Area, ErrorValue, Sheet, Value, address

LONGEST = 60


def words_in(value: Value) -> str:
    """A cell's text on one line, empty for anything but text."""
    if not isinstance(value, str) or isinstance(value, ErrorValue):
        return ""
    shown = " ".join(value.split())
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1].rstrip() + "…"


def row_label(sheet: Sheet, row: int, column: int) -> str:
    """The nearest words to the left in the same row; empty if there are none."""
    for left in range(column - 1, 0, -1):
        found = words_in(sheet.value(row, left))
        if any(letter.isalpha() for letter in found):
            return found
    return ""


def heading(sheet: Sheet, row: int, column: int) -> str:
    """The nearest words above in the same column; empty if there are none."""
    for above in range(min(row - 1, len(sheet.rows)), 0, -1):
        found = words_in(sheet.value(above, column))
        if any(letter.isalpha() for letter in found):
            return found
    return ""


def called(sheet: Sheet, row: int, column: int) -> str:
    """A cell in words: ``D14 (4. Reporting, Remaining)``."""
    words = [row_label(sheet, row, column), heading(sheet, row, column)]
    shown = ", ".join(dict.fromkeys(word for word in words if word))
    return f"{address(row, column)} ({shown})" if shown else address(row, column)


def joined(cells: list[tuple[int, int]]) -> tuple[Area, ...]:
    """Cells as few rectangles, in reading order: runs along rows first, then equal runs stacked."""
    runs: list[Area] = []
    for row, column in sorted(set(cells)):
        last = runs[-1] if runs else None
        if last and last.bottom == row and last.right == column - 1:
            runs[-1] = Area(last.top, last.left, row, column)
        else:
            runs.append(Area(row, column, row, column))
    stacked: list[Area] = []
    open_runs: dict[tuple[int, int], int] = {}
    for run in runs:
        key = run.left, run.right
        at = open_runs.get(key)
        if at is not None and stacked[at].bottom == run.top - 1:
            stacked[at] = Area(stacked[at].top, run.left, run.bottom, run.right)
        else:
            open_runs[key] = len(stacked)
            stacked.append(run)
    return tuple(stacked)
