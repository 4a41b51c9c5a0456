"""SCH208: a task, or a milestone, is later than its baseline.

Why it matters: the baseline is what was promised; what is late there has cost, and pushes what
waits for it.

Example: picture lock was promised for 12 June and is now on 26 June, because the last shoot week
moved.

What to do: see the task that began it (it is named), and say the new date to those who wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.baselines import Slip, slips
from addin.domain.sourced_plan import SourcedPlan
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers

CODE = "SCH208"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per task that began a slip, and one per milestone that is late."""
    for one in papers.task_networks:
        if one.dates is None:
            continue
        every = [slip for slip in slips(one.dates) if slip.late > 0]
        late = [slip for slip in every if not slip.dates.task.is_summary]
        moved = {slip.dates.task.id: 0 for slip in late}
        for slip in late:
            if slip.root != slip.dates.task.id and slip.root in moved:
                moved[slip.root] += 1
        for slip in late:
            task = slip.dates.task
            if slip.cause and not task.is_milestone:
                continue  # told with the task that began it
            yield Finding(
                CODE,
                Severity.WARNING,
                _told(one, slip, moved[task.id]),
                (one.place(task, "finish"), one.place(task, "baseline_finish")),
                numbers=(
                    ("promised", slip.planned_finish.date()),
                    ("finishes", slip.dates.finish.date()),
                    ("days late", slip.late),
                ),
                advice="Say the new date to those who wait for it, or win the days back.",
                subject=f"task {task.id}",
                weight=0.7 if task.is_milestone else 0.5,
            )


def _told(one: SourcedPlan, slip: Slip, moved: int) -> str:
    task = slip.dates.task
    what = f"{task.name} is {slip.late:f} working days later than promised"
    days = f"{slip.dates.finish:%Y-%m-%d} instead of {slip.planned_finish:%Y-%m-%d}"
    names = {each.id: each.name for each in one.plan.tasks}
    why = ""
    if slip.cause:
        why = f"; it waits for {names[slip.cause]}"
        if slip.root != slip.cause:
            why += f", and {names[slip.root]} began it"
    elif slip.reason:
        why = f"; {slip.reason}"
    if moved:
        why += f"; {moved} other {'task moves' if moved == 1 else 'tasks move'} with it"
    return f"{what}: {days}{why}."
