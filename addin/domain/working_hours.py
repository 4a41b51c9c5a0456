"""Working hours: the shifts of each day of the week, the days that differ, and time between.

Moments are whole seconds from the first day of year 1 on (``seconds_of``), spans whole seconds of
work, so that a network of thousands of tasks adds up without a rounding. A span ends when its last
second is worked: eight hours from Friday 9:00 on end on Friday at 18:00, not on Monday at 9:00.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Final

from addin.domain.working_days import NoWorkingDay, WorkingCalendar

DAY: Final = 24 * 3600
Shift = tuple[int, int]
"""From a second of the day to another, the second one not counted; a day ends at 86,400."""
_FIRST: Final = dt.datetime(1, 1, 1)
_MOST_KNOWN: Final = 100_000
_LAST: Final = DAY * dt.date.max.toordinal()
EIGHT_TO_FIVE: Final[tuple[Shift, ...]] = ((8 * 3600, 12 * 3600), (13 * 3600, 17 * 3600))
"""Microsoft Project's usual day: eight hours, lunch from noon to one."""


def seconds_of(moment: dt.datetime) -> int:
    """A moment as whole seconds; parts of a second are dropped.

    >>> moment_of(seconds_of(dt.datetime(2026, 3, 2, 9)))
    datetime.datetime(2026, 3, 2, 9, 0)
    """
    return moment.toordinal() * DAY + moment.hour * 3600 + moment.minute * 60 + moment.second


def moment_of(seconds: int) -> dt.datetime:
    """The moment again.

    Raises:
        NoWorkingDay: it lies outside the years 1 to 9999.
    """
    if not DAY <= seconds < _LAST:
        raise NoWorkingDay("the plan runs out of the years that a calendar has")
    return _FIRST + dt.timedelta(seconds=seconds - DAY)


@dataclass(frozen=True)
class WorkingHours:
    """When somebody works.

    Args:
        week: the shifts of each day of the week, Monday first, in order and apart from each other;
            none on a day off.
        other_days: days that differ, by ordinal: their shifts; none on a holiday.

    >>> week = WorkingHours((EIGHT_TO_FIVE,) * 5 + ((),) * 2)
    >>> friday = seconds_of(dt.datetime(2026, 3, 6, 16))
    >>> moment_of(week.finish(friday, 2 * 3600)), week.between(friday, friday + 3 * DAY) // 3600
    (datetime.datetime(2026, 3, 9, 9, 0), 8)
    """

    week: Sequence[Sequence[Shift]]
    other_days: Mapping[int, Sequence[Shift]] = field(default_factory=dict)

    @cached_property
    def _of_week(self) -> tuple[int, ...]:
        """Seconds worked from Monday up to each day of the week, and in the whole week."""
        return (0, *accumulate(_length(shifts) for shifts in self.week))

    @cached_property
    def _others(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """The other days in order, the work before each of them, and after it."""
        days = tuple(sorted(self.other_days))
        before, after, more = [], [], 0
        for day in days:
            usual = self._usual_before(day)
            before.append(usual + more)
            after.append(before[-1] + _length(self.other_days[day]))
            more = after[-1] - self._usual_before(day + 1)
        return days, tuple(before), tuple(after)

    def _usual_before(self, day: int) -> int:
        weeks, rest = divmod(day - 1, 7)  # day 1 was a Monday
        return weeks * self._of_week[7] + self._of_week[rest]

    def _before(self, day: int) -> int:
        days, _, after = self._others
        at = bisect_left(days, day)
        if not at:
            return self._usual_before(day)
        return after[at - 1] + self._usual_before(day) - self._usual_before(days[at - 1] + 1)

    def shifts(self, day: int) -> Sequence[Shift]:
        """The shifts of a day, by its ordinal."""
        found = self.other_days.get(day)
        return self.week[(day - 1) % 7] if found is None else found

    @cached_property
    def _known(self) -> tuple[dict[int, int], dict[int, int]]:
        """Answers given before: a plan asks for the same mornings and evenings again and again."""
        return {}, {}

    def worked(self, moment: int) -> int:
        """Seconds worked since the beginning of time."""
        known = self._known[0]
        found = known.get(moment)
        if found is None:
            day, second = divmod(moment, DAY)
            found = self._before(day)
            for start, end in self.shifts(day):
                if start < second:
                    found += min(end, second) - start
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[moment] = found
        return found

    def between(self, start: int, end: int) -> int:
        """Seconds worked from one moment to another; negative if the second one comes first."""
        return self.worked(end) - self.worked(start)

    def _second(self, number: int) -> int:
        """The moment at which the working second of a number begins; the first one is 0.

        Raises:
            NoWorkingDay: there is no work so far away, or none at all.
        """
        known = self._known[1]
        found = known.get(number)
        if found is None:
            found = self._found(number)
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[number] = found
        return found

    def _found(self, number: int) -> int:
        days, before, after = self._others
        at = bisect_right(before, number) - 1
        if at >= 0 and number < after[at]:
            day, left = days[at], number - before[at]
            shifts: Sequence[Shift] = self.other_days[day]
        else:
            if not self._of_week[7]:
                raise NoWorkingDay("the calendar has no working time left")
            usual = number
            if at >= 0:
                usual += self._usual_before(days[at] + 1) - after[at]
            weeks, rest = divmod(usual, self._of_week[7])
            weekday = bisect_right(self._of_week, rest) - 1
            day, left = weeks * 7 + weekday + 1, rest - self._of_week[weekday]
            shifts = self.week[weekday]
        for start, end in shifts:
            if left < end - start:
                return day * DAY + start + left
            left -= end - start
        raise AssertionError("the shifts are shorter than their sum")

    def start(self, moment: int) -> int:
        """The first moment of work from a moment on: itself, if somebody works then.

        Raises:
            NoWorkingDay: nobody ever works again.
        """
        return self._second(self.worked(moment))

    def finish(self, start: int, work: int) -> int:
        """When a piece of work that begins at a moment is finished; the moment itself for none.

        Raises:
            NoWorkingDay: nobody works so long.
        """
        return self._second(self.worked(start) + work - 1) + 1 if work > 0 else start

    def begin(self, finish: int, work: int) -> int:
        """The last moment at which a piece of work may begin to be finished at a moment.

        Raises:
            NoWorkingDay: nobody works so long.
        """
        return self._second(self.worked(finish) - work) if work > 0 else finish

    def last(self, moment: int) -> int:
        """The last moment up to a moment at which work ends: itself, if somebody works until then.

        Raises:
            NoWorkingDay: nobody has worked before.
        """
        return self._second(self.worked(moment) - 1) + 1

    def moved(self, moment: int, work: int) -> int:
        """A moment so much working time later, or earlier: what a lag or a lead does.

        Raises:
            NoWorkingDay: nobody works so long.
        """
        return self.finish(moment, work) if work >= 0 else self.begin(moment, -work)


CONTINUOUS: Final = WorkingHours((((0, DAY),),) * 7)
"""Round the clock: elapsed time, and machines."""


def _length(shifts: Sequence[Shift]) -> int:
    return sum(end - start for start, end in shifts)


def usual_shifts(hours: Decimal) -> tuple[Shift, ...]:
    """The shifts of a day of so many hours: from eight, or earlier if it is long; lunch after four.

    >>> usual_shifts(Decimal(8)) == EIGHT_TO_FIVE, usual_shifts(Decimal(24))
    (True, ((0, 86400),))
    """
    work = min(int(hours * 3600), DAY)
    lunch = 3600 if work <= 12 * 3600 else 0
    begins = min(8 * 3600, DAY - work - lunch)
    if work <= 4 * 3600 or not lunch:
        return ((begins, begins + work),)
    noon = begins + 4 * 3600
    return ((begins, noon), (noon + lunch, begins + work + lunch))


def hours_of(calendar: WorkingCalendar, hours: Decimal) -> WorkingHours:
    """The working hours of a calendar of days, each worked day as long as the others."""
    shifts = usual_shifts(hours)
    return WorkingHours(
        tuple(() if day in calendar.days_off else shifts for day in range(7)),
        {day.toordinal(): () for those in calendar.holidays for day in those.names},
    )
