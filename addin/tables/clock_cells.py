"""Times of a call sheet in cells: times of day, dates with times, 25:30, 1830, 7:30 PM."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from addin.domain.clock import When
from addin.tables.table import Value

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_MILITARY = re.compile(r"(\d{1,2})(\d{2})")
_LAST_HOUR: Final = 47
_FIRST_DATE: Final = 20_000
"""Serial numbers below are days before 1954: no date of a production, but 1830 is a time."""
_FIRST_YEAR: Final = 1954
_LAST_YEAR: Final = 9000
"""Later dates stand for never, and leave no room to add a day."""
_DAY_OF: Final = {dt.date(1899, 12, 30): 0, dt.date(1899, 12, 31): 1, dt.date(1900, 1, 1): 1}
"""The days on which hosts put times without a date; 24:00 and more are on the next."""


def to_when(cell: Value) -> When | None:
    """A moment, or a time since midnight; None: the cell holds none, or a number of hours.

    >>> to_when("7:30 PM") == to_when("1930") == to_when(dt.time(19, 30))
    True
    """
    if isinstance(cell, str):
        return _of_text(cell)
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return _of_calendar(cell)
    return None if isinstance(cell, bool) or cell is None else _of_number(cell)


def _of_calendar(cell: dt.date | dt.time | dt.timedelta) -> When | None:
    if isinstance(cell, dt.timedelta):
        return cell
    if isinstance(cell, dt.time):
        return dt.timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    midnight = dt.datetime(cell.year, cell.month, cell.day)
    if not isinstance(cell, dt.datetime):
        return midnight if cell.year <= _LAST_YEAR else None
    if _FIRST_YEAR <= cell.year <= _LAST_YEAR:
        return cell
    day = _DAY_OF.get(cell.date())
    return None if day is None else dt.timedelta(days=day) + (cell - midnight)


def _of_number(number: float) -> When | None:
    if 0 <= number < 2:
        return dt.timedelta(seconds=round(number * 86_400))
    if number < _FIRST_DATE:
        return _of_text(str(int(number))) if number >= 100 and number == int(number) else None
    try:
        return dt.datetime(1899, 12, 30) + dt.timedelta(seconds=round(number * 86_400))
    except (OverflowError, ValueError):  # beyond the calendar, or no number
        return None


@lru_cache(maxsize=4096)
def _of_text(text: str) -> When | None:
    plain = " ".join(text.split())
    if match := _MILITARY.fullmatch(plain):
        return _time(int(match[1]), int(match[2]), 0)
    match = _CLOCK.fullmatch(plain)
    if match and (match[2] or match[4]):
        hour = int(match[1])
        if match[4]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if match[4].casefold() == "p" else 0)
        return _time(hour, int(match[2] or 0), int(match[3] or 0))
    try:
        moment = dt.datetime.fromisoformat(plain).replace(tzinfo=None)
    except ValueError:
        return None
    return moment if moment.year >= _FIRST_YEAR else None


def _time(hour: int, minute: int, second: int) -> dt.timedelta | None:
    if hour > _LAST_HOUR or minute > 59 or second > 59:
        return None
    return dt.timedelta(hours=hour, minutes=minute, seconds=second)
