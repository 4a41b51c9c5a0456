"""Rows of one amount on one account, near in time.

Confirmed when the names are alike and nothing else comes into question; suggested otherwise. A
credit is never paired with a charge: the amounts are compared with their signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from addin.reconcile.candidates import pairs
from addin.reconcile.match import Pool
from addin.reconcile.outcome import Match, Row, Tolerance

NAME = "amount and account"

_Key = tuple[str, int, str]


def pair(pool: Pool, tolerance: Tolerance) -> Iterator[Match]:
    """Matches in order of currency, amount and account; rows without amount are left alone.

    Candidates with names that are alike go before all others of the same amount.
    """
    yield from _pass(pool, tolerance, by_name=True)


def pair_whatever_name(pool: Pool, tolerance: Tolerance) -> Iterator[Match]:
    """The same for rows whose names say nothing: suggestions only."""
    yield from _pass(pool, tolerance, by_name=False)


def _pass(pool: Pool, tolerance: Tolerance, *, by_name: bool) -> Iterator[Match]:
    def judge(left: Row, right: Row) -> tuple[bool, tuple[str, ...]] | None:
        if not tolerance.in_window(left.date, right.date):
            return None
        alike = pool.alikeness(left, right)
        if by_name and alike < tolerance.alike:
            return None
        facts = [f"amount equal ({left.amount})", _days(left, right)]
        if left.account:
            facts.append(f"account equal ({left.account})")
        if alike:
            facts.append(f"name {alike}/100")
        dated = left.date is not None and right.date is not None
        return by_name and dated, tuple(fact for fact in facts if fact)

    left, right = _blocks(pool.left), _blocks(pool.right)
    for key in sorted(left.keys() & right.keys()):
        yield from pairs(left[key], right[key], judge, NAME)


def _blocks(rows: Iterable[Row]) -> dict[_Key, list[Row]]:
    found: dict[_Key, list[Row]] = {}
    for row in rows:
        if row.amount:
            key = (row.amount.currency, row.amount.minor, row.account)
            found.setdefault(key, []).append(row)
    return found


def _days(left: Row, right: Row) -> str:
    if left.date is None or right.date is None:
        return ""
    days = (right.date - left.date).days
    if not days:
        return "same day"
    return f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'later' if days > 0 else 'earlier'}"
