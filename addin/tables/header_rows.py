"""Which rows of a sheet look like the heading of a table, and how far such a heading reaches."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from addin.tables.headings import is_known, normal
from addin.tables.occupancy import (
    Occupancy,
    columns_of,
    is_figure,
    mask_of,
    reads_as_figure,
    runs,
)
from addin.tables.table import Sheet, Value

BELOW: Final = 12
"""How many rows under a heading tell what its columns hold."""
LONGEST: Final = 70
"""A heading is no longer than this; a sentence is no heading."""
_NUMBER_BEHIND: Final = re.compile(r"\s*\d+$")
_CROWN: Final = 0.15
"""What it is worth that each of the words stands over figures, and nothing above them."""
_FEWEST: Final = 3
GOOD: Final = 0.5
"""From this score on a row is taken for a heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that looks like a heading, over the columns from left to right."""

    row: int
    left: int
    right: int
    score: float
    typed: int  # columns that hold figures below, as bits

    @property
    def mask(self) -> int:
        """Its columns, as bits."""
        return mask_of(self.left, self.right)


def rows_below(seen: Occupancy, row: int, mask: int, most: int = BELOW) -> list[int]:
    """The next rows that hold something in these columns, up to a gap of five blank rows."""
    found: list[int] = []
    gap = 0
    for below in range(row + 1, min(row + 60, seen.last_row) + 1):
        if seen.walls.get(below, 0) & mask:
            break
        if seen.filled[below] & mask:
            found.append(below)
            gap = 0
            if len(found) == most:
                break
        else:
            gap += 1
            if gap > 4:
                break
    return found


def typed_columns(sheet: Sheet, seen: Occupancy, rows: Iterable[int], mask: int) -> int:
    """The columns that hold figures in most of the cells these rows fill, as bits."""
    counts: dict[int, list[int]] = {}
    for row in rows:
        words, figures = seen.words[row] & mask, seen.figures[row] & mask
        for column in columns_of(figures):
            counts.setdefault(column, [0, 0])[0] += 1
        for column in columns_of(words):
            side = 0 if is_figure(sheet.value(row, column)) else 1
            counts.setdefault(column, [0, 0])[side] += 1
    typed = 0
    for column, (figures_seen, words_seen) in counts.items():
        if figures_seen > words_seen:
            typed |= 1 << column
    return typed


def score(sheet: Sheet, seen: Occupancy, row: int, mask: int) -> tuple[float, int]:
    """How much a row looks like the heading over these columns, and which of them hold figures."""
    labels, others = _cells(sheet, seen, row, mask)
    if len(labels) < 2:
        return 0.0, 0
    below = rows_below(seen, row, mask)
    if not below:
        return (0.3 + 0.4 * _known(labels.values()), 0) if len(labels) > 2 else (0.0, 0)
    typed = typed_columns(sheet, seen, below, mask)
    headed = 0
    for column in labels:
        headed |= 1 << column
    width = seen.filled[row] & mask
    for under in below:
        width |= seen.filled[under] & mask
    contrast = (typed & headed).bit_count() / typed.bit_count() if typed else 0.3
    usual = sorted((seen.filled[under] & mask).bit_count() for under in below)[len(below) // 2]
    if len(labels) >= 5 and usual * 2 < len(labels):
        contrast = max(contrast, 0.9)  # a full row over sparse ones, as in a plan by week or place
    coverage = len(labels) / max(1, width.bit_count())
    points = 0.45 * _known(labels.values()) + 0.33 * contrast + 0.22 * coverage
    points -= 0.7 * others / (others + len(labels))
    points -= 0.5 * sum(text.rstrip().endswith(":") for text in labels.values()) / len(labels)
    return points, typed


def _known(labels: Iterable[str]) -> float:
    """Share of these texts that are spellings of a field; short tables need all, wide ones most."""
    known = [is_known(normal(text)) for text in labels]
    return min(1.0, sum(known) / max(1, len(known)) * 1.25)


def _cells(sheet: Sheet, seen: Occupancy, row: int, mask: int) -> tuple[dict[int, str], int]:
    """The cells that may be headings, and how many others (figures, sentences) there are."""
    labels: dict[int, str] = {}
    others = 0
    counted = _counts_on(sheet, seen, row, mask)
    for column in columns_of(seen.filled[row] & mask):
        value = sheet.value(row, column)
        if isinstance(value, str) and not reads_as_figure(value) and len(value) <= LONGEST:
            labels[column] = value
        elif not counted and not _is_period(value):
            others += 1
    return labels, others


def _counts_on(sheet: Sheet, seen: Occupancy, row: int, mask: int) -> bool:
    """Whether the row's figures are 1, 2, 3 …: the days of a month, the weeks of a plan."""
    values = [sheet.value(row, column) for column in columns_of(seen.figures[row] & mask)]
    return len(values) >= 5 and all(
        isinstance(a, int | float) and isinstance(b, int | float) and b - a == 1
        for a, b in pairwise(values)
    )


def _is_period(value: Value) -> bool:
    """A year or a date over a column: a heading, although it is a figure."""
    if isinstance(value, dt.date):
        return True
    if isinstance(value, str):
        return value.strip().isdecimal() and 1980 < int(value) < 2100
    return isinstance(value, int) and not isinstance(value, bool) and 1980 < value < 2100


def headings_in(sheet: Sheet, seen: Occupancy, row: int, free: int) -> list[Heading]:
    """The headings that start in this row, over columns no other table holds."""
    found = []
    for mask in _spans(sheet, seen, row, free):
        for part in _repeats(sheet, seen, row, mask):
            points, typed = score(sheet, seen, row, part)
            if _crowns_figures(seen, row, part, typed):
                points += _CROWN
            if points >= GOOD:
                found.append(Heading(row, _left(part), part.bit_length() - 1, points, typed))
    return found


def _crowns_figures(seen: Occupancy, row: int, mask: int, typed: int) -> bool:
    """Whether words begin here, each over a column of figures: a heading in whatever words."""
    words = seen.words[row] & mask
    above = seen.filled[row - 1] & mask if row > 1 else 0
    plain = words == seen.filled[row] & mask and not above
    return plain and words.bit_count() >= _FEWEST and not words & ~typed


def _repeats(sheet: Sheet, seen: Occupancy, row: int, mask: int) -> list[int]:
    """The mask in parts if the same headings come again and again: tables side by side.

    ``Product | Volume | Product.1 | Volume.1`` are two; names of figures alone, as in
    ``Days | Cost | Days | Cost``, are not.
    """
    columns = list(columns_of(mask))
    heads = [
        _NUMBER_BEHIND.sub("", normal(str(sheet.value(row, column) or ""))) for column in columns
    ]
    size = next(
        (
            size
            for size in range(2, len(heads) // 2 + 1)
            if len(heads) % size == 0 and heads == heads[:size] * (len(heads) // size)
        ),
        0,
    )
    if not size or "" in heads or len(set(heads[:size])) < size:
        return [mask]
    typed = typed_columns(sheet, seen, rows_below(seen, row, mask), mask)
    parts = [columns[start : start + size] for start in range(0, len(columns), size)]
    if any(typed >> part[0] & 1 for part in parts):
        return [mask]
    return [mask_of(part[0], part[-1]) for part in parts]


def _spans(sheet: Sheet, seen: Occupancy, row: int, free: int) -> list[int]:
    """The row's cells in stretches that belong together, as bits."""
    filled = seen.filled[row] & free
    if (seen.words[row] & free).bit_count() < 2:
        return []
    stretches = [mask_of(left, right) for left, right in runs(_bridged(sheet, row, filled))]
    joined: list[int] = []
    for stretch in stretches:
        if joined and _one_table(sheet, seen, row, joined[-1], stretch, free):
            joined[-1] = mask_of(_left(joined[-1]), stretch.bit_length() - 1)
        else:
            joined.append(stretch)
    return [_widened(sheet, seen, row, mask, free) for mask in joined]


def _bridged(sheet: Sheet, row: int, filled: int) -> int:
    """With the columns that a merged heading covers."""
    for area in sheet.merged:
        if area.top <= row <= area.bottom and filled >> area.left & 1 and area.right > area.left:
            filled |= mask_of(area.left, min(area.right, area.left + 60))
    return filled


def _left(mask: int) -> int:
    return (mask & -mask).bit_length() - 1


def _one_table(sheet: Sheet, seen: Occupancy, row: int, one: int, other: int, free: int) -> bool:
    """Whether two stretches of headings with blank columns between them head one table."""
    gap = mask_of(one.bit_length(), _left(other) - 1)
    below = rows_below(seen, row, one | gap | other)
    if gap & ~free or not below:
        return not gap & ~free and gap.bit_count() == 1
    inside = sum(bool(seen.filled[under] & gap) for under in below)
    if gap.bit_count() <= 4 and inside * 3 >= len(below):
        return True  # a column of the table that has no heading
    if gap.bit_count() > 2:
        return False
    ones = {under for under in below if seen.filled[under] & one}
    others = {under for under in below if seen.filled[under] & other}
    if len(ones & others) < 0.6 * max(1, len(ones | others)):
        return False
    if _texts(sheet, row, one) & _texts(sheet, row, other):
        return False  # the same headings again: a second table beside the first
    alone = one.bit_count() == 1 or other.bit_count() == 1
    typed = typed_columns(sheet, seen, below, other)
    return alone or bool(typed >> _left(other) & 1)


def _texts(sheet: Sheet, row: int, mask: int) -> set[str]:
    return {normal(v) for c in columns_of(mask) if isinstance(v := sheet.value(row, c), str)}


def _widened(sheet: Sheet, seen: Occupancy, row: int, mask: int, free: int) -> int:
    """With the neighbouring columns that hold values below but have no heading."""
    below = rows_below(seen, row, mask)
    for _ in range(2):
        left, right = _left(mask) - 1, mask.bit_length()
        if left > 0 and _holds_labels(sheet, seen, row, below, left, free):
            mask |= 1 << left
        bit = 1 << right
        if bit & free and not seen.filled[row] & bit:
            held = [under for under in below if seen.filled[under] & bit]
            if held and len(held) * 5 >= len(below) * 2:
                mask |= bit
    return mask


def _holds_labels(
    sheet: Sheet, seen: Occupancy, row: int, below: list[int], column: int, free: int
) -> bool:
    """Whether a column without a heading names the rows, or groups of them, to its right."""
    bit = 1 << column
    if not bit & free or seen.filled[row] & bit or not below:
        return False
    held = [
        str(sheet.value(under, column))
        for under in range(row + 1, below[-1] + 1)
        if seen.filled[under] & bit
    ]
    if not held or any(len(text) > 40 for text in held):
        return False
    return len(held) >= 2 or len(below) <= 8
