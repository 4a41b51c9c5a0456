"""Tables without headings: blocks of steady columns that no heading stands over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from addin.tables.header_rows import typed_columns
from addin.tables.occupancy import Occupancy, mask_of, runs
from addin.tables.table import Area, Sheet

_FEWEST: Final = 3
"""Fewer rows than this are no table but a remark."""


def unheaded_areas(sheet: Sheet, seen: Occupancy, taken: Iterable[Area]) -> Iterator[Area]:
    """Areas outside those already taken in which rows of cells, some of them figures, follow."""
    held = [0] * (seen.last_row + 2)
    for area in taken:
        mask = mask_of(area.left, area.right)
        for row in range(area.top, min(area.bottom, seen.last_row) + 1):
            held[row] |= mask
    start = union = 0
    for row, filled in enumerate((*seen.filled[1:], 0), 1):
        left = filled & ~held[row]
        if left.bit_count() >= 2:
            start, union = start or row, union | left
            continue
        if start and row - start >= _FEWEST:
            yield from _steady(sheet, seen, range(start, row), union)
        start = union = 0


def _steady(sheet: Sheet, seen: Occupancy, within: range, union: int) -> Iterator[Area]:
    """The stretches of columns in which at least three rows hold two cells or more."""
    for left, right in runs(union | (union << 1 & union >> 1)):  # a blank column divides nothing
        mask = mask_of(left, right)
        rows = [row for row in within if (seen.filled[row] & mask).bit_count() >= 2]
        if right == left or len(rows) < _FEWEST:
            continue
        if typed_columns(sheet, seen, rows[:: max(1, len(rows) // 40)], mask):
            yield Area(rows[0], left, rows[-1], right)
