"""How rows or columns change their places, and what becomes of an index and of a span."""

from __future__ import annotations

import dataclasses
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True)
class Inserted:
    """`count` new ones before `at`."""

    at: int
    count: int

    def index(self, index: int) -> int | None:
        """Where what stood at `index` stands now."""
        return index + self.count if index >= self.at else index

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the span stands now: it grows when the new ones come into it."""
        return (
            start + self.count if start >= self.at else start,
            end + self.count if end > self.at else end,
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Deleted:
    """Those from `start` up to `end` (exclusive) are gone."""

    start: int
    end: int

    def index(self, index: int) -> int | None:
        """Where what stood at `index` stands now; None when it is gone."""
        if index >= self.end:
            return index - (self.end - self.start)
        return index if index < self.start else None

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """What is left of the span; None when nothing is."""
        count = self.end - self.start
        first = start - count if start >= self.end else min(start, self.start)
        last = end - count if end >= self.end else min(end, self.start)
        return (first, last) if first < last else None


@dataclasses.dataclass(frozen=True, slots=True)
class Moved:
    """Those from `start` up to `end` now stand before what stood at `to`."""

    start: int
    end: int
    to: int

    def index(self, index: int) -> int | None:
        """Where what stood at `index` stands now."""
        count = self.end - self.start
        if self.start <= index < self.end:
            return index - self.start + (self.to - count if self.to > self.end else self.to)
        below = index - count if index >= self.end else index
        target = self.to - count if self.to > self.end else self.to
        return below + count if below >= target else below

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The span follows when all of it moved; else it stays around what stayed."""
        if self.start <= start and end <= self.end:
            first = self.index(start)
            return None if first is None else (first, first + end - start)
        stayed = [i for i in (start, end - 1) if not self.start <= i < self.end]
        if len(stayed) < 2:
            inner = self.end if self.start <= start else self.start - 1
            stayed.append(inner)
        places = [self.index(i) or 0 for i in stayed]
        return min(places), max(places) + 1


Shift = Inserted | Deleted | Moved


def of_grid_range(
    grid_range: dict[str, Any], dimension: str, shift: Shift
) -> dict[str, Any] | None:
    """Google's GridRange after the shift; None when nothing of it is left. Open ends stay open."""
    first, last = (
        ("startRowIndex", "endRowIndex")
        if dimension == "ROWS"
        else ("startColumnIndex", "endColumnIndex")
    )
    if first not in grid_range and last not in grid_range:
        return grid_range
    far = 1 << 40
    span = shift.span(grid_range.get(first, 0), grid_range.get(last, far))
    if span is None:
        return None
    moved = dict(grid_range)
    if first in grid_range:
        moved[first] = span[0]
    if last in grid_range:
        moved[last] = span[1]
    return moved
