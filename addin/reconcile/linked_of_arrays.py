"""Rows of two long lists whose names are linked and that lie near in time, as arrays of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from addin.reconcile.columns import NO, NO_DAY
from addin.reconcile.columns_of_arrays import Whole, between, column, portions, spans, whole

if TYPE_CHECKING:
    from addin.reconcile.columns import Columns
    from addin.reconcile.keyed import Linking, Side

_AT_ONCE: Final = 250_000
"""Candidates looked at together; more would only cost memory."""


def near_rows(
    left: Side,
    right: Side,
    links: Sequence[tuple[int, int]],
    days: tuple[int, int],
) -> Iterator[tuple[Whole, Whole]]:
    """Rows with an amount and a date, names linked, the right one days before to after the left.

    In order of the left row, then of the right one; all candidates of one left row come together.
    """
    if not links:
        return
    here, there = (dated(columns, rows) for columns, rows in (left, right))
    if not (len(here) and len(there)):
        return
    names, day = column(left[0], "name")[here], column(left[0], "day")[here]
    their_names, their_day = column(right[0], "name")[there], column(right[0], "day")[there]
    pairs = whole([a for a, _ in links]), whole([b for _, b in links])
    row, link = _linked(names, pairs[0])
    before, after = days
    first = min(int(day.min()), int(their_day.min())) - before - 1
    span = max(int(day.max()), int(their_day.max())) - first + after + 2
    place = their_names * span + (their_day - first)
    order = np.argsort(place, kind="stable")
    ordered = place[order]
    at = pairs[1][link] * span + (day[row] - first)
    low, high = between(ordered, at, days)
    some = high > low
    row, low, high = row[some], low[some], high[some]
    of_row = np.bincount(row, weights=high - low, minlength=len(here)).astype(np.int64)
    ends = np.searchsorted(row, np.arange(len(here) + 1))
    for start, end in portions(of_row, _AT_ONCE):
        part = slice(int(ends[start]), int(ends[end]))
        one, other = spans(low[part], high[part])
        i, j = here[row[part][one]], there[order[other]]
        in_order = np.lexsort((j, i))
        yield i[in_order], j[in_order]


def candidates(
    left: Side, right: Side, links: Sequence[tuple[int, int]], wanted: Linking
) -> Iterator[tuple[int, int]]:
    """Rows near in time, of linked names, with amounts of one sign, as ``linked`` has them."""
    for i, j in near_rows(left, right, links, wanted.days):
        here, there = _fitting(left[0], right[0], i, j, wanted)
        yield from zip(here.tolist(), there.tolist(), strict=True)


def _fitting(
    left: Columns, right: Columns, i: Whole, j: Whole, wanted: Linking
) -> tuple[Whole, Whole]:
    same = column(left, "currency")[i] == column(right, "currency")[j]
    keep = same if wanted.same_currency else ~same
    i, j = i[keep], j[keep]
    if wanted.most and len(i):
        keep = _few_enough(i, column(right, "name")[j], wanted.most)
        i, j = i[keep], j[keep]
    here, there = column(left, "minor")[i], column(right, "minor")[j]
    keep = (here > 0) == (there > 0)
    if not wanted.any_reference:
        one, other = column(left, "reference")[i], column(right, "reference")[j]
        keep &= (one == NO) | (other == NO) | (one == other)
    if wanted.alike_within is not None:
        keep &= _could_be_one(here, there, wanted.alike_within)
    return i[keep], j[keep]


def _few_enough(rows: Whole, names: Whole, most: int) -> NDArray[np.bool_]:
    """Which candidates of a row have a name that not too many of its candidates have."""
    keep = np.ones(len(rows), dtype=np.bool_)
    count = np.bincount(rows)
    many = np.flatnonzero(count[rows] > most)
    if len(many):
        pairs = rows[many] * (int(names.max()) + 1) + names[many]
        _, which, times = np.unique(pairs, return_inverse=True, return_counts=True)
        keep[many] = times[which] <= most
    return keep


def _could_be_one(here: Whole, there: Whole, within: int) -> NDArray[np.bool_]:
    """Not all too far apart for one slip of the finger.

    Digits in another order differ by a multiple of nine, one digit by a digit and noughts; of two
    amounts with the point elsewhere one is the other and noughts.
    """
    one, other = np.minimum(abs(here), abs(there)), np.maximum(abs(here), abs(there))
    apart = other - one
    found: NDArray[np.bool_] = (apart <= within) | (apart % 9 == 0)
    for noughts in range(1, 19):
        power = 10**noughts
        found |= (apart % (power // 10) == 0) & (apart < power)
        found |= (other % power == 0) & (other // power == one)
    return found


def dated(columns: Columns, rows: Sequence[int]) -> Whole:
    """Rows with an amount that is not nothing, and a date."""
    free = whole(rows)
    keep = column(columns, "minor")[free] != 0
    keep &= column(columns, "currency")[free] != NO
    keep &= column(columns, "day")[free] != NO_DAY
    found: Whole = free[keep]
    return found


def _linked(names: Whole, linked: Whole) -> tuple[Whole, Whole]:
    """Where a row has a name, and each link of that name; links are in the order of the names."""
    return spans(np.searchsorted(linked, names, "left"), np.searchsorted(linked, names, "right"))
