"""SCH201: tasks of a plan wait for one another.

Why it matters: none of them can ever begin, and no program can give the plan dates: what it shows
are leftovers of an earlier plan.

Example: the set is dressed after it is painted, and painted after it is dressed.

What to do: take one of the links out: the one that is not so in real life.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.critical_path import Circle, NetworkError
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers

CODE = "SCH201"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per plan: its first circle, or a task that stands there twice."""
    for one in papers.task_networks:
        error = one.why_not
        if not isinstance(error, Circle | NetworkError):
            continue
        names = error.names if isinstance(error, Circle) else ()
        places = [
            one.place(task, "links") for task in one.plan.tasks if (task.name or task.id) in names
        ]
        text = str(error)
        yield Finding(
            CODE,
            Severity.ERROR,
            f"{text[0].upper()}{text[1:]}.",
            tuple(places) or (one.whole,),
            numbers=(("tasks in the circle", max(len(names) - 1, 0)),),
            advice="Take out the link that is not so in real life.",
            subject=" ".join(sorted(set(names))),
            weight=1.0,
        )
