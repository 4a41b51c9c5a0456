"""COS105: an estimate moved and nobody said why.

Why it matters: an EFC that moves in silence is how an over hides: one account is taken down to
cover another, and the report's total stays still.

Example: the variance of 3320 went from 0 to -12,000.00 with an empty comment.

What to do: write the reason beside the change, with its date.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.report import Report, latest, named_row, reports, successive
from addin.rules.rule import Workpapers

CODE = "COS105"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per account, report by report."""
    found = reports(papers.production)
    earlier = {id(now): before for before, now in successive(found)}
    for lines in latest(found):
        if not lines or "comment" not in lines[0].source.columns:
            continue  # where the reasons are kept is not known
        before = _by_account(earlier.get(id(lines), ()))
        for line in lines:
            if line.is_total or line.comment.strip() or not line.account:
                continue
            moved = _moved(line, before.get(line.account.strip()))
            if moved is not None and moved[0]:
                yield _finding(line, *moved)


def _by_account(lines: Report) -> dict[str, CostReportLine]:
    return {line.account.strip(): line for line in lines if not line.is_total}


def _moved(
    line: CostReportLine, before: CostReportLine | None
) -> tuple[Money, str, tuple[Place, ...]] | None:
    """By how much the estimate moved, what of it moved, and the cells that show it."""
    if before is not None and line.efc is not None and before.efc is not None:
        places = (line.source.at("efc"), before.source.at("efc"))
        return line.efc - before.efc, "EFC", places
    if line.variance is not None and line.previous_variance is not None:
        places = (line.source.at("variance"), line.source.at("previous_variance"))
        return line.variance - line.previous_variance, "variance", places
    if line.variance_change is not None:
        return line.variance_change, "variance", (line.source.at("variance_change"),)
    return None


def _finding(line: CostReportLine, moved: Money, what: str, places: tuple[Place, ...]) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        f"{named_row(line)}: the {what} moved by {moved} since the last report, without a comment.",
        (*places, line.source.at("comment")),
        numbers=(("moved", moved),),
        advice="Write the reason beside the change, with its date.",
        subject=f"{what} of {named_row(line)}",
        impact=abs(moved),
    )
