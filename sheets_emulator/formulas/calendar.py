"""Dates and times, as serial days counted from 1899-12-30."""

from __future__ import annotations

import datetime as dt
import math

from sheets_emulator.dates import date_typed
from sheets_emulator.formulas.conversion import Argument, Problem, finite, number
from sheets_emulator.formulas.evaluator import Arguments, known
from sheets_emulator.locales import locale_of
from sheets_emulator.moments import EPOCH
from sheets_emulator.value import BAD_NUMBER, BAD_VALUE

_DAY = 86_400


def serial(day: dt.date) -> int:
    """The serial of a day."""
    return day.toordinal() - EPOCH.toordinal()


def _day(call: Arguments, i: int) -> dt.date:
    """An argument as a day."""
    try:
        return EPOCH.date() + dt.timedelta(days=math.floor(call.number(i)))
    except OverflowError:
        raise Problem(BAD_NUMBER, f"Function {call.name} parameter {i + 1} is no date.") from None


def _months_later(call: Arguments, day: dt.date, months: int, *, end: bool) -> int:
    """The same day so many months on, or the last one of that month."""
    index = day.year * 12 + day.month - 1 + months
    try:
        first = dt.date(index // 12, index % 12 + 1, 1)
        after = dt.date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    except ValueError:
        raise Problem(BAD_NUMBER, f"Function {call.name} gives no date.") from None
    last = (after - first).days
    return serial(first) + (last if end else min(day.day, last)) - 1


@known("DATE", least=3, most=3)
def _date(call: Arguments) -> Argument:
    year, month, day = call.integer(0), call.integer(1), call.integer(2)
    if 0 <= year < 1900:
        year += 1900
    index = year * 12 + month - 1
    try:
        return serial(dt.date(index // 12, index % 12 + 1, 1)) + day - 1
    except (ValueError, OverflowError):
        raise Problem(BAD_NUMBER, f"Function DATE parameter 1 value is {year}.") from None


@known("TIME", least=3, most=3)
def _time(call: Arguments) -> Argument:
    seconds = (call.integer(0) * 60 + call.integer(1)) * 60 + call.integer(2)
    if seconds < 0:
        raise Problem(BAD_NUMBER, "Function TIME gives a negative time.")
    return finite(seconds % _DAY / _DAY)


@known("TODAY", most=0)
def _today(call: Arguments) -> Argument:
    return serial(call.evaluator.cells.now().date())


@known("NOW", most=0)
def _now(call: Arguments) -> Argument:
    return finite((call.evaluator.cells.now() - EPOCH) / dt.timedelta(days=1))


@known("YEAR", "MONTH", "DAY", least=1, most=1)
def _part_of_day(call: Arguments) -> Argument:
    day = _day(call, 0)
    return {"YEAR": day.year, "MONTH": day.month, "DAY": day.day}[call.name]


@known("HOUR", "MINUTE", "SECOND", least=1, most=1)
def _part_of_time(call: Arguments) -> Argument:
    seconds = round(call.number(0) % 1 * _DAY) % _DAY
    return {"HOUR": seconds // 3600, "MINUTE": seconds // 60 % 60, "SECOND": seconds % 60}[
        call.name
    ]


@known("WEEKDAY", least=1, most=2)
def _weekday(call: Arguments) -> Argument:
    day, kind = _day(call, 0).weekday(), call.integer(1, 1)
    if kind not in (1, 2, 3):
        raise Problem(BAD_NUMBER, f"Function WEEKDAY parameter 2 value is {kind}.")
    return {1: (day + 1) % 7 + 1, 2: day + 1, 3: day}[kind]


@known("ISOWEEKNUM", least=1, most=1)
def _isoweeknum(call: Arguments) -> Argument:
    return _day(call, 0).isocalendar().week


@known("WEEKNUM", least=1, most=2)
def _weeknum(call: Arguments) -> Argument:
    day, kind = _day(call, 0), call.integer(1, 1)
    if kind not in (1, 2, 21):
        raise Problem(BAD_NUMBER, f"Function WEEKNUM parameter 2 value is {kind}.")
    if kind == 21:
        return day.isocalendar().week
    first = dt.date(day.year, 1, 1)
    lead = (first.weekday() + (1 if kind == 1 else 0)) % 7
    return ((day - first).days + lead) // 7 + 1


@known("EDATE", least=2, most=2)
def _edate(call: Arguments) -> Argument:
    return _months_later(call, _day(call, 0), call.integer(1), end=False)


@known("EOMONTH", least=2, most=2)
def _eomonth(call: Arguments) -> Argument:
    return _months_later(call, _day(call, 0), call.integer(1), end=True)


@known("DAYS", least=2, most=2)
def _days(call: Arguments) -> Argument:
    return (_day(call, 0) - _day(call, 1)).days


@known("DATEDIF", least=3, most=3)
def _datedif(call: Arguments) -> Argument:
    start, end, unit = _day(call, 0), _day(call, 1), call.text(2).upper()
    if end < start:
        raise Problem(BAD_NUMBER, "Function DATEDIF parameter 1 must not be after parameter 2.")
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    spans = {"D": (end - start).days, "M": months, "Y": months // 12, "YM": months % 12}
    if unit in ("MD", "YD"):
        since = _months_later(call, start, months if unit == "MD" else months // 12 * 12, end=False)
        spans[unit] = serial(end) - since
    if unit not in spans:
        raise Problem(BAD_NUMBER, f"Function DATEDIF parameter 3 value is '{unit}'.")
    return spans[unit]


def _holidays(call: Arguments, i: int) -> set[int]:
    """The days off that an argument lists."""
    if len(call) <= i:
        return set()
    values = (v for v in call.grid(i).flat() if v is not None and v != "")
    return {math.floor(number(v, call.locale, call.name, i + 1)) for v in values}


def _works(day: int, off: set[int]) -> bool:
    """Whether a serial is a day of work: serial 0 was a Saturday."""
    return day % 7 not in (0, 1) and day not in off


@known("NETWORKDAYS", least=2, most=3, grids=True)
def _networkdays(call: Arguments) -> Argument:
    start, end, off = serial(_day(call, 0)), serial(_day(call, 1)), _holidays(call, 2)
    count = sum(_works(day, off) for day in range(min(start, end), max(start, end) + 1))
    return count if start <= end else -count


@known("WORKDAY", least=2, most=3, grids=True)
def _workday(call: Arguments) -> Argument:
    day, left, off = serial(_day(call, 0)), call.integer(1), _holidays(call, 2)
    if abs(left) > 1_000_000:
        raise Problem(BAD_NUMBER, "Function WORKDAY gives no date.")
    step = 1 if left > 0 else -1
    while left:
        day += step
        left -= step if _works(day, off) else 0
    return day


@known("DATEVALUE", "TIMEVALUE", least=1, most=1)
def _typed(call: Arguments) -> Argument:
    value = call.value(0)
    found = date_typed(
        call.text(0).strip(), locale_of(call.locale), lambda: call.evaluator.cells.now().date()
    )
    if not isinstance(value, str):
        moment = call.number(0)
    elif found is None:
        raise Problem(BAD_VALUE, f"{call.name} parameter '{value}' cannot be parsed to date/time.")
    else:
        moment = found[0]
    return math.floor(moment) if call.name == "DATEVALUE" else finite(moment % 1)
