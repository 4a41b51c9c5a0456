"""Days of a schedule: dates, totals and the day-out-of-days of a board checked by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.domain.day_out_of_days import days_of
from addin.domain.shooting_days import NoDayLeft, dated, dood_board, slug_line, totals_of
from addin.domain.stripboard import (
    CalendarEvent,
    Category,
    DatedEvent,
    Element,
    ShootDay,
    ShootingCalendar,
    ShootingSchedule,
    Strip,
    Stripboard,
)

MONDAY = dt.date(2026, 3, 2)


def _schedule() -> ShootingSchedule:
    elements = [
        Element("ada", "ADA", Category.CAST, "1"),
        Element("ben", "BEN", Category.CAST, "2"),
        Element("int", "INT", Category.INT_EXT),
        Element("barn", "BARN", Category.SET),
        Element("night", "NIGHT", Category.DAY_NIGHT),
        Element("farm", "Farm", Category.LOCATION),
        Element("mill", "Mill", Category.LOCATION),
    ]
    strips = [
        Strip("a", scene="1", eighths=9, elements=("ada", "ben", "int", "barn", "night", "farm")),
        Strip("b", scene="2", eighths=3, elements=("ada", "mill"), minutes=90),
        Strip("c", scene="3", eighths=4, elements=("ben", "farm")),
    ]
    return ShootingSchedule(
        "Show", {one.id: one for one in strips}, {one.id: one for one in elements}
    )


def _board() -> Stripboard:
    return Stripboard("Draft", (ShootDay(1, ("a", "b")), ShootDay(2, ("b",)), ShootDay(3, ("c",))))


def test_a_day_adds_up_what_its_strips_hold() -> None:
    """Pages, estimates, cast and moves of a day, counted by hand."""
    totals = totals_of(_schedule(), _board().days[0])
    assert (totals.scenes, totals.eighths, totals.minutes) == (2, 12, 90)
    assert (totals.cast, totals.sets, totals.locations) == (("1", "2"), ("BARN",), ("Farm", "Mill"))
    assert totals.moves == 1
    assert slug_line(_schedule(), _schedule().strips["a"]) == "INT BARN - NIGHT"


def test_dates_leave_out_days_off_and_holidays() -> None:
    """Friday, a holiday on Monday: the next day of shooting is Tuesday."""
    friday, monday = dt.date(2026, 3, 6), dt.date(2026, 3, 9)
    calendar = ShootingCalendar(
        "Draft", friday, events=(DatedEvent(monday, CalendarEvent.HOLIDAY),)
    )
    assert [day.date for day in dated(_board(), calendar).days] == [
        friday,
        dt.date(2026, 3, 10),
        dt.date(2026, 3, 11),
    ]


def test_a_calendar_without_a_working_day_is_refused() -> None:
    """Seven days off a week are a mistake, not an endless search."""
    with pytest.raises(NoDayLeft, match="Draft"):
        dated(_board(), ShootingCalendar("Draft", MONDAY, frozenset(range(7))))


def test_the_day_out_of_days_of_the_board() -> None:
    """Ben works the first and the third day and is held between; Ada finishes on the second."""
    calendar = ShootingCalendar("Draft", MONDAY)
    board = dood_board(_schedule(), dated(_board(), calendar), calendar)
    assert [str(code) for code in days_of("2", board).values()] == ["SW", "H", "WF"]
    assert [str(code) for code in days_of("1", board).values()] == ["SW", "WF"]


@given(
    st.integers(1, 30),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.sets(st.integers(0, 40), max_size=12),
)
def test_no_day_is_ever_shot_on_a_day_off(
    count: int, week: frozenset[int], holidays: set[int]
) -> None:
    """Dates rise, and none is a day off of the week or of the calendar."""
    events = tuple(
        DatedEvent(MONDAY + dt.timedelta(days=one), CalendarEvent.HOLIDAY) for one in holidays
    )
    board = Stripboard("Draft", tuple(ShootDay(n + 1, ()) for n in range(count)))
    days = dated(board, ShootingCalendar("Draft", MONDAY, week, events)).days
    dates = [day.date for day in days if day.date]
    assert dates == sorted(set(dates))
    assert len(dates) == count
    assert not {one.weekday() for one in dates} & week
    assert not set(dates) & {event.date for event in events}
