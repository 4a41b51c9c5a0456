"""What Calc hands over as one argument → plain values that can be sent.

A cell is a number or a text, a range is rows of these. An empty cell in a range is the empty text.
An error is a number too: one that is none (NaN), with Calc's error code in its low 32 bits.
"""

from __future__ import annotations

import struct
from typing import Any

LONG = 10_000
"""Rows; of a longer range only what lies in the sheet's used area is taken."""
WIDE = 1_000
"""Columns, likewise."""
_QUIET = 0x7FF8 << 48


def error(code: int) -> float:
    """Calc's error of this code, as the number that stands for it."""
    return struct.unpack("<d", struct.pack("<Q", _QUIET | code))[0]  # type: ignore[no-any-return]


def argument(given: Any) -> Any:
    """One argument as plain values; one that was left out stays None."""
    if given is None or isinstance(given, (float, str)):
        return given
    if isinstance(given, tuple):
        return _without_blank_end(given)
    if isinstance(given, (bool, int)):
        return float(given)
    return _of_range(given)


def _without_blank_end(rows: tuple[tuple[Any, ...], ...]) -> tuple[tuple[Any, ...], ...]:
    """A long range without the empty rows below; its first row stays."""
    end = len(rows)
    if end > LONG:
        while end > 1 and not any(cell != "" for cell in rows[end - 1]):
            end -= 1
    return rows[:end]


def _of_range(cells: Any) -> tuple[tuple[Any, ...], ...]:
    """The cells of a ``com.sun.star.table.XCellRange``, error cells as errors."""
    cells = _used(cells)
    rows: tuple[tuple[Any, ...], ...] = cells.getDataArray()
    return tuple(
        _with_errors(cells, at, row) if None in row else row for at, row in enumerate(rows)
    )


def _used(cells: Any) -> Any:
    """The part of a range that a whole column or row is about: what the sheet uses of it."""
    place = cells.getRangeAddress()
    down, across = place.EndRow - place.StartRow, place.EndColumn - place.StartColumn
    if down < LONG and across < WIDE:
        return cells
    cursor = cells.getSpreadsheet().createCursor()
    cursor.gotoEndOfUsedArea(False)
    used = cursor.getRangeAddress()
    return cells.getCellRangeByPosition(
        0, 0,
        max(min(across, used.EndColumn - place.StartColumn), 0) if across >= WIDE else across,
        max(min(down, used.EndRow - place.StartRow), 0) if down >= LONG else down,
    )  # fmt: skip


def _with_errors(cells: Any, at: int, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row in which Calc left error cells out, with the errors in them."""
    return tuple(
        error(cells.getCellByPosition(column, at).getError()) if cell is None else cell
        for column, cell in enumerate(row)
    )
