"""Days from left to right, and which of them are named on an axis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from addin.reports.charts.drawing import SMALL, Line, Role, Shape, Text
from addin.reports.charts.letters import width_of

_BETWEEN: Final = 12.0
_MONTHS: Final = (1, 2, 3, 6)
_YEARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_DAYS: Final = (1, 2, 7, 14, 28)


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``first`` to ``last``, laid out from pixel ``start`` to pixel ``end``."""

    first: dt.date
    last: dt.date
    start: float
    end: float

    def at(self, day: dt.date) -> float:
        """The pixel of a day; a single day stands in the middle."""
        whole = (self.last - self.first).days
        share = (day - self.first).days / whole if whole else 0.5
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


def axis(
    days: Days, top: float, bottom: float, width: float, *, by_month: bool = False
) -> Iterator[Shape]:
    """The marks of an axis below the figures, each with its name, none over another.

    ``by_month``: each figure is that of a month, and no day is named.
    """
    reached = 0.0
    for day, text in _months(days) if by_month else _marks(days):
        x, half = days.at(day), width_of(text, SMALL) / 2
        middle = min(max(x, half), width - half)
        yield Line(((x, top), (x, bottom)), Role.GRID)
        if middle - half >= reached:
            yield Text(middle, bottom + 17, text, Role.SOFT, "middle", SMALL)
            reached = middle + half + _BETWEEN / 2


def _marks(days: Days) -> list[tuple[dt.date, str]]:
    """The finest marks whose names fit beside one another."""
    room = max(days.end - days.start, 1.0)
    span = (days.last - days.first).days
    if not span:
        return [(days.first, date(days.first))]
    for step in _DAYS:
        if (span / step + 1) * (width_of("30 Sep 2026", SMALL) + _BETWEEN) <= room:
            return [(day, date(day)) for day in _every(days, step)]
    return _months(days)


def _months(days: Days) -> list[tuple[dt.date, str]]:
    room = max(days.end - days.start, 1.0)
    span = (days.last - days.first).days
    if not span:
        return [(days.first, f"{days.first:%b} {days.first.year}")]
    for months in _MONTHS:
        if (span / 30.4 / months + 1) * (width_of("Sep 2026", SMALL) + _BETWEEN) <= room:
            return _named(days, months, "%b %Y")
    for years in _YEARS:
        if (span / 365.25 / years + 1) * (width_of("2026", SMALL) + _BETWEEN) <= room:
            return _named(days, 12 * years, "%Y")
    return []


def _named(days: Days, months: int, form: str) -> list[tuple[dt.date, str]]:
    """First days of months; a span that holds only one is named by its two ends."""
    found = []
    begin = days.first.year * 12 + days.first.month - 1
    for number in range(-(-begin // months) * months, days.last.year * 12 + 12, months):
        year, month = divmod(number, 12)
        if year > dt.MAXYEAR:
            break
        day = dt.date(year, month + 1, 1)
        if days.first <= day <= days.last:
            found.append((day, day.strftime(form)))
    return (
        found if len(found) > 1 else [(days.first, date(days.first)), (days.last, date(days.last))]
    )


def _every(days: Days, step: int) -> Iterator[dt.date]:
    span = (days.last - days.first).days
    return (days.first + dt.timedelta(at) for at in range(0, span + 1, step))


def date(day: dt.date) -> str:
    """``9 Mar 2026``."""
    return f"{day.day} {day:%b} {day.year}"
