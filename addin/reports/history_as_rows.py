"""Rows for other programs: CSV that no spreadsheet takes for formulas, and JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

_BEGINS_A_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - Excel takes the wide ones too
_BYTE_ORDER: Final = "\ufeff"
"""Without it Excel takes UTF-8 for the letters of the computer's own country."""


def rows_as_csv(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as CSV with headings; numbers stay numbers, texts are all quoted.

    A text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP has it
    (CSV injection): a vendor called ``=HYPERLINK(…)`` must not be one when somebody opens the file.
    """
    written = io.StringIO()
    lines = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    headings: list[str] = []
    for row in rows:
        if not headings:
            headings = list(row)
            lines.writerow([harmless(name) for name in headings])
        lines.writerow([_cell(row[name]) for name in headings])
    return _BYTE_ORDER + written.getvalue()


def rows_as_json(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as a list of objects."""
    plain = [{name: _value(value) for name, value in row.items()} for row in rows]
    return json.dumps(plain, ensure_ascii=True, indent=1) + "\n"


def harmless(text: str) -> str:
    """A text that no spreadsheet computes.

    >>> harmless("=1+1"), harmless("Panavision"), harmless("-5")
    ("'=1+1", 'Panavision', "'-5")
    """
    shown = "".join(one if one.isprintable() or one in "\t\r\n" else " " for one in text)
    return f"'{shown}" if shown.startswith(_BEGINS_A_FORMULA) else shown


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float | Decimal):
        return value
    return harmless(_text(value))


def _value(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        near = float(value)
        return near if Decimal(repr(near)) == value else str(value)  # never a digit less
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds")
    return str(value)
