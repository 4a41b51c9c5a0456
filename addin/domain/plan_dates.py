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
from functools import cached_property

from addin.domain.plan_clocks import PlanClocks
from addin.domain.plan_forward import Forward, HeldBy, is_ahead, is_done
from addin.domain.plan_late import late_dates
from addin.domain.plan_network import network
from addin.domain.project_plan import Constraint, PlannedTask, ProjectPlan
from addin.domain.working_hours import moment_of, seconds_of


class NoStart(ValueError):
    """A plan that says nowhere when it begins."""

    def __str__(self) -> str:
        return "the plan has no start date, and none of its tasks has one: give a start"


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
    begin = seconds_of(start_of(plan, start))
    hours = [clocks.of(task) for task in net.tasks]
    forward = Forward(net, clocks, hours, begin, status, not_before or {})
    early = forward.run()
    late = late_dates(net, clocks, hours, [one.span for one in early])
    waiting = [
        place
        for place in net.leaves()
        if net.tasks[place].constraint is Constraint.AS_LATE and is_ahead(net.tasks[place])
    ]
    if waiting:
        forward.late = {place: late.spans[place].start for place in waiting}
        early = forward.run()
        late = late_dates(net, clocks, hours, [one.span for one in early], late.end)
    found = []
    for place, (task, one) in enumerate(zip(net.tasks, early, strict=True)):
        latest = late.spans[place]
        start_at, finish_at = map(moment_of, one.span)  # first: what is too far off is told
        late_start, late_finish = map(moment_of, latest)
        total, free = clocks.days(late.total[place]), clocks.days(late.free[place])
        found.append(
            TaskDates(
                task,
                start_at,
                finish_at,
                late_start,
                late_finish,
                total,
                free,
                total <= 0 and not is_done(task),
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


def start_of(plan: ProjectPlan, given: dt.datetime | None = None) -> dt.datetime:
    """When a plan begins: as given, as it says, or with the first date of any task.

    Raises:
        NoStart: none of them.
    """
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
