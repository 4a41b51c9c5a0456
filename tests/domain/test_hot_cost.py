"""Hot costs: hours by tier, and days that accumulate."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.hot_cost import HotCost, Terms, cumulative, day_cost
from addin.domain.money import Money, total
from addin.domain.overtime import Tier, pay, tiers

TIERS = tiers([Tier(Decimal(8), Decimal("1.5")), Tier(Decimal(12), Decimal(2))])
hours = st.decimals(0, 24, places=1)
rates = st.decimals(0, 500, places=2)
fringes = st.decimals(0, 1, places=2)
money = st.integers(0, 10**6).map(Money)
terms = st.builds(Terms, rates, st.just(TIERS), fringes, st.sampled_from([Decimal(0), Decimal(8)]))


@settings(deadline=None)
@given(hours, terms, money)
def test_a_day_is_pay_and_penalties_and_fringes_on_both(worked, by, penalties):
    """The parts of a day's cost sum to it, and its hours to what is paid."""
    found = day_cost(worked, by, penalties)

    assert found.pay == pay(found.hours, by.rate)
    assert found.fringe == (found.pay + penalties).times(by.fringe_rate)
    assert found.total == found.pay + penalties + found.fringe
    assert sum(part.hours for part in found.hours) == (
        max(worked, by.minimum_hours) if worked else 0
    )


@settings(deadline=None)
@given(hours, terms)
def test_a_day_as_budgeted_has_no_variance(worked, by):
    """Budget and actual are worked out by the same rules."""
    assert not HotCost("", day_cost(worked, by), day_cost(worked, by)).variance


def test_an_overrun_is_negative():
    """Ninety minutes at double time at 40.00 an hour."""
    by = Terms(Decimal(40), TIERS)

    assert HotCost("Grip", day_cost(Decimal(12), by), day_cost(Decimal("13.5"), by)).variance == (
        Money(-12000)
    )


def test_a_minimum_is_paid_only_to_who_works():
    """Four hours are paid as eight, a day off as nothing."""
    by = Terms(Decimal(50), TIERS, minimum_hours=Decimal(8))

    assert day_cost(Decimal(4), by).total == Money(40000)
    assert day_cost(Decimal(0), by).total == Money(0)


days = st.dates(dt.date(2026, 3, 1), dt.date(2026, 3, 10))


@settings(deadline=None)
@given(st.lists(st.tuples(days, money, money), max_size=20))
def test_days_accumulate_in_order(entries):
    """Each day once, in order; the last one's running sums are the sums of everything."""
    found = cumulative(entries)

    assert [each.day for each in found] == sorted({day for day, _, _ in entries})
    if found:
        assert found[-1].cumulative_budgeted == total(budget for _, budget, _ in entries)
        assert found[-1].cumulative_actual == total(spent for _, _, spent in entries)
        assert found[-1].cumulative_variance == total(each.variance for each in found)
