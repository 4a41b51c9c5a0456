"""What a cell makes of what is put into it, and what it shows: Excel's ways, for files.

A text that is handed to Excel is read as if it had been typed: ``2510`` becomes a number, ``'2510``
stays a text. The file-backed engine does the same, so that a macro that forgets this is found out.
"""

from __future__ import annotations

import datetime as dt
import re

from addin.adapters.live_excel.error_codes import BASE, CODES
from addin.adapters.xlsx.sheet.cell_xml import serial
from addin.tables.table import ErrorValue, Value

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][-+]?\d+)?%?")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def typed(entry: object, number_format: str) -> tuple[Value, bool]:
    """What a cell holds once this is entered, and whether it is a formula."""
    if entry is None or entry == "":
        return None, False
    if isinstance(entry, ErrorValue) or not isinstance(entry, str):
        return _plain(entry), False
    if entry.startswith("'"):
        return entry[1:] or None, False
    if number_format == "@":
        return entry, False
    if entry.startswith("="):
        return entry, len(entry) > 1
    return _read(entry.strip(), entry), False


def _plain(entry: object) -> Value:
    if isinstance(entry, int) and not isinstance(entry, bool) and entry - BASE in CODES.values():
        return next(ErrorValue(text) for text, code in CODES.items() if code == entry - BASE)
    if isinstance(entry, bool | int | float | dt.date | dt.time | dt.timedelta | ErrorValue):
        return entry
    raise TypeError(f"a cell cannot hold a {type(entry).__name__}")


def _read(text: str, entry: str) -> Value:
    if text.upper() in {"TRUE", "FALSE"}:
        return text.upper() == "TRUE"
    if text.upper() in CODES:
        return ErrorValue(text.upper())
    if _NUMBER.fullmatch(text) and any(letter.isdigit() for letter in text):
        number = float(text.rstrip("%").replace(",", ""))
        return number / 100 if text.endswith("%") else number
    found = _DATE.fullmatch(text)
    if found:
        try:
            return dt.date(*map(int, found.groups()))
        except ValueError:
            return entry
    return entry


def value2(value: Value, *, date_1904: bool) -> object:
    """A value as ``Range.Value2`` gives it: dates as numbers, errors as COM's integers."""
    if isinstance(value, ErrorValue):
        return BASE + CODES.get(str(value), 2042)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return float(serial(value, date_1904=date_1904))
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def shown_value(value: Value, *, date_1904: bool) -> object:
    """A value as xlwings' ``raw_value`` gives it: dates as datetimes, errors as texts."""
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    if isinstance(value, ErrorValue):
        return value
    return value2(value, date_1904=date_1904)


def formula_text(value: Value, formula: str, *, date_1904: bool) -> str:
    """What ``Range.Formula`` gives: the formula, or the constant as the formula bar shows it."""
    if formula:
        return f"={formula}"
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return str(value)
    return f"{value2(value, date_1904=date_1904):.15g}"
