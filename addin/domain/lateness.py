"""Tasks that are behind their plan on a status date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from addin.domain.working_days import WorkingCalendar

_ALL: Final = Fraction(1)
_NONE: Final = Fraction(0)


class WrongPlan(ValueError):
    """A planned finish before its start, or a share done that is none."""


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task as planned, both days included, and how much of it is done: 0 to 1."""

    name: str
    start: dt.date
    finish: dt.date
    done: Fraction


@dataclass(frozen=True, slots=True)
class Late:
    """A task that is behind: ``planned`` should be done by the end of the status date.

    ``days_behind`` is the work that is missing, in working days of the plan; ``days_over`` how
    many working days ago it should have been finished.
    """

    task: PlannedTask
    planned: Fraction
    days_behind: Fraction
    days_over: int


def late(
    tasks: Iterable[PlannedTask], status: dt.date, calendar: WorkingCalendar
) -> Iterator[Late]:
    """The tasks of which less is done than planned, work spread evenly over their working days.

    Raises:
        WrongPlan: a finish before its start, or a share below 0 or above 1.
        OutsideYears: the calendar does not cover a day.
    """
    for task in tasks:
        if task.finish < task.start:
            raise WrongPlan(f"{task.name} finishes {task.finish}, before it starts {task.start}")
        if not 0 <= task.done.numerator <= task.done.denominator:
            raise WrongPlan(f"{task.name}: done is a share between 0 and 1, such as 0.5 or 50%")
        days = calendar.count(task.start, task.finish)
        planned = _planned(task, status, calendar, days)
        if task.done < planned:
            over = calendar.count(task.finish, status) if status > task.finish else 0
            over -= calendar.is_worked(task.finish) if over else 0
            yield Late(task, planned, (planned - task.done) * days, over)


def _planned(task: PlannedTask, status: dt.date, calendar: WorkingCalendar, days: int) -> Fraction:
    if status >= task.finish:
        return _ALL
    if status < task.start or not days:
        return _NONE
    return Fraction(calendar.count(task.start, status), days)
