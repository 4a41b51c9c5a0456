"""Turnaround: the rest between one day's release and the next day's call, and forced calls."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from addin.domain.clock import DAY, TimesMixed, When, hours, in_order
from addin.domain.money import Money
from addin.domain.rule_table import RuleTable


class NoRate(ValueError):
    """The penalty depends on somebody's pay, which is not given."""


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
    first, second = (moment for moment in in_order([release, next_call]) if moment is not None)
    if first == second and not isinstance(release, dt.datetime):
        return hours(DAY)
    return hours(second - first)


def shortfall(rest: Fraction, least: Decimal | Fraction) -> Fraction:
    """Hours of rest that are missing; 0 where the rest is enough. More than 0 is a forced call."""
    return max(Fraction(least) - rest, Fraction(0))


def forced_call(
    short: Decimal | Fraction,
    rules: RuleTable,
    day_rate: Money | None = None,
    hour_rate: Decimal | None = None,
) -> Money:
    """What a call before the end of the rest costs; nothing where no rest is missing.

    An agreement asks for a fixed amount (``forced_call_amount``), for a day's pay up to a limit
    (``forced_call_most``), or for the missing hours at a multiple (``forced_call_times``).

    Args:
        short: hours of rest that are missing.
        rules: of the agreement.
        day_rate: the person's pay for a day, where that counts.
        hour_rate: and for an hour.

    Raises:
        RuleNotFound: the table has none of the three.
        NoRate: it asks for a rate that is not given.
    """
    if short <= 0:
        return Money(0)
    if rules.has("forced_call_amount"):
        return Money(100).times(rules.value("forced_call_amount"))
    if rules.has("forced_call_most"):
        if day_rate is None:
            raise NoRate("the penalty is a day's pay up to a limit: give the day rate")
        return min(day_rate, Money(100).times(rules.value("forced_call_most")))
    times = rules.value("forced_call_times")
    if hour_rate is None:
        raise NoRate("the penalty is the missing hours at a multiple: give the hour rate")
    return Money(100).times(Fraction(short) * Fraction(times) * Fraction(hour_rate))
