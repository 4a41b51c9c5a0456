"""Cash flow: whatever the shape, the periods sum to the amount."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from addin.domain.cash_flow import (
    Curve,
    closing,
    funds,
    paid_by_period,
    peak_shortfall,
    respread,
    spent_by,
    spread,
    spread_between,
    weights,
)
from addin.domain.money import Money, total, zero

money = st.integers(-(10**10), 10**10).map(Money)
curves = st.sampled_from(Curve)
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
ends = st.sets(days, min_size=1, max_size=20).map(sorted)


@settings(deadline=None)
@given(money, st.integers(1, 60), curves)
def test_a_spread_sums_to_the_amount(amount, periods, curve):
    """Not a cent is lost or made by rounding."""
    assert total(spread(amount, periods, curve)) == amount


@settings(deadline=None)
@given(curves, st.integers(1, 60))
def test_weights_are_shares_of_one_whole(curve, periods):
    """They sum to 1, and none is below 0."""
    found = weights(curve, periods)

    assert sum(found) == 1
    assert min(found) >= 0


@settings(deadline=None)
@given(curves, st.fractions(0, 1))
def test_a_curve_rises_from_nothing_to_all(curve, share):
    """At the start nothing is spent, at the end everything, and never more than that."""
    assert spent_by(curve, Fraction(0)) == 0
    assert spent_by(curve, Fraction(1)) == 1
    assert 0 <= spent_by(curve, share) <= 1


@settings(deadline=None)
@given(st.integers(2, 40))
def test_curves_have_the_shape_of_their_name(periods):
    """Front falls, back rises as its mirror image, a bell is symmetric and highest in the middle."""
    front, back, bell = (weights(c, periods) for c in (Curve.FRONT, Curve.BACK, Curve.BELL))

    assert list(front) == sorted(front, reverse=True)
    assert back == front[::-1]
    assert bell == bell[::-1]
    assert max(bell) == bell[(periods - 1) // 2]


def test_no_period_is_an_error():
    """An amount is not spread over nothing."""
    with pytest.raises(ValueError, match="0 periods"):
        spread(Money(1), 0)


@settings(deadline=None)
@given(money, days, days, ends, curves, st.integers(0, 60))
def test_spending_between_two_days_is_all_in_the_cash_flow(amount, one, other, marks, curve, lag):
    """What the periods do not hold is later; nothing is before the first period."""
    found = spread_between(amount, min(one, other), max(one, other), marks, curve, lag)

    assert found.total == amount
    assert len(found.periods) == len(marks)


def test_a_lag_moves_the_payment_and_not_the_amount():
    """Two weeks of crew, paid a week later."""
    first, last = dt.date(2026, 3, 2), dt.date(2026, 3, 15)
    sundays = [dt.date(2026, 3, 8), dt.date(2026, 3, 15), dt.date(2026, 3, 22)]

    assert spread_between(Money(1400), first, last, sundays).periods == (
        Money(700), Money(700), Money(0),
    )  # fmt: skip
    assert spread_between(Money(1400), first, last, sundays, lag=7).periods == (
        Money(0), Money(700), Money(700),
    )  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.tuples(st.none() | days, money, st.integers(0, 90))), ends)
def test_dated_spend_is_all_in_the_cash_flow(payments, marks):
    """Each payment is in one period, or later, or without a date."""
    assert paid_by_period(payments, marks).total == total(amount for _, amount, _ in payments)


def test_a_payment_on_the_last_day_is_in_the_period():
    """Periods hold their last day."""
    friday = dt.date(2026, 3, 6)
    marks = [friday, friday + dt.timedelta(days=7)]

    assert paid_by_period([(friday, Money(5), 0)], marks).periods == (Money(5), Money(0))
    assert paid_by_period([(friday, Money(5), 1)], marks).periods == (Money(0), Money(5))


@pytest.mark.parametrize("marks", [[], [dt.date(2026, 3, 6)] * 2])
def test_periods_must_rise(marks):
    """A calendar out of order would put money into the wrong week."""
    with pytest.raises(ValueError, match=r"period"):
        paid_by_period([], marks)


plans = st.lists(st.integers(1, 10**8).map(Money), min_size=2, max_size=20)


@settings(deadline=None)
@given(money, plans, st.data())
def test_a_cash_flow_brought_up_to_date_sums_to_the_efc(efc, plan, data):
    """Past periods are the actuals, and all periods come to the EFC as it is now."""
    past = data.draw(st.integers(0, len(plan) - 1))
    actuals = data.draw(st.lists(money, min_size=len(plan), max_size=len(plan)))
    curve = data.draw(st.none() | curves)

    found = respread(efc, plan, actuals, past, curve)

    assert total(found) == efc
    assert list(found[:past]) == actuals[:past]


@settings(deadline=None)
@given(plans)
def test_nothing_past_and_the_same_efc_leave_the_plan_alone(plan):
    """Bringing up to date what is up to date changes nothing."""
    assert list(respread(total(plan), plan, plan, 0)) == plan


def test_what_is_left_without_a_period_or_a_shape_is_an_error():
    """Nobody guesses when it will be paid."""
    plan = [Money(100), Money(0)]
    with pytest.raises(ValueError, match="no period to pay it in"):
        respread(Money(300), plan, plan, 2)
    with pytest.raises(ValueError, match="no shape"):
        respread(Money(300), plan, plan, 1)
    with pytest.raises(ValueError, match="3 periods are over"):
        respread(Money(300), plan, plan, 3)

    assert respread(Money(100), plan, plan, 2) == (Money(100), Money(0))
    assert respread(Money(100), plan, plan, 1) == (Money(100), Money(0))


@settings(deadline=None)
@given(st.lists(st.tuples(money, money), max_size=20), money)
def test_the_last_surplus_is_all_funding_less_all_need(pairs, opening):
    """Funding and need accumulate, and their difference is the closing balance."""
    needs, funding = [need for need, _ in pairs], [got for _, got in pairs]
    found = funds(needs, funding, opening)

    if found:
        assert found[-1].surplus == closing(opening, funding, needs)
    assert peak_shortfall(found) == max(
        (zero(), *(-each.surplus for each in found)), key=lambda amount: amount.minor
    )


@settings(deadline=None)
@given(money, plans)
def test_a_negative_rest_is_shown_and_not_hidden(efc, plan):
    """Where more was paid than the forecast, the rest of the cash flow is negative."""
    paid = [*plan[:-1], Money(0)]
    assume(efc < total(paid))

    assert respread(efc, plan, paid, len(plan) - 1)[-1] == efc - total(paid)
