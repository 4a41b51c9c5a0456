"""Working hours against counting second by second (minutes, here, to be quick)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.working_days import NoWorkingDay, WorkingCalendar, own_holidays
from addin.domain.working_hours import (
    CONTINUOUS,
    DAY,
    WorkingHours,
    hours_of,
    moment_of,
    seconds_of,
    usual_shifts,
)

FIRST = 100


@st.composite
def shifts(draw):
    """None, one or two shifts of a day, in steps of six hours."""
    bounds = sorted(draw(st.sets(st.integers(0, 4), max_size=4)))
    return tuple(
        (a * 6 * 3600, b * 6 * 3600) for a, b in zip(bounds[::2], bounds[1::2], strict=False)
    )


@st.composite
def calendars(draw):
    """Any week with some work in it, and days that differ."""
    week = draw(st.lists(shifts(), min_size=7, max_size=7).filter(any))
    others = draw(st.dictionaries(st.integers(FIRST, FIRST + 20), shifts(), max_size=5))
    return WorkingHours(tuple(week), others)


def _open(hours, moment):
    day, second = divmod(moment, DAY)
    return any(start <= second < end for start, end in hours.shifts(day))


@settings(deadline=None)
@given(calendars(), st.integers(0, 80), st.integers(0, 80))
def test_time_between_is_what_one_counts(hours, first, second):
    """Quarters of a day, one by one."""
    step = 6 * 3600
    start, end = FIRST * DAY + first * step, FIRST * DAY + second * step
    low, high = sorted((start, end))
    counted = sum(step for at in range(low, high, step) if _open(hours, at))

    assert hours.between(start, end) == (counted if start <= end else -counted)


@settings(deadline=None)
@given(calendars(), st.integers(0, 20 * DAY), st.integers(1, 4 * DAY))
def test_work_ends_with_its_last_second_and_begins_with_its_first(hours, since, work):
    """Finish and begin are each other's inverse, and both lie in working time."""
    moment = FIRST * DAY + since
    finish = hours.finish(moment, work)
    begin = hours.begin(finish, work)

    assert hours.between(moment, finish) == work
    assert _open(hours, finish - 1)
    assert begin == hours.start(moment)
    assert _open(hours, begin)
    assert hours.finish(begin, work) == finish
    assert hours.moved(hours.moved(moment, work), -work) == begin


def test_a_week_without_work_is_told():
    """No working day ever comes."""
    never = WorkingHours(((),) * 7, {FIRST: ((0, 60),)})

    assert never.finish(FIRST * DAY, 60) == FIRST * DAY + 60
    with pytest.raises(NoWorkingDay):
        never.finish(FIRST * DAY, 61)
    with pytest.raises(NoWorkingDay):
        moment_of(DAY * 4_000_000)


@given(st.integers(1, 24))
def test_a_usual_day_has_its_hours(hours):
    """However long, it stays within the day."""
    found = usual_shifts(Decimal(hours))

    assert sum(end - start for start, end in found) == hours * 3600
    assert found[0][0] >= 0
    assert found[-1][1] <= DAY


def test_a_calendar_of_days_becomes_hours():
    """Weekends and holidays are off; the clock goes round where nothing else is said."""
    hours = hours_of(WorkingCalendar(holidays=(own_holidays([dt.date(2026, 3, 9)]),)), Decimal(8))
    friday = seconds_of(dt.datetime(2026, 3, 6, 17))

    assert moment_of(hours.start(friday)) == dt.datetime(2026, 3, 10, 8)
    assert CONTINUOUS.finish(friday, DAY) == friday + DAY
