"""Earned value: planned, earned and actual cost, and what they say of cost and schedule.

Names in brackets are those of ANSI/EIA-748: planned value (BCWS), earned value (BCWP), actual cost
(ACWP), budget at completion (BAC). In every variance positive is good: under budget, ahead of plan.

Source:
    PMI, Practice Standard for Earned Value Management, and PMBOK Guide; ANSI/EIA-748.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from addin.domain.money import Money, ratio_half_up

_NO_CPI: Final = "nothing was spent yet: there is no CPI"


class NoIndex(ArithmeticError):
    """An index has nothing to divide by; the text says which, and why."""


class OutOfReach(ArithmeticError):
    """No efficiency of the remaining work keeps the goal: its money is spent already."""


class EarnedBy(StrEnum):
    """How done work earns its budget."""

    PERCENT = "percent"  # the share that is done
    AT_END = "0/100"  # nothing before it is finished
    HALF = "50/50"  # half when it begins, the rest when it is finished
    UNITS = "units"  # units done of all units: approved shots, delivered pieces
    MILESTONES = "milestones"  # weight of the milestones reached, of all weights


class EacBy(StrEnum):
    """What is assumed of the work that is left, for the estimate at completion."""

    CPI = "cpi"  # it costs what the work so far did: BAC / CPI
    REMAINING = "remaining"  # it costs what was budgeted: AC + (BAC - EV)
    CPI_SPI = "cpi_spi"  # it suffers from cost and delay so far: AC + (BAC - EV) / (CPI x SPI)
    BOTTOM_UP = "bottom_up"  # it was estimated afresh: AC + ETC


def earned_share(done: Fraction, whole: Fraction, by: EarnedBy) -> Fraction:
    """The share of its budget that a task has earned.

    Args:
        done: the share, the units, or the weight of the milestones that are done.
        whole: all units or weights; 1 for a share.
        by: the rule, fixed when the task was planned.

    Raises:
        ValueError: less than nothing is done, or more than the whole.
        NoIndex: the whole is nothing.

    >>> earned_share(Fraction(1, 5), Fraction(1), EarnedBy.HALF)
    Fraction(1, 2)
    """
    if not whole:
        raise NoIndex("the whole is 0: nothing can be done of it")
    share = done / whole
    if not 0 <= share <= 1:
        raise ValueError(
            f"done is {float(done):g} of {float(whole):g}: it lies between nothing and the whole"
        )
    if by is EarnedBy.AT_END:
        return Fraction(share == 1)
    if by is EarnedBy.HALF:
        return Fraction((share > 0) + (share == 1), 2)
    return share


def planned_share(start: dt.date, finish: dt.date, on: dt.date, by: EarnedBy) -> Fraction:
    """The share of its budget that a task should have earned at the end of a day.

    By percent, units and milestones evenly over its calendar days, first and last included; by
    0/100 and 50/50 as it is earned.

    Raises:
        ValueError: it finishes before it starts.

    >>> first, last = dt.date(2026, 3, 2), dt.date(2026, 3, 11)
    >>> planned_share(first, last, dt.date(2026, 3, 4), EarnedBy.UNITS)
    Fraction(3, 10)
    """
    if finish < start:
        raise ValueError(f"the task finishes on {finish}, before it starts on {start}")
    days = (finish - start).days + 1
    gone = min(max((on - start).days + 1, 0), days)
    return earned_share(Fraction(gone), Fraction(days), by)


@dataclass(frozen=True, slots=True)
class Performance:
    """One task, or a whole show, at a status date; amounts are to date."""

    budget: Money  # of the finished work (BAC)
    planned: Money  # budget of the work that should be done (PV)
    earned: Money  # budget of the work that is done (EV)
    actual: Money  # what the done work cost (AC)

    @property
    def cost_variance(self) -> Money:
        """EV - AC: under what was budgeted for the done work."""
        return self.earned - self.actual

    @property
    def schedule_variance(self) -> Money:
        """EV - PV: ahead of the plan, in money."""
        return self.earned - self.planned

    @property
    def cost_index(self) -> Fraction:
        """CPI = EV / AC: what a unit of money has earned.

        Raises:
            NoIndex: nothing was spent.
        """
        return _ratio(self.earned, self.actual, _NO_CPI)

    @property
    def schedule_index(self) -> Fraction:
        """SPI = EV / PV: how much of the plan is done.

        Raises:
            NoIndex: nothing was planned.
        """
        return _ratio(self.earned, self.planned, "nothing was planned yet: there is no SPI")

    def at_completion(self, by: EacBy, to_complete: Money | None = None) -> Money:
        """The estimate at completion (EAC).

        Raises:
            NoIndex: nothing was spent or earned yet, or planned, that the estimate builds on.
            ValueError: bottom-up, and ``to_complete`` is None.
        """
        if by is EacBy.REMAINING:
            return self.actual + (self.budget - self.earned)
        if by is EacBy.BOTTOM_UP:
            if to_complete is None:
                raise ValueError("etc is missing: bottom_up is actual cost plus a new estimate")
            return self.actual + to_complete
        if not self.actual:
            raise NoIndex(_NO_CPI)
        if not self.earned:
            raise NoIndex("nothing was earned yet: CPI is 0, and nothing can be divided by it")
        if by is EacBy.CPI:
            minor = ratio_half_up(self.budget.minor * self.actual.minor, self.earned.minor)
            return Money(minor, self.budget.currency)
        left = self.budget - self.earned
        return self.actual + left.times(1 / (self.cost_index * self.schedule_index))

    def to_complete_index(self, goal: Money) -> Fraction:
        """TCPI: the efficiency that the work left needs to end at a goal, the BAC or an EAC.

        Raises:
            NoIndex: the goal is spent exactly.
            OutOfReach: it is overspent, and work is left.
        """
        left, funds = self.budget - self.earned, goal - self.actual
        if funds.is_negative and left.minor > 0:
            raise OutOfReach(
                f"{(-funds).text()} more than {goal.text()} is spent, and work is left"
            )
        return _ratio(left, funds, f"{goal.text()} is spent to the last: nothing is left for work")


def share_spent(actual: Money, commitments: Money, eac: Money) -> Fraction:
    """The share of the estimate at completion that is spent, or spent and committed.

    Raises:
        NoIndex: the estimate is nothing.
    """
    return _ratio(actual + commitments, eac, "eac is 0: there is nothing to be a share of")


def _ratio(above: Money, below: Money, why_not: str) -> Fraction:
    if not below:
        raise NoIndex(why_not)
    return Fraction(above.minor, below.minor)
