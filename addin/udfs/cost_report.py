"""COST_: the cost report, from cost to date to estimated final cost and variance."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from addin.domain.forecast import estimate_to_complete, estimated_final_cost, percent, variance
from addin.domain.money import Money
from addin.domain.production import VarianceSign
from addin.udfs.cell_error import CellError
from addin.udfs.registry import function

CATEGORY: Final = "Cost report"
NOTHING: Final = Money(0)


@function(CATEGORY)
def cost_efc(cost_to_date: Money, commitments: Money = NOTHING, etc: Money = NOTHING) -> Money:
    """Estimated final cost: cost to date plus commitments plus estimate to complete.

    Args:
        cost_to_date: what was posted up to the cut-off; costs are positive.
        commitments: what open purchase orders still ask for.
        etc: estimate to complete: what is still to be spent and not yet ordered.

    Example:
        =COST_EFC(12000, 3500, 4500) gives 20000

    Source:
        Roll Credits Help, "What are EFC and ETC".
    """
    return estimated_final_cost(cost_to_date, commitments, etc)


@function(CATEGORY)
def cost_etc(efc: Money, cost_to_date: Money, commitments: Money = NOTHING) -> Money:
    """Estimate to complete: what is still to come and not yet ordered, when the EFC is held.

    Below zero the account has already cost more than it is forecast to.

    Args:
        efc: estimated final cost, as somebody forecasts it.
        cost_to_date: what was posted up to the cut-off; costs are positive.
        commitments: what open purchase orders still ask for.

    Example:
        =COST_ETC(20000, 12000, 3500) gives 4500
        =COST_ETC(15000, 12000, 3500) gives -500

    Source:
        Roll Credits Help, "What are EFC and ETC".
    """
    return estimate_to_complete(cost_to_date, commitments, efc)


@function(CATEGORY)
def cost_total(cost_to_date: Money, commitments: Money = NOTHING) -> Money:
    """Total cost: cost to date plus commitments, what is gone whatever happens next.

    Args:
        cost_to_date: what was posted up to the cut-off; costs are positive.
        commitments: what open purchase orders still ask for.

    Example:
        =COST_TOTAL(12000, 3500) gives 15500
    """
    return cost_to_date + commitments


@function(CATEGORY)
def cost_revised(budget: Money, changes: Money = NOTHING) -> Money:
    """Revised budget: the locked budget plus approved changes, overages and transfers.

    Args:
        budget: the locked, approved budget.
        changes: what was approved since; what an account gave to another is negative.

    Example:
        =COST_REVISED(18000, -2500) gives 15500
    """
    return budget + changes


@function(CATEGORY)
def cost_variance(
    revised_budget: Money, efc: Money, sign: VarianceSign = VarianceSign.UNDER_IS_POSITIVE
) -> Money:
    """Variance, (over)/under: revised budget less estimated final cost; an overrun is negative.

    Args:
        revised_budget: the locked budget plus approved changes.
        efc: estimated final cost.
        sign: how the workbook shows money that is left; "over is positive" turns it round.

    Example:
        =COST_VARIANCE(18000, 20000) gives -2000
        =COST_VARIANCE(18000, 20000, "over is positive") gives 2000
    """
    return variance(revised_budget, efc, sign)


@function(CATEGORY)
def cost_percent_spent(cost_to_date: Money, revised_budget: Money) -> Decimal:
    """Share of the revised budget that is spent: 0.25 is 25 %; #DIV/0! without a budget.

    Args:
        cost_to_date: what was posted up to the cut-off.
        revised_budget: the locked budget plus approved changes.

    Example:
        =COST_PERCENT_SPENT(4500, 18000) gives 0.25
        =COST_PERCENT_SPENT(4500, 0) gives #DIV/0!
    """
    return _percent(cost_to_date, revised_budget)


@function(CATEGORY)
def cost_percent_committed(
    cost_to_date: Money, commitments: Money, revised_budget: Money
) -> Decimal:
    """Share of the revised budget that is spent or ordered: 0.25 is 25 %; #DIV/0! without one.

    Args:
        cost_to_date: what was posted up to the cut-off.
        commitments: what open purchase orders still ask for.
        revised_budget: the locked budget plus approved changes.

    Example:
        =COST_PERCENT_COMMITTED(4500, 9000, 18000) gives 0.75
    """
    return _percent(cost_to_date + commitments, revised_budget)


def _percent(part: Money, revised_budget: Money) -> Decimal:
    share = percent(part, revised_budget)
    if share is None:
        raise CellError("#DIV/0!", "revised_budget is 0: there is nothing to be a share of")
    return share
