"""The columns of long lists as arrays, each made once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from addin.reconcile.columns import Columns

Whole = NDArray[np.int64]


def column(columns: Columns, name: str) -> Whole:
    """One column of a list: ``minor``, ``day``, ``name`` and so on."""
    made = columns.arrays.get(name)
    if made is None:
        made = columns.arrays[name] = whole(getattr(columns, name))
    return cast("Whole", made)


def whole(values: Sequence[int]) -> Whole:
    """Whole numbers as an array; rows of a whole list are counted, not read."""
    if isinstance(values, range):
        return np.arange(values.start, values.stop, values.step, dtype=np.int64)
    return np.asarray(values, dtype=np.int64)


def spans(low: Whole, high: Whole) -> tuple[Whole, Whole]:
    """Position k of the bounds with each number from ``low[k]`` up to ``high[k]``."""
    count = high - low
    at = np.repeat(np.arange(len(low)), count)
    offset = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
    return at, np.repeat(low, count) + offset


def between(ordered: Whole, at: Whole, reach: tuple[int, int]) -> tuple[Whole, Whole]:
    """Where in ascending numbers those begin and end that lie so far before to after each place."""
    by_place = np.argsort(at)  # a search goes through memory once if what is sought is in order
    low, high = np.empty_like(at), np.empty_like(at)
    low[by_place] = np.searchsorted(ordered, at[by_place] - reach[0], "left")
    high[by_place] = np.searchsorted(ordered, at[by_place] + reach[1], "right")
    return low, high


def portions(count: Whole, most: int) -> list[tuple[int, int]]:
    """Ranges of rows whose candidates together are few enough."""
    reach = np.cumsum(count)
    ends = [0]
    while ends[-1] < len(count):
        done = int(reach[ends[-1] - 1]) if ends[-1] else 0
        end = int(np.searchsorted(reach, done + most, "right"))
        ends.append(max(end, ends[-1] + 1))
    return list(pairwise(ends))
