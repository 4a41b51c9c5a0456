"""SCH207: what is reported as done does not go with the status date.

Why it matters: work that is done in the future was typed in by mistake; work that should have begun
and has no progress is late, or was not reported. Either way the dates after it are wrong.

Example: the status date is 10 April; “Rig stage” is half done and begins on 20 April.

What to do: ask whoever does it, and type the actual dates and the share that is done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from addin.domain.project_plan import PlannedTask
from addin.domain.sourced_plan import SourcedPlan
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers

CODE = "SCH207"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per task, in the plan's order; none without a status date."""
    for one in papers.task_networks:
        status = one.status_date
        if status is None:
            continue
        for task in one.plan.tasks:
            if task.is_summary or not task.is_active:
                continue
            wrong = _wrong(one, task, status)
            if wrong is None:
                continue
            severity, text, field, day = wrong
            yield Finding(
                CODE,
                severity,
                f"{task.name}: {text}; the status date is {status:%Y-%m-%d}.",
                (one.place(task, field),),
                numbers=(
                    ("done", task.done),
                    ("date", day.date()),
                    ("status date", status.date()),
                ),
                advice="Type the actual dates and the share that is done.",
                subject=f"task {task.id}",
            )


def _wrong(
    one: SourcedPlan, task: PlannedTask, status: dt.datetime
) -> tuple[Severity, str, str, dt.datetime] | None:
    for field, moment in (
        ("actual_start", task.actual_start),
        ("actual_finish", task.actual_finish),
    ):
        if moment is not None and moment > status:
            name = field.replace("_", " ")
            return Severity.ERROR, f"its {name} is {moment:%Y-%m-%d}", field, moment
    start, finish = task.start, task.finish
    if (start is None or finish is None) and one.by_links and task.id in one.by_links.by_id:
        dates = one.by_links.by_id[task.id]
        start, finish = dates.start, dates.finish
    if start is None or finish is None:
        return None
    began = task.actual_start or start
    if task.done > 0 and began > status:
        share = f"{task.done * 100:.0f} %"
        return (
            Severity.ERROR,
            f"{share} is done before it starts on {began:%Y-%m-%d}",
            "done",
            began,
        )
    if task.done < 1 and task.actual_finish is None and finish <= status:
        share = f"{task.done * 100:.0f} %"
        text = f"it was to be finished on {finish:%Y-%m-%d}, and {share} is done"
        return Severity.WARNING, text, "done", finish
    if not task.done and task.actual_start is None and start <= status:
        text = f"it was to start on {start:%Y-%m-%d}, and nothing is done"
        return Severity.WARNING, text, "done", start
    return None
