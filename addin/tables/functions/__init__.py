"""The spreadsheet functions that formulas are worked out with, by kind.

``SCALAR`` take single values. ``RANGED`` take ranges as they are. ``LAZY`` decide themselves which
of their arguments to work out. A function that is in none of them makes the result unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from inspect import signature
from typing import Any, Final

from addin.tables.functions import (
    criteria,
    dates,
    loans,
    logic,
    lookup,
    numbers,
    totals,
    words,
    working_days,
)

SCALAR: Final[dict[str, Callable[..., Any]]] = {
    **numbers.SCALAR,
    **loans.SCALAR,
    **logic.SCALAR,
    **words.SCALAR,
    **dates.SCALAR,
}
RANGED = {
    **totals.RANGED,
    **criteria.RANGED,
    **logic.RANGED,
    **lookup.RANGED,
    **words.RANGED,
    **working_days.RANGED,
}
LAZY = {**logic.LAZY, **totals.LAZY, **lookup.LAZY}

SINCE_1904: Final[dict[str, Callable[..., Any]]] = {
    **dates.SINCE_1904,
    "TEXT": lambda value, pattern: words.formatted(value, pattern, dates.BETWEEN_CALENDARS),
}


def of_values(name: str, *, date_1904: bool) -> Callable[..., Any]:
    """A function of single values, as a workbook of this date system calls it."""
    found = SINCE_1904.get(name) if date_1904 else None
    return found or SCALAR[name]


_FEWEST: Final = {
    **dict.fromkeys(
        "AGGREGATE SUMIFS AVERAGEIFS MAXIFS MINIFS VLOOKUP HLOOKUP XLOOKUP SWITCH TEXTJOIN".split(),
        3,
    ),
    **dict.fromkeys(
        "SUMIF AVERAGEIF COUNTIF COUNTIFS MATCH INDEX IF IFS IFERROR IFNA CHOOSE"
        " SUBTOTAL LARGE SMALL NETWORKDAYS NETWORKDAYS.INTL WORKDAY WORKDAY.INTL".split(),
        2,
    ),
    **dict.fromkeys("ROW COLUMN __XLUDF.DUMMYFUNCTION".split(), 0),
}


@cache
def accepts(function: str, count: int) -> bool:
    """Whether a supported function can be called with so many arguments; True for any other."""
    if function in SCALAR:
        parameters = signature(SCALAR[function]).parameters.values()
        needed = sum(each.default is each.empty for each in parameters)
        return needed <= count <= len(parameters)
    if function in RANGED or function in LAZY:
        exactly = {"COUNTBLANK": 1, "ROWS": 1, "COLUMNS": 1}.get(function)
        return count == exactly if exactly else count >= _FEWEST.get(function, 1)
    return True
