"""SCHED_: the critical path of a task list, floats, the finish, and what is late."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from addin.domain.critical_path import Circle, Timing, UnknownTask, critical_path, finish_of
from addin.domain.lateness import PlannedTask, late
from addin.domain.territory_holidays import UnknownTerritory
from addin.domain.working_days import NoWorkingDay, OutsideYears, WorkingCalendar
from addin.udfs.cell_error import CellError
from addin.udfs.columns import side_by_side
from addin.udfs.days_given import calendar_given
from addin.udfs.kinds import Answer, Cell, Column, Spill
from addin.udfs.read_once import read_once
from addin.udfs.registry import function
from addin.udfs.tasks_given import tasks_given

CATEGORY = "Schedule"
SHOWS: Final[Mapping[type[Exception], str]] = {
    Circle: "#NUM!", UnknownTask: "#N/A", NoWorkingDay: "#NUM!", OutsideYears: "#N/A",
    UnknownTerritory: "#N/A",
}  # fmt: skip
HEADINGS: Final = (
    "Task", "Early start", "Early finish", "Late start", "Late finish", "Total float",
    "Free float", "Critical",
)  # fmt: skip


@function(CATEGORY, shows=SHOWS)
def sched_critical_path(
    tasks: Column[str],
    durations: Column[Decimal],
    predecessors: Column[Cell],
    start: dt.date | None = None,
    days_off: str = "Sat,Sun",
    holidays: Column[Cell] = (),
) -> Spill:
    """Each task's early and late start and finish, its floats, and whether it is critical.

    Spills a heading row and a row for each task, in the order of the list. Without a start the
    times are days from 0, the finish being the start plus the duration; with one they are dates,
    the finish being the last day of work.

    Args:
        tasks: names or numbers of the tasks, each once.
        durations: how many working days each takes; empty or 0 for a milestone.
        predecessors: what each waits for: 3 or 3FS+2, 4SS-1, with commas between; FS, SS, FF, SF
            and a lag in days.
        start: the first day of the project; left out, times are numbers.
        days_off: days of the week without work: Sat,Sun or Sun or none, or as WORKDAY.INTL.
        holidays: dates off, or the name of a territory such as US-CA, or a range with both.

    Example:
        =SCHED_CRITICAL_PATH({"Prep";"Build";"Shoot"}, {3;2;4}, {"";"";"Prep, Build FS+2"}) gives
            {"Task","Early start","Early finish","Late start","Late finish","Total float",
            "Free float","Critical";"Prep",0,3,1,4,1,1,FALSE;"Build",0,2,0,2,0,0,TRUE;
            "Shoot",4,8,4,8,0,0,TRUE}
        =SCHED_CRITICAL_PATH({"A";"B"}, {1;1}, {"B";"A"}) gives #NUM!

    Source:
        precedence diagramming method: J. E. Kelley and M. R. Walker, 1959, with the four kinds of
        links of Microsoft Project
    """
    timings = _timings(tasks, durations, predecessors)
    calendar = None if start is None else calendar_given(days_off, holidays)
    found: list[list[Answer]] = [[*HEADINGS]]
    for timing in timings:
        span = [
            *_shown(timing.early_start, timing.early_finish, start, calendar),
            *_shown(timing.late_start, timing.late_finish, start, calendar),
        ]
        floats = (float(timing.total_float), float(timing.free_float))
        found.append([timing.task.name, *span, *floats, timing.critical])
    return found


@function(CATEGORY, shows=SHOWS)
def sched_float(
    task: str, tasks: Column[str], durations: Column[Decimal], predecessors: Column[Cell]
) -> Decimal:
    """How many days a task may slip without moving the end of the project; 0 is critical.

    Args:
        task: the task asked for.
        tasks: names or numbers of the tasks, each once.
        durations: how many working days each takes; empty or 0 for a milestone.
        predecessors: what each waits for: 3 or 3FS+2, 4SS-1, with commas between.

    Example:
        =SCHED_FLOAT("Prep", {"Prep";"Build";"Shoot"}, {3;2;4}, {"";"";"Prep, Build FS+2"}) gives 1
        =SCHED_FLOAT("Wrap", {"Prep";"Build";"Shoot"}, {3;2;4}, {"";"";"Prep"}) gives #N/A

    Source:
        precedence diagramming method: J. E. Kelley and M. R. Walker, 1959
    """
    for timing in _timings(tasks, durations, predecessors):
        if timing.task.name == task:
            return timing.total_float
    raise CellError("#N/A", f"there is no task “{task}”")


@function(CATEGORY, shows=SHOWS)
def sched_finish(
    tasks: Column[str],
    durations: Column[Decimal],
    predecessors: Column[Cell],
    start: dt.date | None = None,
    days_off: str = "Sat,Sun",
    holidays: Column[Cell] = (),
) -> Answer:
    """How many working days a project takes, or with a start, the date on which it finishes.

    Args:
        tasks: names or numbers of the tasks, each once.
        durations: how many working days each takes; empty or 0 for a milestone.
        predecessors: what each waits for: 3 or 3FS+2, 4SS-1, with commas between.
        start: the first day of the project; left out, the result is a number of days.
        days_off: days of the week without work: Sat,Sun or Sun or none, or as WORKDAY.INTL.
        holidays: dates off, or the name of a territory such as US-CA, or a range with both.

    Example:
        =SCHED_FINISH({"Prep";"Build";"Shoot"}, {3;2;4}, {"";"";"Prep, Build FS+2"}) gives 8
        =SCHED_FINISH({"Prep";"Build";"Shoot"}, {3;2;4}, {"";"";"Prep, Build FS+2"},
            DATE(2026,3,2)) gives 2026-03-11

    Source:
        precedence diagramming method: J. E. Kelley and M. R. Walker, 1959
    """
    length = finish_of(_timings(tasks, durations, predecessors))
    calendar = None if start is None else calendar_given(days_off, holidays)
    return _shown(Decimal(0), length, start, calendar)[1]


@function(CATEGORY, shows=SHOWS)
def sched_late(
    tasks: Column[str],
    starts: Column[dt.date],
    finishes: Column[dt.date],
    done: Column[Decimal],
    status_date: dt.date,
    days_off: str = "Sat,Sun",
    holidays: Column[Cell] = (),
) -> Spill:
    """The tasks of which less is done than planned by the end of a day.

    Spills a heading row and a row for each late task: task, start, finish, share done, share
    planned, days behind (work that is missing), days over (working days since its finish). Work is
    spread evenly over the working days of a task.

    Args:
        tasks: names of the tasks.
        starts: the first day of each as planned.
        finishes: the last day of each as planned.
        done: how much of each is done: 0.5 or 50%; empty is nothing.
        status_date: the day whose end counts.
        days_off: days of the week without work: Sat,Sun or Sun or none, or as WORKDAY.INTL.
        holidays: dates off, or the name of a territory such as US-CA, or a range with both.

    Example:
        =SCHED_LATE({"Build";"Paint"}, {"2026-03-02";"2026-03-02"}, {"2026-03-05";"2026-03-13"},
            {0.5;0.4}, DATE(2026,3,5)) gives
            {"Task","Start","Finish","Done","Planned","Days behind","Days over";
            "Build",2026-03-02,2026-03-05,0.5,1,2,0}
    """
    rows = side_by_side(tasks=tasks, starts=starts, finishes=finishes, done=done)
    planned: list[PlannedTask] = []
    for task, first, last, share in rows:
        if first is None and last is None:
            continue  # the heading, or a task that is not planned
        if task is None or first is None or last is None:
            raise CellError("#VALUE!", f"{task or 'a row'} needs a task, a start and a finish")
        planned.append(PlannedTask(task, first, last, _exact(share or Decimal(0))))
    found: list[list[Answer]] = [
        ["Task", "Start", "Finish", "Done", "Planned", "Days behind", "Days over"]
    ]
    for each in late(planned, status_date, calendar_given(days_off, holidays)):
        task_ = each.task
        shares = (task_.done, each.planned)
        found.append(
            [task_.name, task_.start, task_.finish, *shares, each.days_behind, each.days_over]
        )
    return found


@lru_cache(maxsize=1024)
def _exact(share: Decimal) -> Fraction:
    return Fraction(share)


@read_once
def _timings(
    tasks: Column[str], durations: Column[Decimal], predecessors: Column[Cell]
) -> Sequence[Timing]:
    """The times of the tasks of three columns; the first row may be headings."""
    return critical_path(tasks_given(tasks, durations, predecessors))


def _shown(
    begins: Decimal, ends: Decimal, start: dt.date | None, calendar: WorkingCalendar | None
) -> tuple[Answer, Answer]:
    """Times as numbers, or as the first and the last day of work."""
    if start is None or calendar is None:
        return float(begins), float(ends)
    first = math.floor(begins)
    last = max(math.ceil(ends) - 1, first)
    if begins == ends and begins > 0:  # a milestone is reached at the end of a day
        first = last = math.ceil(begins) - 1
    return calendar.shoot_day(first + 1, start), calendar.shoot_day(last + 1, start)
