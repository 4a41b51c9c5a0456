"""Working days: which days of the week are off, which dates are holidays, and counting between.

A holiday list that covers certain years only says so: a day outside them is an error, because
"not listed" would read as "not a holiday".
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

SATURDAY, SUNDAY = 5, 6
WEEKEND: Final = frozenset({SATURDAY, SUNDAY})
_LAST_DAY: Final = dt.date.max.toordinal()
_PAIRS: Final[Mapping[str, frozenset[int]]] = {
    str(number): frozenset({(number + 4) % 7, (number + 5) % 7}) for number in range(1, 8)
} | {str(number): frozenset({(number - 12) % 7}) for number in range(11, 18)}
"""Excel's numbers for weekends: 1 is Saturday and Sunday, 11 is Sunday alone."""


class NoSuchDays(ValueError):
    """A text that names no days of the week."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"“{self.text}” names no days off: write Sat,Sun or Sun or none"


class NoWorkingDay(ValueError):
    """No such working day: every day of the week is off, or it is too far away."""


class OutsideYears(LookupError):
    """A day for which the list of holidays says nothing."""

    def __init__(self, day: dt.date, whose: str, first: dt.date, last: dt.date) -> None:
        super().__init__(day, whose, first, last)
        self.day, self.whose, self.first, self.last = day, whose, first, last

    def __str__(self) -> str:
        return (
            f"{self.day}: the holidays of {self.whose} are known from {self.first} to {self.last}"
            " only; give a range of dates instead"
        )


@dataclass(frozen=True, slots=True)
class Holidays:
    """Dates on which nobody works, by name; ``first`` and ``last`` say which days they cover.

    None as ``first`` and ``last``: somebody's own list, that covers every day.
    """

    names: Mapping[dt.date, str] = field(default_factory=dict)
    first: dt.date | None = None
    last: dt.date | None = None
    whose: str = ""

    def name(self, day: dt.date) -> str:
        """What a holiday is called; the empty text on any other day.

        Raises:
            OutsideYears: the list does not cover the day.
        """
        if self.first and self.last and not self.first <= day <= self.last:
            raise OutsideYears(day, self.whose, self.first, self.last)
        return self.names.get(day, "")


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days a unit works.

    Args:
        days_off: days of the week without work, Monday is 0.
        holidays: lists of dates without work; a date in any of them is off.

    >>> week = WorkingCalendar(WEEKEND)
    >>> week.count(dt.date(2026, 3, 2), dt.date(2026, 3, 8)), week.add(dt.date(2026, 3, 6), 1)
    (5, datetime.date(2026, 3, 9))
    """

    days_off: frozenset[int] = WEEKEND
    holidays: tuple[Holidays, ...] = ()

    @cached_property
    def _dates_off(self) -> tuple[int, ...]:
        """Holidays that fall on a day that would be worked, in order; days count from year 1."""
        every = {day for those in self.holidays for day in those.names}
        return tuple(sorted(day.toordinal() for day in every if day.weekday() not in self.days_off))

    @cached_property
    def _off(self) -> frozenset[int]:
        return frozenset(self._dates_off)

    @cached_property
    def _week(self) -> tuple[int, ...]:
        """Which days of a week are worked, Monday is 0."""
        return tuple(day for day in range(7) if day not in self.days_off)

    def is_worked(self, day: dt.date) -> bool:
        """Whether the unit works on a day.

        Raises:
            OutsideYears: a list of holidays does not cover the day.
        """
        self._covers(day)
        return day.weekday() not in self.days_off and day.toordinal() not in self._off

    def count(self, start: dt.date, end: dt.date) -> int:
        """Working days from one day to another, both counted; negative if the end comes first.

        Raises:
            OutsideYears: a list of holidays does not cover one of them.
        """
        if end < start:
            return -self.count(end, start)
        self._covers(start)
        self._covers(end)
        return self._worked_up_to(end.toordinal()) - self._worked_up_to(start.toordinal() - 1)

    def add(self, day: dt.date, working_days: int) -> dt.date:
        """The working day so many working days after a day, or before it; 0 is the day itself.

        Raises:
            NoWorkingDay: every day is off, or it is too far away.
            OutsideYears: a list of holidays does not cover the way there.
        """
        if not self._week:
            raise NoWorkingDay("every day of the week is off")
        self._covers(day)
        if not working_days:
            return day
        before = day.toordinal() if working_days > 0 else day.toordinal() - 1
        wanted = self._worked_up_to(before) + working_days + (working_days < 0)
        found = self._nth_worked(wanted)
        if not 1 <= found <= _LAST_DAY:
            raise NoWorkingDay(f"no calendar goes {working_days} working days from {day}")
        reached = dt.date.fromordinal(found)
        self._covers(reached)
        return reached

    def _worked_up_to(self, ordinal: int) -> int:
        """Working days from the first day of year 1, a Monday, to a day."""
        weeks, rest = divmod(ordinal, 7)
        days = weeks * len(self._week) + bisect_left(self._week, rest)
        return days - bisect_right(self._dates_off, ordinal)

    def _nth_worked(self, number: int) -> int:
        """The working day of a number, by ``_worked_up_to``; what lies outside of time, too."""
        skipped = 0
        while True:
            weeks, rest = divmod(number + skipped - 1, len(self._week))
            found = weeks * 7 + self._week[rest] + 1
            now = bisect_right(self._dates_off, found)
            if now == skipped:
                return found
            skipped = now

    def shoot_day(self, number: int, start: dt.date) -> dt.date:
        """The date of a shoot day, day 1 being the first working day from ``start`` on.

        Raises:
            NoWorkingDay: shoot days count from 1; or every day is off.
            OutsideYears: a list of holidays does not cover the way there.
        """
        if number < 1:
            raise NoWorkingDay(f"shoot days count from 1, not {number}")
        return self.add(start, number - 1 if self.is_worked(start) else number)

    def day_number(self, day: dt.date, start: dt.date) -> int | None:
        """Which shoot day a date is; None before the start and on days off.

        Raises:
            OutsideYears: a list of holidays does not cover it.
        """
        if day < start or not self.is_worked(day):
            return None
        return self.count(start, day)

    def _covers(self, day: dt.date) -> None:
        for those in self.holidays:
            those.name(day)


def days_off(text: str) -> frozenset[int]:
    """Days of the week that a text says are off; Monday is 0.

    Names (``Sat,Sun``, ``sunday``, ``Fri-Sat``), ``none``, or as Excel's WORKDAY.INTL has it:
    1 to 7 and 11 to 17, or seven digits from Monday on, 1 for off.

    Raises:
        NoSuchDays: something else.

    >>> sorted(days_off("Sat, Sun")), sorted(days_off("0000001")), sorted(days_off("none"))
    ([5, 6], [6], [])
    """
    plain = text.strip().casefold()
    if plain in {"none", "no"}:
        return frozenset()
    if plain in _PAIRS:
        return _PAIRS[plain]
    if re.fullmatch(r"[01]{7}", plain):
        return frozenset(at for at, digit in enumerate(plain) if digit == "1")
    found: set[int] = set()
    for part in re.split(r"\s*(?:[,;/&+]|\band\b)\s*|\s+", plain):
        ends = [_weekday(name) for name in re.split(r"[-–]", part)]  # noqa: RUF001 - as typed
        if None in ends or len(ends) > 2:
            raise NoSuchDays(text)
        first, last = ends[0] or 0, ends[-1] or 0
        found.update((first + at) % 7 for at in range((last - first) % 7 + 1))
    return frozenset(found)


def _weekday(name: str) -> int | None:
    """Monday is 0; None for what is no day's name or its beginning."""
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    if len(name) < 3:
        return None
    return next((at for at, day in enumerate(full) if day.startswith(name.rstrip("."))), None)


def own_holidays(days: Iterable[dt.date]) -> Holidays:
    """Somebody's own list of dates off; it covers every day."""
    return Holidays(dict.fromkeys(days, "holiday"))
