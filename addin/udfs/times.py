"""Times of a call sheet in cells: times of day, dates with times, 25:30, 1830, 7:30 PM."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from addin.domain.clock import DAY, When, in_order
from addin.tables.cells import to_text
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Cell, Column

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_MILITARY = re.compile(r"(\d{1,2})(\d{2})")
_LAST_HOUR: Final = 47
_FIRST_DATE: Final = 20_000
"""Serial numbers below are days before 1954: no date of a production, but 1830 is a time."""
_FIRST_YEAR: Final = 1954
_DAY_OF: Final = {dt.date(1899, 12, 30): 0, dt.date(1899, 12, 31): 1, dt.date(1900, 1, 1): 1}
"""The days on which hosts put times without a date; 24:00 and more are on the next."""


def when(name: str, cell: Cell) -> When:
    """A moment, or a time since midnight.

    Raises:
        CellError: the cell holds none, or a number that may be hours as well as days.
    """
    found = _when(cell)
    if found is None:
        expected = "a time such as 18:30, or a date and time"
        raise CellError("#VALUE!", f"{name}: “{to_text(cell)}” is not {expected}")
    return found


def whens(name: str, cells: Column[Cell]) -> tuple[When | None, ...]:
    """The moments of a range; its first cell may be a heading.

    Raises:
        CellError: a cell holds none; the text says which.
    """
    found: list[When | None] = []
    for at, cell in enumerate(cells):
        one = None if cell is None else _when(cell)
        if one is None and cell is not None and not (at == 0 and isinstance(cell, str)):
            one = when(f"{name}, cell {at + 1}", cell)  # raises
        found.append(one)
    return tuple(found)


def moments_of(*given: tuple[str, When | None]) -> list[dt.datetime]:
    """The moments of one day's work, in order; each must be there.

    Raises:
        CellError: one is missing.
    """
    for name, value in given:
        if value is None:
            raise CellError("#VALUE!", f"{name} is empty")
    return [found for found in in_order([value for _, value in given]) if found is not None]


def working_day(
    call: When, meals: Sequence[When | None], wrap: When
) -> tuple[dt.datetime, list[tuple[dt.datetime, dt.datetime]], dt.datetime]:
    """Call, meals (beginning and end in turn) and wrap of a day, as moments.

    Raises:
        CellError: a meal has a beginning and no end, or times out of order make it a long day.
    """
    while meals and meals[-1] is None:
        meals = meals[:-1]
    pairs = [*zip(meals[::2], meals[1::2], strict=False)]
    if len(meals) % 2 or any((one is None) != (other is None) for one, other in pairs):
        raise CellError("#VALUE!", "meals: each needs a beginning and an end")
    given = [each for pair in pairs for each in pair if each is not None]
    moments = [each for each in in_order([call, *given, wrap]) if each is not None]
    if moments[-1] - moments[0] > DAY:
        span = f"{moments[0]:%H:%M} to {moments[-1]:%H:%M}"
        raise CellError("#VALUE!", f"the day from {span} is out of order, or longer than 24 hours")
    inner = moments[1:-1]
    return moments[0], [*zip(inner[::2], inner[1::2], strict=True)], moments[-1]


def _when(cell: Cell) -> When | None:
    if type(cell) is str:
        return _of_text(cell)
    if isinstance(cell, dt.datetime):
        if cell.year >= _FIRST_YEAR:
            return cell
        day = _DAY_OF.get(cell.date())
        midnight = dt.datetime(cell.year, cell.month, cell.day)
        return None if day is None else dt.timedelta(days=day) + (cell - midnight)
    if isinstance(cell, dt.date):
        return dt.datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, bool) or cell is None:
        return None
    return _of_text(cell) if isinstance(cell, str) else _of_number(cell)


def _of_number(number: float) -> When | None:
    if 0 <= number < 2:
        return dt.timedelta(seconds=round(number * 86_400))
    if number < _FIRST_DATE:
        return _of_text(str(int(number))) if number >= 100 and number == int(number) else None
    try:
        return dt.datetime(1899, 12, 30) + dt.timedelta(seconds=round(number * 86_400))
    except OverflowError:
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
