"""What a schedule says of its days: their dates, pages, sets and cast; and its day-out-of-days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from addin.domain.day_out_of_days import Board, Code
from addin.domain.stripboard import (
    CalendarEvent,
    Category,
    Element,
    ShootDay,
    ShootingCalendar,
    ShootingSchedule,
    Strip,
    Stripboard,
    StripKind,
)

LONGEST_PAUSE: Final = 366
"""More days off in a row than this are a mistake in the calendar, not a hiatus."""

_NOT_SHOT_ON: Final = frozenset(
    {CalendarEvent.DAY_OFF, CalendarEvent.HOLIDAY, CalendarEvent.TRAVEL}
)
_CODES: Final = {
    CalendarEvent.HOLIDAY: Code.HOLIDAY,
    CalendarEvent.MOVE: Code.MOVE,
    CalendarEvent.TRAVEL: Code.TRAVEL,
}


class NoDayLeft(ValueError):
    """A calendar on which no day is ever worked."""


def dated(board: Stripboard, calendar: ShootingCalendar) -> Stripboard:
    """The board with a date for each day: from the start on, days off and holidays left out.

    A board whose calendar has no start keeps its days undated.

    Raises:
        NoDayLeft: the calendar has a year without a working day.
    """
    if calendar.start is None:
        return board
    dates = _dates(calendar)
    days = tuple(replace(day, date=next(dates)) for day in board.days)
    return replace(board, days=days)


def _dates(calendar: ShootingCalendar) -> Iterator[dt.date]:
    assert calendar.start is not None  # noqa: S101 - asked before
    off = {event.date for event in calendar.events if event.kind in _NOT_SHOT_ON}
    day, idle = calendar.start, 0
    while True:
        if day.weekday() in calendar.days_off or day in off:
            idle += 1
            if idle > LONGEST_PAUSE:
                raise NoDayLeft(f"the calendar “{calendar.name}” has no working day after {day}")
        else:
            idle = 0
            yield day
        day += dt.timedelta(days=1)


def of_category(
    schedule: ShootingSchedule, strip: Strip, category: Category
) -> tuple[Element, ...]:
    """The elements of one category that a strip needs, in the strip's order."""
    found = (schedule.elements.get(id) for id in strip.elements)  # noqa: A001 - what it is called
    return tuple(one for one in found if one is not None and one.category is category)


def named(schedule: ShootingSchedule, strip: Strip, category: Category) -> str:
    """The names of those elements, with commas: a set, INT or EXT, the time of day."""
    return ", ".join(one.name for one in of_category(schedule, strip, category))


def slug_line(schedule: ShootingSchedule, strip: Strip) -> str:
    """``INT BAILEY HOUSE - NIGHT``: how a script heads the scene."""
    place = " ".join(
        part
        for part in (
            named(schedule, strip, Category.INT_EXT),
            named(schedule, strip, Category.SET),
        )
        if part
    )
    light = named(schedule, strip, Category.DAY_NIGHT)
    return f"{place} - {light}" if place and light else place or light


@dataclass(frozen=True, slots=True)
class DayTotals:
    """What one day shoots: scenes, pages in eighths, minutes estimated, the cast and the places.

    ``minutes`` is None where no strip of the day has an estimate. ``cast`` are board ids (the name,
    where there is none), in the board's order; ``moves`` is how often the location changes.
    """

    scenes: int
    eighths: int
    minutes: int | None
    cast: tuple[str, ...]
    sets: tuple[str, ...]
    locations: tuple[str, ...]
    moves: int


def totals_of(schedule: ShootingSchedule, day: ShootDay) -> DayTotals:
    """What a day of a board adds up to; banners count for nothing but their minutes."""
    strips = [schedule.strips[one] for one in day.strips if one in schedule.strips]
    scenes = [one for one in strips if one.kind is StripKind.SCENE]
    estimates = [one.minutes for one in strips if one.minutes is not None]
    places = [named(schedule, one, Category.LOCATION) for one in scenes]
    known = [place for place in places if place]
    cast = {called(one) for strip in scenes for one in of_category(schedule, strip, Category.CAST)}
    return DayTotals(
        len(scenes),
        sum(one.eighths for one in scenes),
        sum(estimates) if estimates else None,
        tuple(sorted(cast, key=_by_number)),
        _once(named(schedule, one, Category.SET) for one in scenes),
        _once(known),
        sum(here != there for here, there in pairwise(known)),
    )


def called(element: Element) -> str:
    """How a board calls an element: its number, or its name where it has none."""
    return element.number or element.name


def _by_number(name: str) -> tuple[int, int, str]:
    digits = name[: len(name) - len(name.lstrip("0123456789"))]
    return (0, int(digits), name) if digits else (1, 0, name.casefold())


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def dood_board(
    schedule: ShootingSchedule,
    board: Stripboard,
    calendar: ShootingCalendar,
    category: Category = Category.CAST,
) -> Board:
    """The day-out-of-days of a dated board: who works when, and what the calendars lay over it.

    Elements that are kept out of the day-out-of-days are left out. Days without a date do not
    count.
    """
    works: dict[dt.date, set[str]] = {}
    for day in board.days:
        if day.date is None:
            continue
        here = works.setdefault(day.date, set())
        for id in day.strips:  # noqa: A001 - what it is called
            strip = schedule.strips.get(id)
            if strip is not None:
                here.update(_called_in_dood(schedule, strip, category))
    return Board(works, _laid_over(schedule.elements, calendar, category))


def _called_in_dood(schedule: ShootingSchedule, strip: Strip, category: Category) -> Iterator[str]:
    return (called(one) for one in of_category(schedule, strip, category) if one.in_dood)


def _laid_over(
    elements: Mapping[str, Element], calendar: ShootingCalendar, category: Category
) -> Mapping[tuple[dt.date, str], Code]:
    everyone = {
        (event.date, ""): _CODES[event.kind] for event in calendar.events if event.kind in _CODES
    }
    theirs = {
        (date, called(one)): code
        for one in elements.values()
        if one.category is category and one.in_dood
        for date, code in one.events
    }
    return everyone | theirs
