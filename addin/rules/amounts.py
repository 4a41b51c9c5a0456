"""Amounts that may be missing or in several currencies: sums and comparisons that never raise."""

from __future__ import annotations

from collections.abc import Iterable

from addin.domain.money import Money, total


def sum_of(amounts: Iterable[Money | None]) -> Money | None:
    """The sum of the amounts that are known; None if there is none, or more than one currency."""
    known = [amount for amount in amounts if amount is not None]
    return total(known) if len({amount.currency for amount in known}) == 1 else None


def above(left: Money | None, right: Money | None, tolerance: int = 0) -> Money | None:
    """By how much the left exceeds the right, in one currency; None if by no more than allowed."""
    if left is None or right is None or left.currency != right.currency:
        return None
    excess = left - right
    return excess if excess.minor > tolerance else None


def apart(left: Money | None, right: Money | None, tolerance: int = 0) -> Money | None:
    """Left less right where they differ by more than allowed, in one currency; else None."""
    if left is None or right is None or left.currency != right.currency:
        return None
    difference = left - right
    return difference if abs(difference.minor) > tolerance else None


def near(left: Money | None, right: Money | None, percent: int = 10) -> bool:
    """The two are of one sign and currency, and within so many per cent of the right one."""
    if left is None or right is None or left.currency != right.currency or not right:
        return False
    return abs(left.minor - right.minor) * 100 <= abs(right.minor) * percent
