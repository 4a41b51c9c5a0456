"""Durations as planning programs and people write them: 5, 5 days, 2w, 4 hrs, 1.5d?, 3 edays."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

_TEXT: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(e?)([a-z]*)\.?\s*\??", re.IGNORECASE)
_UNITS: Final = {
    **dict.fromkeys(("", "d", "dy", "dys", "day", "days"), "day"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "week"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hour"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minute"),
    **dict.fromkeys(("mo", "mon", "mons", "month", "months"), "month"),
}
_DAYS: Final = {"day": 1, "week": 5, "month": 20}
_ELAPSED_HOURS: Final = {"day": 24, "week": 168, "month": 720, "hour": 1}


class Length(NamedTuple):
    """A duration in days of the plan; elapsed ones run round the clock."""

    days: Decimal
    is_elapsed: bool = False


def length_of(text: str, hours_per_day: Decimal = Decimal(8)) -> Length | None:
    """A written duration in days of so many hours; None if it is none.

    A week has 5 days and a month 20, as in Microsoft Project; an elapsed one 7 and 30.

    >>> [str(length_of(text).days) for text in ("2w", "4 hrs", "1.5 days?", "1 eday")]
    ['10', '0.5', '1.5', '3']
    """
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        return None
    unit = _UNITS.get(found[3].casefold())
    if unit is None:
        return None
    number, elapsed = Decimal(found[1].replace(",", ".")), bool(found[2])
    if unit == "minute":
        return Length(number / 60 / hours_per_day, elapsed)
    if elapsed:
        return Length(number * _ELAPSED_HOURS[unit] / hours_per_day, is_elapsed=True)
    if unit == "hour":
        return Length(number / hours_per_day)
    return Length(number * _DAYS[unit])
