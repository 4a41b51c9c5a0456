"""Two or three rows on each list, of one vendor and one sum, none of them alike by itself.

Confirmed when no other such groups share their rows and chance could hardly have made the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from addin.reconcile.columns import NO, NO_DAY, Columns
from addin.reconcile.links import by_left
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.settle import MOST_OTHERS
from addin.reconcile.telling_why import rivals_told

NAME: Final = "two against two"
SPREAD: Final = 8
"""Days between the rows of one side."""
BY_CHANCE: Final = 0.01
_LARGEST: Final = 100_000
"""Pairs of rows of one vendor; beyond this nothing would be clear."""

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
    forth = by_left(pool.links(tolerance.alike))
    here, there = pool.both.left, pool.both.right
    left, right = _by_name(here, pool.left), _by_name(there, pool.right)
    found: dict[tuple[_Rows, _Rows], float] = {}
    for name, its in sorted(forth.items()):
        theirs = sorted(row for other in its for row in right.get(other, ()))
        found.update(_of_vendor(pool, tolerance, left.get(name, []), theirs))
    return [(*rows, chance) for rows, chance in sorted(found.items())]


def _of_vendor(
    pool: Pool, tolerance: Tolerance, left: list[int], right: list[int]
) -> Iterator[tuple[tuple[_Rows, _Rows], float]]:
    here, there = pool.both.left, pool.both.right
    ours, theirs = _sums(here, left), _sums(there, right)
    before, after = tolerance.days_before + 3, tolerance.days_after + 3
    for key in ours.keys() & theirs.keys():
        for one in ours[key]:
            near = [
                other
                for other in theirs[key]
                if -before
                <= min(there.day[j] for j in other) - max(here.day[i] for i in one)
                <= after
            ]
            for other in near:
                if _differ(here, one, there, other) and pool.allows(one, other):
                    around = _around(there, right, here, one, before, after)
                    yield (one, other), around / max(abs(key[1]), 1)


def _around(
    there: Columns, right: Iterable[int], here: Columns, one: _Rows, before: int, after: int
) -> float:
    """How many pairs of rows on the other side lie near."""
    day = here.day[one[0]]
    near = sum(1 for j in right if -before - SPREAD <= there.day[j] - day <= after + SPREAD)
    return near * (near - 1) / 2


def _differ(here: Columns, one: _Rows, there: Columns, other: _Rows) -> bool:
    """No amount of one side stands on the other by itself: that would be a pair."""
    return not {here.minor[i] for i in one} & {there.minor[j] for j in other}


def _by_name(columns: Columns, rows: Iterable[int]) -> dict[int, list[int]]:
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
