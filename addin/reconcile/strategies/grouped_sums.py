"""Several rows of one vendor that make up one row of the other list: batches and splits.

A payment of several invoices, an invoice paid in parts, an order billed in parts. Confirmed when
the sum is the only one there is, shares its rows with no other, no row of it has a twin, and chance
could hardly have made it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from addin.domain.sums import CANDIDATES, accidents, largest_set, sets_that_sum
from addin.reconcile.columns import NO, NO_DAY, Columns
from addin.reconcile.links import by_left, by_right
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.settle import MOST_OTHERS
from addin.reconcile.telling_why import rivals_told

NAME: Final = "grouped sums"
BY_CHANCE: Final = 0.05
"""Confirmed only if fewer accidental sums than this are to be expected."""

_Rows = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Sum:
    """One row, and rows of the other list that make it up."""

    one: int
    parts: _Rows
    one_is_left: bool
    days: int  # of all parts from the one row
    likely: bool  # complete search, and chance would hardly do it
    alike: int

    @property
    def sides(self) -> tuple[_Rows, _Rows]:
        return ((self.one,), self.parts) if self.one_is_left else (self.parts, (self.one,))


def confirmed(pool: Pool, tolerance: Tolerance) -> Iterator[Found]:
    """Only the sums that are beyond doubt."""
    for found in _found(pool, tolerance):
        if found.sure:
            yield found


def pair(pool: Pool, tolerance: Tolerance) -> Iterator[Found]:
    """All sums, those beyond doubt first; each row once."""
    yield from _found(pool, tolerance)


def _found(pool: Pool, tolerance: Tolerance) -> Iterator[Found]:
    links = pool.links(tolerance.alike)
    forth, back = by_left(links), by_right(links)
    left = _Side(pool.both.left, pool.left, 1)
    right = _Side(pool.both.right, pool.right, -1)
    sums = [*_sums(pool, left, right, forth, tolerance), *_sums(pool, right, left, back, tolerance)]
    using: dict[tuple[bool, int], list[int]] = {}
    for at, one in enumerate(sums):
        for is_left, rows in zip((True, False), one.sides, strict=True):
            for row in rows:
                using.setdefault((is_left, row), []).append(at)
    taken: set[tuple[bool, int]] = set()

    def others(one: _Sum) -> list[int]:
        sides = zip((True, False), one.sides, strict=True)
        rows = ((is_left, row) for is_left, rows in sides for row in rows)
        return sorted({at for row in rows for at in using[row] if sums[at] is not one})

    rivals = [others(one) for one in sums]
    has_twin = _twins(pool, tolerance)
    ordered = sorted(
        range(len(sums)),
        key=lambda at: (len(rivals[at]), not sums[at].likely, len(sums[at].parts), sums[at].days),
    )
    for at in ordered:
        one = sums[at]
        used = {
            (is_left, row)
            for is_left, rows in zip((True, False), one.sides, strict=True)
            for row in rows
        }
        if used & taken:
            continue
        taken |= used
        best = sorted(rivals[at], key=lambda other: (len(sums[other].parts), sums[other].days))
        yield Found(
            *one.sides,
            NAME,
            one.likely and not rivals[at] and not has_twin(one),
            one.alike,
            len(rivals[at]),
            tuple(sums[other].sides for other in best[:MOST_OTHERS]),
            (rivals_told(len(rivals[at])),),
        )


def _twins(pool: Pool, tolerance: Tolerance) -> Callable[[_Sum], bool]:
    """Whether another row of one of a sum's lists could stand in its place, as far as it says."""
    twins = pool.twins(left=True), pool.twins(left=False)
    columns = pool.both.left, pool.both.right
    reach = tolerance.days_before + tolerance.days_after + tolerance.group_days

    def of_row(side: int, row: int) -> bool:
        its = columns[side]
        days = twins[side].get((its.name[row], its.currency[row], its.minor[row]), ())
        return sum(1 for day in days if abs(day - its.day[row]) <= reach) > 1

    def has_twin(one: _Sum) -> bool:
        return any(of_row(side, row) for side in (0, 1) for row in one.sides[side])

    return has_twin


class _Side:
    """The free rows of one list by name and currency."""

    def __init__(self, columns: Columns, rows: Iterable[int], sign: int) -> None:
        self.columns = columns
        self.sign = sign  # of days: a right row is later than a left one
        self.by_name: dict[tuple[int, int], list[int]] = {}
        for row in rows:
            key = columns.name[row], columns.currency[row]
            if NO not in key and columns.minor[row] and columns.day[row] != NO_DAY:
                self.by_name.setdefault(key, []).append(row)

    def of(self, names: Iterable[int], currency: int) -> tuple[list[int], list[int]]:
        """Days, rising, and rows of these names in one currency."""
        day, by_name = self.columns.day, self.by_name
        rows = [row for name in names for row in by_name.get((name, currency), ())]
        rows.sort()  # in content order, and so by day
        return [day[row] for row in rows], rows


def _sums(
    pool: Pool, ones: _Side, parts: _Side, links: dict[int, list[int]], tolerance: Tolerance
) -> Iterator[_Sum]:
    before, after = tolerance.days_before, tolerance.days_after + tolerance.group_days
    if ones.sign < 0:
        before, after = after, before
    day = ones.columns.day
    for (name, currency), rows in ones.by_name.items():
        names = links.get(name)
        if not names:
            continue
        days, listed = parts.of(names, currency)
        if len(listed) < 2:
            continue
        for row in rows:
            first = bisect_left(days, day[row] - before)
            last = bisect_right(days, day[row] + after)
            if last - first > 1:
                near = _fitting(row, listed[first:last], ones, parts)
                if len(near) > 1:
                    yield from _of_one(pool, row, near, ones, parts)


def _fitting(row: int, near: Iterable[int], ones: _Side, parts: _Side) -> list[int]:
    """Rows that could be part of one: smaller, of its sign, of no other reference."""
    whole, reference = ones.columns.minor[row], ones.columns.reference[row]
    minor, references = parts.columns.minor, parts.columns.reference
    low, high = (0, whole) if whole > 0 else (whole, 0)
    return [
        part
        for part in near
        if low < minor[part] < high and (reference == NO or references[part] in (NO, reference))
    ]


def _of_one(pool: Pool, row: int, near: list[int], ones: _Side, parts: _Side) -> Iterator[_Sum]:
    here, there = ones.columns, parts.columns
    day, whole = here.day[row], here.minor[row]
    all_of_them = len(near) <= CANDIDATES
    if not all_of_them:
        near = sorted(near, key=lambda part: (abs(there.day[part] - day), part))[:CANDIDATES]
    largest = largest_set(len(near), whole)
    if largest < 2:
        return
    found, complete = sets_that_sum(whole, [there.minor[part] for part in near], largest)
    likely = complete and all_of_them and accidents(len(near), whole) < BY_CHANCE
    for chosen in found:
        rows = tuple(near[at] for at in chosen)
        sides = ((row,), rows) if ones.sign > 0 else (rows, (row,))
        if pool.allows(*sides):
            yield _Sum(
                row,
                rows,
                ones.sign > 0,
                sum(abs(there.day[part] - day) for part in rows),
                likely and _fits_accounts(here, row, there, rows),
                min(pool.alike(here.name[row], there.name[part]) for part in rows),
            )


def _fits_accounts(here: Columns, row: int, there: Columns, rows: Iterable[int]) -> bool:
    account = here.account[row]
    return account == NO or all(there.account[part] in (NO, account) for part in rows)
