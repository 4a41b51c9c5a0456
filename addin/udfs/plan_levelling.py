"""SCHED_: work put off until people are free, and how late a plan is against its baseline."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from addin.domain.critical_path import Circle, Task, UnknownTask, critical_path
from addin.domain.levelling import level
from addin.domain.levelling_problem import Job, NeedsTooMuch, Problem, Wait, WaitsInCircle
from addin.domain.task_links import links_of
from addin.domain.territory_holidays import UnknownTerritory
from addin.domain.working_days import NoWorkingDay, OutsideYears, WorkingCalendar
from addin.tables.cells import to_text
from addin.udfs.cell_error import CellError
from addin.udfs.columns import side_by_side
from addin.udfs.days_given import calendar_given
from addin.udfs.kinds import Answer, Cell, Column, Spill
from addin.udfs.registry import function
from addin.udfs.tasks_given import tasks_beside

CATEGORY = "Schedule"
SHOWS: Final[Mapping[type[Exception], str]] = {
    Circle: "#NUM!", WaitsInCircle: "#NUM!", NeedsTooMuch: "#NUM!", UnknownTask: "#N/A",
    NoWorkingDay: "#NUM!", OutsideYears: "#N/A", UnknownTerritory: "#N/A",
}  # fmt: skip
_PART: Final = 1000  # thousandths of a day, and of a person
_BETWEEN: Final = re.compile(r"[,;\n]")
_AMOUNT: Final = re.compile(r"(?P<name>.+?)\s+(?P<amount>\d+(?:\.\d+)?)")
_MOST: Final = 2_000


@function(CATEGORY, shows=SHOWS)
def sched_level(
    tasks: Column[str],
    durations: Column[Decimal],
    predecessors: Column[Cell],
    needs: Column[Cell],
    resources: Column[str] = (),
    capacities: Column[Decimal] = (),
    start: dt.date | None = None,
    days_off: str = "Sat,Sun",
    holidays: Column[Cell] = (),
) -> Spill:
    """Each task's start and finish, put off until the people and things it needs are free.

    Spills a heading row and a row for each task, in the order of the list: task, start, finish,
    and how many working days later that is than its predecessors alone would have it. The order of
    work is near the shortest there is, and the same every time. Without a start the times are days
    from 0; with one they are dates.

    Args:
        tasks: names or numbers of the tasks, each once.
        durations: how many working days each takes; empty or 0 for a milestone.
        predecessors: what each waits for: 3 or 3FS+2, 4SS-1, with commas between.
        needs: who or what each takes all the while: Ana, or Grips 3; Crane.
        resources: names of those of which there is not just one.
        capacities: how many there are of each, beside its name.
        start: the first day of the project; left out, times are numbers.
        days_off: days of the week without work: Sat,Sun or Sun or none, or as WORKDAY.INTL.
        holidays: dates off, or the name of a territory such as US-CA, or a range with both.

    Example:
        =SCHED_LEVEL({"Build";"Rig";"Shoot"}, {5;3;2}, {"";"";"Build"}, {"Crew";"Crew";"Crew"})
            gives {"Task","Start","Finish","Days later";"Build",0,5,0;"Rig",5,8,5;
            "Shoot",8,10,3}
        =SCHED_LEVEL({"Build";"Rig"}, {5;3}, {"";""}, {"Grips 2";"Grips 1"}, {"Grips"}, {3})
            gives {"Task","Start","Finish","Days later";"Build",0,5,0;"Rig",0,3,0}

    Source:
        serial schedule generation with justification: R. Kolisch, 1996; V. Valls, F. Ballestín and
        S. Quintanilla, 2005
    """
    rows = tasks_beside(tasks, durations, predecessors, needs)
    if len(rows) > _MOST:
        raise CellError("#NUM!", f"{len(rows)} tasks are too many for a cell; {_MOST} are not")
    given = [task for task, _ in rows]
    wanted = [list(_needs(cell)) for _, cell in rows]
    early = critical_path(given)
    problem = _problem(given, wanted, _there(resources, capacities))
    calendar = None if start is None else calendar_given(days_off, holidays)
    found: list[list[Answer]] = [["Task", "Start", "Finish", "Days later"]]
    for task, timing, begins in zip(given, early, level(problem).starts, strict=True):
        at = Decimal(begins) / _PART
        later = at - timing.early_start
        found.append([task.name, *_shown(at, task.duration, start, calendar), float(later)])
    return found


@function(CATEGORY, shows=SHOWS)
def sched_slip(
    tasks: Column[str],
    baseline: Column[dt.date],
    finishes: Column[dt.date],
    predecessors: Column[Cell] = (),
    days_off: str = "Sat,Sun",
    holidays: Column[Cell] = (),
) -> Spill:
    """The tasks that finish later than was promised, by how many working days, and because of what.

    Spills a heading row and a row for each late task: task, promised, finish, days late, because
    of (the latest of what it waits for, if that is late), begun by (the first in that chain).

    Args:
        tasks: names or numbers of the tasks, each once.
        baseline: the last day of each as promised; empty: nothing was.
        finishes: the last day of each as it is planned now, or was done.
        predecessors: what each waits for: 3 or 3FS+2, 4SS-1, with commas between.
        days_off: days of the week without work: Sat,Sun or Sun or none, or as WORKDAY.INTL.
        holidays: dates off, or the name of a territory such as US-CA, or a range with both.

    Example:
        =SCHED_SLIP({"Build";"Paint"}, {"2026-03-04";"2026-03-06"}, {"2026-03-06";"2026-03-10"},
            {"";"Build"}) gives {"Task","Promised","Finish","Days late","Because of","Begun by";
            "Build",2026-03-04,2026-03-06,2,"","Build";
            "Paint",2026-03-06,2026-03-10,2,"Build","Build"}
    """
    calendar = calendar_given(days_off, holidays)
    links: dict[str, Cell] = {}
    spans: dict[str, tuple[dt.date, dt.date]] = {}
    before = predecessors or (None,) * len(tasks)
    for name, promised, finish, waits in side_by_side(
        tasks=tasks, baseline=baseline, finishes=finishes, predecessors=before
    ):
        if name is None or promised is None or finish is None:
            continue  # the heading, or a task of which nothing was promised
        spans[name], links[name] = (promised, finish), waits
    late = {
        name: days
        for name, (promised, finish) in spans.items()
        if (days := _days_between(promised, finish, calendar)) > 0
    }
    causes = {name: _cause(links[name], late) for name in late}
    found: list[list[Answer]] = [
        ["Task", "Promised", "Finish", "Days late", "Because of", "Begun by"]
    ]
    for name, days in late.items():
        found.append([name, *spans[name], days, causes[name], _root(name, causes)])
    return found


def _needs(cell: Cell) -> Iterator[tuple[str, int]]:
    """What a cell asks for, in thousandths: Ana is 1,000 of Ana."""
    for part in _BETWEEN.split(to_text(cell)):
        name = part.strip()
        said = _AMOUNT.fullmatch(name)
        if said is not None:
            yield said["name"], round(Decimal(said["amount"]) * _PART)
        elif name:
            yield name, _PART


def _there(resources: Column[str], capacities: Column[Decimal]) -> dict[str, int]:
    """How many there are of each, in thousandths, by the name in any case."""
    return {
        name.casefold(): round(amount * _PART)
        for name, amount in side_by_side(resources=resources, capacities=capacities)
        if name is not None and amount is not None
    }


def _problem(
    tasks: Sequence[Task], wanted: Sequence[Sequence[tuple[str, int]]], there: Mapping[str, int]
) -> Problem:
    names = list(dict.fromkeys(name for each in wanted for name, _ in each))
    keys = list(dict.fromkeys(name.casefold() for name in names))
    at = {task.name: place for place, task in enumerate(tasks)}
    jobs = []
    for place, task in enumerate(tasks):
        needs: dict[int, int] = {}
        for name, amount in wanted[place]:
            resource = keys.index(name.casefold())
            needs[resource] = needs.get(resource, 0) + amount
        jobs.append(Job(task.name, round(task.duration * _PART), tuple(needs.items())))
    waits = []
    for place, task in enumerate(tasks):
        for link in task.links:
            before = jobs[at[link.before]]
            gap = round(link.lag * _PART)
            gap += before.duration if link.kind.value[0] == "F" else 0
            gap -= jobs[place].duration if link.kind.value[1] == "F" else 0
            waits.append(Wait(at[link.before], place, gap))
    capacities = tuple(there.get(key, _PART) for key in keys)
    return Problem(tuple(jobs), tuple(waits), capacities, tuple(names), _PART)


def _shown(
    begins: Decimal, length: Decimal, start: dt.date | None, calendar: WorkingCalendar | None
) -> tuple[Answer, Answer]:
    """Times as numbers, or as the first and the last day of work."""
    ends = begins + length
    if start is None or calendar is None:
        return float(begins), float(ends)
    first = math.floor(begins)
    last = max(math.ceil(ends) - 1, first)
    if begins == ends and begins > 0:  # a milestone is reached at the end of a day
        first = last = math.ceil(begins) - 1
    return calendar.shoot_day(first + 1, start), calendar.shoot_day(last + 1, start)


def _days_between(promised: dt.date, finish: dt.date, calendar: WorkingCalendar) -> int:
    """Working days after one day up to another; 0 if that does not come later."""
    if finish <= promised:
        return 0
    return calendar.count(promised + dt.timedelta(1), finish)


def _cause(waits: Cell, late: Mapping[str, int]) -> str:
    """The latest of what a task waits for; the empty text if none of it is late."""
    before = [link.before for link in links_of(to_text(waits), late) if link.before in late]
    return max(before, key=lambda name: late[name], default="")


def _root(name: str, causes: Mapping[str, str]) -> str:
    seen = {name}
    while (cause := causes[name]) and cause not in seen:
        name = cause
        seen.add(name)
    return name
