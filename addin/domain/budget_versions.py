"""Versions of a budget, and the recorded changes between them.

The original is locked. Every change since is a budget change: a transfer moves money between
accounts and sums to zero; an overage or enhancement adds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from addin.domain.money import Money, total, zero
from addin.domain.source import NOWHERE, Source


class ChangeKind(StrEnum):
    """Why a budget moved."""

    TRANSFER = "transfer"  # between accounts; sums to zero
    OVERAGE = "overage"  # approved spending above the budget
    ENHANCEMENT = "enhancement"  # the financier bought more


@dataclass(frozen=True, slots=True)
class BudgetChange:
    """One approved change of one account; ``number`` ties the lines of one change together."""

    number: str
    kind: ChangeKind
    account: str
    amount: Money  # added to the account's budget; taken away is negative
    date: dt.date | None = None
    reason: str = ""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class LockedBudget:
    """A version of a budget that nobody may edit: totals by account."""

    version: str
    amounts: Mapping[str, Money]

    def revised(self, changes: Iterable[BudgetChange]) -> dict[str, Money]:
        """The budget after all changes, by account; accounts a change brings in come last."""
        found = dict(self.amounts)
        for change in changes:
            before = found.get(change.account, zero(change.amount.currency))
            found[change.account] = before + change.amount
        return found


def unbalanced_transfers(changes: Iterable[BudgetChange]) -> dict[str, Money]:
    """Transfers whose lines do not sum to zero: number → what is over, in order of appearance."""
    sums: dict[str, list[Money]] = {}
    for change in changes:
        if change.kind is ChangeKind.TRANSFER:
            sums.setdefault(change.number, []).append(change.amount)
    totals = {number: total(amounts) for number, amounts in sums.items()}
    return {number: left for number, left in totals.items() if left}


def edits_after_lock(
    locked: LockedBudget, current: Mapping[str, Money], changes: Iterable[BudgetChange]
) -> dict[str, Money]:
    """Accounts whose budget moved without a recorded change: code → current less expected."""
    expected = locked.revised(changes)
    found: dict[str, Money] = {}
    for code in [*expected, *(code for code in current if code not in expected)]:
        now, then = current.get(code), expected.get(code)
        currency = (now or then or zero()).currency
        moved = (now or zero(currency)) - (then or zero(currency))
        if moved:
            found[code] = moved
    return found


def version_variance(
    original: Mapping[str, Money], current: Mapping[str, Money]
) -> dict[str, Money]:
    """Original less current by account: positive when the current version is cheaper."""
    codes = [*original, *(code for code in current if code not in original)]
    currency = next((amount.currency for amount in [*original.values(), *current.values()]), "")
    nothing = zero(currency) if currency else zero()
    return {code: original.get(code, nothing) - current.get(code, nothing) for code in codes}
