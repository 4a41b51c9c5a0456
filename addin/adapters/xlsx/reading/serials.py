"""The numbers in a workbook's cells, and the dates that Excel stores as numbers.

Source:
    ECMA-376 part 1, 18.17.4 Dates and Times (serial values; the year 1900 taken for a leap year).
"""

from __future__ import annotations

import datetime as dt
from math import isfinite
from typing import Final

from addin.adapters.xlsx.reading.format_codes import Shows
from addin.tables.table import ErrorValue, Value

_MILLISECONDS = 86_400_000
_LAST_DAY: Final = 2_958_465  # 31 December 9999 in the 1900 system
_DAY_THAT_NEVER_WAS: Final = 60  # 29 February 1900: Lotus 1-2-3 had it, so Excel has it
_EPOCH_1904 = dt.date(1904, 1, 1)
_EPOCH_1900 = dt.date(1899, 12, 30)


def number(text: str) -> Value:
    """A number as a cell stores it: int when its digits are whole, else float; nothing for nothing.

    >>> number("12"), number("12.0"), number("1E3"), number("")
    (12, 12.0, 1000.0, None)

    """
    if text.isdecimal() and len(text) < 20 and text.isascii():
        return int(text)
    if "." in text and "_" not in text and text.isascii():  # the usual amount, straight
        try:
            value = float(text)
        except ValueError:
            return _unusual(text)
        if isfinite(value):
            return value
    return _unusual(text)


def _unusual(text: str) -> Value:
    stripped = text.strip()
    if not stripped:
        return None
    if not stripped.isascii():
        return stripped  # Python reads the digits of every script; Excel does not
    if "_" in stripped:
        return stripped  # Python reads 1_000 as a number; Excel does not
    try:
        if stripped[0] in "+-" and stripped[1:].isdecimal() and len(stripped) < 20:
            return int(stripped)
        value = float(stripped)
    except ValueError:
        return stripped
    # a library wrote what Excel has no number for, and would show as this error
    return value if isfinite(value) else ErrorValue("#NUM!")


def moment(stored: Value, shown: Shows, *, date_1904: bool) -> Value:
    """The date, time or duration that a stored number stands for; the number if it is none.

    A number under a date format that no calendar has a day for stays a number: a negative one, 0
    (what a reference to an empty cell gives), and 60 in the 1900 system. A date format makes a
    ``date``, or a ``datetime`` when the number holds a time of day as well. Times are exact to the
    millisecond, as in Excel.
    """
    if isinstance(stored, bool) or not isinstance(stored, int | float):
        return stored
    if shown is Shows.DURATION:
        return _duration(stored, date_1904=date_1904)
    if abs(stored) <= _LAST_DAY + 1:
        found = _on_calendar(stored, shown, date_1904=date_1904)
        return stored if found is None else found
    return stored


def _on_calendar(stored: float, shown: Shows, *, date_1904: bool) -> Value:
    days, milliseconds = divmod(round(stored * _MILLISECONDS), _MILLISECONDS)
    if shown is Shows.TIME and days == 0:
        return _after_midnight(_EPOCH_1904, milliseconds).time()
    day = _day(days, date_1904=date_1904)
    if day is None:
        return None
    if shown is Shows.DATE and not milliseconds:
        return day
    return _after_midnight(day, milliseconds)


def _after_midnight(day: dt.date, milliseconds: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min) + dt.timedelta(milliseconds=milliseconds)


def _day(days: int, *, date_1904: bool) -> dt.date | None:
    if date_1904:
        return _EPOCH_1904 + dt.timedelta(days) if 0 <= days <= _LAST_DAY - 1462 else None
    if not 0 < days <= _LAST_DAY or days == _DAY_THAT_NEVER_WAS:
        return None
    return _EPOCH_1900 + dt.timedelta(days + (days < _DAY_THAT_NEVER_WAS))


def _duration(stored: float, *, date_1904: bool) -> Value:
    if stored < 0 and not date_1904:
        return stored  # Excel shows ##### for it
    if abs(stored) > _LAST_DAY:
        return stored
    return dt.timedelta(milliseconds=round(stored * _MILLISECONDS))


def iso_moment(text: str) -> Value:
    """A date written out (``t="d"``), as strict workbooks may have it; else the text itself.

    >>> iso_moment("2026-03-14"), iso_moment("2026-03-14T00:00:00")
    (datetime.date(2026, 3, 14), datetime.datetime(2026, 3, 14, 0, 0))

    """
    plain = text.strip().removesuffix("Z")
    if not plain:
        return None
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat, dt.time.fromisoformat):
        try:
            value = read(plain)
        except ValueError:
            continue
        if isinstance(value, dt.datetime | dt.time):
            return value.replace(tzinfo=None)
        return value
    return text
