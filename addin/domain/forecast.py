"""The cost report's arithmetic: twelve columns from what is known of an account.

Cost to date + commitments + estimate to complete (ETC) = estimated final cost (EFC). A person types
one of the last two and the other follows: which one is a property of the workbook, or of the
account.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money, total
from addin.domain.production import ForecastMode, VarianceSign

AMOUNTS: Final = (
    "actual_period",
    "actual_to_date",
    "commitments",
    "total_cost",
    "etc",
    "efc",
    "budget",
    "changes",
    "revised_budget",
    "variance",
    "previous_variance",
    "variance_change",
)
"""The columns of money of a cost report, in its order."""


@dataclass(frozen=True, slots=True)
class AccountPosition:
    """What is known of one account before its row is computed.

    ``held`` is the number a person typed: the EFC or the ETC, as the mode says. ``mode`` None means
    the workbook's.
    """

    account: str
    description: str
    actual_period: Money
    actual_to_date: Money
    commitments: Money
    held: Money
    budget: Money
    changes: Money
    previous_variance: Money | None = None
    mode: ForecastMode | None = None


def estimated_final_cost(
    cost_to_date: Money, commitments: Money, estimate_to_complete: Money
) -> Money:
    """What an account will have cost when the show wraps (EFC).

    Args:
        cost_to_date: posted to the ledger so far; credits are negative.
        commitments: open purchase orders, less what the ledger has relieved.
        estimate_to_complete: what is still to come and not yet on a PO (ETC).

    Raises:
        CurrencyMismatch: the three are not in one currency.

    Source:
        Roll Credits Help, "What are EFC and ETC".

    >>> print(estimated_final_cost(Money(200000), Money(50000), Money(100000)))
    3,500.00
    """
    return cost_to_date + commitments + estimate_to_complete


def estimate_to_complete(cost_to_date: Money, commitments: Money, efc: Money) -> Money:
    """What is still to come and not yet on a PO (ETC); negative: already over its forecast.

    >>> print(estimate_to_complete(Money(200000), Money(50000), Money(350000)))
    1,000.00
    """
    return efc - cost_to_date - commitments


def variance(
    budget: Money, efc: Money, sign: VarianceSign = VarianceSign.UNDER_IS_POSITIVE
) -> Money:
    """(Over)/under: revised budget less EFC; the other way round where the workbook shows it so.

    >>> print(variance(Money(100000), Money(120000)))
    -200.00
    """
    under = budget - efc
    return under if sign is VarianceSign.UNDER_IS_POSITIVE else -under


def percent(part: Money | None, revised_budget: Money | None) -> Decimal | None:
    """Percent spent or committed, 0.25 for 25 %; None where the revised budget is 0 or unknown.

    >>> percent(Money(25), Money(100))
    Decimal('0.25')
    """
    if part is None or not revised_budget:
        return None
    return part.amount / revised_budget.amount


def compute(
    position: AccountPosition,
    mode: ForecastMode = ForecastMode.EFC_HELD,
    sign: VarianceSign = VarianceSign.UNDER_IS_POSITIVE,
) -> CostReportLine:
    """An account's row, every column filled; ``mode`` is the workbook's, the account may override.

    The two percentages follow from ``percent``.
    """
    committed = position.actual_to_date + position.commitments
    if (position.mode or mode) is ForecastMode.EFC_HELD:
        efc, etc = position.held, position.held - committed
    else:
        efc, etc = committed + position.held, position.held
    revised = position.budget + position.changes
    var = variance(revised, efc, sign)
    before = position.previous_variance
    return CostReportLine(
        account=position.account,
        description=position.description,
        actual_period=position.actual_period,
        actual_to_date=position.actual_to_date,
        commitments=position.commitments,
        total_cost=committed,
        etc=etc,
        efc=efc,
        budget=position.budget,
        changes=position.changes,
        revised_budget=revised,
        variance=var,
        previous_variance=before,
        variance_change=None if before is None else var - before,
    )


def roll_up(
    lines: Iterable[CostReportLine], description: str, account: str = "", level: int = 1
) -> CostReportLine:
    """The total row of some rows, column by column; a column is None where every row's is."""
    rows = tuple(lines)
    sums: dict[str, Money | None] = {}
    for column in AMOUNTS:
        values = [value for row in rows if (value := getattr(row, column)) is not None]
        sums[column] = total(values) if values else None
    blank = CostReportLine(account, description, is_total=True, level=level)
    return replace(blank, **sums)  # type: ignore[arg-type]  # all are columns of money


def is_over_forecast(line: CostReportLine) -> bool:
    """ETC below zero: cost and commitments already exceed what the account was forecast to cost."""
    return line.etc is not None and line.etc.is_negative


def is_stale_forecast(now: CostReportLine, before: CostReportLine) -> bool:
    """New cost or commitments came in while the typed ETC stayed: nobody looked at the forecast."""
    if now.etc is None or now.etc != before.etc or not now.etc:
        return False
    if now.total_cost is None or before.total_cost is None:
        return False
    return now.total_cost > before.total_cost
