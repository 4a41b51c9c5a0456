"""COS106: cost to date did not move by the cost of the period.

Why it matters: last report + this period = this report. When it does not, something was posted to
or taken out of a period that was already reported.

Example: 2510 stood at 9,000.00, the period's cost is 1,200.00, and it stands at 10,450.00.

What to do: list what was re-posted or back-dated, and show it as a restatement.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.actuals import cost_in_period
from addin.domain.cost_report import CostReportLine
from addin.domain.money import CurrencyMismatch, Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.discrepancy import slip
from addin.rules.report import (
    Codes,
    Report,
    current,
    is_certain,
    named_row,
    reports,
    successive,
    ties,
)
from addin.rules.rule import Workpapers

CODE = "COS106"
MOSTLY = 0.5
MOST_CELLS = 60


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield the accounts that moved otherwise than the report says, then than the ledger says."""
    for before, now in successive(reports(papers.production)):
        yield from _between(papers, before, now)
    if papers.production.previous_cutoff and papers.production.cutoff:
        for lines in current(papers.production):
            yield from _against_ledger(papers, lines)


def _between(papers: Workpapers, before: Report, now: Report) -> Iterator[Finding]:
    old = {line.account.strip(): line for line in before if not line.is_total and line.account}
    apart: list[tuple[CostReportLine, CostReportLine, Money, Money]] = []
    rows = 0
    for line in now:
        last = old.get(line.account.strip())
        if line.is_total or last is None or not line.account:
            continue
        if line.actual_to_date is None or last.actual_to_date is None or line.actual_period is None:
            continue
        rows += 1
        moved = line.actual_to_date - last.actual_to_date
        if abs((moved - line.actual_period).minor) > papers.options.tolerance_minor:
            apart.append((line, last, moved, line.actual_period))
    if rows - len(apart) < MOSTLY * rows:
        return
    for line, last, moved, period in apart:
        places = [
            line.source.at("actual_to_date"),
            last.source.at("actual_to_date"),
            line.source.at("actual_period"),
        ]
        if is_certain(papers, places, moved - period):
            what = "cost to date moved since the last report by"
            yield _finding(line, what, moved, period, places)


def _against_ledger(papers: Workpapers, lines: Report) -> Iterator[Finding]:
    production = papers.production
    codes = Codes(production.chart)
    try:
        posted = cost_in_period(
            production.postings, production.previous_cutoff, production.cutoff, codes.normal
        )
    except CurrencyMismatch:
        return
    cost = {code: money for code, money in posted.items() if codes.takes_cost(code) is not False}
    found = ties(lines, "actual_period", cost, codes)
    apart = [tie for tie in found if abs(tie.difference.minor) > papers.options.tolerance_minor]
    if len(found) - len(apart) < MOSTLY * len(found):
        return
    first, last = production.previous_cutoff, production.cutoff
    for tie in apart:
        if tie.line is None:
            continue  # an account that the report lacks is told with its cost to date
        cells = [
            amount_cell(p)
            for p in production.postings
            if p.date
            and first
            and last
            and first < p.date <= last
            and codes.normal(p.account) == tie.account
        ]
        places = [tie.line.source.at("actual_period"), *drawn_together(cells)][:MOST_CELLS]
        if is_certain(papers, places[:1], tie.difference):
            what = "the ledger's postings of the period make"
            yield _finding(tie.line, what, tie.expected, tie.stated, places)


def _finding(
    line: CostReportLine, what: str, moved: Money, period: Money, places: list[Place]
) -> Finding:
    difference = moved - period
    cause = slip(moved, period)
    return Finding(
        CODE,
        Severity.ERROR,
        f"{named_row(line)}: {what} {moved}, but cost this period is {period}: {difference}"
        f" apart.{' ' if cause else ''}{cause}",
        tuple(places),
        numbers=(("movement", moved), ("cost this period", period), ("difference", difference)),
        advice="List what was re-posted or back-dated, and show it as a restatement.",
        subject=f"period of {named_row(line)}",
        impact=abs(difference),
    )
