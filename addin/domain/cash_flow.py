"""Cash flow: when an estimated final cost is paid, and whether the money is there by then.

Whatever the shape, the periods always sum to the amount: rounding goes to the largest remainders.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate, pairwise

from addin.domain.money import Money, total, zero


class Curve(StrEnum):
    """How an amount is spread over its time."""

    EVEN = "even"
    FRONT = "front"  # most at the start, falling in a straight line to nothing
    BACK = "back"  # rising in a straight line from nothing, most at the end
    BELL = "bell"  # little at both ends, most in the middle: the S-curve of a production


def spent_by(curve: Curve, share: Fraction) -> Fraction:
    """The share of an amount that is spent when a share of its time has passed, both 0 to 1.

    >>> [str(spent_by(curve, Fraction(1, 4))) for curve in Curve]
    ['1/4', '7/16', '1/16', '5/32']
    """
    if curve is Curve.EVEN:
        return share
    if curve is Curve.FRONT:
        return share * (2 - share)
    if curve is Curve.BACK:
        return share * share
    return share * share * (3 - 2 * share)


def weights(curve: Curve, periods: int) -> tuple[Fraction, ...]:
    """The share of each of so many equal periods; they sum to 1.

    Raises:
        ValueError: no period.

    >>> [str(weight) for weight in weights(Curve.FRONT, 4)]
    ['7/16', '5/16', '3/16', '1/16']
    """
    if periods < 1:
        raise ValueError(f"an amount cannot be spread over {periods} periods")
    marks = [spent_by(curve, Fraction(at, periods)) for at in range(periods + 1)]
    return tuple(later - earlier for earlier, later in pairwise(marks))


def spread(amount: Money, periods: int, curve: Curve = Curve.EVEN) -> tuple[Money, ...]:
    """An amount over equal periods; the parts sum to it.

    >>> [str(part) for part in spread(Money(10000), 3)]
    ['33.34', '33.33', '33.33']
    """
    return amount.allocate(weights(curve, periods))


@dataclass(frozen=True, slots=True)
class Spread:
    """An amount over the periods of a cash flow; nothing of it is outside these three."""

    periods: tuple[Money, ...]  # the first holds everything up to its end
    later: Money  # after the last period
    undated: Money

    @property
    def total(self) -> Money:
        """The whole amount."""
        return total((*self.periods, self.later, self.undated))


def check_ends(ends: Sequence[dt.date]) -> None:
    """The last days of periods rise, and there is one.

    Raises:
        ValueError: they do not; it says where.
    """
    if not ends:
        raise ValueError("a cash flow needs the last day of one period at least")
    for earlier, later in pairwise(ends):
        if later <= earlier:
            raise ValueError(f"the ends of periods must rise: {later} stands behind {earlier}")


def spread_between(
    amount: Money,
    first: dt.date,
    last: dt.date,
    ends: Sequence[dt.date],
    curve: Curve = Curve.EVEN,
    lag: int = 0,
) -> Spread:
    """An amount spent from one day to another, paid so many days later, over a calendar's periods.

    Each day has its share of the curve, both days count; what is paid before the first period ends
    is in the first.

    Raises:
        ValueError: it would end before it begins, or the periods' ends do not rise.
    """
    check_ends(ends)
    if last < first:
        raise ValueError(f"it cannot be spent from {first} to {last}")
    days = (last - first).days + 1
    paid = first + dt.timedelta(days=lag)

    def by(end: dt.date) -> Fraction:
        return spent_by(curve, Fraction(min(max((end - paid).days + 1, 0), days), days))

    marks = [Fraction(0), *map(by, ends), Fraction(1)]
    parts = amount.allocate([later - earlier for earlier, later in pairwise(marks)])
    return Spread(parts[:-1], parts[-1], zero(amount.currency))


def paid_by_period(
    payments: Iterable[tuple[dt.date | None, Money, int]], ends: Sequence[dt.date]
) -> Spread:
    """Dated spend by the period it is paid in: date, amount, and the days of its terms.

    Raises:
        ValueError: the periods' ends do not rise.
        CurrencyMismatch: amounts in two currencies.
    """
    check_ends(ends)
    slots: list[list[Money]] = [[] for _ in range(len(ends) + 2)]
    for date, amount, terms in payments:
        at = -1 if date is None else bisect_left(ends, date + dt.timedelta(days=terms))
        slots[at].append(amount)
    known = next((found[0].currency for found in slots if found), zero().currency)
    sums = [total(found, known) for found in slots]
    total(sums)
    return Spread(tuple(sums[:-2]), sums[-2], sums[-1])


def respread(
    efc: Money,
    plan: Sequence[Money],
    actuals: Sequence[Money],
    past: int,
    curve: Curve | None = None,
) -> tuple[Money, ...]:
    """A cash flow after a week: past periods are what was paid, the rest of the EFC follows.

    The rest keeps the shape of the plan's remaining periods, or takes a curve; it is negative where
    more was paid than the account is forecast to cost. The periods sum to the EFC.

    Args:
        efc: what the account will have cost.
        plan: the cash flow so far, one amount for each period.
        actuals: what was paid; only the first ``past`` count.
        past: how many periods are over.
        curve: the shape of the rest; None keeps the plan's.

    Raises:
        ValueError: something is left and no period for it, or no plan to go by; more periods are
            over than there are.
    """
    if not 0 <= past <= min(len(plan), len(actuals)):
        raise ValueError(f"{past} periods are over, but only {min(len(plan), len(actuals))} known")
    paid = tuple(actuals[:past])
    left = efc - total(paid, efc.currency)
    ahead = len(plan) - past
    if not ahead:
        if left:
            raise ValueError(f"{left} is left to pay, and no period to pay it in")
        return paid
    if curve is not None:
        return (*paid, *spread(left, ahead, curve))
    shape = [amount.minor for amount in plan[past:]]
    if not left:
        return (*paid, *(zero(efc.currency) for _ in shape))
    if min(shape) < 0 or not any(shape):
        raise ValueError(
            f"{left} is left to pay, and the plan's remaining periods give it no shape: name a"
            " curve"
        )
    return (*paid, *left.allocate(shape))


@dataclass(frozen=True, slots=True)
class Funds:
    """One period of a cash flow beside its funding."""

    need: Money
    cumulative_need: Money
    funding: Money
    cumulative_funding: Money  # the opening balance included

    @property
    def surplus(self) -> Money:
        """What is in hand at the end of the period; negative: a shortfall."""
        return self.cumulative_funding - self.cumulative_need


def funds(needs: Sequence[Money], funding: Sequence[Money], opening: Money) -> tuple[Funds, ...]:
    """Cumulative need against cumulative funding, period by period.

    Raises:
        CurrencyMismatch: amounts in two currencies.
    """
    spent = accumulate(needs, initial=zero(opening.currency))
    received = accumulate(funding, initial=opening)
    next(spent), next(received)
    return tuple(
        Funds(need, needed, got, has)
        for need, needed, got, has in zip(needs, spent, funding, received, strict=True)
    )


def peak_shortfall(found: Iterable[Funds]) -> Money:
    """The most that is missing at the end of any period: what has to be found; never below zero."""
    return max((-each.surplus for each in found if each.surplus.is_negative), default=zero())


def closing(opening: Money, receipts: Iterable[Money], payments: Iterable[Money]) -> Money:
    """Opening balance + receipts - payments: what the bank statement should show at the end.

    >>> print(closing(Money(10000), [Money(5000)], [Money(2500), Money(1000)]))
    115.00
    """
    return total((opening, *receipts)) - total(payments, opening.currency)
