"""Tasks behind their plan."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.lateness import PlannedTask, WrongPlan, late
from addin.domain.working_days import WorkingCalendar

WEEK = WorkingCalendar()
MONDAY = dt.date(2026, 3, 2)


def task(start: int, finish: int, done: Fraction | int) -> PlannedTask:
    """A task of days counted from a Monday."""
    return PlannedTask(
        "T", MONDAY + dt.timedelta(days=start), MONDAY + dt.timedelta(days=finish), Fraction(done)
    )


@settings(deadline=None)
@given(st.integers(0, 20), st.integers(0, 20), st.fractions(0, 1), st.integers(-5, 40))
def test_late_is_less_done_than_planned(start, length, done, status):
    """What is done is never late; what is late misses the difference."""
    given_task = task(start, start + length, done)

    found = list(late([given_task], MONDAY + dt.timedelta(days=status), WEEK))

    for each in found:
        assert each.planned > done
        days = WEEK.count(given_task.start, given_task.finish)
        assert each.days_behind == (each.planned - done) * days
        assert each.days_over >= 0
    if status >= start + length:
        assert bool(found) == (done < 1)
    if done == 1 or status < start:
        assert found == []


def test_work_is_spread_over_working_days():
    """Monday to the next Friday is ten days; by the first Friday half is planned."""
    (found,) = late([task(0, 11, 0)], MONDAY + dt.timedelta(days=4), WEEK)

    assert (found.planned, found.days_behind, found.days_over) == (Fraction(1, 2), Fraction(5), 0)


def test_days_over_are_working_days_since_the_finish():
    """Finished on Friday as planned, looked at on Tuesday: two working days over."""
    (found,) = late([task(0, 4, Fraction(1, 2))], MONDAY + dt.timedelta(days=8), WEEK)
    (weekend,) = late([task(0, 5, Fraction(1, 2))], MONDAY + dt.timedelta(days=7), WEEK)

    assert (found.days_over, weekend.days_over) == (2, 1)


def test_a_task_on_days_off_is_planned_for_its_last_day():
    """Saturday and Sunday are no days of work: nothing is late before the Sunday is over."""
    weekend = task(5, 6, 0)

    assert list(late([weekend], MONDAY + dt.timedelta(days=5), WEEK)) == []
    (found,) = late([weekend], MONDAY + dt.timedelta(days=6), WEEK)
    assert (found.planned, found.days_behind, found.days_over) == (Fraction(1), Fraction(0), 0)


def test_the_first_day_counts_when_it_is_over():
    """By the end of Monday a fifth of the week is planned."""
    (found,) = late([task(0, 4, 0)], MONDAY, WEEK)

    assert found.planned == Fraction(1, 5)


def test_plans_that_contradict_themselves_are_errors():
    """A finish before the start; 50 for 50 %."""
    with pytest.raises(WrongPlan, match="before it starts"):
        list(late([task(3, 1, 0)], MONDAY, WEEK))
    with pytest.raises(WrongPlan, match="between 0 and 1"):
        list(late([task(0, 1, Fraction(3, 2))], MONDAY, WEEK))
