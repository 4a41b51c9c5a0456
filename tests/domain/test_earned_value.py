"""Earned value: textbook answers, and the identities between its figures."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.earned_value import (
    EacBy,
    EarnedBy,
    NoIndex,
    OutOfReach,
    Performance,
    earned_share,
    planned_share,
)
from addin.domain.money import Money, money

amounts = st.integers(1, 10**9).map(Money)


def at(budget: int, planned: int, earned: int, actual: int) -> Performance:
    """A status in whole units of money."""
    return Performance(*(money(amount) for amount in (budget, planned, earned, actual)))


def test_a_textbook_case_has_the_answers_of_the_textbook():
    """BAC 200,000, PV 120,000, EV 100,000, AC 90,000.

    Source: K. Schwalbe, Information Technology Project Management, chapter 7, exercise.
    """
    status = at(200_000, 120_000, 100_000, 90_000)

    assert status.cost_variance == money(10_000)
    assert status.schedule_variance == money(-20_000)
    assert status.cost_index == Fraction(10, 9)
    assert status.schedule_index == Fraction(5, 6)
    assert status.at_completion(EacBy.CPI) == money(180_000)


def test_each_estimate_at_completion_has_its_published_value():
    """BAC 50,000, PV 40,000, EV 30,000, AC 45,000: 75,000; 85,000 with the delay; 65,000 as budgeted.

    Source: PMBOK Guide, formulas of 7.4.2.2; figures of a published exercise.
    """
    status = at(50_000, 40_000, 30_000, 45_000)

    assert status.at_completion(EacBy.CPI) == money(75_000)
    assert status.at_completion(EacBy.CPI_SPI) == money(85_000)
    assert status.at_completion(EacBy.REMAINING) == money(65_000)
    assert status.at_completion(EacBy.BOTTOM_UP, money(26_000)) == money(71_000)
    assert status.to_complete_index(money(50_000)) == 4
    assert status.to_complete_index(money(75_000)) == Fraction(2, 3)


@settings(deadline=None)
@given(amounts, amounts, amounts, amounts)
def test_the_index_needed_to_end_at_the_estimate_is_the_index_so_far(
    budget, planned, earned, actual
):
    """TCPI towards BAC / CPI is CPI, but for the cents that the estimate is rounded to."""
    if earned.minor >= budget.minor:
        return
    status = Performance(budget, planned, earned, actual)
    goal = status.at_completion(EacBy.CPI)
    if goal.minor - actual.minor < 1000:
        return

    needed = status.to_complete_index(goal)

    left = budget.minor - earned.minor
    cents = abs(Fraction(left) / needed - Fraction(left) / status.cost_index)
    assert cents <= Fraction(1, 2)


@settings(deadline=None)
@given(amounts, amounts, amounts, amounts)
def test_variances_and_indices_say_the_same(budget, planned, earned, actual):
    """Over budget is below 1 and below 0; late likewise."""
    status = Performance(budget, planned, earned, actual)

    assert (status.cost_index < 1) == status.cost_variance.is_negative
    assert (status.schedule_index < 1) == status.schedule_variance.is_negative


def test_an_index_without_anything_to_divide_by_says_why():
    """Never 0, never infinite."""
    with pytest.raises(NoIndex, match="nothing was spent yet"):
        _ = at(100, 50, 10, 0).cost_index
    with pytest.raises(NoIndex, match="nothing was planned yet"):
        _ = at(100, 0, 10, 10).schedule_index
    with pytest.raises(NoIndex, match="CPI is 0"):
        at(100, 50, 0, 10).at_completion(EacBy.CPI)
    with pytest.raises(NoIndex, match="spent to the last"):
        at(100, 50, 40, 100).to_complete_index(money(100))
    with pytest.raises(OutOfReach, match=r"10\.00 more than 100\.00"):
        at(100, 50, 40, 110).to_complete_index(money(100))
    with pytest.raises(ValueError, match="etc is missing"):
        at(100, 50, 40, 110).at_completion(EacBy.BOTTOM_UP)


@settings(deadline=None)
@given(st.fractions(0, 1), st.fractions(0, 1), st.sampled_from(EarnedBy))
def test_more_done_never_earns_less(one, other, by):
    """From nothing at the start to the whole budget at the end."""
    less, more = sorted((one, other))

    assert earned_share(less, Fraction(1), by) <= earned_share(more, Fraction(1), by)
    assert earned_share(Fraction(0), Fraction(1), by) == 0
    assert earned_share(Fraction(7), Fraction(7), by) == 1


def test_more_than_the_whole_cannot_be_done():
    """50 instead of 50 % is a slip, and no fifty-fold task."""
    with pytest.raises(ValueError, match="done is 50 of 1"):
        earned_share(Fraction(50), Fraction(1), EarnedBy.PERCENT)
    with pytest.raises(ValueError, match="done is -1"):
        earned_share(Fraction(-1), Fraction(1), EarnedBy.PERCENT)
    with pytest.raises(NoIndex, match="whole is 0"):
        earned_share(Fraction(0), Fraction(0), EarnedBy.UNITS)


@settings(deadline=None)
@given(st.dates(), st.integers(0, 400), st.sampled_from(EarnedBy))
def test_a_plan_runs_from_nothing_to_the_whole(start, days, by):
    """Nothing the day before it starts, all on its last day, and an even step on each day between."""
    if start.year >= 9990 or start.year < 2:
        return
    one = dt.timedelta(days=1)
    finish = start + dt.timedelta(days=days)

    shares = [planned_share(start, finish, start + one * at, by) for at in range(-1, days + 2)]

    assert shares[0] == 0
    assert shares[-2:] == [1, 1]
    if by in (EarnedBy.PERCENT, EarnedBy.UNITS, EarnedBy.MILESTONES):
        steps = {b - a for a, b in pairwise(shares[:-1])}
        assert steps == {Fraction(1, days + 1)}


def test_a_task_that_ends_before_it_starts_is_refused():
    """The dates were changed over."""
    day = dt.date(2026, 3, 14)
    with pytest.raises(ValueError, match="before it starts"):
        planned_share(day, day - dt.timedelta(days=1), day, EarnedBy.PERCENT)
