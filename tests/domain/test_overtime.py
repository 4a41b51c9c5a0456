"""Overtime: tiers that sum to the hours, pay that is rounded once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import Money
from addin.domain.overtime import (
    DayKind,
    Rounding,
    Tier,
    WrongTiers,
    by_tier,
    pay,
    rounded,
    tiers,
    tiers_of,
    weekly_tier,
)
from addin.domain.rule_table import Rule, RuleNotFound, RuleTable, of_agreement, shipped

hours = st.decimals(0, 24, places=2)
some_tiers = st.lists(
    st.builds(Tier, st.decimals(0, 20, places=1), st.decimals(1, 5, places=1)),
    max_size=5,
    unique_by=lambda tier: tier.after,
).map(tiers)


@settings(deadline=None)
@given(hours, some_tiers)
def test_tiers_sum_to_the_hours(worked, given_tiers):
    """No minute is lost or paid twice."""
    parts = by_tier(worked, given_tiers)

    assert sum(part.hours for part in parts) == Fraction(worked)
    assert all(part.hours >= 0 for part in parts)
    assert [part.times for part in parts] == [tier.times for tier in given_tiers]


@settings(deadline=None)
@given(hours, some_tiers)
def test_pay_is_that_of_each_minute_at_its_multiple(worked, given_tiers):
    """Counted in hundredths of an hour, one by one."""
    by_hundredths = (
        sum(
            (
                Fraction(
                    next(tier.times for tier in reversed(given_tiers) if tier.after * 100 <= at)
                )
                for at in range(int(worked * 100))
            ),
            Fraction(0),
        )
        / 100
    )

    assert pay(by_tier(worked, given_tiers), Decimal(100)).minor == round(by_hundredths * 10000)


@settings(deadline=None)
@given(hours, hours, some_tiers)
def test_more_hours_are_never_paid_less(one, other, given_tiers):
    """Pay rises with the hours."""
    less, more = sorted((one, other))

    assert pay(by_tier(less, given_tiers), Decimal(37)) <= pay(
        by_tier(more, given_tiers), Decimal(37)
    )


@settings(deadline=None)
@given(
    st.fractions(0, 24),
    st.sampled_from([Decimal("0.1"), Decimal("0.25"), Decimal("0.5"), Decimal(1)]),
)
def test_rounding_goes_where_it_says(worked, unit):
    """Up is at most a unit more, down at most a unit less, nearest at most half a unit away."""
    up, near, down = (rounded(worked, unit, each) for each in Rounding)

    assert down <= worked <= up < worked + Fraction(unit)
    assert up - down in {0, Fraction(unit)}
    assert abs(near - worked) <= Fraction(unit) / 2
    assert all((each / Fraction(unit)).denominator == 1 for each in (up, near, down))


def test_exactly_half_a_unit_goes_up_to_the_nearest():
    """As Excel's ROUND has it."""
    assert rounded(Fraction(1, 20), Decimal("0.1"), Rounding.NEAREST) == Fraction(1, 10)
    assert rounded(Fraction(1, 21), Decimal("0.1"), Rounding.NEAREST) == 0


def test_a_day_of_thirteen_and_a_half_hours_in_california():
    """Eight at straight time, four at time and a half, the rest double."""
    rules = RuleTable(of_agreement(shipped(), "California Labor Code"))

    parts = by_tier(Decimal("13.5"), tiers_of(rules))

    assert [(part.times, part.hours) for part in parts] == [
        (1, 8), (Decimal("1.5"), 4), (2, Fraction(3, 2))
    ]  # fmt: skip
    assert pay(parts, Decimal(40)) == Money(68000)
    assert weekly_tier(rules) == Tier(Decimal(40), Decimal("1.5"))


def test_a_sixth_day_without_rules_of_its_own_is_a_usual_day():
    """An agreement that says nothing of it pays it like others."""
    rules = RuleTable(
        (
            Rule("overtime_after_8_hours", Decimal("1.5")),
            Rule("seventh_day_after_0_hours", Decimal(2)),
        )
    )

    assert tiers_of(rules, DayKind.SIXTH) == tiers_of(rules)
    assert tiers_of(rules, DayKind.SEVENTH) == (Tier(Decimal(0), Decimal(2)),)
    assert weekly_tier(rules) is None


def test_contradictions_are_errors():
    """Two tiers from one hour, hours below zero, rules without tiers."""
    with pytest.raises(WrongTiers, match="after 8 hours"):
        tiers([Tier(Decimal(8), Decimal(1)), Tier(Decimal(8), Decimal(2))])
    with pytest.raises(WrongTiers, match="not negative"):
        tiers([Tier(Decimal(-1), Decimal(1))])
    with pytest.raises(WrongTiers, match="not negative"):
        by_tier(Decimal(-1), tiers([]))
    with pytest.raises(WrongTiers, match="above zero"):
        rounded(Fraction(1), Decimal(-1))
    with pytest.raises(RuleNotFound, match="only rest_hours"):
        tiers_of(RuleTable((Rule("rest_hours", Decimal(10)),)))
    with pytest.raises(WrongTiers, match="one limit"):
        weekly_tier(
            RuleTable(
                (
                    Rule("weekly_overtime_after_40_hours", Decimal(1)),
                    Rule("weekly_overtime_after_50_hours", Decimal(2)),
                )
            )
        )
