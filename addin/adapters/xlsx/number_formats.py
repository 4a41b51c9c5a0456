"""Number formats that every workbook has without stating them, by their fixed numbers.

Source: ECMA-376 part 1, 18.8.30 (numFmt).
"""

from __future__ import annotations

import datetime as dt

from addin.tables.table import Value

GENERAL = 0
FIRST_OWN_FORMAT = 164
FORMAT_NUMBERS = {
    "General": 0,
    "0": 1,
    "0.00": 2,
    "#,##0": 3,
    "#,##0.00": 4,
    "0%": 9,
    "0.00%": 10,
    "0.00E+00": 11,
    "@": 49,
}
"""Those that mean the same in every language of Excel."""

SHORT_DATE, SHORT_DATE_AND_TIME, TIME, DURATION = 14, 22, 21, 46


def number_for(value: Value) -> int:
    """The number format in which a value reads well; General for all that is no date or time.

    The dates follow the reader's own settings: 14 March reads 14/03 in London, 3/14 in Los Angeles.
    """
    if isinstance(value, dt.datetime):
        return SHORT_DATE_AND_TIME if value.time() != dt.time() else SHORT_DATE
    if isinstance(value, dt.date):
        return SHORT_DATE
    if isinstance(value, dt.time):
        return TIME
    if isinstance(value, dt.timedelta):
        return DURATION
    return GENERAL
