"""A plan as one HTML page: cards, a Gantt chart, critical path, slip, floats, findings.

Opens offline, prints, reads on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from addin.domain.earned_value import NoIndex, Performance
from addin.domain.plan_dates import TaskDates
from addin.reports.gantt import Chart, charts
from addin.reports.plan import PlanReport

if TYPE_CHECKING:
    from jinja2 import Template

_MOST: Final = 400
"""Rows of the chart and the tables; of a longer plan the most telling ones."""


@dataclass(frozen=True, slots=True)
class Card:
    """One figure at the head of the page; ``is_bad`` draws the eye."""

    figure: str
    words: str
    is_bad: bool = False


def plan_page(report: PlanReport) -> str:
    """The page."""
    dates = report.dates
    shown = _telling(report)
    return _template().render(
        report=report,
        dates=dates,
        cards=_cards(report),
        charts=charts(report, shown),
        shown=shown,
        left_out=0 if dates is None else len(dates.tasks) - len(shown),
        names=report.name,
        days=days,
        value=report.performance,
        index=_index,
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
        Card(f"{dates.finish:%d %b %Y}", "finish"),
        Card(str(len(tasks)), "tasks"),
        Card(str(len(dates.critical_path)), "critical"),
    ]
    negative = min((one.total_float for one in tasks), default=Decimal(0))
    if negative < 0:
        found.append(Card(days(-negative), "days too late", is_bad=True))
    if report.late:
        found.append(Card(str(len(report.late)), "later than promised", is_bad=True))
        milestones = [one for one in report.late if one.dates.task.is_milestone]
        if milestones:
            worst = milestones[0]
            found.append(Card(f"+{days(worst.late)} d", worst.dates.task.name, is_bad=True))
    if report.performance is not None:
        spi = _index(report.performance, "schedule_index")
        cpi = _index(report.performance, "cost_index")
        found += [Card(spi, "SPI", spi < "1"), Card(cpi, "CPI", cpi < "1")]
    if report.levelled is not None:
        found.append(Card(str(len(report.levelled.delays)), "moved by levelling"))
    return found


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
    return environment.get_template("plan.html.j2")


__all__ = ["Card", "Chart", "days", "plan_page"]
