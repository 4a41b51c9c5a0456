"""Turnaround: hours of rest, and what is missing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.clock import TimesMixed
from addin.domain.money import Money
from addin.domain.rest import NoRate, forced_call, shortfall, turnaround
from addin.domain.rule_table import Rule, RuleNotFound, RuleTable

minutes = st.integers(0, 24 * 60 - 1).map(lambda at: dt.timedelta(minutes=at))


@settings(deadline=None)
@given(minutes, minutes)
def test_rest_over_midnight_is_what_the_dates_would_say(release, call):
    """Without dates the call is the next such time; there and back make a day."""
    rest = turnaround(release, call)
    start = dt.datetime(2026, 3, 2)
    later = start + call + dt.timedelta(days=1 if call <= release else 0)

    assert rest == turnaround(start + release, later)
    assert 0 < rest <= 24
    if call != release:
        assert rest + turnaround(call, release) == 24


@settings(deadline=None)
@given(st.fractions(0, 48), st.decimals(0, 14, places=1))
def test_rest_and_what_is_missing_reach_the_least(rest, least):
    """Nothing is missing where there is enough."""
    missing = shortfall(rest, least)

    assert missing >= 0
    assert rest + missing == max(rest, Fraction(least))


def test_a_date_on_one_side_only_is_an_error():
    """Whether the call is tomorrow or in a week cannot be known."""
    with pytest.raises(TimesMixed, match="both"):
        turnaround(dt.datetime(2026, 3, 2, 20), dt.timedelta(hours=6))
    with pytest.raises(TimesMixed, match="before"):
        turnaround(dt.datetime(2026, 3, 2, 20), dt.datetime(2026, 3, 2, 6))
    assert shortfall(Fraction(10), Decimal(12)) == 2


def rules(**values: int) -> RuleTable:
    """A rule table of these parameters."""
    return RuleTable(tuple(Rule(name, Decimal(value)) for name, value in values.items()))


@settings(deadline=None)
@given(st.fractions(0, 10), st.integers(1, 10**6), st.integers(1, 200))
def test_a_forced_call_costs_what_its_agreement_asks_for(short, day_pay, hour_pay):
    """A fixed amount, a day's pay up to a limit, or the missing hours; nothing for enough rest."""
    day_rate, hour_rate = Money(day_pay), Decimal(hour_pay)

    fixed = forced_call(short, rules(forced_call_amount=250))
    capped = forced_call(short, rules(forced_call_most=900), day_rate)
    hourly = forced_call(short, rules(forced_call_times=2), None, hour_rate)

    if short:
        assert (fixed, capped) == (Money(25000), min(day_rate, Money(90000)))
        assert abs(hourly.minor - short * hour_pay * 200) <= Fraction(1, 2)
    else:
        assert fixed == capped == hourly == Money(0)


def test_a_penalty_without_the_rate_or_the_rule_is_an_error():
    """Neither is guessed."""
    with pytest.raises(NoRate, match="day rate"):
        forced_call(Fraction(1), rules(forced_call_most=900))
    with pytest.raises(NoRate, match="hour rate"):
        forced_call(Fraction(1), rules(forced_call_times=2))
    with pytest.raises(RuleNotFound, match="forced_call_times"):
        forced_call(Fraction(1), rules(rest_hours=10))
