"""SCH209: stored dates, floats or the critical path are not what the links give.

Why it matters: the plan was changed after its dates were worked out, or they are typed in: people
work by dates that no longer hold, and watch a critical path that is not the critical one.

Example: in the list “Build” takes ten days and ends after six; paint begins on the seventh.

What to do: let the planning program work the plan out again, or correct the dates in the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from addin.domain.plan_clocks import PlanClocks
from addin.domain.plan_dates import PlanDates, TaskDates
from addin.domain.sourced_plan import SourcedPlan
from addin.domain.working_hours import seconds_of
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers

CODE = "SCH209"
_SECONDS: Final = 60


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per task that is stored too early, and one for a wrong critical path."""
    for one in papers.task_networks:
        if one.by_links is None:
            continue
        early = [dates for dates in one.by_links.tasks if _is_early(one.by_links, dates)]
        for dates in early:
            yield _early(one, dates)
        if not early:
            yield from _critical(one, one.by_links)


def _is_early(plan: PlanDates, dates: TaskDates) -> bool:
    """Whether a task is stored before the day on which its links let it begin."""
    task = dates.task
    if task.start is None or task.is_summary or task.done > 0 or task.actual_start:
        return False
    hours = PlanClocks(plan.plan).of(task)
    return (
        task.start.date() < dates.start.date()
        and hours.between(seconds_of(task.start), seconds_of(dates.start)) > _SECONDS
        and bool(dates.behind)
    )


def _early(one: SourcedPlan, dates: TaskDates) -> Finding:
    task, start = dates.task, dates.task.start
    assert start is not None  # noqa: S101 - _is_early asked
    assert one.by_links is not None  # noqa: S101 - check asked
    before = one.by_links.by_id[dates.behind]
    return Finding(
        CODE,
        Severity.WARNING,
        f"{task.name} is planned to start on {start:%Y-%m-%d}, but waits for {before.task.name}:"
        f" by its links it starts on {dates.start:%Y-%m-%d}.",
        (one.place(task, "start"), one.place(before.task, "finish")),
        numbers=(("planned", start.date()), ("by its links", dates.start.date())),
        advice="Work the plan out again, or correct the dates in the list.",
        subject=f"task {task.id}",
        weight=0.6,
    )


def _critical(one: SourcedPlan, plan: PlanDates) -> Iterator[Finding]:
    stored = [
        dates
        for dates in plan.tasks
        if dates.task.critical is not None
        and not dates.task.is_summary
        and dates.task.done < 1
        and not dates.task.is_manual
    ]
    if not any(dates.task.critical for dates in stored):
        return  # a column that nobody keeps
    wrong = [dates for dates in stored if dates.critical != dates.task.critical]
    if not wrong:
        return
    missing = [dates.task.name for dates in wrong if dates.critical]
    extra = [dates.task.name for dates in wrong if not dates.critical]
    parts = [
        f"critical and not marked so: {', '.join(missing[:5])}" if missing else "",
        f"marked critical, with float: {', '.join(extra[:5])}" if extra else "",
    ]
    yield Finding(
        CODE,
        Severity.WARNING,
        "The critical path that is stored is not the one the links give: "
        + "; ".join(part for part in parts if part)
        + ".",
        tuple(one.place(dates.task, "critical") for dates in wrong),
        numbers=(("critical, not marked", len(missing)), ("marked, not critical", len(extra))),
        advice="Work the plan out again before anybody watches its critical path.",
        subject=one.plan.title,
    )
