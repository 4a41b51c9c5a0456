"""Contractual charges and applied credits: what stands below the line items of a topsheet.

A charge (bond, contingency, overhead, fee) is flat or a percentage of a stated base with
exclusions. A credit (tax incentive) reduces the total and may be capped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from addin.domain.account_patterns import AccountPatterns
from addin.domain.accounts import ChartOfAccounts
from addin.domain.money import Money, total


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge on the budget: a ``rate`` of a base, or a ``flat`` amount.

    ``base`` are the accounts (or headings) whose totals it is taken on, empty for all;
    ``exclusions`` are accounts left out of it, with all below them.

    Raises:
        ValueError: both a rate and a flat amount, or neither.
    """

    name: str
    rate: Decimal | None = None
    flat: Money | None = None
    base: frozenset[str] = field(default_factory=frozenset)
    exclusions: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if (self.rate is None) == (self.flat is None):
            raise ValueError(f"charge {self.name!r} has either a rate or a flat amount")


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit on the budget: ``rate`` of qualifying accounts, never more than ``cap``."""

    name: str
    rate: Decimal
    base: frozenset[str] = field(default_factory=frozenset)
    exclusions: frozenset[str] = field(default_factory=frozenset)
    cap: Money | None = None


def base_of(
    amounts: Mapping[str, Money],
    chart: ChartOfAccounts,
    base: frozenset[str] = frozenset(),
    exclusions: frozenset[str] = frozenset(),
) -> Money:
    """The part of a budget a charge is taken on: amounts by account, each counted once."""
    normal = chart.mask.normal
    inside, outside = set(map(normal, base)), set(map(normal, exclusions))

    def counts(code: str) -> bool:
        line = {normal(code), *(normal(account.code) for account in chart.lineage(code))}
        return not line & outside and (not inside or bool(line & inside))

    return total(amount for code, amount in amounts.items() if counts(code))


def sum_of(
    amounts: Mapping[str, Money], base: AccountPatterns, exclusions: AccountPatterns
) -> Money:
    """Amounts by account within a base, without what is excluded; an empty base is all of them."""
    return total(
        amount
        for code, amount in amounts.items()
        if (not base or code in base) and code not in exclusions
    )


def within(amount: Money, least: Money | None, most: Money | None) -> Money:
    """An amount held between a minimum and a maximum, such as a bond's minimum fee.

    Raises:
        ValueError: the minimum is above the maximum.
    """
    if least is not None and most is not None and least > most:
        raise ValueError(f"the minimum {least} is above the maximum {most}")
    raised = amount if least is None else max(amount, least)
    return raised if most is None else min(raised, most)


def charge_amount(charge: Charge, amounts: Mapping[str, Money], chart: ChartOfAccounts) -> Money:
    """What a charge comes to; ``amounts`` are totals by account, without charges and credits."""
    if charge.flat is not None:
        return charge.flat
    rate = Decimal(0) if charge.rate is None else charge.rate
    return base_of(amounts, chart, charge.base, charge.exclusions).times(rate)


def credit_amount(credit: Credit, amounts: Mapping[str, Money], chart: ChartOfAccounts) -> Money:
    """What a credit takes off, as a positive amount; a cap holds it down."""
    earned = base_of(amounts, chart, credit.base, credit.exclusions).times(credit.rate)
    if earned.is_negative:
        return earned - earned
    return earned if credit.cap is None else min(earned, credit.cap)


def grand_total(
    amounts: Mapping[str, Money],
    chart: ChartOfAccounts,
    charges: Iterable[Charge] = (),
    applied: Iterable[Credit] = (),
) -> Money:
    """Line items plus charges less credits: the last number of the topsheet."""
    items = total(amounts.values())
    added = [charge_amount(charge, amounts, chart) for charge in charges]
    taken = [-credit_amount(credit, amounts, chart) for credit in applied]
    return total([items, *added, *taken], items.currency)
