"""Rows of one amount on one account, near in time.

Confirmed when the names are alike and nothing else comes into question; suggested otherwise. A
credit is never paired with a charge: the amounts are compared with their signs.
"""

from __future__ import annotations

from collections.abc import Iterable

from addin.reconcile.columns import NO_DAY
from addin.reconcile.keyed import AMOUNT, Edge, Wanted
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.settle import Way, settled

NAME = "amount and account"
HINTS = 55
"""Names this alike are rivals, though they are not alike enough to be matched."""


def pair(pool: Pool, tolerance: Tolerance) -> Iterable[Found]:
    """Rows of one amount and account, with names that are alike; rows without amount are left."""
    left, right = pool.both.left, pool.both.right

    def sure(edge: Edge) -> bool:
        return NO_DAY not in (left.day[edge[0]], right.day[edge[1]])

    edges = _edges(pool, tolerance, min(HINTS, tolerance.alike))
    return settled(edges, pool, Way(NAME, tolerance.alike, sure))


def pair_whatever_name(pool: Pool, tolerance: Tolerance) -> Iterable[Found]:
    """The same for rows whose names say nothing: suggestions only."""
    way = Way(NAME, 0, lambda _: False, sets=False)
    return settled(_edges(pool, tolerance, 0), pool, way)


def _edges(pool: Pool, tolerance: Tolerance, least: int) -> list[Edge]:
    here, there = pool.both.left, pool.both.right
    days = tolerance.days_before, tolerance.days_after
    edges = pool.edges(Wanted(AMOUNT, AMOUNT, days, least))
    if not pool.both.accounts:
        return edges
    return [edge for edge in edges if here.account[edge[0]] == there.account[edge[1]]]
