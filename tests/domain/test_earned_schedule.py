"""Earned schedule: the time at which the plan had what is now earned."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.earned_schedule import earned_schedule, planned_duration
from addin.domain.money import Money

plans = (
    st.lists(st.integers(0, 1000), min_size=1, max_size=12)
    .filter(any)
    .map(lambda steps: [Money(each) for each in accumulate(steps)])
)


@settings(deadline=None)
@given(plans, st.fractions(0, 1))
def test_the_plan_at_the_earned_schedule_is_the_earned_value(plan, share):
    """Read along the plan, straight from period to period, ES leads back to EV."""
    earned = Money(int(plan[-1].minor * share))

    time = earned_schedule(plan, earned)

    values = [0, *(each.minor for each in plan)]
    whole = int(time)
    part = time - whole
    there = values[whole] + (part * (values[whole + 1] - values[whole]) if part else 0)
    assert there == earned.minor
    assert 0 <= time <= planned_duration(plan) <= len(plan)


@settings(deadline=None)
@given(plans)
def test_on_plan_the_earned_schedule_is_the_time_gone(plan):
    """With what was planned earned, the schedule earned is the period, or later if it stood still."""
    for period, planned in enumerate(plan, 1):
        time = earned_schedule(plan, planned)
        if planned == plan[-1]:
            assert time == planned_duration(plan)
        else:
            assert time >= period
            assert plan[int(time) - 1] == planned if time == int(time) and time else True


def test_late_work_stays_late():
    """When everything is earned, two periods late, ES is the planned duration and not the time gone."""
    plan = [Money(100), Money(300), Money(400), Money(400), Money(400)]

    assert earned_schedule(plan, Money(400)) / 5 == Fraction(3, 5)


@pytest.mark.parametrize(
    ("plan", "earned", "why"),
    [
        ([100, 90], 50, "fall"),
        ([0, 0], 0, "nothing is planned"),
        ([100], 101, "not between"),
        ([100], -1, "not between"),
        ([], 0, "nothing is planned"),
    ],
)
def test_what_is_no_plan_is_refused(plan, earned, why):
    """Amounts of each period instead of cumulative ones usually fall somewhere."""
    with pytest.raises(ValueError, match=why):
        earned_schedule([Money(each) for each in plan], Money(earned))
