"""An engine's number as our reader would give it: a date where the cell shows one."""

from __future__ import annotations

from addin.adapters.xlsx.reading.format_codes import Shows, shows
from addin.adapters.xlsx.reading.serials import moment
from addin.tables.operands import serial
from addin.tables.table import Book, Sheet, Value


def as_shown(book: Book, sheet: Sheet, row: int, column: int, value: Value) -> Value:
    """The value of a cell of this workbook; dates are told by the cell's own number format."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    shown = shows(sheet.format_of(row, column))
    return value if shown is Shows.NUMBER else moment(value, shown, date_1904=book.date_1904)


def as_number(value: Value, *, date_1904: bool = False) -> Value:
    """The number in the file behind a date, a time or a length of time; other values as they are.

    Raises:
        OverflowError: a date that has no number.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return serial(value, date_1904=date_1904)
