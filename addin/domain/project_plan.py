"""A project plan: tasks with links, dates, baselines and who does them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from addin.domain.critical_path import Link
from addin.domain.working_days import WEEKEND, WorkingCalendar
from addin.domain.working_hours import WorkingHours

NOTHING: Final = Decimal(0)


class Constraint(StrEnum):
    """What a date binds a task to."""

    AS_SOON = "as soon as possible"
    AS_LATE = "as late as possible"
    START_ON = "must start on"
    FINISH_ON = "must finish on"
    START_NO_EARLIER = "start no earlier than"
    START_NO_LATER = "start no later than"
    FINISH_NO_EARLIER = "finish no earlier than"
    FINISH_NO_LATER = "finish no later than"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was once promised of a task; amounts in the plan's currency."""

    start: dt.datetime | None = None
    finish: dt.datetime | None = None
    duration: Decimal | None = None  # working days
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who or what works on a task; ``units`` 1 is all of its time."""

    resource: str
    units: Decimal = Decimal(1)
    hours: Decimal | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """One task as its program keeps it.

    ``duration`` is in working days of its calendar. ``level`` is its depth in the outline, from 1;
    a summary holds those below it. ``critical``, ``total_float`` (working days) and dates are what
    the file says, None where it does not. ``done`` is between 0 and 1. ``is_manual``: somebody
    typed its dates, and links do not move it. ``is_elapsed``: its duration runs through nights and
    days off.
    """

    id: str
    name: str
    duration: Decimal = NOTHING
    links: tuple[Link, ...] = ()
    start: dt.datetime | None = None
    finish: dt.datetime | None = None
    done: Decimal = NOTHING
    level: int = 1
    is_summary: bool = False
    is_milestone: bool = False
    is_active: bool = True
    critical: bool | None = None
    total_float: Decimal | None = None
    calendar: str = ""
    constraint: Constraint = Constraint.AS_SOON
    constraint_date: dt.datetime | None = None
    deadline: dt.datetime | None = None
    baseline: Baseline | None = None
    actual_start: dt.datetime | None = None
    actual_finish: dt.datetime | None = None
    cost: Decimal | None = None
    actual_cost: Decimal | None = None
    assignments: tuple[Assignment, ...] = ()
    status: str = ""
    section: str = ""
    notes: str = ""
    is_manual: bool = False
    is_elapsed: bool = False
    ignores_resource_calendars: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """Somebody or something that tasks need; ``capacity`` 1 is one person full time."""

    id: str
    name: str
    capacity: Decimal = Decimal(1)
    calendar: str = ""
    is_material: bool = False


USUAL_CALENDAR: Final = WorkingCalendar(WEEKEND)


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """A whole plan; tasks in the file's order, calendars by name, "" the plan's own.

    ``hours`` holds the shifts of calendars that say more than which days are worked.
    ``honours_constraints``: a date that a task must keep wins over a link that forbids it.
    """

    title: str
    tasks: tuple[PlannedTask, ...]
    resources: Mapping[str, Resource] = field(default_factory=dict)
    calendars: Mapping[str, WorkingCalendar] = field(default_factory=lambda: {"": USUAL_CALENDAR})
    start: dt.datetime | None = None
    finish: dt.datetime | None = None
    status_date: dt.datetime | None = None
    hours_per_day: Decimal = Decimal(8)
    currency: str = ""
    hours: Mapping[str, WorkingHours] = field(default_factory=dict)
    honours_constraints: bool = True
