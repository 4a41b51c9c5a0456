"""Earned schedule: how late a show is in time, where schedule variance in money goes back to 0.

Source:
    W. Lipke, Schedule is Different (2003); ISO 21508:2018; PMI Standard for Earned Value Management
    (2019): ES = N + (EV - PV_N) / (PV_N+1 - PV_N); SPI(t) = ES / AT.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from addin.domain.money import Money


def earned_schedule(planned: Sequence[Money], earned: Money) -> Fraction:
    """The time, in periods, at which the plan had what is now earned.

    Where the plan stands still, the later time; once all is earned, the planned duration.

    Args:
        planned: cumulative planned value at the end of each period.
        earned: earned value to date.

    Raises:
        ValueError: no plan, one that falls, or less than nothing earned, or more than all planned.

    >>> earned_schedule([Money(100), Money(300), Money(400)], Money(200))
    Fraction(3, 2)
    """
    values = [0, *(value.minor for value in planned)]
    if any(later < sooner for sooner, later in pairwise(values)):
        raise ValueError("the planned values fall: they are cumulative, from period to period")
    if values[-1] == 0:
        raise ValueError("nothing is planned")
    if not 0 <= earned.minor <= values[-1]:
        raise ValueError(
            f"{earned.text()} is earned, which lies not between nothing and all that is planned,"
            f" {planned[-1].text()}"
        )
    if earned.minor == values[-1]:
        return Fraction(bisect_left(values, values[-1]))
    whole = bisect_right(values, earned.minor) - 1
    step = values[whole + 1] - values[whole]
    return whole + Fraction(earned.minor - values[whole], step)


def planned_duration(planned: Sequence[Money]) -> int:
    """The periods until everything is planned to be done."""
    values = [0, *(value.minor for value in planned)]
    return bisect_left(values, values[-1])
