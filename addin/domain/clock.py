"""Times on a call sheet: times of day roll over midnight, so that each comes after the last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

DAY: Final = dt.timedelta(days=1)
NO_DATE: Final = dt.datetime(1900, 1, 1)
"""The day that times without a date are put on: only what lies between them is meant."""
When = dt.datetime | dt.timedelta
"""A date with its time, or a time since midnight; 25:30 is half past one on the next day."""


class TimesMixed(ValueError):
    """Some times have a date and others none, so that their order is a guess; or time runs back."""


def in_order(whens: Sequence[When | None]) -> list[dt.datetime | None]:
    """The moments of one person's day, each at or after the one before; None stays None.

    A time of day is the next one after the moment before it: a call at 18:00 and a wrap at 04:00
    are ten hours apart. Times of 24:00 and more say themselves which day they are on.

    Raises:
        TimesMixed: a date comes before its predecessor, or follows a time without a date.
    """
    last: dt.datetime | None = None
    dated = False
    found: list[dt.datetime | None] = []
    for when in whens:
        if when is None:
            found.append(None)
            continue
        if isinstance(when, dt.datetime):
            if last is not None and not dated:
                raise TimesMixed("give all times a date, or none of them")
            if last is not None and when < last:
                raise TimesMixed(f"{when:%Y-%m-%d %H:%M} comes before {last:%Y-%m-%d %H:%M}")
            last, dated = when, True
        else:
            last = _rolled(when, last)
        found.append(last)
    return found


def _rolled(time: dt.timedelta, last: dt.datetime | None) -> dt.datetime:
    if last is None:
        return NO_DATE + time
    midnight = dt.datetime(last.year, last.month, last.day)
    moment = (NO_DATE if last < NO_DATE + 2 * DAY and time >= DAY else midnight) + time
    while moment < last:
        moment += DAY
    return moment


def hours(span: dt.timedelta) -> Fraction:
    """A span of time in hours, exact to the second.

    >>> hours(dt.timedelta(hours=10, minutes=20))
    Fraction(31, 3)
    """
    return Fraction(round(span.total_seconds()), 3600)
