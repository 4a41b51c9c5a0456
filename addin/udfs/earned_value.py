"""EV_: earned value, one task or a column of tasks at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.earned_value import (
    EacBy,
    EarnedBy,
    NoIndex,
    OutOfReach,
    Performance,
    earned_share,
    planned_share,
    share_spent,
)
from addin.domain.money import Money
from addin.udfs.cell_error import CellError
from addin.udfs.registry import function

CATEGORY = "Earned value"
NOTHING = Money(0)
SHOWS: Final[Mapping[type[Exception], str]] = {NoIndex: "#DIV/0!", OutOfReach: "#NUM!"}


@function(CATEGORY)
def ev_pv(
    budget: Money,
    start: dt.date,
    finish: dt.date,
    status_date: dt.date,
    method: EarnedBy = EarnedBy.PERCENT,
) -> Money:
    """Planned value (BCWS): the budget of the work that should be done at the end of a day.

    Evenly over the calendar days from start to finish, both included; a task earned by 0/100 or
    50/50 is planned by the same rule, or it would seem late while it runs.

    Args:
        budget: of the finished task (BAC).
        start: its first day as planned.
        finish: its last day as planned.
        status_date: the day of the report.
        method: how the task earns its budget: percent (left out), 0/100, 50/50, units, milestones.

    Example:
        =EV_PV(1000, DATE(2026,3,2), DATE(2026,3,11), DATE(2026,3,4)) gives 300
        =EV_PV(1000, DATE(2026,3,2), DATE(2026,3,11), DATE(2026,3,4), "50/50") gives 500

    Source:
        PMI, Practice Standard for Earned Value Management; ANSI/EIA-748.
    """
    return budget.times(planned_share(start, finish, status_date, method))


@function(CATEGORY, shows=SHOWS)
def ev_earned(
    budget: Money, done: Decimal, method: EarnedBy = EarnedBy.PERCENT, whole: Decimal = Decimal(1)
) -> Money:
    """Earned value (BCWP): the budget of the work that is done.

    Args:
        budget: of the finished task (BAC).
        done: the share that is done (50% or 0.5); or the units done; or the weight of the
            milestones reached.
        method: percent (left out); 0/100, all when it is finished; 50/50, half when it begins;
            units; milestones.
        whole: for units and milestones: all units, or the weight of all milestones.

    Example:
        =EV_EARNED(1000, 40%) gives 400
        =EV_EARNED(1000, 40%, "50/50") gives 500
        =EV_EARNED(1000, 40%, "0/100") gives 0
        =EV_EARNED(12000, 18, "units", 24) gives 9000

    Source:
        PMI, Practice Standard for Earned Value Management: fixed formula, percent complete,
        weighted milestone, physical measurement.
    """
    try:
        return budget.times(earned_share(Fraction(done), Fraction(whole), method))
    except ValueError as error:
        raise CellError("#NUM!", f"{error}; a percentage is 50% or 0.5") from error


@function(CATEGORY)
def ev_cv(earned: Money, actual: Money) -> Money:
    """Cost variance: earned value less actual cost; positive is under budget.

    Args:
        earned: earned value to date (EV).
        actual: actual cost to date (AC).

    Example:
        =EV_CV(400, 500) gives -100

    Source:
        PMI, PMBOK Guide: CV = EV - AC.
    """
    return _at(earned=earned, actual=actual).cost_variance


@function(CATEGORY)
def ev_sv(earned: Money, planned: Money) -> Money:
    """Schedule variance: earned value less planned value; positive is ahead of the plan.

    It goes back to 0 when the work is finished, however late: EV_SPI_T does not.

    Args:
        earned: earned value to date (EV).
        planned: planned value to date (PV).

    Example:
        =EV_SV(400, 500) gives -100

    Source:
        PMI, PMBOK Guide: SV = EV - PV.
    """
    return _at(earned=earned, planned=planned).schedule_variance


@function(CATEGORY, shows=SHOWS)
def ev_cpi(earned: Money, actual: Money) -> Fraction:
    """Cost performance index: what one unit of money has earned; below 1 is over budget.

    Args:
        earned: earned value to date (EV).
        actual: actual cost to date (AC); 0 is #DIV/0!, nothing was spent yet.

    Example:
        =EV_CPI(400, 500) gives 0.8
        =EV_CPI(0, 0) gives #DIV/0!

    Source:
        PMI, PMBOK Guide: CPI = EV / AC.
    """
    return _at(earned=earned, actual=actual).cost_index


@function(CATEGORY, shows=SHOWS)
def ev_spi(earned: Money, planned: Money) -> Fraction:
    """Schedule performance index: the share of the planned work that is done; below 1 is late.

    Args:
        earned: earned value to date (EV).
        planned: planned value to date (PV); 0 is #DIV/0!, nothing was to be done yet.

    Example:
        =EV_SPI(400, 500) gives 0.8

    Source:
        PMI, PMBOK Guide: SPI = EV / PV.
    """
    return _at(earned=earned, planned=planned).schedule_index


@function(CATEGORY, shows=SHOWS)
def ev_eac(
    budget: Money,
    earned: Money,
    actual: Money,
    method: EacBy = EacBy.CPI,
    planned: Money | None = None,
    etc: Money | None = None,
) -> Money:
    """Estimate at completion: what the work will have cost, by what is assumed of the rest.

    Args:
        budget: budget at completion (BAC).
        earned: earned value to date (EV).
        actual: actual cost to date (AC).
        method: cpi (left out): the rest costs what the work so far did; remaining: what was
            budgeted; cpi_spi: cost and delay go on; bottom_up: a new estimate.
        planned: planned value to date (PV), for cpi_spi.
        etc: new estimate of the work left, for bottom_up.

    Example:
        =EV_EAC(1000, 400, 500) gives 1250
        =EV_EAC(1000, 400, 500, "remaining") gives 1100
        =EV_EAC(1000, 400, 500, "cpi_spi", 500) gives 1437.5
        =EV_EAC(1000, 400, 500, "bottom_up", , 650) gives 1150

    Source:
        PMI, PMBOK Guide: BAC / CPI; AC + BAC - EV; AC + (BAC - EV) / (CPI x SPI); AC + ETC.
    """
    if method is EacBy.CPI_SPI and planned is None:
        raise CellError("#VALUE!", "planned is missing: cpi_spi needs the planned value")
    return _at(budget, planned or NOTHING, earned, actual).at_completion(method, etc)


@function(CATEGORY)
def ev_etc(eac: Money, actual: Money) -> Money:
    """Estimate to complete: what the work left will cost.

    Args:
        eac: estimate at completion, from EV_EAC.
        actual: actual cost to date (AC).

    Example:
        =EV_ETC(1250, 500) gives 750

    Source:
        PMI, PMBOK Guide: ETC = EAC - AC.
    """
    return eac - actual


@function(CATEGORY)
def ev_vac(budget: Money, eac: Money) -> Money:
    """Variance at completion: budget less estimate; positive is under budget.

    Args:
        budget: budget at completion (BAC).
        eac: estimate at completion, from EV_EAC.

    Example:
        =EV_VAC(1000, 1250) gives -250

    Source:
        PMI, PMBOK Guide: VAC = BAC - EAC.
    """
    return budget - eac


@function(CATEGORY, shows=SHOWS)
def ev_tcpi(budget: Money, earned: Money, actual: Money, eac: Money | None = None) -> Fraction:
    """To-complete performance index: how efficient the work left must be to end on budget.

    Args:
        budget: budget at completion (BAC).
        earned: earned value to date (EV).
        actual: actual cost to date (AC).
        eac: the estimate to end at instead of the budget; left out, the budget.

    Example:
        =EV_TCPI(1000, 400, 500) gives 1.2
        =EV_TCPI(1000, 400, 500, 1250) gives 0.8
        =EV_TCPI(1000, 900, 1100) gives #NUM!

    Source:
        PMI, PMBOK Guide: TCPI = (BAC - EV) / (BAC - AC), or (BAC - EV) / (EAC - AC).
    """
    at = _at(budget, earned=earned, actual=actual)
    return at.to_complete_index(budget if eac is None else eac)


@function(CATEGORY, shows=SHOWS)
def ev_spent(actual: Money, eac: Money, commitments: Money = NOTHING) -> Fraction:
    """Share of the estimate at completion that is spent; with commitments, spent and on order.

    Beside the share that is earned it shows cost that runs ahead of the work.

    Args:
        actual: actual cost to date (AC).
        eac: estimate at completion, from EV_EAC or the cost report.
        commitments: what open purchase orders still ask for; left out, without them.

    Example:
        =EV_SPENT(500, 1250) gives 0.4
        =EV_SPENT(500, 1250, 250) gives 0.6
    """
    return share_spent(actual, commitments, eac)


def _at(
    budget: Money = NOTHING,
    planned: Money = NOTHING,
    earned: Money = NOTHING,
    actual: Money = NOTHING,
) -> Performance:
    return Performance(budget, planned, earned, actual)
