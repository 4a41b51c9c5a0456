"""Several rows of one vendor that make up one row of the other list: batches and splits.

A payment of several invoices, an invoice paid in parts, an order billed in parts. Confirmed when
the sum is the only one there is, shares its rows with no other, no row of it has a twin, and chance
could hardly have made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product
from typing import Final, NamedTuple

from addin.domain.sums import accidents
from addin.reconcile.columns import NO, Columns
from addin.reconcile.keyed import Made
from addin.reconcile.likeness import likenesses
from addin.reconcile.made_up import made_up
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.settle import MOST_OTHERS
from addin.reconcile.telling_why import rivals_told

NAME: Final = "grouped sums"
BY_CHANCE: Final = 0.05
"""Confirmed only if fewer accidental sums than this are to be expected."""

_Rows = tuple[int, ...]


class _Sum(NamedTuple):
    """One row, and rows of the other list that make it up."""

    one: int
    parts: _Rows
    one_is_left: bool
    days: int  # of all parts from the one row
    likely: bool  # complete search, and chance would hardly do it
    alike: int = 0

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
    sums = _sums(pool, tolerance)
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
    has_twin = _twins(pool, tolerance, sums)
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


def _twins(pool: Pool, tolerance: Tolerance, sums: Iterable[_Sum]) -> Callable[[_Sum], bool]:
    """Whether another row of one of a sum's lists could stand in its place, as far as it says."""
    rows: tuple[set[int], set[int]] = (set(), set())
    for one in sums:
        for side in (0, 1):
            rows[side].update(one.sides[side])
    twins = pool.twins(rows[0], left=True), pool.twins(rows[1], left=False)
    columns = pool.both.left, pool.both.right
    reach = tolerance.days_before + tolerance.days_after + tolerance.group_days

    def of_row(side: int, row: int) -> bool:
        its = columns[side]
        days = twins[side].get((its.name[row], its.currency[row], its.minor[row]), ())
        return sum(1 for day in days if abs(day - its.day[row]) <= reach) > 1

    def has_twin(one: _Sum) -> bool:
        return any(of_row(side, row) for side in (0, 1) for row in one.sides[side])

    return has_twin


def _sums(pool: Pool, tolerance: Tolerance) -> list[_Sum]:
    """All sums: left rows made up by right ones, then the other way round."""
    links = pool.links(tolerance.alike)
    turned = sorted((b, a) for a, b in links)
    before, after = tolerance.days_before, tolerance.days_after + tolerance.group_days
    left, right = (pool.both.left, pool.left), (pool.both.right, pool.right)
    found = [
        *_allowed(pool, made_up(left, right, links, (before, after)), one_is_left=True),
        *_allowed(pool, made_up(right, left, turned, (after, before)), one_is_left=False),
    ]
    names = pool.both.left.name, pool.both.right.name
    pairs = [(names[0][i], names[1][j]) for one in found for i, j in product(*one.sides)]
    alike = iter(likenesses([a for a, _ in pairs], [b for _, b in pairs], pool.alike))
    return [one._replace(alike=min(islice(alike, len(one.parts)))) for one in found]


def _allowed(pool: Pool, made: Iterable[Made], *, one_is_left: bool) -> Iterator[_Sum]:
    here, there = pool.both.left, pool.both.right
    if not one_is_left:
        here, there = there, here
    for row, near, sets, complete in made:
        likely = complete and accidents(len(near), here.minor[row]) < BY_CHANCE
        for chosen in sets:
            parts = tuple(near[at] for at in chosen)
            one = _Sum(
                row,
                parts,
                one_is_left,
                sum(abs(there.day[part] - here.day[row]) for part in parts),
                likely and _fits_accounts(here, row, there, parts),
            )
            if pool.allows(*one.sides):
                yield one


def _fits_accounts(here: Columns, row: int, there: Columns, rows: Iterable[int]) -> bool:
    account = here.account[row]
    return account == NO or all(there.account[part] in (NO, account) for part in rows)
