"""SCH204: a task cannot be finished by the date that it, or something after it, must keep.

Why it matters: the plan promises a date that its own links do not allow; it is missed already, and
the day it shows is the last one to do something about it.

Example: the deadline for picture lock is 12 June; the cuts before it end on 19 June.

What to do: shorten what stands on the way there, let more of it run side by side, or move the date.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.plan_dates import PlanDates, TaskDates
from addin.domain.project_plan import Constraint
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers

CODE = "SCH204"
_NO_LATER = frozenset(
    {
        Constraint.START_ON,
        Constraint.FINISH_ON,
        Constraint.START_NO_LATER,
        Constraint.FINISH_NO_LATER,
    }
)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per task with a date that is missed, in the plan's order."""
    for one in papers.task_networks:
        if one.dates is None:
            continue
        for dates in one.dates.tasks:
            task = dates.task
            limit, field = task.deadline, "deadline"
            if limit is None and task.constraint in _NO_LATER:
                limit, field = task.constraint_date, "constraint_date"
            if limit is None or dates.total_float >= 0 or task.done >= 1:
                continue
            before = _on_the_way(one.dates, dates)
            names = ", ".join(each.task.name for each in before[-4:])
            yield Finding(
                CODE,
                Severity.ERROR,
                f"{task.name} must keep {limit:%Y-%m-%d}, and its links give"
                f" {dates.finish:%Y-%m-%d}: {-dates.total_float:f} working days too late"
                + (f"; on the way there: {names}." if names else "."),
                (one.place(task, field), *(one.place(each.task) for each in before)),
                numbers=(
                    ("must keep", limit.date()),
                    ("finishes", dates.finish.date()),
                    ("total float", dates.total_float),
                ),
                advice="Shorten what stands before it, run more side by side, or move the date.",
                subject=f"task {task.id}",
                weight=0.9,
            )


def _on_the_way(dates: PlanDates, last: TaskDates) -> list[TaskDates]:
    """What it waits for, back to the first, in the order of work."""
    found: list[TaskDates] = []
    while last.behind and last.behind in dates.by_id and len(found) < 20:
        last = dates.by_id[last.behind]
        found.append(last)
    return found[::-1]
