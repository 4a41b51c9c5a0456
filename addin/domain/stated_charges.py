"""The charges and credits below a topsheet's line items, as a budget states them in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from addin.domain.account_patterns import AccountPatterns
from addin.domain.budget_charges import sum_of, within
from addin.domain.money import Money, total, zero


class ChargeKind(StrEnum):
    """Whether it adds to the budget or comes off it."""

    CHARGE = "charge"  # bond, contingency, overhead, fee
    CREDIT = "credit"  # incentive, rebate


@dataclass(frozen=True, slots=True)
class StatedCharge:
    """One row: a ``rate`` of the accounts named, or a ``flat`` amount, within its bounds.

    Raises:
        ValueError: both a rate and a flat amount, or neither.
    """

    name: str
    included: AccountPatterns
    excluded: AccountPatterns
    rate: Decimal | None = None
    flat: Money | None = None
    least: Money | None = None
    most: Money | None = None
    kind: ChargeKind = ChargeKind.CHARGE

    def __post_init__(self) -> None:
        if (self.rate is None) == (self.flat is None):
            raise ValueError(f"{self.name} has either a percentage or a flat amount")


@dataclass(frozen=True, slots=True)
class ChargedRow:
    """What one charge comes to: what it is taken on, and what it adds; a credit is negative."""

    name: str
    base: Money
    amount: Money


def charged(charge: StatedCharge, amounts: Mapping[str, Money]) -> ChargedRow:
    """What a charge comes to on the line items, by account; a credit is never a debt.

    Raises:
        ValueError: its minimum is above its maximum.
    """
    base = sum_of(amounts, charge.included, charge.excluded)
    due = charge.flat if charge.rate is None else base.times(charge.rate)
    due = within(due or zero(), charge.least, charge.most)
    if charge.kind is ChargeKind.CREDIT:
        due = -max(due, zero(due.currency))
    return ChargedRow(charge.name, base, due)


def below_the_lines(
    charges: Iterable[StatedCharge], amounts: Mapping[str, Money]
) -> tuple[ChargedRow, ...]:
    """Each charge in order, then the grand total: line items, charges and credits together."""
    items = total(amounts.values())
    rows = [charged(charge, amounts) for charge in charges]
    return (*rows, ChargedRow("Grand total", items, total([items, *(row.amount for row in rows)])))
