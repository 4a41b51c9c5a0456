"""Rows of one amount from one vendor, near in time, whatever their account says.

The vendor is the same under another spelling, or under an alias that stricter strategies have
learnt. Confirmed only where an account is missing, so that nothing contradicts the pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from addin.reconcile.candidates import pairs
from addin.reconcile.match import Pool
from addin.reconcile.outcome import Match, Row, Tolerance

NAME = "similar vendor"
SURE = 90
"""Names alike enough to be one vendor without an account to say so too."""


def pair(pool: Pool, tolerance: Tolerance) -> Iterator[Match]:
    """Matches in order of currency and amount; rows without amount or name are left alone."""

    def judge(left: Row, right: Row) -> tuple[bool, tuple[str, ...]] | None:
        alike = pool.alikeness(left, right)
        if alike < tolerance.alike or not tolerance.in_window(left.date, right.date):
            return None
        facts = [f"amount equal ({left.amount})", f"name {alike}/100"]
        contradicted = left.account and right.account and left.account != right.account
        if contradicted:
            facts.append(f"account differs ({left.account}, {right.account})")
        dated = left.date is not None and right.date is not None
        return alike >= SURE and dated and not contradicted, tuple(facts)

    left, right = _blocks(pool.left), _blocks(pool.right)
    for key in sorted(left.keys() & right.keys()):
        yield from pairs(left[key], right[key], judge, NAME)


def _blocks(rows: Iterable[Row]) -> dict[tuple[str, int], list[Row]]:
    found: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        if row.amount and row.name:
            found.setdefault((row.amount.currency, row.amount.minor), []).append(row)
    return found
