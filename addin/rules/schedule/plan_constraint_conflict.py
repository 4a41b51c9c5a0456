"""SCH205: a task has a date of its own that its links forbid.

Why it matters: the program keeps the date and draws the task before what it waits for is done, so
the plan looks fine and cannot be carried out.

Example: the mix must start on 4 May; the edit that it waits for ends on 8 May.

What to do: take the date out, or make it “start no earlier than”; then see what the links give.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from addin.domain.plan_dates import PlanDates, dates_of
from addin.domain.project_plan import Constraint, PlannedTask
from addin.domain.sourced_plan import SourcedPlan
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers

CODE = "SCH205"
_OWN = frozenset(
    {
        Constraint.START_ON,
        Constraint.FINISH_ON,
        Constraint.START_NO_LATER,
        Constraint.FINISH_NO_LATER,
    }
)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per task that would run later by its links, in the plan's order."""
    for one in papers.task_networks:
        bound = [task for task in one.plan.tasks if _is_bound(task)]
        if one.dates is None or not bound:
            continue
        free = _by_links(one)
        for task in bound:
            if task.id not in free.by_id:
                continue
            given, linked = one.dates.by_id[task.id], free.by_id[task.id]
            if linked.start <= given.start:
                continue
            said = task.constraint_date or given.start
            before = free.by_id.get(linked.behind)
            after = f" after {before.task.name}" if before else ""
            yield Finding(
                CODE,
                Severity.ERROR,
                f"{task.name} {task.constraint.value} {said:%Y-%m-%d}; its links give"
                f" {_day(linked.start)}{after}.",
                (
                    one.place(task, "constraint_date"),
                    *((one.place(before.task, "finish"),) if before else ()),
                ),
                numbers=(("starts", given.start.date()), ("by its links", linked.start.date())),
                advice="Take the date out, or make it “no earlier than”.",
                subject=f"task {task.id}",
                weight=0.8,
            )


def _is_bound(task: PlannedTask) -> bool:
    if not task.is_active or task.is_summary or task.done >= 1 or task.actual_start:
        return False
    if task.is_manual:
        return bool(task.links)
    return task.constraint in _OWN and task.constraint_date is not None


def _by_links(one: SourcedPlan) -> PlanDates:
    """The dates if no task could keep a date against its links."""
    tasks = tuple(
        replace(task, constraint=Constraint.AS_SOON, is_manual=False) if _is_bound(task) else task
        for task in one.plan.tasks
    )
    return dates_of(replace(one.plan, tasks=tasks), one.start, status=one.status_date)


def _day(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d}"
