"""Number format codes: which of them make a number a date, a time or a length of time.

Source:
    ECMA-376 part 1, 18.8.30 numFmt (the built-in codes) and 18.8.31 (the letters of a code).
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import Final

GENERAL: Final = "General"


class Shows(Enum):
    """What a cell with a number format shows its number as."""

    NUMBER = 0
    DATE = 1
    TIME = 2
    DATE_AND_TIME = 3
    DURATION = 4  # [h]:mm, which goes on past 24 hours


BUILT_IN: Final = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);\\("$"#,##0\\)',
    6: '"$"#,##0_);[Red]\\("$"#,##0\\)',
    7: '"$"#,##0.00_);\\("$"#,##0.00\\)',
    8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "m/d/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yyyy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    # East Asian Excel writes these numbers without a code; in each of its languages they are dates
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy/m/d"),
}
"""The codes that a file refers to by number alone."""

_NOT_SHOWN = re.compile(
    r"""
      "[^"]*"                       # text
    | \\.                           # one character as it is
    | [_*].                         # a blank as wide as a character; a filler
    | \[(?!h+\]|m+\]|s+\])[^\]]*\]  # colour, condition, language
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_TIME = re.compile(r"[hs]|am/pm|a/p")


@lru_cache(maxsize=4096)
def shows(code: str) -> Shows:
    """What a number becomes under a format; the first section of the code decides.

    >>> shows("yyyy-mm-dd;@"), shows('#,##0 "days"'), shows("[h]:mm")
    (<Shows.DATE: 1>, <Shows.NUMBER: 0>, <Shows.DURATION: 4>)

    """
    letters = _NOT_SHOWN.sub("", code).partition(";")[0].lower()
    if "general" in letters or letters == "standard":
        return Shows.NUMBER
    if _ELAPSED.search(letters):
        return Shows.DURATION
    time = _TIME.search(letters) is not None
    date = "y" in letters or "d" in letters or ("m" in letters and not time)
    if date:
        return Shows.DATE_AND_TIME if time else Shows.DATE
    return Shows.TIME if time else Shows.NUMBER
