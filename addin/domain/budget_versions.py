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
        return revised(self.amounts, ((change.account, change.amount) for change in changes))


def revised(amounts: Mapping[str, Money], changes: Iterable[tuple[str, Money]]) -> dict[str, Money]:
    """Totals by account after what is added to accounts; accounts not there yet come last."""
    found = dict(amounts)
    for account, added in changes:
        before = found.get(account)
        found[account] = added if before is None else before + added
    return found


class LineStatus(StrEnum):
    """What became of an account between two versions."""

    NEW = "new"
    DROPPED = "dropped"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One account in two versions; None where a version does not have it."""

    account: str
    before: Money | None
    after: Money | None

    @property
    def change(self) -> Money:
        """What the later version has more; less is negative."""
        if self.before and self.after:
            return self.after - self.before
        found = self.after or self.before or zero()
        nothing = zero(found.currency)
        return (self.after or nothing) - (self.before or nothing)

    @property
    def status(self) -> LineStatus:
        """New and dropped accounts keep that status even at an amount of 0."""
        if self.before is None:
            return LineStatus.NEW
        if self.after is None:
            return LineStatus.DROPPED
        return LineStatus.CHANGED if self.change else LineStatus.SAME


def compared(before: Mapping[str, Money], after: Mapping[str, Money]) -> tuple[ComparedLine, ...]:
    """Two versions account by account: in the order of the first, then what the second adds."""
    codes = [*before, *(code for code in after if code not in before)]
    return tuple(ComparedLine(code, before.get(code), after.get(code)) for code in codes)


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
