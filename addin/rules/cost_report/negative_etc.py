"""COS109: an estimate to complete is negative.

Why it matters: with the EFC held, ETC = EFC - cost to date - commitments. Below zero, the account
has already cost more than it is forecast to cost in the end, so the forecast is wrong for certain.

Example: an EFC of 30,000 on an account with 31,250 spent and committed: an ETC of -1,250.

What to do: raise the EFC, and give the reason beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.report import current, is_certain, named_row
from addin.rules.rule import Workpapers

CODE = "COS109"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per account, report by report; totals follow their accounts."""
    for lines in current(papers.production):
        for line in lines:
            etc = _etc(line)
            if line.is_total or etc is None or etc.minor >= -papers.options.tolerance_minor:
                continue
            fields = ("etc", "efc", "total_cost", "actual_to_date", "commitments")
            places = tuple(line.source.at(f) for f in fields if f in line.source.columns)
            if is_certain(papers, places, etc):
                yield _finding(line, etc, places)


def _etc(line: CostReportLine) -> Money | None:
    """The row's ETC, or what its EFC leaves of it where the report has no such column."""
    if line.etc is not None:
        return line.etc
    if line.efc is None or "etc" in line.source.columns:
        return None
    if line.total_cost is not None:
        return line.efc - line.total_cost
    if line.actual_to_date is not None and line.commitments is not None:
        return line.efc - line.actual_to_date - line.commitments
    return None


def _finding(line: CostReportLine, etc: Money, places: tuple[Place, ...]) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        f"{named_row(line)} has an ETC of {etc}: it already cost more than its EFC"
        f"{f' of {line.efc}' if line.efc is not None else ''}.",
        places,
        numbers=(("ETC", etc), *((("EFC", line.efc),) if line.efc is not None else ())),
        advice="Raise the EFC, and give the reason beside it.",
        subject=f"ETC of {named_row(line)}",
        impact=abs(etc),
    )
