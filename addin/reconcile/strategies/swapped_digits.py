"""Rows of one vendor whose amounts are written with the same digits in another order.

Suggestions only: somebody typed one of them, and which is right nobody can know from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from addin.reconcile.keyed import Key, Wanted
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.settle import Way, settled

NAME: Final = "swapped digits"


def pair(pool: Pool, tolerance: Tolerance) -> Iterable[Found]:
    """Amounts of one sign and the same digits, not equal, names alike."""
    here, there = pool.both.left.minor, pool.both.right.minor
    days = tolerance.days_before, tolerance.days_after
    edges = [
        edge
        for edge in pool.edges(Wanted(_DIGITS, _DIGITS, days, max(tolerance.alike, 1)))
        if here[edge[0]] != there[edge[1]]
    ]
    way = Way(NAME, tolerance.alike, lambda _: False, sets=False)
    return settled(edges, pool, way)


def _digits(minor: int, currency: int) -> int:
    """The digits in order, with sign and currency."""
    digits = int("1" + "".join(sorted(str(abs(minor)))))
    return (digits * 2 + (minor > 0)) * 64 + currency


_DIGITS: Final = Key(_digits, one_by_one=True)
