"""A schedule as a calendar (``.ics``) that phones and mail programs subscribe to.

One event for each shoot day, and the days on which the calendar holds something else. An event
keeps its identity from revision to revision, so that a subscriber sees it move instead of double.
"""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

from addin.domain.eighths import eighths_text
from addin.domain.shooting_days import called, dated, of_category, slug_line, totals_of
from addin.domain.stripboard import (
    CalendarEvent,
    Category,
    ShootDay,
    ShootingCalendar,
    ShootingSchedule,
    Stripboard,
    StripKind,
)

NAMES = {
    CalendarEvent.HOLIDAY: "Holiday",
    CalendarEvent.DAY_OFF: "Day off",
    CalendarEvent.MOVE: "Company move",
    CalendarEvent.TRAVEL: "Travel day",
    CalendarEvent.WRAP: "Wrap",
    CalendarEvent.PREP: "Prep",
}


def feed(schedule: ShootingSchedule, board: Stripboard, at: dt.datetime, cast: str = "") -> bytes:
    """The calendar of a board; with ``cast``, the board id of one part, only the days it works.

    ``at`` is when it was made, in UTC. Days without a date are left out.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415 - a tenth of a second

    calendar = schedule.calendars.get(board.name, ShootingCalendar(board.name))
    shown = board if any(day.date for day in board.days) else dated(board, calendar)
    name = f"{schedule.production or schedule.title}: {board.name}"
    made = Calendar()
    made.add("prodid", "-//Tieout//Schedule//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)

    def add(key: str, day: dt.date, summary: str, told: str, place: str) -> None:
        event = Event()
        event.add("uid", f"{sha256(f'{name}|{cast}|{key}'.encode()).hexdigest()[:24]}@tieout")
        event.add("dtstamp", at.replace(tzinfo=dt.UTC))
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
        event.add("summary", summary)
        if told:
            event.add("description", told)
        if place:
            event.add("location", place)
        made.add_component(event)

    for day in shown.days:
        if day.date is None or (cast and cast not in totals_of(schedule, day).cast):
            continue
        told = totals_of(schedule, day)
        scenes = "1 scene" if told.scenes == 1 else f"{told.scenes} scenes"
        pages = f"{scenes}, {eighths_text(told.eighths)} pages"
        lines = _scenes(schedule, day, cast)
        add(
            f"day {day.number}",
            day.date,
            f"Day {day.number}: {pages}",
            lines,
            ", ".join(told.locations),
        )
    if not cast:
        for event in calendar.events:
            if event.kind in NAMES:
                add(
                    f"{event.kind} {event.date}",
                    event.date,
                    event.name or NAMES[event.kind],
                    "",
                    "",
                )
    content: bytes = made.to_ical()
    return content


def _scenes(schedule: ShootingSchedule, day: ShootDay, cast: str) -> str:
    lines = []
    for id in day.strips:  # noqa: A001 - what it is called
        strip = schedule.strips.get(id)
        if strip is None:
            continue
        ids = [called(one) for one in of_category(schedule, strip, Category.CAST)]
        if cast and cast not in ids:
            continue
        if strip.kind is StripKind.BANNER:
            lines.append(strip.description)
        else:
            what = f"{strip.scene} {slug_line(schedule, strip)} ({eighths_text(strip.eighths)})"
            lines.append(f"{what} cast {', '.join(ids)}" if ids else what)
    return "\n".join(lines)
