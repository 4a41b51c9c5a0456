"""Working days: counting, moving, numbering."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.working_days import (
    WEEKEND,
    Holidays,
    NoSuchDays,
    NoWorkingDay,
    OutsideYears,
    WorkingCalendar,
    days_off,
    own_holidays,
)

dates = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
weeks = st.frozensets(st.integers(0, 6), max_size=6)
calendars = st.builds(
    lambda free, off: WorkingCalendar(free, (own_holidays(off),)),
    weeks,
    st.lists(st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)), max_size=40),
)
ONE = dt.timedelta(days=1)


@settings(deadline=None)
@given(calendars, dates, dates)
def test_counting_is_counting_the_days_one_by_one(calendar, one, other):
    """Both ends count; backwards the count is negative."""
    start, end = min(one, other), max(one, other)
    slow = sum(calendar.is_worked(start + ONE * at) for at in range((end - start).days + 1))

    assert calendar.count(start, end) == slow
    if start < end:
        assert calendar.count(end, start) == -slow


@settings(deadline=None)
@given(calendars, dates, dates, dates)
def test_counts_add_up(calendar, one, two, three):
    """From a to b and from the day after b to c are from a to c."""
    first, middle, last = sorted((one, two, three))

    whole = calendar.count(first, last)
    rest = calendar.count(middle + ONE, last) if middle < last else 0
    assert whole == calendar.count(first, middle) + rest


@settings(deadline=None)
@given(calendars, dates, st.integers(1, 200), st.integers(1, 200))
def test_going_on_in_two_steps_is_going_on_in_one(calendar, start, first, second):
    """Working days add; and the count between says how many they were."""
    end = calendar.add(start, first + second)

    assert calendar.add(calendar.add(start, first), second) == end
    assert calendar.is_worked(end)
    assert calendar.count(start + ONE, end) == first + second


@settings(deadline=None)
@given(calendars, dates, st.integers(1, 200))
def test_from_a_working_day_there_and_back_is_where_it_began(calendar, start, steps):
    """Forward and backward are inverse on working days."""
    worked = calendar.add(start, 1)

    assert calendar.add(calendar.add(worked, steps), -steps) == worked
    assert calendar.add(start, 0) == start


@settings(deadline=None)
@given(calendars, dates, st.integers(1, 150))
def test_a_shoot_day_and_its_number_are_inverse(calendar, start, number):
    """Day n is a working day, and its number is n; days off have none."""
    day = calendar.shoot_day(number, start)

    assert calendar.day_number(day, start) == number
    off = [start + ONE * at for at in range(30) if not calendar.is_worked(start + ONE * at)]
    assert [calendar.day_number(each, start) for each in off] == [None] * len(off)
    assert calendar.day_number(start - ONE, start) is None
    numbers = [calendar.shoot_day(each, start) for each in range(1, 9)]
    assert all(one < other for one, other in pairwise(numbers))


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("Sat,Sun", {5, 6}), ("sun", {6}), ("Saturday and Sunday", {5, 6}), ("none", set()),
        ("Fri-Sat", {4, 5}), ("Sat-Mon", {5, 6, 0}), ("1", {5, 6}), ("7", {4, 5}), ("11", {6}),
        ("17", {5}), ("0000011", {5, 6}), ("Sat Sun", {5, 6}), ("Mon; Thurs", {0, 3}),
    ],
)  # fmt: skip
def test_days_off_are_read_as_people_and_excel_write_them(text, off):
    """Names, spans, Excel's numbers and its seven digits."""
    assert days_off(text) == frozenset(off)


@pytest.mark.parametrize("text", ["", "weekend", "8", "Sat,Xyz", "Mon-Tue-Wed", "S"])
def test_other_texts_name_no_days_off(text):
    """A text that is read wrongly would move every date of the schedule."""
    with pytest.raises(NoSuchDays, match="names no days off"):
        days_off(text)


def test_a_list_for_some_years_says_nothing_of_others():
    """Not listed outside its years is no answer, wherever the counting gets there."""
    known = Holidays(
        {dt.date(2026, 1, 1): "New Year"}, dt.date(2026, 1, 1), dt.date(2026, 12, 31), "X"
    )
    calendar = WorkingCalendar(WEEKEND, (known,))

    assert known.name(dt.date(2026, 1, 1)) == "New Year"
    assert calendar.shoot_day(1, dt.date(2026, 1, 1)) == dt.date(2026, 1, 2)
    for asked in (
        lambda: calendar.count(dt.date(2026, 12, 1), dt.date(2027, 1, 1)),
        lambda: calendar.add(dt.date(2026, 12, 31), 1),
        lambda: calendar.add(dt.date(2026, 1, 2), -2),
        lambda: calendar.is_worked(dt.date(2025, 12, 31)),
    ):
        with pytest.raises(OutsideYears, match="2026-01-01 to 2026-12-31"):
            asked()


def test_a_week_without_work_or_a_day_too_far_is_an_error():
    """Looking for a working day ends."""
    with pytest.raises(NoWorkingDay, match="every day"):
        WorkingCalendar(frozenset(range(7))).add(dt.date(2026, 1, 1), 1)
    for steps in (10**9, -(10**9), 10**30):
        with pytest.raises(NoWorkingDay, match="no calendar"):
            WorkingCalendar().add(dt.date(2026, 1, 1), steps)
    with pytest.raises(NoWorkingDay, match="no calendar"):
        WorkingCalendar().add(dt.date(9999, 12, 30), 5)
    with pytest.raises(NoWorkingDay, match="from 1"):
        WorkingCalendar().shoot_day(0, dt.date(2026, 1, 1))
