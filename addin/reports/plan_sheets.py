"""A plan as sheets of a workbook: every task with its dates and floats, and what is late."""

from __future__ import annotations

from typing import Final

from addin.domain.plan_dates import TaskDates
from addin.reports.plan import PlanReport
from addin.tables.area import Area
from addin.tables.table import Condition, NewCell, NewSheet, Style

PLAN: Final = "Tieout plan"
SLIP: Final = "Tieout plan slip"
HEADINGS: Final = (
    "ID", "Task", "Duration", "Start", "Finish", "Late start", "Late finish", "Total float",
    "Free float", "Critical", "Predecessors", "Held by", "% complete", "Baseline finish",
    "Days late",
)  # fmt: skip
_WIDTHS: Final = (
    8.0,
    44.0,
    9.0,
    15.0,
    15.0,
    15.0,
    15.0,
    10.0,
    10.0,
    9.0,
    18.0,
    30.0,
    11.0,
    15.0,
    10.0,
)
_HEAD: Final = Style(bold=True, fill="1F3A4D", colour="FFFFFF")
_TITLE: Final = Style(bold=True, size=14)
_QUIET: Final = Style(colour="5F6B73", italic=True)
_DAY: Final = "ddd d mmm yyyy"
_BAD: Final = Style(bold=True, colour="A3271F")


def plan_sheets(report: PlanReport) -> tuple[NewSheet, ...]:
    """The sheets of a plan whose dates are known; none for another."""
    if report.dates is None:
        return ()
    return (_plan(report), *((_slip(report),) if report.late else ()))


def _plan(report: PlanReport) -> NewSheet:
    assert report.dates is not None  # noqa: S101 - asked by plan_sheets
    rows: list[tuple[NewCell, ...]] = [
        (NewCell(report.title, _TITLE),),
        (NewCell(f"Worked out from {report.file} on {report.at:%d %B %Y, %H:%M}", _QUIET),),
        tuple(NewCell(text, _HEAD) for text in HEADINGS),
    ]
    rows += (_task(report, one) for one in report.dates.tasks)
    last = max(len(rows), 4)
    return NewSheet(
        PLAN,
        tuple(rows),
        widths=_WIDTHS,
        frozen_rows=3,
        frozen_columns=2,
        filter_area=Area(3, 1, last, len(HEADINGS)),
        tab_colour="1F3A4D",
        conditions=(
            Condition(Area(4, 8, last, 8), "below", 0, _BAD),
            Condition(Area(4, 10, last, 10), "equal", "Yes", _BAD),
            Condition(Area(4, 15, last, 15), "above", 0, _BAD),
        ),
    )


def _task(report: PlanReport, one: TaskDates) -> tuple[NewCell, ...]:
    task, slip = one.task, report.slips.get(one.task.id)
    bold = task.is_summary
    day = Style(bold=bold, number_format=_DAY)
    plain = Style(bold=bold)
    links = ", ".join(
        each.before
        + ("" if each.kind.value == "FS" and not each.lag else each.kind.value)
        + (f"{each.lag.normalize():+f}" if each.lag else "")
        for each in task.links
    )
    held = report.name(one.behind) if one.behind else one.held_by.value
    return (
        NewCell(task.id, plain),
        NewCell(task.name, Style(bold=bold, indent=min(max(task.level - 1, 0), 10))),
        NewCell(None if bold else float(task.duration), Style(number_format="0.##")),
        NewCell(one.start, day),
        NewCell(one.finish, day),
        NewCell(one.late_start, day),
        NewCell(one.late_finish, day),
        NewCell(float(one.total_float), Style(bold=bold, number_format="0.##")),
        NewCell(float(one.free_float), Style(bold=bold, number_format="0.##")),
        NewCell("Yes" if one.critical else "No", plain),
        NewCell(links or None, plain),
        NewCell(held, plain),
        NewCell(float(task.done), Style(bold=bold, number_format="0%")),
        NewCell(slip.planned_finish if slip else None, day),
        NewCell(float(slip.late) if slip else None, Style(number_format="0.##")),
    )


def _slip(report: PlanReport) -> NewSheet:
    headings = ("Task", "Promised", "Finishes", "Days late", "Because of", "Begun by")
    rows: list[tuple[NewCell, ...]] = [
        (NewCell(f"Later than promised: {report.title}", _TITLE),),
        (),
        tuple(NewCell(text, _HEAD) for text in headings),
    ]
    rows += (
        (
            NewCell(one.dates.task.name, Style(bold=one.dates.task.is_milestone)),
            NewCell(one.planned_finish, Style(number_format=_DAY)),
            NewCell(one.dates.finish, Style(number_format=_DAY)),
            NewCell(float(one.late), Style(number_format="0.##")),
            NewCell(report.name(one.cause) if one.cause else one.reason or None),
            NewCell(report.name(one.root) if one.cause else None),
        )
        for one in report.late
    )
    return NewSheet(
        SLIP,
        tuple(rows),
        widths=(44.0, 15.0, 15.0, 10.0, 36.0, 36.0),
        frozen_rows=3,
        filter_area=Area(3, 1, len(rows), len(headings)),
        tab_colour="A3271F",
    )
