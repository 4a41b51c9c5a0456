"""Rows of one vendor whose amounts are a little apart: fees, rounding, an exchange rate.

Suggestions only: where the true partner is missing, its neighbour is the only candidate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import floor, log
from typing import Final

from addin.reconcile.keyed import Edge, Key, Wanted
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.settle import Way, settled

NAME: Final = "near amount"


def pair(pool: Pool, tolerance: Tolerance) -> Iterable[Found]:
    """Amounts a few minor units apart: in the same step of so many, or a neighbouring one."""
    width = tolerance.near_minor + 1

    def step(shift: int) -> Key:
        return Key(lambda minor, currency: (minor // width + shift) * 64 + currency)

    def near(here: int, there: int) -> bool:
        return abs(there - here) < width

    return _settled(pool, tolerance, step, near)


def pair_by_share(pool: Pool, tolerance: Tolerance) -> Iterable[Found]:
    """Amounts a few percent apart."""
    width = log(1 + tolerance.near_percent / 100)

    def step(shift: int) -> Key:
        def of(minor: int, currency: int) -> int:
            size = floor(log(abs(minor)) / width) + shift + 2
            return (size * 2 + (minor > 0)) * 64 + currency

        return Key(of, one_by_one=True)

    def near(here: int, there: int) -> bool:
        return abs(there - here) * 100 <= tolerance.near_percent * min(abs(here), abs(there))

    return _settled(pool, tolerance, step, near)


def _settled(
    pool: Pool,
    tolerance: Tolerance,
    step: Callable[[int], Key],
    near: Callable[[int, int], bool],
) -> list[Found]:
    here, there = pool.both.left.minor, pool.both.right.minor
    days = tolerance.days_before, tolerance.days_after
    edges: list[Edge] = []
    for shift in (-1, 0, 1):  # the same step of amounts, or a neighbouring one
        found = pool.edges(Wanted(step(0), step(shift), days, max(tolerance.alike, 1)))
        edges += [edge for edge in found if near(here[edge[0]], there[edge[1]])]
    edges.sort()
    return settled(edges, pool, Way(NAME, tolerance.alike, lambda _: False, sets=False))
