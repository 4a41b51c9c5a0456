"""SCH203: a task of a linked plan is linked to nothing.

Why it matters: when others slip it stays where it is, and when it slips nobody is moved: its dates
are only as good as the last hand that typed them.

Example: of forty linked tasks, “Clear music” waits for nothing and nothing waits for it.

What to do: link it to what must come before, or to what it holds up: a milestone at the end will
do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from addin.domain.project_plan import PlannedTask
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers

CODE = "SCH203"
_LEAST: Final = 5
_MOSTLY: Final = 0.7


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per plan of which most tasks are linked."""
    for one in papers.task_networks:
        tasks = [task for task in one.plan.tasks if task.is_active and not task.is_summary]
        named = {link.before for task in one.plan.tasks for link in task.links}
        lost = {id_ for id_, _ in one.lost}
        linked_above = _below_links(one.plan.tasks, named)
        loose = [
            task
            for task in tasks
            if not task.links
            and task.id not in named
            and task.id not in lost
            and task.id not in linked_above
            and task.done < 1
        ]
        if len(tasks) < _LEAST or not loose or len(tasks) - len(loose) < _MOSTLY * len(tasks):
            continue
        names = ", ".join(task.name for task in loose[:5]) + (" …" if len(loose) > 5 else "")
        yield Finding(
            CODE,
            Severity.NOTE,
            f"{len(loose)} of {len(tasks)} tasks are linked to nothing: {names}.",
            tuple(one.place(task) for task in loose),
            numbers=(("tasks", len(tasks)), ("linked to nothing", len(loose))),
            advice="Link each to what must come before it, or to what it holds up.",
            subject=one.plan.title,
        )


def _below_links(tasks: Sequence[PlannedTask], named: Collection[str]) -> set[str]:
    """The ids of tasks whose summary is linked, or its summary."""
    found: set[str] = set()
    path: list[tuple[int, bool]] = []  # level, and whether it or one above it is linked
    for task in tasks:
        while path and path[-1][0] >= task.level:
            path.pop()
        linked = bool(path and path[-1][1])
        if linked:
            found.add(task.id)
        if task.is_summary:
            path.append((task.level, linked or bool(task.links) or task.id in named))
    return found
