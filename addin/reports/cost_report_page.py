"""A cost report as one HTML page that opens offline and prints, with its variances as bars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money
from addin.domain.night import AccountLine, Facts
from addin.domain.production import VarianceSign
from addin.reports.charts.drawing import Chart
from addin.reports.charts.scale import short
from addin.reports.charts.variance import variance_by_account
from addin.reports.check import plural
from addin.reports.page_base import Card, Sheets, rendered

COLUMNS: Final = (
    ("actual_period", "This period"),
    ("actual_to_date", "Cost to date"),
    ("commitments", "Commitments"),
    ("total_cost", "Total cost"),
    ("etc", "ETC"),
    ("efc", "EFC"),
    ("budget", "Budget"),
    ("changes", "Changes"),
    ("revised_budget", "Revised budget"),
)
"""The figures of a row before its variance, in the order of a cost report."""
_CARDS: Final = frozenset(
    {"This period", "Cost to date", "Commitments", "EFC", "Budget", "Revised budget"}
)
_SHEETS: Final = Sheets(("cost_report",), with_charts=True)
_WORST: Final = 8
"""Accounts over budget that are named beside the chart."""


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row: an account, a total, or a heading, which has a description alone.

    ``under`` is what is left of the budget; an over-spend is negative.
    """

    account: str
    description: str
    figures: tuple[Money | None, ...] = ()
    under: Money | None = None
    change: Money | None = None
    comment: str = ""
    level: int = 0
    is_heading: bool = False

    @property
    def is_total(self) -> bool:
        """Whether it adds up rows above it."""
        return self.level > 0


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """What is published: the report as the workbook shows it."""

    production: str
    workbook: str
    sheet: str
    at: dt.datetime
    heads: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[PublishedRow, ...]
    currency: str = ""
    has_change: bool = False

    @property
    def total(self) -> PublishedRow | None:
        """The last total of the highest level; None if the report has no totals."""
        totals = [row for row in self.rows if row.is_total]
        highest = max((row.level for row in totals), default=0)
        return next((row for row in reversed(totals) if row.level == highest), None)


def published(
    lines: Iterable[CostReportLine],
    headings: Iterable[tuple[int, str]],
    *,
    about: PublishedReport,
    sign: VarianceSign,
) -> PublishedReport:
    """The report's rows and the columns it has; ``headings`` are by row, ``about`` is the rest."""
    every = list(lines)
    fields = [
        (name, label)
        for name, label in COLUMNS
        if any(getattr(line, name) is not None for line in every)
    ]
    rows = [(line.source.row, _row(line, [name for name, _ in fields], sign)) for line in every]
    rows += [(row, PublishedRow("", text, is_heading=True)) for row, text in headings]
    rows.sort(key=lambda each: each[0])
    currency = next((m.currency for line in every if (m := line.efc) is not None), "")
    return PublishedReport(
        about.production,
        about.workbook,
        about.sheet,
        about.at,
        about.heads,
        tuple(label for _, label in fields),
        tuple(row for _, row in rows),
        "" if currency == "XXX" else currency,
        has_change=any(row.change for _, row in rows),
    )


def _row(line: CostReportLine, fields: Sequence[str], sign: VarianceSign) -> PublishedRow:
    turned = sign is VarianceSign.OVER_IS_POSITIVE
    budget = line.budget if line.revised_budget is None else line.revised_budget
    under = line.variance
    if under is None and budget is not None and line.efc is not None:
        under = budget - line.efc
    elif under is not None and turned:
        under = -under
    change = line.variance_change
    figures = tuple(getattr(line, name) for name in fields)
    if under is None and not any(figure is not None for figure in figures):
        text = f"{line.account} {line.description}".strip()
        return PublishedRow("", text, is_heading=True, comment=line.comment)
    return PublishedRow(
        line.account,
        line.description,
        figures,
        under,
        -change if change is not None and turned else change,
        line.comment,
        max(line.level, 1) if line.is_total else 0,
    )


def _in_row(under: Money | None, largest: int) -> tuple[float, float]:
    """Where a row's own bar begins and how long it is, in per cent of its cell."""
    if not under or not largest:
        return 50.0, 0.0
    width = round(50 * abs(under.minor) / largest, 2)
    return (50 - width if under.is_negative else 50.0), width


def cost_report_page(report: PublishedReport) -> str:
    """The whole page as text."""
    accounts = [row for row in report.rows if row.under and not row.is_total]
    over = [row for row in accounts if row.under is not None and row.under.is_negative]
    over.sort(key=lambda row: row.under.minor if row.under else 0)
    kind, verdict = _verdict(report, len(over))
    return rendered(
        "cost_report.html.j2",
        _SHEETS,
        report=report,
        kind=kind,
        verdict=verdict,
        cards=_cards(report),
        chart=_chart(report),
        over=over[:_WORST],
        over_in_all=len(over),
        kept=_kept(report),
        largest=max((abs(row.under.minor) for row in accounts if row.under), default=0),
        in_row=_in_row,
    )


def _verdict(report: PublishedReport, over: int) -> tuple[str, str]:
    """What the report comes to, in a sentence; nothing where it has no total."""
    total = report.total
    if total is None or total.under is None:
        return "", ""
    accounts = f"; {plural(over, 'account')} over" if over else ""
    if not total.under:
        return "warning" if over else "good", f"On budget{accounts}."
    where = "over" if total.under.is_negative else "under"
    kind = "error" if total.under.is_negative else "warning" if over else "good"
    return kind, f"{abs(total.under).text()} {where} budget{accounts}."


def _cards(report: PublishedReport) -> list[Card]:
    total = report.total
    if total is None:
        return []
    found = [
        Card(short(figure.minor, report.currency), label)
        for label, figure in zip(report.columns, total.figures, strict=False)
        if figure is not None and label in _CARDS
    ]
    if total.under is not None:
        kind = "error" if total.under.is_negative else ""
        words = "Over budget" if total.under.is_negative else "Under budget"
        found.append(Card(short(abs(total.under.minor), report.currency), words, kind))
    return found


def _chart(report: PublishedReport) -> Chart | None:
    """The accounts furthest from budget, as the pages of a night draw them."""
    places = {label: at for at, label in enumerate(report.columns)}

    def figure(row: PublishedRow, *labels: str) -> int | None:
        for label in labels:
            found = row.figures[places[label]] if label in places else None
            if found is not None:
                return found.minor
        return None

    lines = tuple(
        AccountLine(
            row.account,
            row.description,
            budget=figure(row, "Revised budget", "Budget"),
            efc=figure(row, "EFC"),
            under=row.under.minor,
        )
        for row in report.rows
        if row.under is not None and not row.is_total and not row.is_heading
    )
    return variance_by_account(Facts(currency=report.currency, accounts=lines))


def _kept(report: PublishedReport) -> frozenset[str]:
    """The columns that a phone has room for, beside the variance."""
    return frozenset(report.columns[-1:] if "EFC" not in report.columns else ("EFC",))
