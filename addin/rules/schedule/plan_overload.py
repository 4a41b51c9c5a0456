"""SCH206: more is asked of a person or thing than there is.

Why it matters: the tasks are planned side by side and can only be done one after the other, so the
plan ends later than it says.

Example: one concept artist is given three sets in the same week.

What to do: level the plan (`tieout plan FILE --level` shows what moves), share the work out, or
hire.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.plan_loads import overloads
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers

CODE = "SCH206"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per resource and stretch of time, in the plan's order."""
    for one in papers.task_networks:
        if one.dates is None:
            continue
        for over in overloads(one.dates):
            names = ", ".join(each.task.name for each in over.tasks[:5])
            more = " …" if len(over.tasks) > 5 else ""
            yield Finding(
                CODE,
                Severity.WARNING,
                f"{over.resource.name}: {over.load:f} asked for, {over.resource.capacity:f} there"
                f" from {over.start:%Y-%m-%d} to {over.finish:%Y-%m-%d}: {names}{more}.",
                tuple(one.place(each.task, "resources") for each in over.tasks),
                numbers=(
                    ("asked for", over.load),
                    ("there is", over.resource.capacity),
                    ("from", over.start.date()),
                    ("to", over.finish.date()),
                ),
                advice="Level the plan, share the work out, or hire.",
                subject=f"{over.resource.name} {' '.join(each.task.id for each in over.tasks)}",
                weight=0.6,
            )
