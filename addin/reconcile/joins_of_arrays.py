"""Which rows of two long lists have one key and lie near in time: one sort and two searches.

The same answer as ``joins`` gives in plain Python, for lists of a hundred thousand rows and more.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from addin.reconcile.alike_of_arrays import scores
from addin.reconcile.columns import NO

if TYPE_CHECKING:
    from addin.reconcile.columns import Both
    from addin.reconcile.keyed import Alike, Edge, Keyed

Whole = NDArray[np.int64]
_ROOM = 1 << 62
_AT_ONCE = 4_000_000
"""Candidates looked at together; more would only cost memory."""


def joined(
    left: Keyed, right: Keyed, days: tuple[int, int], both: Both, alike: Alike, least: int
) -> list[Edge]:
    """Rows of equal key inside the window, with names alike enough."""
    i_rows, j_rows = _whole(left.rows), _whole(right.rows)
    here, there = both.left, both.right
    left_reference, right_reference = _whole(here.reference), _whole(there.reference)
    left_name, right_name = _whole(here.name), _whole(there.name)
    low, high, order = _bands(
        _whole(left.keys), _whole(left.days), _whole(right.keys), _whole(right.days), days
    )
    found: list[Edge] = []
    for start, end in _portions(high - low):
        at, other = _spans(low[start:end], high[start:end], order)
        i, j = i_rows[at + start], j_rows[other]
        one, two = left_reference[i], right_reference[j]
        keep = (one == two) | (one == NO) | (two == NO)
        i, j = i[keep], j[keep]
        score = scores(left_name[i], right_name[j], both.names, alike, least)
        keep = score >= least
        edges = i[keep].tolist(), j[keep].tolist(), score[keep].tolist()
        found += zip(*edges, strict=True)
    return found


def _whole(values: Sequence[int]) -> Whole:
    return np.asarray(values, dtype=np.int64)


def _bands(
    left_key: Whole, left_day: Whole, right_key: Whole, right_day: Whole, days: tuple[int, int]
) -> tuple[Whole, Whole, Whole]:
    """For each left row the part of the right rows, in order, that lie in its window."""
    before, after = days
    first = min(int(left_day.min()), int(right_day.min())) - before - 1
    span = max(int(left_day.max()), int(right_day.max())) - first + after + 2
    largest = max(int(abs(left_key).max()), int(abs(right_key).max()))
    if largest * span > _ROOM:  # smaller numbers for the same keys
        key = np.unique(np.concatenate((left_key, right_key)), return_inverse=True)[1]
        left_key, right_key = key[: len(left_key)], key[len(left_key) :]
    place = right_key * span + (right_day - first)
    order = np.argsort(place, kind="stable")
    ordered = place[order]
    at = left_key * span + (left_day - first)
    low = np.searchsorted(ordered, at - before, "left")
    high = np.searchsorted(ordered, at + after, "right")
    return low, high, order


def _portions(count: Whole) -> list[tuple[int, int]]:
    """Ranges of left rows whose candidates together are few enough."""
    reach = np.cumsum(count)
    ends = [0]
    while ends[-1] < len(count):
        done = int(reach[ends[-1] - 1]) if ends[-1] else 0
        end = int(np.searchsorted(reach, done + _AT_ONCE, "right"))
        ends.append(max(end, ends[-1] + 1))
    return list(pairwise(ends))


def _spans(low: Whole, high: Whole, order: Whole) -> tuple[Whole, Whole]:
    """Row k with each of order[low[k]:high[k]], as two arrays of positions."""
    count = high - low
    row = np.repeat(np.arange(len(low)), count)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return row, order[np.repeat(low, count) + offset]
