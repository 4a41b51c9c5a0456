"""Rows of one amount from one vendor, near in time, whatever their account says.

The vendor is the same under another spelling, or under an alias that stricter strategies have
learnt. Confirmed only where an account is missing, so that nothing contradicts the pair.
"""

from __future__ import annotations

from collections.abc import Iterable

from addin.reconcile.columns import NO, NO_DAY
from addin.reconcile.keyed import AMOUNT, Edge, Wanted
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.settle import Way, settled

NAME = "similar vendor"
SURE = 90
"""Names alike enough to be one vendor without an account to say so too."""


def pair(pool: Pool, tolerance: Tolerance) -> Iterable[Found]:
    """Rows of one amount with names that are alike; rows without amount or name are left alone."""
    left, right = pool.both.left, pool.both.right

    def sure(edge: Edge) -> bool:
        i, j, alike = edge
        one, other = left.account[i], right.account[j]
        contradicted = one != other and NO not in (one, other)
        dated = NO_DAY not in (left.day[i], right.day[j])
        return alike >= SURE and dated and not contradicted

    days = tolerance.days_before, tolerance.days_after
    edges = pool.edges(Wanted(AMOUNT, AMOUNT, days, max(tolerance.alike, 1)))
    return settled(edges, pool, Way(NAME, tolerance.alike, sure))
