"""Meals: when they were due, how many penalties a late one has, and what they cost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.meals import MealsOverlap, late_meals, meal_rules, worked_hours
from addin.domain.money import Money, total
from addin.domain.rule_table import Rule, RuleNotFound, RuleTable, of_agreement, shipped

DAY = dt.datetime(2026, 3, 2)
SAG = meal_rules(RuleTable(of_agreement(shipped(), "SAG-AFTRA")))
CALIFORNIA = meal_rules(RuleTable(of_agreement(shipped(), "California Labor Code")))


def at(text: str) -> dt.datetime:
    """A time of the day of these tests."""
    hour, minute = map(int, text.split(":"))
    return DAY + dt.timedelta(hours=hour, minutes=minute)


def meal(out: str, back: str) -> tuple[dt.datetime, dt.datetime]:
    """A break from one time to another."""
    return at(out), at(back)


@pytest.mark.parametrize(
    ("out", "penalties", "amount"),
    [("13:00", 0, 0), ("13:01", 1, 25), ("13:30", 1, 25), ("13:31", 2, 60), ("14:00", 2, 60),
     ("14:30", 3, 110), ("15:15", 5, 210)],
)  # fmt: skip
def test_penalties_escalate_by_the_half_hour_and_a_part_counts_whole(out, penalties, amount):
    """25, 35, then 50 for each half hour or fraction, as the performers' union publishes."""
    breaks = [(at(out), at(out) + dt.timedelta(minutes=30))]

    found = late_meals(at("7:00"), breaks, at(out) + dt.timedelta(hours=4), SAG)

    assert sum(each.penalties for each in found) == penalties
    assert total(each.amount for each in found) == Money(amount * 100)


def test_the_next_meal_is_due_from_the_end_of_the_last():
    """And the wrap must come before it is due, too."""
    found = late_meals(at("7:00"), [meal("12:30", "13:00")], at("19:20"), SAG)

    (late,) = found
    assert (late.number, late.due, late.given, late.penalties) == (2, at("19:00"), at("19:20"), 1)
    assert late.hours_late * 60 == 20
    assert late_meals(at("7:00"), [meal("12:30", "13:00")], at("19:00"), SAG) == ()


def test_a_break_that_is_too_short_is_no_meal():
    """Twenty minutes do not stop the clock."""
    short = late_meals(
        at("7:00"), [meal("12:00", "12:20"), meal("14:00", "14:30")], at("19:00"), SAG
    )

    assert [(each.given, each.penalties) for each in short] == [(at("14:00"), 2)]


def test_an_hour_of_pay_is_owed_once_a_day():
    """California asks for one hour of pay for a workday, however many meals were missed."""
    found = late_meals(at("7:00"), [], at("19:00"), CALIFORNIA, Decimal("42.50"))
    both = late_meals(
        at("7:00"), [meal("13:00", "13:30")], at("19:00"), CALIFORNIA, Decimal("42.50")
    )

    assert [each.amount for each in found] == [Money(4250)]
    assert [each.amount for each in both] == [Money(4250), Money(0)]
    assert [each.penalties for each in both] == [1, 0]


def test_a_grace_forgives_a_meal_that_is_a_little_late():
    """Beyond the grace it is late from when it was due."""
    rules = replace(SAG, grace=dt.timedelta(minutes=12))

    assert late_meals(at("7:00"), [meal("13:12", "13:42")], at("15:00"), rules) == ()
    assert late_meals(at("7:00"), [meal("13:13", "13:43")], at("15:00"), rules)[0].penalties == 1


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(0, 300))
def test_later_is_never_cheaper(one, other):
    """Waiting longer costs as much or more."""
    first, second = (
        total(
            each.amount
            for each in late_meals(at("7:00"), [], at("13:00") + dt.timedelta(minutes=late), SAG)
        )
        for late in sorted((one, other))
    )

    assert first <= second


@settings(deadline=None)
@given(st.lists(st.integers(0, 1000), max_size=6), st.integers(0, 90))
def test_hours_worked_and_meals_are_the_whole_day(cuts, most):
    """From call to wrap, every minute is one or the other; a cap on meals gives minutes back."""
    marks = sorted(cuts)
    breaks = [
        (DAY + dt.timedelta(minutes=out), DAY + dt.timedelta(minutes=back))
        for out, back in zip(marks[::2], marks[1::2], strict=False)
    ]
    wrap = DAY + dt.timedelta(minutes=1000)
    away = sum((back - out).total_seconds() / 60 for out, back in breaks)
    capped = sum(min((back - out).total_seconds() / 60, most) for out, back in breaks)

    assert worked_hours(DAY, breaks, wrap) * 60 == 1000 - away
    assert worked_hours(DAY, breaks, wrap, dt.timedelta(minutes=most)) * 60 == 1000 - capped


def test_meals_out_of_order_are_an_error():
    """Two columns swapped would make a penalty of nothing."""
    for breaks in (
        [meal("13:00", "12:00")],
        [meal("13:00", "14:00"), meal("13:30", "14:30")],
        [meal("18:00", "20:00")],
    ):
        with pytest.raises(MealsOverlap):
            late_meals(at("7:00"), breaks, at("19:00"), SAG)
        with pytest.raises(MealsOverlap):
            worked_hours(at("7:00"), breaks, at("19:00"))


def test_rules_without_a_limit_or_without_a_unit_are_told():
    """Nothing is assumed: an agreement says when a meal is due and what a unit is."""

    def row(name: str, value: str) -> Rule:
        return Rule(name, Decimal(value))

    with pytest.raises(RuleNotFound, match="first_meal_within_hours"):
        meal_rules(RuleTable((row("rest_hours", "10"),)))
    with pytest.raises(RuleNotFound, match="meal_penalty_minutes"):
        meal_rules(
            RuleTable(
                (
                    row("first_meal_within_hours", "6"),
                    row("next_meal_within_hours", "6"),
                    row("meal_penalty_1", "9"),
                )
            )
        )
    free = meal_rules(
        RuleTable((row("first_meal_within_hours", "6"), row("next_meal_within_hours", "6")))
    )
    assert late_meals(at("7:00"), [], at("14:00"), free)[0].amount == Money(0)
