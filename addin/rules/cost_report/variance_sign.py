"""COS112: the sign of a variance changes from row to row, or from sheet to sheet.

Why it matters: in one column, -5,000 must always mean the same. Where a few rows show it the other
way, they are added to the wrong side, and the total variance means nothing.

Example: 21 rows show budget - EFC, rows 14 and 15 show EFC - budget.

What to do: write the formula of the other rows into these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.domain.production import VarianceSign
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together, named
from addin.rules.report import Report, has_income, plans
from addin.rules.rule import Workpapers

CODE = "COS112"
_PAIRS: Final = tuple(
    (plan, cost)
    for plan in ("revised_budget", "budget")
    for cost in ("efc", "total_cost", "actual_to_date", "actual_period")
)
_Sides = tuple[list[CostReportLine], list[CostReportLine]]
_WORDS: Final = {
    VarianceSign.UNDER_IS_POSITIVE: "budget - cost",
    VarianceSign.OVER_IS_POSITIVE: "cost - budget",
}


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield the rows that differ from their sheet, then the sheets that differ from the others."""
    signs: list[tuple[Report, VarianceSign, list[CostReportLine]]] = []
    for lines in plans(papers.production):
        if has_income(lines):
            continue  # income and cost are shown with opposite signs on purpose
        left, over = max((_sides(lines, *pair) for pair in _PAIRS), key=lambda s: sum(map(len, s)))
        if not left and not over:
            continue
        usual, odd = (left, over) if len(left) >= len(over) else (over, left)
        sign = VarianceSign.UNDER_IS_POSITIVE if usual is left else VarianceSign.OVER_IS_POSITIVE
        signs.append((lines, sign, usual))
        if odd and len(usual) > 1:
            yield _rows(odd, usual, sign)
    if len({sign for _, sign, _ in signs}) == 2:
        for lines, sign, usual in signs:
            if sign is not papers.production.variance_sign:
                yield _sheet(lines, sign, usual)


def _sides(lines: Report, plan: str, cost: str) -> _Sides:
    """Rows whose variance is plan less cost, and rows where it is cost less plan."""
    left: list[CostReportLine] = []
    over: list[CostReportLine] = []
    for line in lines:
        budget, spent = getattr(line, plan), getattr(line, cost)
        if not line.variance or budget is None or spent is None:
            continue
        step = budget.minor - spent.minor
        if abs(step - line.variance.minor) <= 1:
            left.append(line)
        elif abs(step + line.variance.minor) <= 1:
            over.append(line)
    return left, over


def _rows(
    odd: Sequence[CostReportLine], usual: Sequence[CostReportLine], sign: VarianceSign
) -> Finding:
    cells = [line.source.at("variance") for line in odd]
    first = odd[0]
    certain = len(usual) >= 4 * len(odd)
    verb = "show" if len(odd) > 1 else "shows"
    return Finding(
        CODE,
        Severity.ERROR if certain else Severity.WARNING,
        f"{named(cells)} of sheet '{first.source.sheet}' {verb} the variance the other way round:"
        f" {len(usual)} rows show {_WORDS[sign]}, so that"
        f" {'money left' if sign is VarianceSign.UNDER_IS_POSITIVE else 'an overrun'} is positive.",
        drawn_together([*cells, *(line.source.at("variance") for line in usual[:1])]),
        numbers=tuple(
            (place.cell, line.variance)
            for place, line in zip(cells, odd, strict=True)
            if line.variance
        ),
        advice="Write the formula of the other rows into these.",
        subject=f"variance sign of {' '.join(x.account or x.description for x in odd[:5])}",
        impact=max((abs(line.variance).times(2) for line in odd if line.variance), default=None),
    )


def _sheet(lines: Report, sign: VarianceSign, usual: Sequence[CostReportLine]) -> Finding:
    source = lines[0].source
    return Finding(
        CODE,
        Severity.NOTE,
        f"Sheet '{source.sheet}' shows variances as {_WORDS[sign]}, the production's other reports"
        " the other way round: the same sign means the opposite.",
        drawn_together(line.source.at("variance") for line in usual),
        advice="Choose one sign for all reports of the production.",
        subject=f"variance sign of {source.sheet}",
    )
