"""COS114: an account has cost and no budget.

Why it matters: its whole cost is an overrun that no variance shows until somebody gives it a
budget; often the cost belongs to the account beside it.

Example: 1,850.00 spent on 3375, which the budget does not have.

What to do: recode the cost, or move budget to the account.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.account_codes import Mask
from addin.domain.accounts import AccountKind, wider_codes
from addin.domain.actuals import Posting
from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.journal import is_balance_sheet_name
from addin.rules.report import current, named_row
from addin.rules.rule import Workpapers

CODE = "COS114"
MOSTLY = 0.5
"""With fewer of the ledger's accounts in it, the budget is kept by other codes."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield the report's rows without a budget; without a report, the ledger's accounts."""
    found = current(papers.production)
    for lines in found:
        accounts = [
            line for line in lines if not line.is_total and (line.account or line.description)
        ]
        if not any(line.budget or line.revised_budget for line in accounts):
            continue
        for line in accounts:
            cost = _cost(line)
            if cost and not cost.is_negative and not (line.budget or line.revised_budget):
                yield _row(line, cost)
    if not found:
        yield from _of_ledger(papers)


def _above(code: str, *, is_wide: bool) -> list[str]:
    """The accounts whose budget covers a detail code: the one before its dash, or all above it."""
    wider = list(wider_codes(code))
    if is_wide:
        return wider
    return [] if code.isalnum() else wider[:1]


def _cost(line: CostReportLine) -> Money | None:
    for amount in (line.total_cost, line.actual_to_date):
        if amount is not None:
            return amount
    return None


def _row(line: CostReportLine, cost: Money) -> Finding:
    return Finding(
        CODE,
        Severity.NOTE,
        f"{named_row(line)} has a cost of {cost} and no budget.",
        (
            line.source.at("budget", "revised_budget"),
            line.source.at("total_cost" if line.total_cost is not None else "actual_to_date"),
        ),
        numbers=(("cost", cost),),
        advice="Recode the cost, or move budget to the account.",
        subject=f"account {line.account or line.description}",
        impact=cost,
    )


def _of_ledger(papers: Workpapers) -> Iterator[Finding]:
    production = papers.production
    mask = production.chart.mask if production.chart else Mask()
    budgeted = {mask.normal(line.account) for line in production.budget if line.account}
    costs: dict[str, list[Posting]] = {}
    for posting in production.postings:
        is_code = any(c.isdecimal() for c in posting.account)
        if is_code and posting.amount and not is_balance_sheet_name(posting.account_name):
            costs.setdefault(mask.normal(posting.account), []).append(posting)
    is_wide = sum(code in budgeted for code in costs) * 2 < len(costs)
    without = [code for code in costs if not budgeted & {code, *_above(code, is_wide=is_wide)}]
    if not budgeted or len(costs) - len(without) < MOSTLY * len(costs):
        return
    for code in without:
        account = production.chart.find(code) if production.chart else None
        known = [p.amount for p in costs[code] if p.amount]
        amounts = [a for a in known if a.currency == known[0].currency]
        cost = Money(sum(a.minor for a in amounts), amounts[0].currency)
        if (account is None or account.kind is AccountKind.COST) and cost and not cost.is_negative:
            yield Finding(
                CODE,
                Severity.NOTE,
                f"Account {code} has a cost of {cost} in the ledger, and no budget line.",
                drawn_together(map(amount_cell, costs[code])),
                numbers=(("cost", cost),),
                advice="Recode the cost, or move budget to the account.",
                subject=f"account {code}",
                impact=cost,
            )
