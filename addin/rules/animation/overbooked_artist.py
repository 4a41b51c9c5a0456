"""SHT106: an artist has more due within a time than can be done in it.

Why it matters: something will be late, and nobody has said what.

Example: 12 days of work for one animator, all due between 2 and 13 March: ten working days.

What to do: give a shot to somebody else, or move a due date.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from addin.domain.shot_tracking import overbooked
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.shot_lists import Tracked, calendar_of, day_text, tasks_of

CODE = "SHT106"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per artist and list: the worst time, with its tasks."""
    every = list(tasks_of(papers))
    calendar = calendar_of(papers) if every else None
    lists: dict[tuple[str, str], list[Tracked]] = {}
    for one in every:
        lists.setdefault((one.place.workbook, one.place.sheet), []).append(one)
    for here in lists.values():
        by_task = {id(one.task): one for one in here}
        assert calendar is not None  # noqa: S101 - there is one where there are tasks
        for found in overbooked((one.task for one in here), calendar.count):
            yield Finding(
                CODE,
                Severity.WARNING,
                f"{found.artist} has {len(found.tasks)} tasks of {_days(found.needed)} in all, due"
                f" between {day_text(found.start)} and {day_text(found.due)}:"
                f" {_days(Decimal(found.there))}.",
                tuple(by_task[id(task)].due for task in found.tasks),
                numbers=(
                    ("days of work", round(found.needed, 2)),
                    ("working days", found.there),
                ),
                advice="Give a task to somebody else, or move a due date.",
                subject=f"load of {found.artist}",
            )


def _days(days: Decimal) -> str:
    shown = f"{float(days):.3g}"
    return f"{shown} working day{'' if shown == '1' else 's'}"
