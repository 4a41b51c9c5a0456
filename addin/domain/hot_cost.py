"""Hot costs: the day after, what the shoot day's labour came to against what was budgeted.

An estimate from the hours of the daily production report; it ties to payroll when that posts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from addin.domain.money import Money, total, zero
from addin.domain.overtime import Tier, TierHours, by_tier, pay


@dataclass(frozen=True, slots=True)
class Terms:
    """What a person is paid by."""

    rate: Decimal  # for an hour of straight time
    tiers: Sequence[Tier]
    fringe_rate: Decimal = Decimal(0)  # 0.22 for 22 %
    minimum_hours: Decimal = Decimal(0)  # paid even when fewer are worked


@dataclass(frozen=True, slots=True)
class DayCost:
    """What one person's day costs: hours by tier, pay, penalties, fringes on both."""

    hours: tuple[TierHours, ...]
    pay: Money
    penalties: Money
    fringe: Money

    @property
    def total(self) -> Money:
        """Pay, penalties and fringes."""
        return self.pay + self.penalties + self.fringe


def day_cost(
    hours: Decimal | Fraction,
    terms: Terms,
    penalties: Money = zero(),  # noqa: B008 - a value
) -> DayCost:
    """What the hours of a day cost; nobody is paid a minimum for a day without hours.

    Args:
        hours: worked, without meals.
        terms: what the person is paid by.
        penalties: meal penalties and forced calls of the day, before fringes.

    Raises:
        WrongTiers: hours below zero.
    """
    paid = max(Fraction(hours), Fraction(terms.minimum_hours)) if hours else Fraction(0)
    parts = by_tier(paid, terms.tiers)
    wages = pay(parts, terms.rate, penalties.currency)
    return DayCost(parts, wages, penalties, (wages + penalties).times(terms.fringe_rate))


@dataclass(frozen=True, slots=True)
class HotCost:
    """One person or department on one day: budgeted and actual; under budget is positive."""

    name: str
    budgeted: DayCost
    actual: DayCost

    @property
    def variance(self) -> Money:
        """Budget less actual: an overrun is negative."""
        return self.budgeted.total - self.actual.total


@dataclass(frozen=True, slots=True)
class DayTotal:
    """One day of the hot costs and how things stand since the first."""

    day: dt.date
    budgeted: Money
    actual: Money
    cumulative_budgeted: Money
    cumulative_actual: Money

    @property
    def variance(self) -> Money:
        """Budget less actual of the day: an overrun is negative."""
        return self.budgeted - self.actual

    @property
    def cumulative_variance(self) -> Money:
        """Budget less actual of all days so far."""
        return self.cumulative_budgeted - self.cumulative_actual


def cumulative(entries: Iterable[tuple[dt.date, Money, Money]]) -> tuple[DayTotal, ...]:
    """Days in order, each with the sums so far: of entries of a day, its budget and its actual.

    Raises:
        CurrencyMismatch: amounts in two currencies.
    """
    by_day: dict[dt.date, list[tuple[Money, Money]]] = {}
    for day, budgeted, actual in entries:
        by_day.setdefault(day, []).append((budgeted, actual))
    found: list[DayTotal] = []
    for day in sorted(by_day):
        budgeted = total(budget for budget, _ in by_day[day])
        actual = total(spent for _, spent in by_day[day])
        before = found[-1] if found else None
        found.append(
            DayTotal(
                day,
                budgeted,
                actual,
                budgeted if before is None else before.cumulative_budgeted + budgeted,
                actual if before is None else before.cumulative_actual + actual,
            )
        )
    return tuple(found)
