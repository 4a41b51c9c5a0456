"""Exchange rates by date and purpose, and what a moved rate did to a variance.

A budget is priced at a rate that is locked with its version; actuals carry the rate of their own
day. Keeping the two apart is what separates a price variance from a currency variance.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from addin.domain.money import Money, exponent, ratio_half_up


class Purpose(StrEnum):
    """What a rate is for."""

    BUDGET = "budget"  # locked with one version of the budget
    ACTUAL = "actual"  # in force from its date until the next one
    SPOT = "spot"  # of one day, for an open position


SPOT_DAYS = 7
"""A spot rate older than this says nothing about the day: long weekends and holidays pass."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many major units of ``quote`` one major unit of ``base`` costs.

    ``date`` is the first day it is in force (actual) or its day (spot); a budget rate has none, it
    belongs to ``version``.

    Raises:
        ValueError: a rate of zero or less.
    """

    base: str
    quote: str
    rate: Decimal
    purpose: Purpose = Purpose.ACTUAL
    date: dt.date | None = None
    version: str = ""

    def __post_init__(self) -> None:
        if not self.rate.is_finite() or self.rate <= 0:
            raise ValueError(f"an exchange rate is greater than zero, not {self.rate}")


class MissingRate(LookupError):
    """No rate for two currencies, a purpose and a day or version; nothing is guessed."""

    def __init__(self, base: str, quote: str, purpose: str, when: str) -> None:
        super().__init__(base, quote, purpose, when)
        self.base = base
        self.quote = quote
        self.purpose = purpose
        self.when = when

    def __str__(self) -> str:
        when = f" for {self.when}" if self.when else ""
        return f"there is no {self.purpose} rate from {self.base} to {self.quote}{when}: enter one."


class AmbiguousRate(ValueError):
    """Two different rates for the same currencies, purpose and day or version."""

    def __init__(self, base: str, quote: str, purpose: str, when: str) -> None:
        super().__init__(base, quote, purpose, when)
        self.base = base
        self.quote = quote
        self.purpose = purpose
        self.when = when

    def __str__(self) -> str:
        when = f" for {self.when}" if self.when else ""
        return (
            f"there are several {self.purpose} rates from {self.base} to {self.quote}{when}:"
            " leave one."
        )


@dataclass(frozen=True, slots=True)
class _Dated:
    """Rates of one pair and purpose, the days in order; those without a day come first."""

    days: tuple[dt.date, ...]
    rates: tuple[tuple[Rate, ...], ...]

    def latest(self, first: dt.date, last: dt.date) -> tuple[Rate, ...]:
        """The rates of the latest day between two, both included; none if there is no such day."""
        at = bisect_right(self.days, last) - 1
        return self.rates[at] if at >= 0 and self.days[at] >= first else ()


_NONE: Final = _Dated((), ())
_Key = tuple[Purpose, str, str, str]
"""Purpose, the two currencies in order of the alphabet, version of the budget."""


@dataclass(frozen=True, slots=True)
class Rates:
    """The exchange rates a production has entered; each serves its inverse too.

    >>> rates = Rates((Rate("CAD", "USD", Decimal("0.80"), Purpose.BUDGET, version="Original"),))
    >>> rates.budget("CAD", "USD", "Original")
    Fraction(4, 5)
    >>> rates.budget("USD", "CAD", "Original")
    Fraction(5, 4)
    """

    rates: tuple[Rate, ...]
    _dated: Mapping[_Key, _Dated] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_day: dict[_Key, dict[dt.date, list[Rate]]] = {}
        for rate in self.rates:
            version = rate.version if rate.purpose is Purpose.BUDGET else ""
            days = by_day.setdefault(_key(rate.purpose, rate.base, rate.quote, version), {})
            days.setdefault(rate.date or dt.date.min, []).append(rate)
        dated = {
            key: _Dated(tuple(sorted(days)), tuple(tuple(days[day]) for day in sorted(days)))
            for key, days in by_day.items()
        }
        object.__setattr__(self, "_dated", dated)

    def budget(self, base: str, quote: str, version: str) -> Fraction:
        """The rate locked with a version of the budget, whatever the day.

        Raises:
            MissingRate: the version has none for these currencies.
            AmbiguousRate: it has several.
        """
        fit = self._latest(Purpose.BUDGET, base, quote, version=version)
        return _pick(fit, base, quote, Purpose.BUDGET, f"version {version}" if version else "")

    def versions(self, base: str, quote: str) -> tuple[str, ...]:
        """The versions of the budget that have a rate for two currencies, as they were entered."""
        fit = (r for r in self.rates if r.purpose is Purpose.BUDGET)
        return tuple(dict.fromkeys(r.version for r in fit if {r.base, r.quote} == {base, quote}))

    def actual(self, base: str, quote: str, on: dt.date) -> Fraction:
        """The rate in force on a day: the latest that began on or before it.

        Raises:
            MissingRate: none had begun yet.
            AmbiguousRate: several began on the same day.
        """
        fit = self._latest(Purpose.ACTUAL, base, quote, last=on)
        return _pick(fit, base, quote, Purpose.ACTUAL, on.isoformat())

    def spot(self, base: str, quote: str, on: dt.date) -> Fraction:
        """The rate of a day, or of the last day with one in the week before.

        Raises:
            MissingRate: none so near.
            AmbiguousRate: that day has several.
        """
        first = on - dt.timedelta(days=SPOT_DAYS)
        fit = self._latest(Purpose.SPOT, base, quote, first=first, last=on)
        return _pick(fit, base, quote, Purpose.SPOT, on.isoformat())

    def _latest(
        self,
        purpose: Purpose,
        base: str,
        quote: str,
        *,
        version: str = "",
        first: dt.date = dt.date.min,
        last: dt.date = dt.date.max,
    ) -> tuple[Rate, ...]:
        dated = self._dated.get(_key(purpose, base, quote, version), _NONE)
        return dated.latest(first, last)


def _key(purpose: Purpose, base: str, quote: str, version: str) -> _Key:
    return purpose, min(base, quote), max(base, quote), version


def _pick(fit: Sequence[Rate], base: str, quote: str, purpose: Purpose, when: str) -> Fraction:
    """The rate among those of one day; one quoted this way round goes before an inverse."""
    if base == quote:
        return Fraction(1)
    if not fit:
        raise MissingRate(base, quote, purpose, when)
    own = {each.rate for each in fit if each.base == base}
    known = own or {each.rate for each in fit}
    if len(known) > 1:
        raise AmbiguousRate(base, quote, purpose, when)
    (rate,) = known
    exact = Fraction(rate)
    return exact if own else 1 / exact


def exchange(amount: Money, rate: Decimal | Fraction, currency: str) -> Money:
    """An amount in another currency, rounded half away from zero to a minor unit.

    Args:
        amount: what is exchanged.
        rate: major units of ``currency`` for one major unit of the amount's.
        currency: what it becomes.

    >>> print(exchange(Money(10000, "USD"), Decimal("151.237"), "JPY"))
    15,124 JPY
    """
    return _rounded(amount.minor, 10 ** exponent(amount.currency), rate, currency)


def exchanged(amount: Decimal | Fraction, rate: Decimal | Fraction, currency: str) -> Money:
    """Major units of any currency in another one, rounded once, half away from zero.

    >>> print(exchanged(Decimal("100.005"), Decimal("3.25"), "KWD"))
    325.016 KWD
    """
    above, below = amount.as_integer_ratio()
    return _rounded(above, below, rate, currency)


def _rounded(above: int, below: int, rate: Decimal | Fraction, currency: str) -> Money:
    """The amount ``above / below`` at a rate; in whole numbers, which need no reducing."""
    rate_above, rate_below = rate.as_integer_ratio()
    minor = above * rate_above * 10 ** exponent(currency)
    return Money(ratio_half_up(minor, below * rate_below), currency)


@dataclass(frozen=True, slots=True)
class Revalued:
    """An open balance in a foreign currency at the rate of a day."""

    rate: Fraction  # home units for one foreign unit
    value: Money  # the balance at that rate
    booked: Money  # what the books still show for it

    @property
    def gain(self) -> Money:
        """Not yet realised; a loss is negative. A balance that is owed is negative itself."""
        return self.value - self.booked


def revalued(balance: Decimal, rate: Fraction, booked: Money) -> Revalued:
    """An open balance in a foreign currency, valued in the currency it is booked in.

    Source:
        IAS 21.23 and 21.28: monetary items are translated at the closing rate, and the difference
        goes through profit or loss.

    >>> print(revalued(Decimal("-1000"), Fraction("0.75"), Money(-80000, "USD")).gain)
    50.00 USD
    """
    return Revalued(rate, exchanged(balance, rate, booked.currency), booked)


@dataclass(frozen=True, slots=True)
class ExchangeVariance:
    """A variance in the production's currency, in two parts; under is positive in each."""

    price: Money  # more or less was bought, or at another price, valued at the budget rate
    exchange: Money  # the rate moved since the budget was locked

    @property
    def total(self) -> Money:
        """Budget less actual, each at its own rate."""
        return self.price + self.exchange


def variance(
    budget: Money,
    actual: Money,
    *,
    budget_rate: Decimal | Fraction,
    actual_rate: Decimal | Fraction,
    currency: str,
) -> ExchangeVariance:
    """Budget less actual in the production's currency, split into price and exchange.

    ``budget`` and ``actual`` are in the foreign currency. The parts always sum to the whole: what
    rounding leaves goes to the exchange part.

    >>> moved = variance(Money(100000, "CAD"), Money(100000, "CAD"),
    ...     budget_rate=Decimal("0.80"), actual_rate=Decimal("0.75"), currency="USD")
    >>> print(moved.price, "|", moved.exchange)
    0.00 USD | 50.00 USD
    """
    whole = exchange(budget, budget_rate, currency) - exchange(actual, actual_rate, currency)
    price = exchange(budget - actual, budget_rate, currency)
    return ExchangeVariance(price, whole - price)
