"""What is charged again and again and rightly so: instalments, rent, weekly hire."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

_PART: Final = re.compile(
    r"\b(?:instal+ment|deposit|progress|draw|part(?:ial)?|stage|milestone|final|balance|retainer"
    r"|rent(?:al)?|lease|month(?:ly)?|week(?:ly)?|wk|period|subscription|hire"
    r"|\d+ ?(?:of|/) ?\d+)\b",
    re.IGNORECASE,
)
_SHORTEST: Final = 6  # days; charges that follow closer are not regular
_EVEN: Final = 4  # days by which the steps of regular charges may differ


def is_part(text: str) -> bool:
    """The words say that this is one of several charges: an instalment, a month, a deposit.

    >>> is_part("Stage rent, March"), is_part("2 of 3"), is_part("Lumber")
    (True, True, False)
    """
    return bool(_PART.search(text))


def is_regular(dates: Iterable[dt.date | None]) -> bool:
    """At least three days at an even pace of a week or more; False if one is not known."""
    days = list(dates)
    known = sorted(day for day in days if day is not None)
    if len(known) < len(days):
        return False
    steps = [(later - earlier).days for earlier, later in pairwise(known)]
    return len(steps) > 1 and min(steps) >= _SHORTEST and max(steps) - min(steps) <= _EVEN
