"""SCH309: strips of a dated board have no day.

Why it matters: they are missing from the day-out-of-days, from the call sheets and from the count
of days that the budget is held against.

Example: scenes 61 and 62 stand below the last day break, neither in a day nor in the boneyard.

What to do: schedule them, date their day, or put them in the boneyard.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.eighths import eighths_text
from addin.findings import Finding, Severity
from addin.rules.boards import cells, current, listed
from addin.rules.rule import Workpapers

CODE = "SCH309"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per board that has dates and strips without one."""
    for board in current(papers):
        lines = [line for line in board.shot if line.date is None and line.scene]
        if not lines or not board.days:
            continue
        total = eighths_text(sum(line.eighths or 0 for line in lines))
        days = sorted({line.day for line in lines if line.day is not None})
        of = f", of day {listed(map(str, days))}" if days else ""
        yield Finding(
            CODE,
            Severity.WARNING if days else Severity.NOTE,
            f"{len(lines)} strips on '{board.name}' have no date ({total} pages{of}): scenes"
            f" {listed(line.scene for line in lines)}.",
            cells(lines, "date", "scene"),
            numbers=(("strips", len(lines)), ("pages", total)),
            advice="Schedule them, date their day, or put them in the boneyard.",
            subject="strips without a date",
        )
