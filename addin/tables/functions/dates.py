"""Functions of dates, as serial numbers.

They count from 1900; ``SINCE_1904`` are the same for workbooks that count from 1904.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Callable, Mapping
from typing import Final

from addin.tables.operands import Failed, Scalar, Unknown, date_of, number, serial, tidy, truth


def _date(year: Scalar, month: Scalar, day: Scalar) -> Scalar:
    whole = [math.floor(number(each)) for each in (year, month, day)]
    if 0 <= whole[0] < 1900:
        whole[0] += 1900
    years, months = divmod(whole[0] * 12 + whole[1] - 1, 12)
    if not 1900 <= years <= 9999:
        raise Failed("#NUM!")
    try:
        found = serial(dt.datetime(years, months + 1, 1) + dt.timedelta(days=whole[2] - 1))
    except OverflowError:
        raise Failed("#NUM!") from None
    if found <= 61 and whole[0] <= 1900:
        raise Unknown("a date before March 1900")
    return found


def _month_end(start: Scalar, months: Scalar) -> Scalar:
    moment = _shifted(start, months)
    last = calendar.monthrange(moment.year, moment.month)[1]
    return serial(moment.replace(day=last))


def _same_day(start: Scalar, months: Scalar) -> Scalar:
    day = date_of(math.floor(number(start))).day
    moment = _shifted(start, months)
    last = calendar.monthrange(moment.year, moment.month)[1]
    return serial(moment.replace(day=min(day, last)))


def _shifted(start: Scalar, months: Scalar) -> dt.datetime:
    """The first of the month so many months on."""
    if isinstance(start, bool) or isinstance(months, bool):
        raise Failed("#VALUE!")
    moment = date_of(math.floor(number(start)))
    years, month = divmod(moment.year * 12 + moment.month - 1 + int(number(months)), 12)
    if not 1900 <= years <= 9999:
        raise Failed("#NUM!")
    return dt.datetime(years, month + 1, 1)


def _weekday(value: Scalar, kind: Scalar = 1) -> int:
    first = {1: 6, 2: 0, 11: 0, 17: 6}.get(int(number(kind)))
    if first is None:
        raise Unknown("a week that begins on another day")
    return (date_of(number(value)).weekday() - first) % 7 + 1


def _dated(value: Scalar) -> int | float:
    found = number(value)
    if found < 0:
        raise Failed("#NUM!")
    return found


def _clock(value: Scalar) -> tuple[int, int, int]:
    """Hours, minutes and seconds of a serial number, to the nearest second."""
    found = number(value)
    if found < 0:
        raise Failed("#NUM!")
    seconds = round(found % 1 * 86_400) % 86_400
    return seconds // 3600, seconds // 60 % 60, seconds % 60


def _time(hours: Scalar, minutes: Scalar, seconds: Scalar) -> Scalar:
    parts = [math.trunc(number(each)) for each in (hours, minutes, seconds)]
    if any(abs(part) > 32_767 for part in parts):
        raise Failed("#NUM!")
    total = parts[0] * 3600 + parts[1] * 60 + parts[2]
    if total < 0:
        raise Failed("#NUM!")
    return tidy(total % 86_400 / 86_400)


def _days360(start: Scalar, end: Scalar, european: Scalar = False) -> int:  # noqa: FBT002 - Excel's
    days_given = [number(each) for each in (start, end)]
    if any(each != int(each) for each in days_given):
        raise Unknown("DAYS360 of a time of day")
    first, last = map(date_of, days_given)
    if last < first:
        raise Unknown("DAYS360 backwards")
    if truth(european):
        days = [min(first.day, 30), min(last.day, 30)]
    else:
        if 2 in {first.month, last.month} and max(first.day, last.day) >= 28:
            raise Unknown("DAYS360 at the end of February")
        days = [min(first.day, 30), last.day]
        if last.day == 31 and days[0] == 30:
            days[1] = 30
    years, months = last.year - first.year, last.month - first.month
    return years * 360 + months * 30 + days[1] - days[0]


SCALAR: Mapping[str, Callable[..., Scalar]] = {
    "DATE": _date,
    "YEAR": lambda value: date_of(number(value)).year,
    "MONTH": lambda value: date_of(number(value)).month,
    "DAY": lambda value: date_of(number(value)).day,
    "TIME": _time,
    "HOUR": lambda value: _clock(value)[0],
    "MINUTE": lambda value: _clock(value)[1],
    "SECOND": lambda value: _clock(value)[2],
    "ISOWEEKNUM": lambda value: date_of(number(value)).isocalendar().week,
    "DAYS360": _days360,
    "EOMONTH": _month_end,
    "EDATE": _same_day,
    "WEEKDAY": _weekday,
    "DAYS": lambda end, start: math.floor(_dated(end)) - math.floor(_dated(start)),
}

BETWEEN_CALENDARS: Final = 1462
"""Days from the first one of the 1900 calendar to that of 1904."""


def _moved(name: str, *, dates: int, gives_date: bool = False) -> Callable[..., Scalar]:
    """A function for a workbook that counts from 1904; its first ``dates`` arguments are dates."""
    function = SCALAR[name]

    def counted(*arguments: Scalar) -> Scalar:
        given = [_from_1904(each) if at < dates else each for at, each in enumerate(arguments)]
        found = function(*given)
        if not gives_date:
            return found
        day = number(found) - BETWEEN_CALENDARS
        if day < 0:
            raise Failed("#NUM!")
        return day

    return counted


def _from_1904(value: Scalar) -> Scalar:
    if isinstance(value, bool):
        return value
    found = number(value)
    if found < 0:
        raise Failed("#NUM!")
    return found + BETWEEN_CALENDARS


SINCE_1904: Mapping[str, Callable[..., Scalar]] = {
    "DATE": _moved("DATE", dates=0, gives_date=True),
    "EOMONTH": _moved("EOMONTH", dates=1, gives_date=True),
    "EDATE": _moved("EDATE", dates=1, gives_date=True),
    "YEAR": _moved("YEAR", dates=1),
    "MONTH": _moved("MONTH", dates=1),
    "DAY": _moved("DAY", dates=1),
    "WEEKDAY": _moved("WEEKDAY", dates=1),
    "ISOWEEKNUM": _moved("ISOWEEKNUM", dates=1),
    "DAYS360": _moved("DAYS360", dates=2),
}
