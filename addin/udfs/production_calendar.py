"""SCHED_: working days, territory holidays and the numbers of shoot days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from addin.domain.territory_holidays import (
    UnknownTerritory,
    holidays_of,
    territories,
    territory,
)
from addin.domain.working_days import NoWorkingDay, OutsideYears
from addin.udfs.cell_error import CellError
from addin.udfs.days_given import calendar_given, holidays_given
from addin.udfs.kinds import Answer, Cell, Column, Spill
from addin.udfs.registry import function

CATEGORY = "Schedule"
SHOWS: Final[Mapping[type[Exception], str]] = {
    OutsideYears: "#N/A",
    UnknownTerritory: "#N/A",
    NoWorkingDay: "#NUM!",
}


@function(CATEGORY, shows=SHOWS)
def sched_workdays(
    start: dt.date, finish: dt.date, days_off: str = "Sat,Sun", holidays: Column[Cell] = ()
) -> int:
    """Working days from one date to another, both counted, without days off and holidays.

    Args:
        start: the first day.
        finish: the last day; before the start, the count is negative.
        days_off: days of the week without work: Sat,Sun or Sun or none, or as WORKDAY.INTL.
        holidays: dates off, or the name of a territory such as US-CA, or a range with both.

    Example:
        =SCHED_WORKDAYS(DATE(2026,6,29), DATE(2026,7,10)) gives 10
        =SCHED_WORKDAYS(DATE(2026,6,29), DATE(2026,7,10), "Sun") gives 11
        =SCHED_WORKDAYS(DATE(2026,6,29), DATE(2026,7,10), "Sat,Sun", "US-CA") gives 9
        =SCHED_WORKDAYS(DATE(2040,6,29), DATE(2040,7,10), "Sat,Sun", "US-CA") gives #N/A

    Source:
        public holidays: see SCHED_TERRITORIES
    """
    return calendar_given(days_off, holidays).count(start, finish)


@function(CATEGORY, shows=SHOWS)
def sched_workday_add(
    start: dt.date, workdays: int, days_off: str = "Sat,Sun", holidays: Column[Cell] = ()
) -> dt.date:
    """The working day so many working days after a date, or before it; 0 is the date itself.

    Args:
        start: the date to count from; it is not counted.
        workdays: how many working days on; negative: back.
        days_off: days of the week without work: Sat,Sun or Sun or none, or as WORKDAY.INTL.
        holidays: dates off, or the name of a territory such as US-CA, or a range with both.

    Example:
        =SCHED_WORKDAY_ADD(DATE(2026,3,6), 1) gives 2026-03-09
        =SCHED_WORKDAY_ADD(DATE(2026,12,24), 1, "Sat,Sun", "GB-ENG") gives 2026-12-29

    Source:
        public holidays: see SCHED_TERRITORIES
    """
    return calendar_given(days_off, holidays).add(start, workdays)


@function(CATEGORY, shows=SHOWS)
def sched_is_holiday(day: dt.date, holidays: Column[Cell]) -> bool:
    """Whether a date is a holiday.

    Args:
        day: the date.
        holidays: dates off, or the name of a territory such as US-CA, or a range with both.

    Example:
        =SCHED_IS_HOLIDAY(DATE(2026,11,26), "US") gives TRUE
        =SCHED_IS_HOLIDAY(DATE(2026,11,26), "GB-SCT") gives FALSE
        =SCHED_IS_HOLIDAY(DATE(2026,11,26), "CA") gives #N/A

    Source:
        public holidays: see SCHED_TERRITORIES
    """
    names = [those.name(day) for those in holidays_given(holidays)]  # each must cover the day
    return any(names)


@function(CATEGORY, shows=SHOWS)
def sched_holiday_name(day: dt.date, holidays: Column[Cell]) -> str:
    """What a holiday is called; no text on any other day.

    Args:
        day: the date.
        holidays: the name of a territory such as US-CA, or a range of several.

    Example:
        =SCHED_HOLIDAY_NAME(DATE(2026,11,26), "US") gives "Thanksgiving Day"
        =SCHED_HOLIDAY_NAME(DATE(2026,11,25), "US") gives ""

    Source:
        public holidays: see SCHED_TERRITORIES
    """
    names = [those.name(day) for those in holidays_given(holidays)]
    return "; ".join(dict.fromkeys(name for name in names if name))


@function(CATEGORY, shows=SHOWS)
def sched_holidays(territory_name: str, year: int) -> Spill:
    """The public holidays of a territory in a year: dates and names.

    Days that fall on a weekend are listed, and the days on which they are observed, too. Dates
    that a government has yet to announce say (estimated).

    Args:
        territory_name: a country or a part of one, such as IE, US-CA or Scotland; SCHED_TERRITORIES
            lists them.
        year: the year, such as 2026.

    Example:
        =INDEX(SCHED_HOLIDAYS("GB-ENG", 2026), 3, 1) gives 2026-04-06
        =INDEX(SCHED_HOLIDAYS("GB-ENG", 2026), 3, 2) gives "Easter Monday"
        =SCHED_HOLIDAYS("GB-ENG", 1999) gives #N/A

    Source:
        public holidays: see SCHED_TERRITORIES
    """
    found = territory(territory_name)
    if not found.first_year <= year <= found.last_year:
        known = f"{found.first_year} to {found.last_year}"
        raise CellError("#N/A", f"the holidays of {found.code} are known for {known}, not {year}")
    names = holidays_of(found.code).names
    return [(day, name) for day, name in names.items() if day.year == year]


@function(CATEGORY)
def sched_territories(words: str = "") -> Spill:
    """The territories whose holidays are known: code, name, first and last year, source.

    Args:
        words: part of a code or a name; left out, all are listed.

    Example:
        =INDEX(SCHED_TERRITORIES("scotland"), 1, 1) gives "GB-SCT"
        =SCHED_TERRITORIES("atlantis") gives #N/A

    Source:
        the last column: the library and its version, and when the dates were taken from it
    """
    wanted = words.strip().casefold()
    return [
        (each.code, each.name, each.first_year, each.last_year, each.source)
        for each in territories()
        if wanted in " ".join((each.code, each.name, *each.also)).casefold()
    ]


@function(CATEGORY, shows=SHOWS)
def sched_shoot_day(
    day_number: int | None, start: dt.date, days_off: str = "Sat,Sun", holidays: Column[Cell] = ()
) -> Answer:
    """The date of a shoot day; day 1 is the first working day from the start on; no day, no date.

    Args:
        day_number: the number of the shoot day, from 1; empty for what is not scheduled.
        start: the first day of photography.
        days_off: days of the week without work: Sat,Sun or Sun or none, or as WORKDAY.INTL.
        holidays: dates off, or the name of a territory such as US-CA, or a range with both.

    Example:
        =SCHED_SHOOT_DAY(6, DATE(2026,3,2)) gives 2026-03-09
        =SCHED_SHOOT_DAY(6, DATE(2026,3,2), "Sun") gives 2026-03-07
        =SCHED_SHOOT_DAY(0, DATE(2026,3,2)) gives #NUM!

    Source:
        public holidays: see SCHED_TERRITORIES
    """
    if day_number is None:
        return None  # a strip that is not scheduled
    return calendar_given(days_off, holidays).shoot_day(day_number, start)


@function(CATEGORY, shows=SHOWS)
def sched_day_number(
    day: dt.date, start: dt.date, days_off: str = "Sat,Sun", holidays: Column[Cell] = ()
) -> int:
    """Which shoot day a date is; an error on days off and before the start.

    Args:
        day: the date.
        start: the first day of photography.
        days_off: days of the week without work: Sat,Sun or Sun or none, or as WORKDAY.INTL.
        holidays: dates off, or the name of a territory such as US-CA, or a range with both.

    Example:
        =SCHED_DAY_NUMBER(DATE(2026,3,9), DATE(2026,3,2)) gives 6
        =SCHED_DAY_NUMBER(DATE(2026,3,8), DATE(2026,3,2)) gives #N/A

    Source:
        public holidays: see SCHED_TERRITORIES
    """
    found = calendar_given(days_off, holidays).day_number(day, start)
    if found is None:
        why = f"lies before {start}" if day < start else "is a day off"
        raise CellError("#N/A", f"{day} {why}")
    return found
