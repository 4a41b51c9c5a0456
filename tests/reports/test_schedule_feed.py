"""A schedule as a calendar reads back as the days it has."""

from __future__ import annotations

import datetime as dt

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
from addin.importers.icalendar_file import ICALENDAR
from addin.reports.schedule_feed import feed
from addin.tables.table import Value

MONDAY = dt.date(2026, 3, 2)
AT = dt.datetime(2026, 2, 27, 18, 30)


def _schedule(start: dt.date = MONDAY) -> ShootingSchedule:
    elements = [
        Element("ada", "ADA", Category.CAST, "1"),
        Element("ben", "BEN", Category.CAST, "2"),
    ]
    strips = [
        Strip("a", scene="1", eighths=9, elements=("ada",)),
        Strip("b", scene="2", eighths=3, elements=("ben",)),
    ]
    board = Stripboard("Draft", (ShootDay(1, ("a",)), ShootDay(2, ("b",))))
    tuesday = start + dt.timedelta(days=1)
    holiday = DatedEvent(tuesday, CalendarEvent.HOLIDAY, "Founders' Day")
    calendar = ShootingCalendar("Draft", start, events=(holiday,))
    return ShootingSchedule(
        "Show",
        {one.id: one for one in strips},
        {one.id: one for one in elements},
        (board,),
        {"Draft": calendar},
    )


def _rows(content: bytes) -> list[tuple[Value, ...]]:
    return list(ICALENDAR.read(content, "feed.ics").tables[0].rows)


def test_every_day_is_an_event_on_its_date() -> None:
    """Days and holidays come back with their dates, scenes in the notes."""
    schedule = _schedule()
    rows = _rows(feed(schedule, schedule.boards[0], AT))
    assert [row[:3] for row in rows] == [
        ("Day 1: 1 scene, 1 1/8 pages", MONDAY, MONDAY),
        ("Founders' Day", dt.date(2026, 3, 3), dt.date(2026, 3, 3)),
        ("Day 2: 1 scene, 3/8 pages", dt.date(2026, 3, 4), dt.date(2026, 3, 4)),
    ]
    assert "cast 1" in str(rows[0][5])


def test_one_part_gets_the_days_it_works() -> None:
    """Ben's calendar holds day 2 and nothing of the others."""
    schedule = _schedule()
    rows = _rows(feed(schedule, schedule.boards[0], AT, cast="2"))
    assert [row[1] for row in rows] == [dt.date(2026, 3, 4)]


def test_a_day_that_moves_stays_the_same_event() -> None:
    """A revision a week later has other dates under the same identities."""
    old, new = _schedule(), _schedule(MONDAY + dt.timedelta(days=7))
    before = {
        row[8] for row in _rows(feed(old, old.boards[0], AT)) if str(row[0]).startswith("Day")
    }
    after = {row[8] for row in _rows(feed(new, new.boards[0], AT)) if str(row[0]).startswith("Day")}
    assert before == after
