"""When a production is made: how far its shoot is, and from what day to what day its plan runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from addin.domain.night import ScheduleLine
from addin.domain.night_facts import schedule_line
from addin.domain.production import Production, by_list
from addin.domain.sourced_plan import SourcedPlan
from addin.jobs.load import Loaded
from addin.rules.boards import Board, main_board
from addin.rules.rule import Workpapers


@dataclass(frozen=True, slots=True)
class PlannedDays:
    """``first`` and ``last`` are what a budget is spread between; None where no plan says."""

    schedule: ScheduleLine | None = None
    first: dt.date | None = None
    last: dt.date | None = None


def planned_days(loaded: Loaded, until: dt.date) -> PlannedDays:
    """How far the shoot is up to a day, itself shot, and the first and last day that are planned.

    By the main unit's dated stripboard; failing which the days alone are those on which anybody of
    the cast works by a dated day-out-of-days, else those of the only plan of tasks that has dates.
    """
    show = loaded.production
    papers = Workpapers(show, loaded.books, loaded.tables)
    board = main_board(papers)
    if board is not None and board.days:
        return PlannedDays(_shot(board, show, until), min(board.days), max(board.days))
    days = _of_cast(show) or _of_tasks(papers.task_networks)
    return PlannedDays(None, min(days), max(days)) if days else PlannedDays()


def _shot(board: Board, show: Production, until: dt.date) -> ScheduleLine | None:
    days = {day: sum(one.eighths or 0 for one in strips) for day, strips in board.days.items()}
    undated = sum(one.eighths or 0 for one in board.shot if one.date is None)
    numbers = {
        one.day: day for day, strips in board.days.items() for one in strips if one.day is not None
    }
    return schedule_line(days, undated, until, tuple(_kept(show, numbers)))


def _kept(show: Production, numbers: Mapping[int, dt.date]) -> Iterator[tuple[dt.date, dt.date]]:
    """The day of each call sheet and production report, and the one the board has for it."""
    papers = (
        *((one.date, one.number) for one in show.call_sheets),
        *((one.date, one.number) for one in show.production_reports),
    )
    for date, number in papers:
        if date is not None and number is not None and number in numbers:
            yield date, numbers[number]


def _of_cast(show: Production) -> frozenset[dt.date]:
    """The days on which anybody works, by the day-out-of-days that has most of them."""
    found = (
        frozenset(day for line in lines for day, code in line.codes.items() if code.is_work)
        for lines in by_list(show.dood)
    )
    return max(found, key=len, default=frozenset())


def _of_tasks(plans: tuple[SourcedPlan, ...]) -> frozenset[dt.date]:
    """The days on which tasks begin and end; none where several plans have dates."""
    found = [
        days
        for one in plans
        if (
            days := frozenset(
                moment.date()
                for task in one.plan.tasks
                if task.is_active
                for moment in (task.start, task.finish)
                if moment is not None
            )
        )
    ]
    return found[0] if len(found) == 1 else frozenset()
