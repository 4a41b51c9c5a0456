"""Which rows of two lists have one key and lie near in time: in plain Python, for small lists.

``joins_of_arrays`` gives the same for long ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import partial

from addin.reconcile.columns import MANY, NO, NO_DAY, Both
from addin.reconcile.keyed import Edge, Keyed, Wanted, keyed
from addin.reconcile.names import Alikeness


def joined(
    both: Both, left: Sequence[int], right: Sequence[int], wanted: Wanted, alike: Alikeness
) -> list[Edge]:
    """Candidates among these rows, in the order of the left row, then of the right one."""
    if not (left and right):
        return []
    if max(len(left), len(right)) > MANY:
        from addin.reconcile import joins_of_arrays  # noqa: PLC0415 - numpy only for long lists

        edges = joins_of_arrays.joined(both, left, right, wanted, alike)
        if edges is not None:
            return edges
    return sorted(plainly(both, left, right, wanted, alike))


def plainly(
    both: Both, left: Sequence[int], right: Sequence[int], wanted: Wanted, alike: Alikeness
) -> Iterator[Edge]:
    """``joined`` in plain Python, in any order."""
    here, there = both.left, both.right
    ours = keyed(here, left, wanted.left_key, referenced=wanted.referenced)
    theirs = keyed(there, right, wanted.right_key, referenced=wanted.referenced)
    pairs = partial(_near, _by_key(theirs), *wanted.days)
    for i, key, day in zip(ours.rows, ours.keys, ours.days, strict=True):
        for j in pairs(key, day):
            one, other = here.reference[i], there.reference[j]
            if one != other and not wanted.referenced and NO not in (one, other):
                continue
            score = alike(here.name[i], there.name[j])
            if score >= wanted.least:
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
