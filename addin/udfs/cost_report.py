"""COST_: the cost report, from cost to date to estimated final cost and variance."""

from __future__ import annotations

from addin.domain.money import Money
from addin.udfs.registry import function

CATEGORY = "Cost report"
NOTHING = Money(0)


@function(CATEGORY)
def cost_efc(cost_to_date: Money, commitments: Money = NOTHING, etc: Money = NOTHING) -> Money:
    """Estimated final cost: cost to date plus commitments plus estimate to complete.

    Args:
        cost_to_date: what was posted up to the cut-off; costs are positive.
        commitments: what open purchase orders still ask for.
        etc: estimate to complete: what is still to be spent and not yet ordered.

    Example:
        =COST_EFC(12000, 3500, 4500) gives 20000
    """
    return cost_to_date + commitments + etc
