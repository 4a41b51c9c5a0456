"""What is handed to Excel so that a cell holds what is meant.

Excel reads a text that it is handed as if somebody typed it: ``2510`` becomes a number, ``3-4`` a
day in March. An apostrophe before it keeps it a text; it is no part of what the cell holds.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from addin.adapters.xlsx.sheet.cell_xml import serial
from addin.tables.table import ErrorValue, Value

_PLAIN_WORDS: Final = re.compile(r"[^\W\d_]+(?:[ ,&/.()][^\W\d_]*)*[ ,.;:!?)]*")
_WORDS_OF_EXCEL: Final = frozenset(
    {"true", "false", "wahr", "falsch", "vrai", "faux", "verdadero", "falso", "vero", "onwaar",
     "waar", "sant", "falskt", "sand", "falsk", "verdadeiro", "prawda", "pravda"}
)  # fmt: skip


def entered(value: Value, *, date_1904: bool) -> object:
    """A value as it is to be handed over; formulas go another way."""
    if isinstance(value, ErrorValue):
        return str(value)
    if isinstance(value, str):
        return value if _stays(value) else f"'{value}"
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return float(serial(value, date_1904=date_1904))
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _stays(text: str) -> bool:
    """Whether Excel takes a text for what it is; better an apostrophe too many than a number."""
    return bool(_PLAIN_WORDS.fullmatch(text)) and text.casefold().strip() not in _WORDS_OF_EXCEL
