"""Functions that count working days: NETWORKDAYS, WORKDAY and their kin for other weekends."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence

from addin.tables.frame import Frame
from addin.tables.operands import (
    Array,
    Block,
    Failed,
    Operand,
    Scalar,
    Unknown,
    date_of,
    number,
    serial,
)
from addin.tables.table import ErrorValue

_FIRST_WEEKENDS = {number: ((number + 4) % 7, (number + 5) % 7) for number in range(1, 8)}
"""1: Saturday and Sunday, 2: Sunday and Monday …; days count from Monday, 0."""
_MOST_DAYS = 400 * 366


def _day(frame: Frame, operand: Operand) -> dt.date:
    value = frame.single(operand)
    if isinstance(value, bool):
        raise Failed("#VALUE!")
    found = number(value)
    return date_of(math.floor(found), date_1904=frame.grid.date_1904).date()


def _free_days(frame: Frame, operand: Operand | None) -> frozenset[dt.date]:
    """The holidays listed in a range or an array."""
    if operand is None:
        return frozenset()
    values = list(operand.flat()) if isinstance(operand, Block | Array) else [operand]
    found: set[dt.date] = set()
    for value in values:
        if isinstance(value, ErrorValue):
            raise Failed(str(value))
        if isinstance(value, bool | str):
            raise Unknown("a holiday that is no date")
        if value is not None:
            moment = date_of(math.floor(value), date_1904=frame.grid.date_1904)
            found.add(moment.date())
    return frozenset(found)


def _weekend(value: Scalar) -> frozenset[int]:
    """Which days of the week are free: a number, or seven digits from Monday on, 1 for free."""
    if value is None:
        return frozenset({5, 6})
    if isinstance(value, str):
        if len(value) != 7 or set(value) - {"0", "1"}:
            raise Failed("#VALUE!")
        return frozenset(at for at, digit in enumerate(value) if digit == "1")
    which = int(number(value))
    if which in _FIRST_WEEKENDS:
        return frozenset(_FIRST_WEEKENDS[which])
    if 11 <= which <= 17:
        return frozenset({(which - 12) % 7})
    raise Failed("#NUM!")


def _counted(
    start: dt.date, end: dt.date, weekend: frozenset[int], holidays: frozenset[dt.date]
) -> int:
    """Working days from one day to another, both counted; negative backwards."""
    if end < start:
        return -_counted(end, start, weekend, holidays)
    days = (end - start).days + 1
    weeks, rest = divmod(days, 7)
    worked = weeks * (7 - len(weekend))
    worked += sum((start.weekday() + at) % 7 not in weekend for at in range(rest))
    return worked - sum(start <= day <= end and day.weekday() not in weekend for day in holidays)


def _moved(
    start: dt.date, count: int, weekend: frozenset[int], holidays: frozenset[dt.date]
) -> dt.date:
    """The working day so many working days on, or back."""
    if len(weekend) == 7:
        raise Failed("#VALUE!")
    if abs(count) > _MOST_DAYS:
        raise Unknown("a working day far off")
    step, day = (1 if count > 0 else -1), start
    for _ in range(abs(count)):
        day += dt.timedelta(days=step)
        while day.weekday() in weekend or day in holidays:
            day += dt.timedelta(days=step)
    return day


def _networkdays(frame: Frame, operands: Sequence[Operand], *, chosen: bool) -> Scalar:
    start, end = _day(frame, operands[0]), _day(frame, operands[1])
    weekend, holidays = _rest(frame, operands[2:], chosen=chosen)
    return _counted(start, end, weekend, holidays)


def _workday(frame: Frame, operands: Sequence[Operand], *, chosen: bool) -> Scalar:
    start, count = _day(frame, operands[0]), math.trunc(number(frame.single(operands[1])))
    weekend, holidays = _rest(frame, operands[2:], chosen=chosen)
    try:
        day = _moved(start, count, weekend, holidays)
    except OverflowError:
        raise Failed("#NUM!") from None
    return serial(day, date_1904=frame.grid.date_1904)


def _rest(
    frame: Frame, operands: Sequence[Operand], *, chosen: bool
) -> tuple[frozenset[int], frozenset[dt.date]]:
    weekend = _weekend(frame.single(operands[0])) if chosen and operands else _weekend(None)
    left = operands[1:] if chosen else operands
    return weekend, _free_days(frame, left[0] if left else None)


RANGED: Mapping[str, Callable[[Frame, Sequence[Operand]], Operand]] = {
    "NETWORKDAYS": lambda frame, operands: _networkdays(frame, operands, chosen=False),
    "NETWORKDAYS.INTL": lambda frame, operands: _networkdays(frame, operands, chosen=True),
    "WORKDAY": lambda frame, operands: _workday(frame, operands, chosen=False),
    "WORKDAY.INTL": lambda frame, operands: _workday(frame, operands, chosen=True),
}
