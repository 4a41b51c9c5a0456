"""The working hours of Microsoft Project's calendars: shifts of a week, and days that differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from addin.domain.working_days import WEEKEND
from addin.domain.working_hours import DAY, EIGHT_TO_FIVE, Shift, WorkingHours
from addin.importers.xml_tree import inside

_LONGEST: Final = 3_700  # days: an exception of more than ten years is a mistake
_DAYS: Final = frozenset("1234567")


def hours(uid: str, told: Mapping[str, Element]) -> WorkingHours:
    """The hours of a calendar, its own laid over those of the calendars it is based on."""
    line: list[Element] = []
    while uid in told and told[uid] not in line:
        line.append(told[uid])
        uid = inside(told[uid], "BaseCalendarUID")
    week: list[tuple[Shift, ...]] = [() if day in WEEKEND else EIGHT_TO_FIVE for day in range(7)]
    others: dict[int, tuple[Shift, ...]] = {}
    for one in reversed(line):
        for day in one.findall("WeekDays/WeekDay"):
            if inside(day, "DayType") in _DAYS:
                weekday = (int(inside(day, "DayType")) - 2) % 7  # theirs begin with Sunday
                week[weekday] = _shifts(day)
            else:
                others |= _days(day)
        for exception in one.findall("Exceptions/Exception"):
            if inside(exception, "Type") in {"", "1"}:  # the rest recurs, and is remarked on
                others |= _days(exception)
    return WorkingHours(tuple(week), others)


def _shifts(told: Element) -> tuple[Shift, ...]:
    if inside(told, "DayWorking") != "1":
        return ()
    found: list[Shift] = []
    for one in told.findall("WorkingTimes/WorkingTime"):
        start, end = _second(inside(one, "FromTime")), _second(inside(one, "ToTime"))
        if start is None or end is None:
            continue
        end = end or DAY  # midnight is the end of the day
        if start < end and (not found or found[-1][1] <= start):
            found.append((start, end))
    return tuple(found) or EIGHT_TO_FIVE


def _days(told: Element) -> dict[int, tuple[Shift, ...]]:
    first, last = (
        _date(inside(told, "TimePeriod/FromDate")),
        _date(inside(told, "TimePeriod/ToDate")),
    )
    if first is None or last is None or not 0 <= (last - first).days < _LONGEST:
        return {}
    shifts = _shifts(told)
    return dict.fromkeys(range(first.toordinal(), last.toordinal() + 1), shifts)


def _second(text: str) -> int | None:
    try:
        at = dt.time.fromisoformat(text)
    except ValueError:
        return None
    return at.hour * 3600 + at.minute * 60 + at.second


def _date(text: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        return None
