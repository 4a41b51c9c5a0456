"""COS111: a label says the opposite of the numbers.

Why it matters: people read the label, not the sum. A rule that was written for the other sign
calls every saving a problem and every problem fine.

Example: 364,919 spent of 300,000 is "On Track", 460,126 of 600,000 is "Over Budget": the label
tests budget - actual, which is positive when money is left.

What to do: turn the label's test, or its sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together
from addin.rules.report import NAMES, is_income, named_row, plans
from addin.rules.rule import Workpapers
from addin.tables.cells import to_money
from addin.tables.table import column_number

CODE = "COS111"
_OVER: Final = re.compile(
    r"\bover(?:[- ]?(?:budget|spent|spend|run))?\b|\bexceed(?:s|ed)?\b|\bunfavou?rable\b"
    r"|\bin the red\b",
    re.IGNORECASE,
)
_UNDER: Final = re.compile(
    r"\bunder(?:[- ]?(?:budget|spent|spend|run))?\b|\bwithin\b|\bfavou?rable\b|\bin the black\b",
    re.IGNORECASE,
)
_FINE: Final = re.compile(r"\bon[- ](?:track|budget|target)\b|^ok$|^fine$|^good$", re.IGNORECASE)
_DIFFERENCE: Final = re.compile(r"\+?([A-Z]{1,3})(\d+)-([A-Z]{1,3})(\d+)")
_COSTS: Final = ("efc", "total_cost", "actual_to_date", "actual_period")
LEEWAY = 0.1
"""An overrun up to this share of the budget may still be called on track."""


_Compared = tuple[Money, Money, str, str]
"""Budget, cost, the field of the cost, and the column letters of the budget."""


@dataclass(frozen=True, slots=True)
class _Labelled:
    line: CostReportLine
    budget: Money
    cost: Money
    cost_field: str
    budget_at: Place
    says_over: bool
    is_wrong: bool


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding for a label that is turned round, else one per row it is wrong in."""
    for lines in plans(papers.production):
        seen = [
            labelled for line in lines if not is_income(line) and (labelled := _read(papers, line))
        ]
        wrong = [row for row in seen if row.is_wrong]
        said_over = [row for row in seen if row.says_over]
        is_turned = len(wrong) > 1 and said_over and all(row.is_wrong for row in said_over)
        if is_turned:
            yield _turned(papers, wrong)
        else:
            for row in wrong:
                yield _one(row)


def _read(papers: Workpapers, line: CostReportLine) -> _Labelled | None:
    text = line.status_text.strip()
    over, under = bool(_OVER.search(text)), bool(_UNDER.search(text))
    fine = bool(_FINE.search(text))
    if not text or (over == under and not fine) or (over and fine):
        return None
    compared = _by_variance(papers, line) or _by_columns(line)
    if compared is None:
        return None
    budget, cost, name, column = compared
    if budget.currency != cost.currency or not budget:
        return None
    excess = cost.minor - budget.minor
    wrong = excess < 0 if over else excess > (LEEWAY * budget.minor if fine else 0)
    place = Place(*line.source.table, f"{column}{line.source.row}")
    return _Labelled(line, budget, cost, name, place, over, wrong)


def _by_columns(line: CostReportLine) -> _Compared | None:
    """Budget and cost as the columns are named."""
    plan = "revised_budget" if line.revised_budget is not None else "budget"
    budget: Money | None = getattr(line, plan)
    for name in _COSTS:
        cost: Money | None = getattr(line, name)
        if cost is not None and budget is not None:
            return budget, cost, name, line.source.columns.get(plan, "A")
    return None


def _by_variance(papers: Workpapers, line: CostReportLine) -> _Compared | None:
    """Budget and cost as the row's variance takes them: a quarter's, though a year's is there too.

    The variance is one cell less another; the one that is a column of cost tells which is which.
    """
    formula = _formula(papers, line, "variance")
    match = _DIFFERENCE.fullmatch(formula.replace("$", "").upper())
    if match is None or not match[2] == match[4] == str(line.source.row):
        return None
    columns = {line.source.columns.get(name): name for name in reversed(_COSTS)}
    for at, other in ((match[1], match[3]), (match[3], match[1])):
        if at in columns:
            cost: Money | None = getattr(line, columns[at])
            budget = _amount(papers, line, other)
            if cost is not None and budget is not None:
                return budget, cost, columns[at], other
    return None


def _amount(papers: Workpapers, line: CostReportLine, letters: str) -> Money | None:
    for book, sheet in papers.sheets:
        if (book.name, sheet.name) == line.source.table and line.variance is not None:
            value = sheet.value(line.source.row, column_number(letters))
            return to_money(value, line.variance.currency)
    return None


def _turned(papers: Workpapers, wrong: Sequence[_Labelled]) -> Finding:
    over = [row for row in wrong if not row.says_over]
    under = [row for row in wrong if row.says_over]
    shown = [*over[:1], *under[:1]]
    examples = "; ".join(
        f"{named_row(row.line)} at {row.cost} of {row.budget} says"
        f" '{row.line.status_text.strip()}' ({row.line.source.at('status').cell})"
        for row in shown
    )
    sign = ""
    first = wrong[0]
    if first.line.variance is not None:
        left = first.budget - first.cost
        sign = " The variance is budget - cost" if first.line.variance == left else ""
        sign += ", positive when money is left; the label takes it the other way." if sign else ""
    formula = _formula(papers, first.line, "status")
    return Finding(
        CODE,
        Severity.ERROR,
        f"The status in sheet '{first.line.source.sheet}' is the wrong way round in {len(wrong)}"
        f" rows: {examples}.{sign}{f' It is computed as ={formula}.' if formula else ''}",
        drawn_together(
            [
                *(row.line.source.at("status") for row in wrong),
                *(row.line.source.at("variance", "status") for row in wrong),
                *(row.line.source.at(row.cost_field) for row in wrong),
                *(row.budget_at for row in wrong),
            ]
        ),
        numbers=tuple(
            (
                f"{named_row(row.line)} over"
                if row.cost > row.budget
                else f"{named_row(row.line)} left",
                abs(row.budget - row.cost),
            )
            for row in wrong
        ),
        advice="Turn the label's test, or its sign.",
        subject=f"status of {first.line.source.sheet}",
        impact=Money(
            sum(max(0, row.cost.minor - row.budget.minor) for row in wrong), first.cost.currency
        ),
    )


def _formula(papers: Workpapers, line: CostReportLine, name: str) -> str:
    column = line.source.columns.get(name)
    for book, sheet in papers.sheets:
        if column and (book.name, sheet.name) == line.source.table:
            return sheet.formulas.get((line.source.row, column_number(column)), "")
    return ""


def _one(row: _Labelled) -> Finding:
    line = row.line
    difference = abs(row.cost - row.budget)
    side = "over" if row.cost > row.budget else "under"
    return Finding(
        CODE,
        Severity.WARNING,
        f"{named_row(line)} says '{line.status_text.strip()}', but {NAMES[row.cost_field]} of"
        f" {row.cost} is {difference} {side} the budget of {row.budget}.",
        (
            line.source.at("status"),
            line.source.at(row.cost_field),
            row.budget_at,
        ),
        numbers=(("cost", row.cost), ("budget", row.budget), (side, difference)),
        advice="Correct the label.",
        subject=f"status of {named_row(line)}",
        impact=difference,
    )
