"""Number formats: those every workbook has without stating them, and which codes Excel takes.

Source: ECMA-376 part 1, 18.8.30 (numFmt) and 18.8.31 (what a code may hold).
"""

from __future__ import annotations

import datetime as dt
import re

from addin.tables.table import Value

GENERAL = 0
FIRST_OWN_FORMAT = 164
LONGEST_CODE = 255
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

_SECTION = re.compile(
    r"""
    (?: "[^"]*"                                   # text
      | [\\_*].                                   # as it is; a blank as wide; a filler
      | \[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color\ ?\d{1,2})\]
      | \[(?:[<>]=?|=|<>)\s*-?\d+(?:\.\d+)?(?:E[-+]?\d+)?\]
      | \[\$[^\]]*\] | \[(?:DBNum\d|Hebrew|Thai|ENG|JPN|CHS|CHT|KOR)\w*\]
      | \[(?:h+|m+|s+)\]                          # past 24 hours, 60 minutes
      | General | AM/PM | A/P | E[-+] | aaaa? | [ymdhsegb]+
      | [0-9#?.,%/@]
      | [-+$():!^&'~{}<>=\ |`] | [^\x00-\x7f]        # shown as they are, without quotes
    )*
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def what_is_wrong(code: str) -> str:
    """Why Excel would not take a number format; empty if it would.

    >>> what_is_wrong('#,##0.00 "USD"'), what_is_wrong("0.00 USD")
    ('', "it has 'USD' outside quotation marks")

    """
    if not code or len(code) > LONGEST_CODE:
        return f"it must have 1 to {LONGEST_CODE} characters"
    if _CONTROL.search(code):
        return "it has a character that cannot be shown"
    at, sections = 0, 1
    while True:
        found = _SECTION.match(code, at)
        at = found.end() if found else at
        if at == len(code):
            break
        if code[at] != ";":
            return _misplaced(code[at:])
        at, sections = at + 1, sections + 1
    return "" if sections <= 4 else "it has more than four parts"


def _misplaced(rest: str) -> str:
    if rest[0] == '"':
        return "a quotation mark is not closed"
    if rest[0] == "[":
        return f"Excel does not know {rest.partition(']')[0]}]"
    word = re.match(r"[A-Za-z]+", rest)
    return f"it has {(word[0] if word else rest[0])!r} outside quotation marks"


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
