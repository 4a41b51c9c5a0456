"""Two rows of one long list and two of the other that come to the same: all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from addin.reconcile.columns_of_arrays import Whole, column, spans, whole
from addin.reconcile.linked_of_arrays import dated

if TYPE_CHECKING:
    from addin.reconcile.columns import Columns
    from addin.reconcile.keyed import Side

Two = tuple[int, int]


class _Twos(NamedTuple):
    """Two rows of one list each, the first before the second, and the vendor they are of."""

    one: Whole
    other: Whole
    vendor: Whole


def against(
    left: Side, right: Side, links: Sequence[tuple[int, int]], spread: int, days: tuple[int, int]
) -> list[tuple[Two, Two]]:
    """Two rows on each side, as ``two_and_two`` finds them vendor by vendor; in any order."""
    if not links:
        return []
    here, there = dated(*left), dated(*right)
    a, b = whole([one for one, _ in links]), whole([other for _, other in links])
    ours = _twos(left[0], here, column(left[0], "name")[here], spread)
    order = np.argsort(b, kind="stable")
    names = column(right[0], "name")[there]
    low, high = (np.searchsorted(b[order], names, side) for side in ("left", "right"))
    at, link = spans(low, high)
    theirs = _twos(right[0], there[at], a[order][link], spread)
    wanted, offered = _keys(left[0], ours, right[0], theirs)
    order = np.argsort(offered, kind="stable")
    low, high = (np.searchsorted(offered[order], wanted, side) for side in ("left", "right"))
    p, q = spans(low, high)
    q = order[q]
    keep = _near(left[0], ours, right[0], theirs, p, q, days)
    p, q = p[keep], q[keep]
    rows = (ours.one[p], ours.other[p], theirs.one[q], theirs.other[q])
    return [((i, k), (j, m)) for i, k, j, m in zip(*(part.tolist() for part in rows), strict=True)]


def _twos(columns: Columns, rows: Whole, vendor: Whole, spread: int) -> _Twos:
    """Two rows of one vendor, currency and sign, near in time."""
    if not len(rows):
        return _Twos(rows, rows, rows)
    day = column(columns, "day")[rows]
    first = int(day.min())
    span = int(day.max()) - first + spread + 2
    order = np.lexsort((rows, day, vendor))
    rows, vendor = rows[order], vendor[order]
    place = vendor * span + (day[order] - first)
    high = np.searchsorted(place, place + spread, "right")
    at, other = spans(np.arange(len(rows)) + 1, high)
    one, two = rows[at], rows[other]
    minor, currency = column(columns, "minor"), column(columns, "currency")
    keep = (currency[one] == currency[two]) & ((minor[one] > 0) == (minor[two] > 0))
    keep &= one != two
    return _Twos(one[keep], two[keep], vendor[at][keep])


def _keys(left: Columns, ours: _Twos, right: Columns, theirs: _Twos) -> tuple[Whole, Whole]:
    """One number for vendor, currency and what two rows come to."""
    sums, vendors = [], []
    for columns, twos in ((left, ours), (right, theirs)):
        minor, currency = column(columns, "minor"), column(columns, "currency")
        sums.append(minor[twos.one] + minor[twos.other])
        vendors.append(twos.vendor * 64 + currency[twos.one])
    different, number = np.unique(np.concatenate(sums), return_inverse=True)
    key = np.concatenate(vendors) * len(different) + number
    return key[: len(ours.one)], key[len(ours.one) :]


def _near(
    left: Columns, ours: _Twos, right: Columns, theirs: _Twos, p: Whole, q: Whole, days: Two
) -> Whole:
    """Near in time, and no amount of one side stands on the other by itself."""
    here, there = column(left, "day"), column(right, "day")
    last = np.maximum(here[ours.one], here[ours.other])[p]
    first = np.minimum(there[theirs.one], there[theirs.other])[q]
    near = (first - last >= -days[0]) & (first - last <= days[1])
    minor, amount = column(left, "minor"), column(right, "minor")
    for mine in (ours.one[p], ours.other[p]):
        for other in (theirs.one[q], theirs.other[q]):
            near &= minor[mine] != amount[other]
    return np.flatnonzero(near)
