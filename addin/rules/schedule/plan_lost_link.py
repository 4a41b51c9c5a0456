"""SCH202: a task waits for a task that there is not.

Why it matters: the link holds nothing, so the task is planned to begin too early.

Example: paint waits for task 41, which was deleted when the build was split in two.

What to do: name the task that is meant, or take the link out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers

CODE = "SCH202"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per task, with all the names that are none."""
    for one in papers.task_networks:
        lost: dict[str, list[str]] = defaultdict(list)
        for id_, before in one.lost:
            lost[id_].append(before)
        for task in one.plan.tasks:
            if task.id in lost:
                names = ", ".join(f"“{name}”" for name in lost[task.id])
                yield Finding(
                    CODE,
                    Severity.ERROR,
                    f"{task.name} waits for {names}, which is no task of the plan.",
                    (one.place(task, "links"),),
                    numbers=(("waits for", ", ".join(lost[task.id])),),
                    advice="Name the task that is meant, or take the link out.",
                    subject=f"task {task.id}",
                )
