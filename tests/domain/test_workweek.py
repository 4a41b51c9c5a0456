"""A workweek: sixth and seventh day, weekly limit, and nothing paid twice."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.overtime import DayKind, WrongTiers
from addin.domain.rule_table import Rule, RuleNotFound, RuleTable, of_agreement, shipped
from addin.domain.workweek import workweek

CALIFORNIA = RuleTable(of_agreement(shipped(), "California Labor Code"))
FEDERAL = RuleTable(of_agreement(shipped(), "US Fair Labor"))
weeks = st.lists(st.decimals(0, 16, places=1), max_size=7)


@settings(deadline=None)
@given(weeks, st.sampled_from([CALIFORNIA, FEDERAL]))
def test_hours_by_tier_sum_to_the_hours_of_each_day(hours, rules):
    """The weekly limit moves hours between tiers and loses none."""
    found = workweek(hours, rules)

    assert [day.hours for day in found] == [Fraction(each) for each in hours]
    straight = sum(part.hours for day in found for part in day.parts if part.times == 1)
    assert straight <= 40
    assert all(day.paid_hours >= day.hours for day in found)


@settings(deadline=None)
@given(weeks)
def test_the_federal_week_pays_half_more_beyond_forty_hours(hours):
    """Without daily tiers, only the sum counts."""
    every = Fraction(sum(hours, Decimal(0)))

    paid = sum((day.paid_hours for day in workweek(hours, FEDERAL)), Fraction(0))

    assert paid == every + max(every - 40, Fraction(0)) / 2


def test_the_sixth_and_seventh_day_are_those_worked():
    """A day off in the week puts them off."""
    kinds = [day.kind for day in workweek([Decimal(8)] * 7, CALIFORNIA)]
    with_a_day_off = [
        day.kind for day in workweek([Decimal(8), Decimal(0), *[Decimal(8)] * 5], CALIFORNIA)
    ]

    assert kinds == [DayKind.USUAL] * 5 + [DayKind.SIXTH, DayKind.SEVENTH]
    assert with_a_day_off[-1] is DayKind.SIXTH
    assert DayKind.SEVENTH not in with_a_day_off
    numbers = [day.number for day in workweek([Decimal(8), Decimal(0), Decimal(8)], CALIFORNIA)]
    assert numbers == [1, 0, 2]


def test_a_week_of_seven_days_in_california():
    """Six days of 8 hours: 40 straight, 8 by the weekly limit; the seventh 8 at 1.5, then double."""
    found = workweek([*[Decimal(8)] * 6, Decimal(9)], CALIFORNIA)

    by_day = [{part.times: part.hours for part in day.parts if part.hours} for day in found]
    assert by_day[:5] == [{1: 8}] * 5
    assert by_day[5:] == [{Decimal("1.5"): 8}, {Decimal("1.5"): 8, 2: 1}]


def test_what_is_no_week_is_an_error():
    """Eight days, hours below zero, rules that say nothing of overtime."""
    with pytest.raises(WrongTiers, match="seven days, not 8"):
        workweek([Decimal(1)] * 8, CALIFORNIA)
    for rules in (CALIFORNIA, FEDERAL):
        with pytest.raises(WrongTiers, match="not negative"):
            workweek([Decimal(-1)], rules)
    with pytest.raises(RuleNotFound):
        workweek([Decimal(1)], RuleTable((Rule("rest_hours", Decimal(10)),)))
