"""Which rows of two long lists have one key and lie near in time: one sort and two searches.

The same answer as ``joins`` gives in plain Python, for lists of a hundred thousand rows and more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import numpy as np

from addin.reconcile.alike_of_arrays import scores
from addin.reconcile.columns import NO, NO_DAY
from addin.reconcile.columns_of_arrays import Whole, between, column, portions, spans, whole

if TYPE_CHECKING:
    from addin.reconcile.columns import Both, Columns
    from addin.reconcile.keyed import Edge, Key, Wanted
    from addin.reconcile.names import Alikeness

_ROOM: Final = 1 << 62
_EXACT: Final = 1 << 53
"""Keys beyond this are left to plain Python."""
_MOST: Final = _EXACT >> 8
"""So are amounts beyond this."""
_AT_ONCE: Final = 4_000_000
"""Candidates looked at together; more would only cost memory."""


class _Side(NamedTuple):
    rows: Whole
    keys: Whole
    days: Whole


def joined(
    both: Both, left: Sequence[int], right: Sequence[int], wanted: Wanted, alike: Alikeness
) -> list[Edge] | None:
    """Rows of equal key inside the window, names alike enough; in order.

    None for rows that arrays cannot hold: without a date, or of amounts beyond all measure.
    """
    here = _keyed(both.left, left, wanted.left_key, referenced=wanted.referenced)
    there = _keyed(both.right, right, wanted.right_key, referenced=wanted.referenced)
    if here is None or there is None:
        return None
    if not (len(here.rows) and len(there.rows)):
        return []
    references = column(both.left, "reference"), column(both.right, "reference")
    names = column(both.left, "name"), column(both.right, "name")
    low, high, order = _bands(here, there, wanted.days)
    found: list[Edge] = []
    for start, end in portions(high - low, _AT_ONCE):
        at, other = spans(low[start:end], high[start:end])
        i, j = here.rows[at + start], there.rows[order[other]]
        if not wanted.referenced:
            one, two = references[0][i], references[1][j]
            keep = (one == two) | (one == NO) | (two == NO)
            i, j = i[keep], j[keep]
        score = scores(names[0][i], names[1][j], both.names, alike, wanted.least)
        keep = score >= wanted.least
        i, j, score = i[keep], j[keep], score[keep]
        sorted_ = np.lexsort((j, i))
        found += zip(*(part[sorted_].tolist() for part in (i, j, score)), strict=True)
    return found


def _keyed(columns: Columns, rows: Sequence[int], key: Key, *, referenced: bool) -> _Side | None:
    """Rows with an amount that is not nothing, as ``keyed`` has them."""
    if not _measurable(columns):
        return None
    free = whole(rows)
    minor, currency = column(columns, "minor")[free], column(columns, "currency")[free]
    keep = (minor != 0) & (currency != NO)
    if referenced:
        keep &= column(columns, "reference")[free] != NO
    free, minor, currency = free[keep], minor[keep], currency[keep]
    if not len(free):
        return _Side(free, free, free)
    day = column(columns, "day")[free]
    if int(day.min()) == NO_DAY:
        return None
    if key.one_by_one:
        every = [key.of(*one) for one in zip(minor.tolist(), currency.tolist(), strict=True)]
        if max(every) >= _EXACT or min(every) <= -_EXACT:
            return None
        keys = whole(every)
    else:
        keys = cast("Whole", key.of(cast("int", minor), cast("int", currency)))
    return _Side(free, keys, day)


def _measurable(columns: Columns) -> bool:
    known = columns.arrays.get("measurable")
    if known is None:
        least, most = min(columns.minor), max(columns.minor)
        known = columns.arrays["measurable"] = least > -_MOST and most < _MOST
    return bool(known)


def _bands(left: _Side, right: _Side, days: tuple[int, int]) -> tuple[Whole, Whole, Whole]:
    """For each left row the part of the right rows, in order, that lie in its window."""
    before, after = days
    first = min(int(left.days.min()), int(right.days.min())) - before - 1
    span = max(int(left.days.max()), int(right.days.max())) - first + after + 2
    largest = max(int(abs(left.keys).max()), int(abs(right.keys).max()))
    left_key, right_key = left.keys, right.keys
    if largest * span > _ROOM:  # smaller numbers for the same keys
        key = np.unique(np.concatenate((left_key, right_key)), return_inverse=True)[1]
        left_key, right_key = key[: len(left_key)], key[len(left_key) :]
    place = right_key * span + (right.days - first)
    order = np.argsort(place, kind="stable")
    ordered = place[order]
    at = left_key * span + (left.days - first)
    low, high = between(ordered, at, days)
    return low, high, order
