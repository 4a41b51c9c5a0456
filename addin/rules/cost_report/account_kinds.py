"""COS108: the cost report has a row that no cost may stand in.

Why it matters: a row on a heading, a closed or an unknown account is one that no posting will ever
clear; a balance-sheet account has no place on a cost report at all.

Example: a row 1150 Petty cash float with a cost to date of 5,000.00.

What to do: move its cost to the right account, and take the row off the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.accounts import AccountKind, ChartOfAccounts
from addin.domain.invariants import accounts_take_cost
from addin.findings import Finding, Severity
from addin.rules.report import Report, current, named_row
from addin.rules.rule import Workpapers

CODE = "COS108"
MOSTLY = 0.5
"""With fewer accounts known, report and chart do not belong together."""
_WHAT = {
    AccountKind.HEADER: "a heading, which takes no cost",
    AccountKind.CLOSED: "a closed account",
    AccountKind.BALANCE_SHEET: "a balance-sheet account",
    AccountKind.INCOME: "an income account",
}


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per row, report by report."""
    chart = papers.production.chart
    if not chart:
        return
    for lines in current(papers.production):
        coded = [line for line in lines if line.account.strip() and not line.is_total]
        known = sum(chart.find(line.account) is not None for line in coded)
        if known < MOSTLY * len(coded):
            continue
        yield from _of_report(chart, lines)


def _of_report(chart: ChartOfAccounts, lines: Report) -> Iterator[Finding]:
    for wrong in accounts_take_cost(lines, chart):
        line = wrong.line
        if line is None:
            continue
        account = chart.find(line.account)
        near = chart.near(line.account)[:2] if account is None else ()
        what = _WHAT[account.kind] if account else "not in the chart of accounts"
        meant = " or ".join(f"{a.code} {a.name}".strip() for a in near)
        cost = wrong.found
        column = "actual_to_date" if line.actual_to_date else "commitments"
        yield Finding(
            CODE,
            Severity.ERROR,
            f"{named_row(line)} is {what}{f', and shows {cost}' if cost else ''}."
            f"{f' Did you mean {meant}?' if meant else ''}",
            (line.source.at("account"), line.source.at(column)),
            numbers=(("cost", cost),) if cost else (),
            advice="Move its cost to the right account, and take the row off the report.",
            subject=f"account {line.account}",
            impact=abs(cost) if cost else None,
        )
