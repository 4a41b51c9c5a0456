"""Turnaround: the rest between one day's release and the next day's call."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from addin.domain.clock import DAY, TimesMixed, When, hours, in_order


def turnaround(release: When, next_call: When) -> Fraction:
    """Hours of rest between a release and the next call.

    Without dates the call is the next such time after the release; the same time is a day later.

    Raises:
        TimesMixed: one has a date and the other has none, or the call comes before the release.

    >>> turnaround(dt.timedelta(hours=20), dt.timedelta(hours=6))
    Fraction(10, 1)
    """
    if isinstance(release, dt.datetime) != isinstance(next_call, dt.datetime):
        raise TimesMixed("give both the release and the next call a date, or neither")
    first, second = in_order([release, next_call])
    if first is None or second is None:  # pragma: no cover - neither is None
        return Fraction(0)
    if first == second and not isinstance(release, dt.datetime):
        return hours(DAY)
    return hours(second - first)


def shortfall(rest: Fraction, least: Decimal | Fraction) -> Fraction:
    """Hours of rest that are missing; 0 where the rest is enough. More than 0 is a forced call."""
    return max(Fraction(least) - rest, Fraction(0))
