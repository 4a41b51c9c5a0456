"""A plan as one HTML page: cards, a Gantt chart, critical path, slip, floats, findings.

Opens offline, prints, reads on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from addin.domain.earned_value import NoIndex, Performance
from addin.domain.plan_dates import TaskDates
from addin.findings import Severity
from addin.reports.charts.days import date
from addin.reports.check import plural
from addin.reports.gantt import Chart, charts
from addin.reports.page_base import Card, Sheets, amount, day, rendered
from addin.reports.plan import PlanReport

_SHEETS: Final = Sheets(("plan",))
_MOST: Final = 400
"""Rows of the chart and the tables; of a longer plan the most telling ones."""


def plan_page(report: PlanReport) -> str:
    """The page."""
    dates = report.dates
    shown = _telling(report)
    kind, verdict = _verdict(report)
    return rendered(
        "plan.html.j2",
        _SHEETS,
        kind=kind,
        verdict=verdict,
        most=_MOST,
        report=report,
        dates=dates,
        cards=_cards(report),
        charts=charts(report, shown),
        shown=shown,
        left_out=0 if dates is None else len(dates.tasks) - len(shown),
        names=report.name,
        days=days,
        value=report.performance,
        worth=_worth(report.performance),
        currency=report.sourced.plan.currency,
        delays=_delays(report),
    )


def _telling(report: PlanReport) -> tuple[TaskDates, ...]:
    """All tasks of a plan of some hundred; else summaries, critical, late ones and milestones."""
    if report.dates is None:
        return ()
    tasks = report.dates.tasks
    if len(tasks) <= _MOST:
        return tasks
    late = {one.dates.task.id for one in report.late}

    def rank(one: TaskDates) -> tuple[bool, ...]:
        task = one.task
        return (not one.critical, task.id not in late, not task.is_milestone, not task.is_summary)

    best = {one.task.id for one in sorted(tasks, key=rank)[:_MOST]}
    return tuple(one for one in tasks if one.task.id in best)


def _cards(report: PlanReport) -> Sequence[Card]:
    dates = report.dates
    if dates is None:
        return ()
    tasks = [one for one in dates.tasks if not one.task.is_summary]
    found = [
        Card(date(dates.finish), "finish"),
        Card(str(len(tasks)), "tasks"),
        Card(str(len(dates.critical_path)), "critical"),
    ]
    negative = min((one.total_float for one in tasks), default=Decimal(0))
    if negative < 0:
        found.append(Card(days(-negative), "days too late", "error"))
    if report.late:
        found.append(Card(str(len(report.late)), "later than promised", "error"))
        milestones = [one for one in report.late if one.dates.task.is_milestone]
        if milestones:
            worst = milestones[0]
            found.append(Card(f"+{days(worst.late)} d", worst.dates.task.name, "error"))
    if report.performance is not None:
        spi = _index(report.performance, "schedule_index")
        cpi = _index(report.performance, "cost_index")
        found += [Card(spi, "SPI", "error" * (spi < "1")), Card(cpi, "CPI", "error" * (cpi < "1"))]
    if report.levelled is not None:
        found.append(Card(str(len(report.levelled.delays)), "moved by levelling"))
    return found


def _verdict(report: PlanReport) -> tuple[str, str]:
    """How bad it is, and the whole in a sentence."""
    dates = report.dates
    if dates is None:
        return "error", "Its dates cannot be worked out:"
    ends = f"Ends {day(dates.finish)}"
    if report.late:
        worst = max(report.late, key=lambda one: one.late)
        name = worst.dates.task.name or worst.dates.task.id
        late = plural(len(report.late), "task")
        return "error", f"{ends}; {late} later than promised, {name} by {days(worst.late)} days."
    severity = max((one.severity for one in report.findings), default=Severity.NOTE)
    kind = {Severity.ERROR: "error", Severity.WARNING: "warning"}.get(severity, "good")
    found = f"; {plural(len(report.findings), 'finding')}" if report.findings else ""
    return kind, f"{ends}{found}."


def _worth(value: Performance | None) -> list[tuple[str, str]]:
    """Earned value, each figure with its heading."""
    if value is None:
        return []
    return [
        ("Budget", amount(value.budget)),
        ("Planned", amount(value.planned)),
        ("Earned", amount(value.earned)),
        ("Spent", amount(value.actual)),
        ("Schedule variance", amount(value.schedule_variance)),
        ("Cost variance", amount(value.cost_variance)),
        ("SPI", _index(value, "schedule_index")),
        ("CPI", _index(value, "cost_index")),
    ]


def _index(value: Performance, name: str) -> str:
    try:
        return f"{float(getattr(value, name)):.2f}"
    except NoIndex:
        return "–"  # noqa: RUF001 - what a table shows for none


def _delays(report: PlanReport) -> list[tuple[TaskDates, TaskDates, Decimal]]:
    """What levelling moved, the most first: before, after, days."""
    found = report.levelled
    if found is None:
        return []
    rows = [
        (found.before.by_id[id_], found.after.by_id[id_], moved)
        for id_, moved in found.delays.items()
    ]
    return sorted(rows, key=lambda row: -row[2])[:_MOST]


def days(number: Decimal) -> str:
    """Days without trailing noughts."""
    return f"{number.normalize():f}" if number else "0"


__all__ = ["Chart", "days", "plan_page"]
