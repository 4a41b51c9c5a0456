"""Rows of one vendor whose amounts are a little apart: fees, rounding, an exchange rate.

Suggestions only: where the true partner is missing, its neighbour is the only candidate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from math import floor, log
from typing import Final, Protocol

from addin.reconcile.columns import NO, Columns
from addin.reconcile.keyed import Edge
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.settle import Way, settled

NAME: Final = "near amount"


class _Key(Protocol):
    """The step of amounts that a row is in, or a neighbouring one."""

    def __call__(self, columns: Columns, row: int, shift: int = 0) -> int | None: ...


def pair(pool: Pool, tolerance: Tolerance) -> Iterable[Found]:
    """Amounts a few minor units apart."""
    width = tolerance.near_minor + 1

    def key(columns: Columns, row: int, shift: int = 0) -> int | None:
        currency, minor = columns.currency[row], columns.minor[row]
        return None if currency == NO or not minor else (minor // width + shift) * 64 + currency

    def near(here: int, there: int) -> bool:
        return abs(there - here) < width

    return _settled(pool, tolerance, key, near)


def pair_by_share(pool: Pool, tolerance: Tolerance) -> Iterable[Found]:
    """Amounts a few percent apart."""
    step = log(1 + tolerance.near_percent / 100)

    def key(columns: Columns, row: int, shift: int = 0) -> int | None:
        currency, minor = columns.currency[row], columns.minor[row]
        if currency == NO or not minor:
            return None
        size = floor(log(abs(minor)) / step) + shift + 2
        return (size * 2 + (minor > 0)) * 64 + currency

    def near(here: int, there: int) -> bool:
        return abs(there - here) * 100 <= tolerance.near_percent * min(abs(here), abs(there))

    return _settled(pool, tolerance, key, near)


def _settled(
    pool: Pool, tolerance: Tolerance, key: _Key, near: Callable[[int, int], bool]
) -> list[Found]:
    here, there = pool.both.left.minor, pool.both.right.minor
    days = tolerance.days_before, tolerance.days_after
    edges: list[Edge] = []
    for shift in (-1, 0, 1):  # the same step of amounts, or a neighbouring one
        shifted = partial(key, shift=shift)
        found = pool.edges(key, shifted, days, max(tolerance.alike, 1))
        edges += [edge for edge in found if near(here[edge[0]], there[edge[1]])]
    edges.sort()
    return settled(edges, pool, Way(NAME, tolerance.alike, lambda _: False, sets=False))
