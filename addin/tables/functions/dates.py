"""Functions of dates, as serial numbers of the 1900 calendar."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Callable, Mapping

from addin.tables.operands import Failed, Scalar, Unknown, date_of, number, serial


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


SCALAR: Mapping[str, Callable[..., Scalar]] = {
    "DATE": _date,
    "YEAR": lambda value: date_of(number(value)).year,
    "MONTH": lambda value: date_of(number(value)).month,
    "DAY": lambda value: date_of(number(value)).day,
    "EOMONTH": _month_end,
    "EDATE": _same_day,
    "WEEKDAY": _weekday,
    "DAYS": lambda end, start: math.floor(_dated(end)) - math.floor(_dated(start)),
}
