"""A cost report as one HTML page that opens offline and prints, with its variances as bars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money
from addin.domain.production import VarianceSign

if TYPE_CHECKING:
    from jinja2 import Template

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
_MOST: Final = 12
"""Accounts in the chart: those that are furthest from their budget."""
_ROW: Final = 26  # pixels; the chart's texts are 13 high
_LABELS: Final = 300
_HALF: Final = 250  # pixels from no variance to the largest


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


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart; lengths in pixels."""

    label: str
    amount: Money
    y: int
    x: float
    width: float
    text_x: float
    anchor: str


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


def bars(rows: Iterable[PublishedRow]) -> list[Bar]:
    """The accounts furthest from their budget, the worst over-spend first."""
    found = [
        (row.under.minor, row, row.under)
        for row in rows
        if not row.is_total and not row.is_heading and row.under
    ]
    found.sort(key=lambda each: -abs(each[0]))
    largest = abs(found[0][0]) if found else 1
    chosen = sorted(found[:_MOST], key=lambda each: each[0])
    middle = _LABELS + _HALF
    drawn = []
    for at, (minor, row, under) in enumerate(chosen):
        width = max(1.0, round(_HALF * abs(minor) / largest, 1))
        left = middle - width if minor < 0 else float(middle)
        drawn.append(
            Bar(
                f"{row.account} {row.description}".strip(),
                under,
                at * _ROW,
                left,
                width,
                middle + 6 if minor < 0 else middle - 6,
                "start" if minor < 0 else "end",
            )
        )
    return drawn


def _in_row(under: Money | None, largest: int) -> tuple[float, float]:
    """Where a row's own bar begins and how long it is, in per cent of its cell."""
    if not under or not largest:
        return 50.0, 0.0
    width = round(50 * abs(under.minor) / largest, 2)
    return (50 - width if under.is_negative else 50.0), width


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - pages only

    environment = Environment(
        loader=PackageLoader("addin.reports", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["amount"] = _amount
    environment.globals["in_row"] = _in_row
    return environment.get_template("cost_report.html.j2")


def cost_report_page(report: PublishedReport) -> str:
    """The whole page as text."""
    chart = bars(report.rows)
    accounts = [row.under for row in report.rows if row.under and not row.is_total]
    return _template().render(
        report=report,
        bars=chart,
        largest=max((abs(under.minor) for under in accounts), default=0),
        height=len(chart) * _ROW,
        width=_LABELS + 2 * _HALF,
        middle=_LABELS + _HALF,
        labels=_LABELS,
    )


def _amount(money: Money | None) -> str:
    """Parentheses for what is below zero, as accountants write it; nothing where nothing is."""
    if money is None:
        return ""
    if not money:
        return "–"  # noqa: RUF001 - the dash that accountants write for nothing
    text = abs(money).text()
    return f"({text})" if money.is_negative else text
