"""SCH601: a production report's figures do not run on.

Why it matters: pages and scenes to date are what the completion guarantor and the studio read. One
slip is carried through every report that follows.

Example: 11 3/8 pages before, 2 4/8 today, 13 3/8 to date; or the report of day 4 begins with fewer
scenes than day 3 ended with.

What to do: correct the first report that slips, and those after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from addin.domain.eighths import eighths_text
from addin.domain.production_report import ProductionReport, Progress
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.issued import reports_by_day
from addin.rules.rule import Workpapers

CODE = "SCH601"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield findings report by report, then from each to the next."""
    for report in papers.production.production_reports:
        for one in report.progress:
            yield from _adds_up(report, one)
    for before, after in pairwise(reports_by_day(papers).values()):
        yield from _runs_on(before, after)


def _adds_up(report: ProductionReport, one: Progress) -> Iterator[Finding]:
    if one.previous is not None and one.today is not None and one.to_date is not None:
        total = one.previous + one.today
        if total != one.to_date:
            yield _finding(
                f"'{one.source.sheet}': {one.what} before {_said(one, one.previous)} and today"
                f" {_said(one, one.today)} are {_said(one, total)}; to date it says"
                f" {_said(one, one.to_date)}.",
                (one.source.at("to_date"), one.source.at("previous"), one.source.at("today")),
                (one, one.to_date, total),
                f"{one.what} to date, {report.date or one.source.sheet}",
                Severity.ERROR,
            )
    if one.total and one.remaining is not None and one.to_date is not None:
        left = one.total - one.to_date
        if left != one.remaining:
            yield _finding(
                f"'{one.source.sheet}': of {_said(one, one.total)} {one.what}"
                f" {_said(one, one.to_date)} are shot, and {_said(one, one.remaining)} are said to"
                f" be left instead of {_said(one, left)}.",
                (one.source.at("remaining"), one.source.at("total"), one.source.at("to_date")),
                (one, one.remaining, left),
                f"{one.what} left, {report.date or one.source.sheet}",
                Severity.WARNING,
            )


def _runs_on(before: ProductionReport, after: ProductionReport) -> Iterator[Finding]:
    if before.number is None or after.number is None or after.number != before.number + 1:
        return  # a report between the two is missing: nothing says what it held
    for one in after.progress:
        last = next((x for x in before.progress if x.what == one.what), None)
        if last is None or last.to_date is None or one.previous is None:
            continue
        if one.previous != last.to_date:
            yield _finding(
                f"'{one.source.sheet}' begins with {_said(one, one.previous)} {one.what};"
                f" '{last.source.sheet}' ended with {_said(one, last.to_date)}.",
                (one.source.at("previous"), last.source.at("to_date")),
                (one, one.previous, last.to_date),
                f"{one.what} brought forward, {after.date}",
                Severity.WARNING,
            )


def _said(one: Progress, figure: Decimal) -> str:
    whole = one.what == "pages" and figure >= 0 and figure == int(figure)
    return eighths_text(int(figure)) if whole else f"{figure:f}"


def _finding(
    message: str,
    places: tuple[Place, ...],
    told: tuple[Progress, Decimal, Decimal],
    subject: str,
    severity: Severity,
) -> Finding:
    one, stated, right = told
    return Finding(
        CODE,
        severity,
        message,
        tuple(dict.fromkeys(places)),
        numbers=(("stated", _said(one, stated)), ("comes to", _said(one, right))),
        advice="Correct the first report that slips, and those after it.",
        subject=subject,
    )
