"""When each task of a plan runs: dates from links, calendars, constraints and what is done.

The forward pass gives the earliest dates, the backward pass the latest that keep the plan's end and
its deadlines; between them lies the float. Times are seconds (``working_hours``), so nothing is
rounded; floats are given in days of the plan, in the task's own working time.

Source: the precedence diagramming method as in the PMI's Practice Standard for Scheduling;
constraints, lags (in working time of the task after) and floats as Microsoft Project has them,
proven against dates it stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final

from addin.domain.plan_clocks import PlanClocks
from addin.domain.plan_late import late_dates
from addin.domain.plan_network import Bond, Network, network
from addin.domain.plan_passes import FROM_FINISH, TO_FINISH, Span, moved
from addin.domain.project_plan import Constraint, PlannedTask, ProjectPlan
from addin.domain.working_hours import WorkingHours, moment_of, seconds_of

_ALL: Final = Decimal(1)


class NoStart(ValueError):
    """A plan that says nowhere when it begins."""

    def __str__(self) -> str:
        return "the plan has no start date, and none of its tasks has one: give a start"


class HeldBy(StrEnum):
    """What sets the start of a task."""

    PLAN = "the start of the plan"
    LINK = "a link"
    CONSTRAINT = "its constraint"
    TYPED = "dates typed by hand"
    ACTUAL = "what was done"
    STATUS = "the status date"
    PARTS = "its tasks"
    LATE = "as late as possible"
    RESOURCE = "resources"


@dataclass(frozen=True, slots=True)
class TaskDates:
    """When a task runs, and how far it may slip.

    ``total_float`` is how far it may slip without moving the end of the plan or a deadline, below 0
    when it is too late already; ``free_float`` without moving any other task. Both in days of the
    plan. ``held_by`` says what sets its start, ``behind`` the id of the task, if it is a link.
    """

    task: PlannedTask
    start: dt.datetime
    finish: dt.datetime
    late_start: dt.datetime
    late_finish: dt.datetime
    total_float: Decimal
    free_float: Decimal
    critical: bool
    held_by: HeldBy
    behind: str = ""


@dataclass(frozen=True)
class PlanDates:
    """The dates of all active tasks, in the plan's order, summaries among them."""

    plan: ProjectPlan
    tasks: tuple[TaskDates, ...]
    start: dt.datetime
    finish: dt.datetime

    @cached_property
    def by_id(self) -> Mapping[str, TaskDates]:
        """The dates of each task by its id."""
        return {one.task.id: one for one in self.tasks}

    @property
    def critical_path(self) -> tuple[TaskDates, ...]:
        """The critical tasks that are no summary, by their start."""
        found = (one for one in self.tasks if one.critical and not one.task.is_summary)
        return tuple(sorted(found, key=lambda one: (one.start, one.finish)))


@dataclass(frozen=True, slots=True)
class _Early:
    span: Span
    held_by: HeldBy
    behind: int = -1


def dates_of(
    plan: ProjectPlan,
    start: dt.datetime | None = None,
    *,
    status: dt.datetime | None = None,
    not_before: Mapping[str, dt.datetime] | None = None,
) -> PlanDates:
    """The dates of every active task.

    Args:
        plan: the tasks, their links and calendars.
        start: when the plan begins; left out, its own start, else the first date of any task.
        status: work that is left cannot lie before it; left out, it stays where it was planned.
        not_before: a first moment for some tasks, by id: what levelling has found.

    Raises:
        NoStart: no start is given, and the plan has none.
        NetworkError, UnknownTask, Circle: the tasks make no network.
        NoWorkingDay: a calendar has no working time left.
    """
    net = network(plan.tasks)
    clocks = PlanClocks(plan)
    begin = seconds_of(_start(plan, start))
    hours = [clocks.of(task) for task in net.tasks]
    forward = _Forward(net, clocks, hours, begin, status, not_before or {})
    early = forward.run()
    late = late_dates(net, clocks, hours, [one.span for one in early])
    waiting = [
        place
        for place in net.leaves()
        if net.tasks[place].constraint is Constraint.AS_LATE and _is_ahead(net.tasks[place])
    ]
    if waiting:
        forward.late = {place: late.spans[place].start for place in waiting}
        early = forward.run()
        late = late_dates(net, clocks, hours, [one.span for one in early], late.end)
    found = []
    for place, (task, one) in enumerate(zip(net.tasks, early, strict=True)):
        latest = late.spans[place]
        total, free = clocks.days(late.total[place]), clocks.days(late.free[place])
        found.append(
            TaskDates(
                task,
                moment_of(one.span.start),
                moment_of(one.span.finish),
                moment_of(latest.start),
                moment_of(latest.finish),
                total,
                free,
                total <= 0 and not _is_done(task),
                one.held_by,
                net.tasks[one.behind].id if one.behind >= 0 else "",
            )
        )
    spans = [one.span for one in early]
    return PlanDates(
        plan,
        tuple(found),
        moment_of(min((span.start for span in spans), default=begin)),
        moment_of(max((span.finish for span in spans), default=begin)),
    )


def _start(plan: ProjectPlan, given: dt.datetime | None) -> dt.datetime:
    if given is not None:
        return given
    if plan.start is not None:
        return plan.start
    dates = [
        date
        for task in plan.tasks
        for date in (task.actual_start, task.start, task.constraint_date)
        if date is not None
    ]
    if not dates:
        raise NoStart
    return min(dates)


def _is_done(task: PlannedTask) -> bool:
    return task.done >= _ALL or task.actual_finish is not None


def _is_ahead(task: PlannedTask) -> bool:
    return not (_is_done(task) or task.is_manual or task.actual_start)


class _Forward:
    """The forward pass; ``late`` are the starts of tasks that run as late as possible."""

    def __init__(
        self,
        net: Network,
        clocks: PlanClocks,
        hours: list[WorkingHours],
        begin: int,
        status: dt.datetime | None,
        not_before: Mapping[str, dt.datetime],
    ) -> None:
        self.net, self.clocks, self.hours, self.begin = net, clocks, hours, begin
        self.status = None if status is None else seconds_of(status)
        self.not_before = not_before
        self.late: Mapping[int, int] = {}
        self.spans: list[Span] = []

    def run(self) -> list[_Early]:
        """The earliest dates of each place."""
        nothing = Span(self.begin, self.begin)
        self.spans = [nothing] * len(self.net.tasks)
        found = [_Early(nothing, HeldBy.PARTS)] * len(self.net.tasks)
        for place in self.net.order:
            below = self.net.below[place]
            if below:
                parts = [self.spans[one] for one in below]
                span = Span(min(one.start for one in parts), max(one.finish for one in parts))
                found[place] = _Early(span, HeldBy.PARTS)
            else:
                found[place] = self._task(place)
            self.spans[place] = found[place].span
        return found

    def _task(self, place: int) -> _Early:
        task, hours = self.net.tasks[place], self.hours[place]
        work = self.clocks.seconds(task.duration)
        began, ended = task.actual_start, task.actual_finish
        if ended is None and task.done >= _ALL:
            ended = task.finish
        if ended is not None:
            finish = seconds_of(ended)
            said = began or task.start
            first = hours.begin(finish, work) if said is None else min(seconds_of(said), finish)
            return _Early(Span(first, finish), HeldBy.ACTUAL)
        if task.is_manual and task.start and task.finish:
            return _Early(
                Span(seconds_of(task.start), max(seconds_of(task.start), seconds_of(task.finish))),
                HeldBy.TYPED,
            )
        if began is not None:
            first = seconds_of(began)
            finish = hours.finish(first, work)
            if self.status is not None:
                left = round(work * (_ALL - task.done))
                finish = max(finish, hours.finish(max(self.status, first), left))
            return _Early(Span(first, finish), HeldBy.ACTUAL)
        start, held_by, behind = self._earliest(place, task, hours, work)
        return _Early(Span(start, hours.finish(start, work)), held_by, behind)

    def _earliest(
        self, place: int, task: PlannedTask, hours: WorkingHours, work: int
    ) -> tuple[int, HeldBy, int]:
        """The start of a task that has not begun, what sets it, and the place it waits for."""
        own = self._constrained(task, hours, work)
        forced = task.constraint in {Constraint.START_ON, Constraint.FINISH_ON}
        if own is not None and forced and self.clocks.plan.honours_constraints:
            return own, HeldBy.CONSTRAINT, -1
        found, held_by, behind = hours.start(self.begin), HeldBy.PLAN, -1
        if own is not None and not self._is_limit(task):
            found, held_by = own, HeldBy.CONSTRAINT
        for bond in self.net.into[place]:
            bound = self._bound(bond, hours, work)
            if bound > found or (bound == found and held_by is HeldBy.PLAN):
                found, held_by, behind = bound, HeldBy.LINK, bond.before
        if own is not None and self._is_limit(task) and self.clocks.plan.honours_constraints:
            found, held_by, behind = min(
                (found, held_by, behind), (own, HeldBy.CONSTRAINT, -1), key=lambda each: each[0]
            )
        more = [
            (self.late.get(place), HeldBy.LATE),
            (self._floor(task.id), HeldBy.RESOURCE),
            (self.status, HeldBy.STATUS),
        ]
        for moment, why in more:
            if moment is not None and (bound := self._on(moment, hours, work)) > found:
                found, held_by, behind = bound, why, -1
        return found, held_by, behind

    @staticmethod
    def _is_limit(task: PlannedTask) -> bool:
        return task.constraint in {Constraint.START_NO_LATER, Constraint.FINISH_NO_LATER}

    def _floor(self, task: str) -> int | None:
        floor = self.not_before.get(task)
        return None if floor is None else seconds_of(floor)

    @staticmethod
    def _on(moment: int, hours: WorkingHours, work: int) -> int:
        """A start at a moment: a milestone's is the moment itself."""
        return hours.start(moment) if work else moment

    def _constrained(self, task: PlannedTask, hours: WorkingHours, work: int) -> int | None:
        """The start that a task's own date gives it."""
        if task.constraint_date is None or task.constraint in {
            Constraint.AS_SOON,
            Constraint.AS_LATE,
        }:
            return None
        date = seconds_of(task.constraint_date)
        by_finish = {Constraint.FINISH_ON, Constraint.FINISH_NO_EARLIER, Constraint.FINISH_NO_LATER}
        if task.constraint in by_finish:
            found = hours.begin(date, work)
            if task.constraint is Constraint.FINISH_NO_EARLIER:
                return max(found, hours.start(self.begin))
            return found
        return self._on(date, hours, work)

    def _bound(self, bond: Bond, hours: WorkingHours, work: int) -> int:
        """The start that a link allows."""
        before = self.spans[bond.before]
        at = before.finish if bond.link.kind in FROM_FINISH else before.start
        at = moved(at, bond.link, hours, self.clocks)
        if bond.link.kind in TO_FINISH:
            return hours.begin(at, work)
        return self._on(at, hours, work)
