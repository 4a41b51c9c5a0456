"""What one cell holds, as JSON: a number, a text, true, false, null, or ``{"e": "#REF!"}``.

Dates, times and durations are the numbers that the workbook stores; the cell's number format says
that they are one.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any, Final

from addin.adapters.xlsx.reading.format_codes import Shows, shows
from addin.adapters.xlsx.reading.serials import moment
from addin.adapters.xlsx.sheet.cell_xml import serial
from addin.tables.table import ErrorValue, Value

_WHOLE: Final = 1e15


def stored(value: Value, *, date_1904: bool) -> Any:
    """A value as JSON has it."""
    if isinstance(value, ErrorValue):
        return {"e": str(value)}
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        days = serial(value, date_1904=date_1904)
        return int(days) if days.is_integer() else days
    return value


def shown(given: Any, code: str, *, date_1904: bool) -> Value:
    """The value that JSON states, of a cell with that number format; an empty text is no value.

    Raises:
        ValueError: no cell holds that.
    """
    if isinstance(given, dict) and set(given) == {"e"}:
        return ErrorValue(str(given["e"]))
    if given is None or given == "":
        return None
    if isinstance(given, bool | str):
        return given
    if isinstance(given, int | float) and math.isfinite(given):
        if isinstance(given, float) and given.is_integer() and abs(given) < _WHOLE:
            given = int(given)
        how = shows(code)
        return given if how is Shows.NUMBER else moment(given, how, date_1904=date_1904)
    raise ValueError(f"no cell holds {given!r}")
