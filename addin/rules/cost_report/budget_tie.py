"""COS104: the budget column of the cost report is not the budget.

Why it matters: a variance against another budget than the approved one means nothing, and an edit
after the lock goes unseen.

Example: 2510 shows a budget of 18,000.00, its four budget lines make 16,000.00.

What to do: restore the locked budget. What was approved since belongs in the column of changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.domain.budget import BudgetLine
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together
from addin.rules.discrepancy import culprit, slip
from addin.rules.report import Codes, Tie, best_ties, current, is_certain, sums, ties
from addin.rules.rule import Workpapers

CODE = "COS104"
MOSTLY = 0.6
MOST_CELLS = 60


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per account that differs, report by report."""
    production = papers.production
    codes = Codes(production.chart)
    lists: list[tuple[BudgetLine, ...]] = [
        production.budget,
        *by_list(production.budget),
        *by_list(production.topsheet),
    ]
    candidates = [lines for lines in lists if any(line.account for line in lines)]
    for report in current(production):
        found: tuple[Tie, ...] = best_ties(
            ties(report, column, sums((b.account, b.amount) for b in lines), codes)
            for lines in candidates
            for column in ("budget",)
        )
        apart = [tie for tie in found if abs(tie.difference.minor) > papers.options.tolerance_minor]
        if len(found) - len(apart) < MOSTLY * len(found):
            continue
        for tie in apart:
            lines = [
                line
                for line in (*production.budget, *production.topsheet)
                if codes.normal(line.account) == tie.account and line.amount
            ]
            yield from _finding(papers, tie, lines)


def _finding(papers: Workpapers, tie: Tie, lines: Sequence[BudgetLine]) -> Iterator[Finding]:
    here = [tie.line.source.at("budget")] if tie.line else []
    if here and not is_certain(papers, here, tie.difference):
        return
    items = [
        (f"{x.source.at('amount').cell} ({x.description})", x.amount) for x in lines if x.amount
    ]
    cause = slip(tie.stated, tie.expected) or culprit(tie.difference, items)
    name = tie.line.description if tie.line else ""
    stated = f"shows a budget of {tie.stated}" if tie.line else "is not on the cost report"
    count = f"its {len(lines)} budget lines make" if len(lines) > 1 else "the budget has"
    yield Finding(
        CODE,
        Severity.ERROR,
        f"{f'{tie.account} {name}'.strip()} {stated}, but {count} {tie.expected}:"
        f" {tie.difference} apart.{' ' if cause else ''}{cause}",
        drawn_together([*here, *(line.source.at("amount") for line in lines)])[:MOST_CELLS],
        numbers=(
            ("cost report", tie.stated),
            ("budget", tie.expected),
            ("difference", tie.difference),
        ),
        advice="Restore the locked budget; what was approved since belongs in the changes.",
        subject=f"budget of {tie.account}",
        impact=abs(tie.difference),
    )
