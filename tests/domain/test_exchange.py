"""Exchange rates by date and purpose, and the variance they explain."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.exchange import (
    AmbiguousRate,
    MissingRate,
    Purpose,
    Rate,
    Rates,
    exchange,
    exchanged,
    revalued,
    variance,
)
from addin.domain.money import Money, exponent

MAY = dt.date(2026, 5, 1)
currencies = st.sampled_from(["USD", "JPY", "KWD", "CLF"])
rates = st.decimals("0.0001", "5000", places=4)
minors = st.integers(-(10**12), 10**12)


@settings(deadline=None)
@given(minors, rates, currencies, currencies)
def test_there_and_back_is_the_same_within_a_minor_unit(minor, rate, here, there):
    """Half a minor unit is lost on each leg, the far one counted at the rate back."""
    amount = Money(minor, here)

    back = exchange(exchange(amount, rate, there), 1 / Fraction(rate), here)

    worth = Fraction(10) ** (exponent(here) - exponent(there)) / Fraction(rate)
    assert abs(back.minor - minor) <= Fraction(1, 2) * worth + Fraction(1, 2)


@settings(deadline=None)
@given(minors, minors, rates, rates)
def test_price_and_exchange_variance_sum_to_the_whole(budget, actual, budget_rate, actual_rate):
    """Nothing of budget less actual is lost between the two parts."""
    parts = variance(
        Money(budget, "CAD"),
        Money(actual, "CAD"),
        budget_rate=budget_rate,
        actual_rate=actual_rate,
        currency="USD",
    )

    planned = exchange(Money(budget, "CAD"), budget_rate, "USD")
    spent = exchange(Money(actual, "CAD"), actual_rate, "USD")
    assert parts.total == planned - spent
    assert parts.price == exchange(Money(budget - actual, "CAD"), budget_rate, "USD")


@settings(deadline=None)
@given(minors, minors, rates)
def test_a_rate_that_did_not_move_has_no_exchange_variance(budget, actual, rate):
    """At one rate all is price, but for what rounding each of the three amounts leaves."""
    parts = variance(
        Money(budget, "CAD"),
        Money(actual, "CAD"),
        budget_rate=rate,
        actual_rate=rate,
        currency="USD",
    )

    assert abs(parts.exchange.minor) <= 1


def test_a_rate_is_found_by_purpose_and_day():
    """The budget's rate is locked; the actual one is in force from its day on."""
    entered = Rates(
        (
            Rate("CAD", "USD", Decimal("0.80"), Purpose.BUDGET, version="Original"),
            Rate("CAD", "USD", Decimal("0.75"), date=MAY),
            Rate("CAD", "USD", Decimal("0.70"), date=MAY + dt.timedelta(days=10)),
            Rate("USD", "CAD", Decimal("1.25"), Purpose.SPOT, date=MAY),
        )
    )

    assert entered.budget("CAD", "USD", "Original") == Fraction(4, 5)
    assert entered.actual("CAD", "USD", MAY + dt.timedelta(days=9)) == Fraction(3, 4)
    assert entered.actual("CAD", "USD", MAY + dt.timedelta(days=10)) == Fraction(7, 10)
    assert entered.spot("CAD", "USD", MAY + dt.timedelta(days=3)) == Fraction(4, 5)
    assert entered.actual("USD", "USD", MAY) == 1


def test_a_missing_rate_is_an_error_and_never_a_guess():
    """No rate of another purpose, version, day or pair is taken instead."""
    entered = Rates(
        (
            Rate("CAD", "USD", Decimal("0.80"), Purpose.BUDGET, version="Original"),
            Rate("CAD", "USD", Decimal("0.75"), date=MAY),
            Rate("CAD", "USD", Decimal("0.75"), Purpose.SPOT, date=MAY),
        )
    )

    with pytest.raises(MissingRate, match="version Current"):
        entered.budget("CAD", "USD", "Current")
    with pytest.raises(MissingRate, match="2026-04-30"):
        entered.actual("CAD", "USD", MAY - dt.timedelta(days=1))
    with pytest.raises(MissingRate):
        entered.spot("CAD", "USD", MAY + dt.timedelta(days=8))
    with pytest.raises(MissingRate, match="CAD to GBP"):
        entered.actual("CAD", "GBP", MAY)


def test_a_rate_of_zero_is_refused():
    """Movie Magic's export with all other rates at 0 must not turn money into nothing."""
    with pytest.raises(ValueError, match="greater than zero"):
        Rate("CAD", "USD", Decimal(0))


def test_two_rates_of_one_day_are_no_rate():
    """Which of the two is right is for a person to say; the same rate twice is one."""
    one = Rate("CAD", "USD", Decimal("0.75"), date=MAY)
    twice = Rates((one, one, Rate("CAD", "USD", Decimal("0.80"), date=MAY - dt.timedelta(days=1))))
    several = Rates((one, Rate("CAD", "USD", Decimal("0.76"), date=MAY)))

    assert twice.actual("CAD", "USD", MAY) == Fraction(3, 4)
    with pytest.raises(AmbiguousRate, match="several actual rates from CAD to USD for 2026-05-01"):
        several.actual("CAD", "USD", MAY)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), rates), min_size=1, max_size=8), st.randoms())
def test_the_order_of_the_rates_changes_nothing(entered, random):
    """A rate table may be sorted any way."""
    days = dict(entered)
    rows = [Rate("CAD", "USD", r, date=MAY + dt.timedelta(days=d)) for d, r in days.items()]
    shuffled = random.sample(rows, len(rows))
    on = MAY + dt.timedelta(days=31)

    found = Rates(tuple(shuffled)).actual("CAD", "USD", on)

    assert found == Rates(tuple(rows)).actual("CAD", "USD", on) == Fraction(days[max(days)])


@settings(deadline=None)
@given(st.decimals("-1e6", "1e6", places=3), rates, currencies)
def test_an_amount_is_rounded_once_to_the_minor_unit(amount, rate, currency):
    """The result is half a minor unit from the exact product, at most."""
    exact = Fraction(amount) * Fraction(rate)

    found = exchanged(amount, rate, currency)

    assert abs(Fraction(found.amount) - exact) <= Fraction(1, 2 * 10 ** exponent(currency))


@settings(deadline=None)
@given(st.decimals("-1e6", "1e6", places=2), rates)
def test_what_is_owed_gains_when_its_currency_falls(balance, rate):
    """A balance booked at one rate and valued at a lower one loses if held, gains if owed."""
    booked = exchanged(balance, rate * 2, "USD")

    gain = revalued(balance, Fraction(rate), booked).gain

    assert gain.minor * balance <= 0
