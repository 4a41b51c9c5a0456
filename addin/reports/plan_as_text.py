"""A plan on the terminal: a page that says whether it holds, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from addin.domain.earned_value import NoIndex
from addin.domain.plan_dates import PlanDates
from addin.findings import Severity
from addin.reports.plan import PlanReport

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table

_FEW = 12


def plan_as_text(
    report: PlanReport, least: Severity = Severity.NOTE, *, every: bool = False
) -> Group:
    """The report; long lists are cut after a dozen lines unless all are wanted."""
    from rich.console import Group  # noqa: PLC0415 - only what prints needs it

    most = None if every else _FEW
    return Group(*_parts(report, least, most))


def _parts(report: PlanReport, least: Severity, most: int | None) -> Iterator[str | Table]:
    yield f"[bold]{_escaped(report.title)}[/bold]"
    dates = report.dates
    if dates is None:
        yield f"Its dates cannot be worked out: {_escaped(str(report.sourced.why_not))}."
    else:
        yield _span(report, dates)
        path = dates.critical_path
        if path:
            yield f"\n[bold]Critical path[/bold]: {len(path)} tasks without float"
            yield _path(report, dates, most)
        if report.late:
            yield f"\n[bold]Later than the baseline[/bold]: {len(report.late)} tasks"
            yield _slip(report, most)
        yield from _value(report)
        yield from _levelled(report, most)
    shown = [one for one in report.findings if one.severity >= least]
    if shown:
        yield f"\n[bold]Findings[/bold]: {len(shown)}"
        for one in shown[:most]:
            where = f"[dim]{_escaped(str(one.place))}[/dim]"
            yield f"  {one.severity} {one.code} {_escaped(one.message)} {where}"
        if most is not None and len(shown) > most:
            yield f"  … and {len(shown) - most} more (--all)"
    for remark in report.remarks[:most]:
        yield f"[dim]Not used: {_escaped(remark)}[/dim]"


def _span(report: PlanReport, dates: PlanDates) -> str:
    tasks = sum(not one.task.is_summary for one in dates.tasks)
    status = report.sourced.status_date
    said = f"{tasks} tasks, {dates.start:%a %d %b %Y} to {dates.finish:%a %d %b %Y}"
    return said + (f", status date {status:%d %b %Y}" if status else "")


def _path(report: PlanReport, dates: PlanDates, most: int | None) -> Table:
    table = _table("Task", "Days", "Starts", "Finishes", "Float", "Held by")
    for one in dates.critical_path[:most]:
        behind = report.name(one.behind) if one.behind else one.held_by.value
        table.add_row(
            _escaped(one.task.name),
            _plain(one.task.duration),
            f"{one.start:%d %b %Y}",
            f"{one.finish:%d %b %Y}",
            _plain(one.total_float),
            _escaped(behind),
        )
    _more(table, len(dates.critical_path), most)
    return table


def _slip(report: PlanReport, most: int | None) -> Table:
    table = _table("Task", "Promised", "Finishes", "Days late", "Because of")
    for one in report.late[:most]:
        cause = report.name(one.cause) if one.cause else one.reason
        if one.cause and one.root != one.cause:
            cause += f" (begun by {report.name(one.root)})"
        table.add_row(
            _escaped(one.dates.task.name) + (" ◆" if one.dates.task.is_milestone else ""),
            f"{one.planned_finish:%d %b %Y}",
            f"{one.dates.finish:%d %b %Y}",
            _plain(one.late),
            _escaped(cause),
        )
    _more(table, len(report.late), most)
    return table


def _value(report: PlanReport) -> Iterator[str]:
    value = report.performance
    if value is None:
        return
    yield "\n[bold]Earned value[/bold]"
    indices = []
    for name in ("schedule_index", "cost_index"):
        try:
            indices.append(f"{float(getattr(value, name)):.2f}")
        except NoIndex as none:
            indices.append(f"none ({none})")
    yield (
        f"  budget {value.budget.text()}, planned {value.planned.text()},"
        f" earned {value.earned.text()}, spent {value.actual.text()}"
    )
    yield f"  SPI {indices[0]}, CPI {indices[1]}"


def _levelled(report: PlanReport, most: int | None) -> Iterator[str | Table]:
    if report.not_levelled:
        yield f"\n[bold]Not levelled[/bold]: {_escaped(report.not_levelled)}"
    found = report.levelled
    if found is None:
        return
    was, now = found.before.finish, found.after.finish
    moved = f"{len(found.delays)} tasks move" if len(found.delays) != 1 else "1 task moves"
    yield (
        f"\n[bold]Levelled[/bold]: {moved}; the plan ends {now:%a %d %b %Y}"
        + (f" instead of {was:%a %d %b %Y}" if was != now else ", as before")
    )
    if found.delays:
        table = _table("Task", "Was", "Now", "Days later")
        rows = sorted(found.delays.items(), key=lambda each: -each[1])
        for id_, days in rows[:most]:
            table.add_row(
                _escaped(report.name(id_)),
                f"{found.before.by_id[id_].start:%d %b %Y}",
                f"{found.after.by_id[id_].start:%d %b %Y}",
                _plain(days),
            )
        _more(table, len(rows), most)
        yield table


def _table(*headings: str) -> Table:
    from rich.table import Table  # noqa: PLC0415 - only what prints needs it

    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 1))
    for heading in headings:
        numeric = heading in {"Days", "Float", "Days late", "Days later"}
        table.add_column(heading, justify="right" if numeric else "left")
    return table


def _more(table: Table, count: int, most: int | None) -> None:
    if most is not None and count > most:
        table.add_row(f"… and {count - most} more (--all)")


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"


def _escaped(text: str) -> str:
    from rich.markup import escape  # noqa: PLC0415 - only what prints needs it

    return escape(text)
