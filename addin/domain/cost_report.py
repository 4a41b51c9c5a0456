"""The cost report: cost to date + commitments + estimate to complete = estimated final cost."""

from __future__ import annotations

from dataclasses import dataclass

from addin.domain.money import Money
from addin.domain.source import NOWHERE, Source


@dataclass(frozen=True, slots=True)
class CostReportLine:
    """One row of a cost report as a sheet has it; None where it has no such column or value.

    ``is_total`` marks category, section and report totals; ``level`` is 0 for accounts and grows
    with each roll-up above them.
    """

    account: str
    description: str
    source: Source = NOWHERE
    actual_period: Money | None = None
    actual_to_date: Money | None = None
    commitments: Money | None = None
    total_cost: Money | None = None
    etc: Money | None = None
    efc: Money | None = None
    budget: Money | None = None
    changes: Money | None = None
    revised_budget: Money | None = None
    variance: Money | None = None
    previous_variance: Money | None = None
    variance_change: Money | None = None
    status_text: str = ""
    comment: str = ""
    is_total: bool = False
    level: int = 0
