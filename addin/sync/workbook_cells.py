"""A workbook's cell and the cell that both programs share: dates as days, formulas as text.

Days count from 1899-12-30, as Google counts them and Excel does from March 1900 on. A workbook that
counts from 1904, and Excel's wrong dates before March 1900, are met by going through the calendar.
Times are exact to the millisecond, as Excel's reader keeps them.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from addin.ports.binding import Shown
from addin.tables.table import ErrorValue, Value
from addin.tables.typed_cell import BLANK, CellKind, TypedCell, error, number, text, truth

_EPOCH: Final = dt.datetime(1899, 12, 30)
_DAY: Final = dt.timedelta(days=1)
_LAST: Final = 2_958_466
_FROM_1904: Final = 1462
_DATED: Final = frozenset({Shown.DATE, Shown.MOMENT})

FORMATS: Final[dict[Shown, str]] = {
    Shown.DATE: "yyyy-mm-dd",
    Shown.TIME: "hh:mm",
    Shown.MOMENT: "yyyy-mm-dd hh:mm",
    Shown.MONEY: "#,##0.00",
    Shown.PERCENT: "0.00%",
    Shown.TEXT: "@",
}
"""How a column's numbers are shown in a cell that has no neighbour to look like."""


def typed(value: Value, shown: Shown = Shown.ANYTHING, *, date_1904: bool = False) -> TypedCell:
    """What a cell without a formula holds.

    >>> import datetime as dt
    >>> typed(dt.date(2026, 3, 14)).content, typed("0042").content, typed(True).kind.value
    (46095.0, '0042', 'bool')
    """
    match value:
        case None:
            return BLANK
        case bool():
            return truth(value)
        case ErrorValue():
            return error(str(value))
        case str():
            return text(value)
        case int() | float():
            # days that nobody formatted as such, in a column of dates
            return number(value + _FROM_1904 if date_1904 and shown in _DATED else value)
        case _:
            return number(serial(value))


def serial(value: dt.date | dt.time | dt.timedelta) -> float:
    """Days since 1899-12-30; a time or a duration is a part of days."""
    match value:
        case dt.timedelta():
            return value / _DAY
        case dt.time():
            return (dt.datetime.combine(_EPOCH, value.replace(tzinfo=None)) - _EPOCH) / _DAY
        case dt.datetime():
            return (value.replace(tzinfo=None) - _EPOCH) / _DAY
        case _:
            return float((dt.datetime.combine(value, dt.time()) - _EPOCH).days)


def value_of(cell: TypedCell, like: Value = None) -> Value:
    """What to put into a workbook's cell; ``like`` is a value of the kind its column holds.

    Days become dates where the column holds dates, so that a workbook counting from 1904 gets its
    own number for them.
    """
    content = cell.content
    match cell.kind:
        case CellKind.BLANK:
            return None
        case CellKind.ERROR:
            return ErrorValue(str(content))
        case CellKind.FORMULA:
            return f"={content}"
        case CellKind.NUMBER:
            return _shown_as(float(content), like)
        case _:
            return content


def _shown_as(days: float, like: Value) -> Value:
    plain: Value = int(days) if days.is_integer() and abs(days) < 1e15 else days
    if isinstance(like, dt.timedelta):
        return dt.timedelta(milliseconds=round(days * 86_400_000))
    if not isinstance(like, dt.date | dt.time) or not 0 < days < _LAST:
        return plain
    moment = _EPOCH + dt.timedelta(milliseconds=round(days * 86_400_000))
    if days < 1:
        return moment.time()
    if isinstance(like, dt.datetime) or moment.time() != dt.time():
        return moment
    return moment.date()


_OF_SHOWN: Final[dict[Shown, Value]] = {
    Shown.DATE: dt.date(2000, 1, 1),
    Shown.TIME: dt.time(),
    Shown.MOMENT: dt.datetime(2000, 1, 1),
}


def example_of(shown: Shown) -> Value:
    """A value of the kind that a column is said to hold; None: any."""
    return _OF_SHOWN.get(shown)
