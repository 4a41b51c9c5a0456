"""Rows of one amount and one vendor whose references are one slip apart, and missing elsewhere.

Suggestions only: two cheques in a row to one landlord have such numbers too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from addin.domain.account_codes import near
from addin.reconcile.columns import NO
from addin.reconcile.keyed import AMOUNT, Wanted
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.settle import Way, settled

NAME: Final = "mistyped reference"


def pair(pool: Pool, tolerance: Tolerance) -> Iterable[Found]:
    """Candidates agree in amount, lie in the window, and names, where both have them, are alike."""
    left, right = pool.both.left, pool.both.right
    references = pool.both.references
    here = {left.reference[i] for i in range(len(left))}
    there = {right.reference[j] for j in range(len(right))}
    days = tolerance.days_before, tolerance.days_after

    def is_slip(i: int, j: int, alike: int) -> bool:
        one, other = left.reference[i], right.reference[j]
        if NO in (one, other) or one in there or other in here:
            return False
        named = NO not in (left.name[i], right.name[j])
        return (not named or alike >= tolerance.alike) and near(references[one], references[other])

    edges = pool.edges(Wanted(AMOUNT, AMOUNT, days, 0, referenced=True))
    slips = [edge for edge in edges if is_slip(*edge)]
    return settled(slips, pool, Way(NAME, 0, lambda _: False, sets=False))
