"""Which rows of two lists have one key and lie near in time: in plain Python, for small lists.

``joins_of_arrays`` gives the same for long ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import partial
from typing import Final

from addin.reconcile.columns import MANY, NO, NO_DAY, Both
from addin.reconcile.keyed import Alike, Edge, Keyed

EXACT_IN_ARRAYS: Final = 1 << 53
"""Keys beyond this are left to plain Python."""


def joined(
    left: Keyed, right: Keyed, days: tuple[int, int], both: Both, alike: Alike, least: int
) -> list[Edge]:
    """Rows of equal key, a right one ``days`` before to after the left one, names alike enough.

    In the order of the left row, then of the right one. A missing date is near to all. Rows whose
    references are different are not among them.
    """
    edges = [] if not (left.rows and right.rows) else _joined(left, right, days, both, alike, least)
    edges.sort()
    return edges


def _joined(
    left: Keyed, right: Keyed, days: tuple[int, int], both: Both, alike: Alike, least: int
) -> list[Edge]:
    if max(len(left), len(right)) > MANY and _fits_arrays(left, right):
        from addin.reconcile import joins_of_arrays  # noqa: PLC0415 - numpy only for long lists

        return joins_of_arrays.joined(left, right, days, both, alike, least)
    return list(plainly(left, right, days, both, alike, least))


def plainly(
    left: Keyed, right: Keyed, days: tuple[int, int], both: Both, alike: Alike, least: int
) -> Iterator[Edge]:
    """``joined`` in plain Python, in any order."""
    pairs = partial(_near, _by_key(right), *days)
    here, there = both.left, both.right
    for i, key, day in zip(left.rows, left.keys, left.days, strict=True):
        for j in pairs(key, day):
            one, other = here.reference[i], there.reference[j]
            if one != other and NO not in (one, other):
                continue
            score = alike(here.name[i], there.name[j])
            if score >= least:
                yield i, j, score


_Block = tuple[list[int], list[int], list[int]]


def _by_key(side: Keyed) -> dict[int, _Block]:
    """By key: the days in order, their rows, and the rows without a day."""
    found: dict[int, _Block] = {}
    for day, row, key in sorted(zip(side.days, side.rows, side.keys, strict=True)):
        block = found.setdefault(key, ([], [], []))
        if day == NO_DAY:
            block[2].append(row)
        else:
            block[0].append(day)
            block[1].append(row)
    return found


def _near(blocks: dict[int, _Block], before: int, after: int, key: int, day: int) -> Iterator[int]:
    block = blocks.get(key)
    if block is None:
        return
    days, rows, dateless = block
    if day == NO_DAY:
        yield from rows
    else:
        yield from rows[bisect_left(days, day - before) : bisect_right(days, day + after)]
    yield from dateless


def _fits_arrays(left: Keyed, right: Keyed) -> bool:
    return all(
        NO_DAY not in side.days
        and max(side.keys) < EXACT_IN_ARRAYS
        and min(side.keys) > -EXACT_IN_ARRAYS
        for side in (left, right)
    )
