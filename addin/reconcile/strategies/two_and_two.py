"""Two or three rows on each list, of one vendor and one sum, none of them alike by itself.

Confirmed when no other such groups share their rows and chance could hardly have made the sum.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from typing import Final

from addin.reconcile.columns import MANY, NO, NO_DAY, Columns
from addin.reconcile.keyed import Side
from addin.reconcile.links import Pair, by_left
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.settle import MOST_OTHERS
from addin.reconcile.telling_why import rivals_told

NAME: Final = "two against two"
SPREAD: Final = 8
"""Days between the rows of one side."""
BY_CHANCE: Final = 0.01

_Rows = tuple[int, ...]


def pair(pool: Pool, tolerance: Tolerance) -> Iterator[Found]:
    """Groups of two rows on each side, those beyond doubt first; each row once."""
    groups = _groups(pool, tolerance)
    using: dict[tuple[bool, int], list[int]] = {}
    for at, (left, right, _) in enumerate(groups):
        for row in left:
            using.setdefault((True, row), []).append(at)
        for row in right:
            using.setdefault((False, row), []).append(at)
    rivals = [
        sorted(
            {other for row in left for other in using[True, row]}.union(
                other for row in right for other in using[False, row]
            ).difference((at,))
        )
        for at, (left, right, _) in enumerate(groups)
    ]
    ordered = sorted(range(len(groups)), key=lambda at: (len(rivals[at]), _days(pool, groups[at])))
    taken: set[tuple[bool, int]] = set()
    for at in ordered:
        left, right, chance = groups[at]
        rows = {(True, row) for row in left} | {(False, row) for row in right}
        if rows & taken:
            continue
        taken |= rows
        others = sorted(rivals[at], key=lambda other: _days(pool, groups[other]))
        yield Found(
            left,
            right,
            NAME,
            chance < BY_CHANCE and not rivals[at],
            _alike(pool, left, right),
            len(rivals[at]),
            tuple(groups[other][:2] for other in others[:MOST_OTHERS]),
            (rivals_told(len(rivals[at])),),
        )


_Group = tuple[_Rows, _Rows, float]


def _groups(pool: Pool, tolerance: Tolerance) -> list[_Group]:
    here, there = (pool.both.left, pool.left), (pool.both.right, pool.right)
    links = pool.links(tolerance.alike)
    days = tolerance.days_before + 3, tolerance.days_after + 3
    if max(len(pool.left), len(pool.right)) > MANY:
        from addin.reconcile import twos_of_arrays  # noqa: PLC0415 - numpy only for long lists

        found: Iterable[tuple[_Rows, _Rows]] = twos_of_arrays.against(
            here, there, links, SPREAD, days
        )
    else:
        found = _plainly(here, there, links, days)
    around = _around(pool, links, days)
    return [
        (one, other, around(one) / max(abs(sum(here[0].minor[i] for i in one)), 1))
        for one, other in sorted(found)
        if pool.allows(one, other)
    ]


def _plainly(
    left: Side, right: Side, links: Iterable[Pair], days: tuple[int, int]
) -> Iterator[tuple[_Rows, _Rows]]:
    """Two rows on each side, vendor by vendor."""
    here, there = left[0], right[0]
    ours, theirs = _by_name(left), _by_name(right)
    for name, its in by_left(links).items():
        sums = _sums(there, [row for other in its for row in theirs.get(other, ())])
        for key, ones in _sums(here, ours.get(name, [])).items():
            for one, other in product(ones, sums.get(key, ())):
                apart = min(there.day[j] for j in other) - max(here.day[i] for i in one)
                if -days[0] <= apart <= days[1] and _differ(here, one, there, other):
                    yield one, other


def _around(pool: Pool, links: Iterable[Pair], days: tuple[int, int]) -> Callable[[_Rows], float]:
    """How many pairs of rows on the other side lie near two of one vendor."""
    here, there = pool.both.left, pool.both.right
    forth, theirs = by_left(links), _by_name((there, pool.right))

    @cache
    def known(name: int) -> list[int]:
        return sorted(there.day[row] for other in forth[name] for row in theirs.get(other, ()))

    def around(one: _Rows) -> float:
        on, day = known(here.name[one[0]]), here.day[one[0]]
        first = bisect_left(on, day - days[0] - SPREAD)
        near = bisect_right(on, day + days[1] + SPREAD) - first
        return near * (near - 1) / 2

    return around


def _differ(here: Columns, one: _Rows, there: Columns, other: _Rows) -> bool:
    """No amount of one side stands on the other by itself: that would be a pair."""
    return not {here.minor[i] for i in one} & {there.minor[j] for j in other}


def _by_name(side: Side) -> dict[int, list[int]]:
    columns, rows = side
    found: dict[int, list[int]] = {}
    for row in rows:
        if columns.currency[row] != NO and columns.name[row] != NO and columns.day[row] != NO_DAY:
            found.setdefault(columns.name[row], []).append(row)
    return found


def _sums(columns: Columns, rows: Iterable[int]) -> dict[tuple[int, int], list[_Rows]]:
    """Two rows of one currency and sign, near in time, by their sum."""
    found: dict[tuple[int, int], list[_Rows]] = {}
    ordered = sorted(rows)  # in content order, and so by day
    day, minor, currency = columns.day, columns.minor, columns.currency
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if day[other] - day[one] > SPREAD:
                break
            if currency[one] == currency[other] and minor[one] * minor[other] > 0:
                key = currency[one], minor[one] + minor[other]
                found.setdefault(key, []).append((one, other))
    return found


def _days(pool: Pool, group: _Group) -> tuple[int, ...]:
    here, there = pool.both.left, pool.both.right
    days = [here.day[i] for i in group[0]] + [there.day[j] for j in group[1]]
    return (max(days) - min(days), min(days))


def _alike(pool: Pool, left: _Rows, right: _Rows) -> int:
    here, there = pool.both.left, pool.both.right
    return min(pool.alike(here.name[i], there.name[j]) for i in left for j in right)
