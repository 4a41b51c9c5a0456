"""SCH701: a part works for two units on one day.

Why it matters: nobody stands in two places. Both units learn of it from each other's call sheet,
the evening before.

Example: cast 2 is in scene 14 of the main unit and in scene 61 of the second unit on 12 March.

What to do: move one of the scenes, or have a double shoot it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from addin.domain.schedule_lines import StripLine
from addin.findings import Finding, Severity
from addin.rules.boards import cells, current, day_text
from addin.rules.rule import Workpapers

CODE = "SCH701"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per part and day: on two boards, or for two units of one board."""
    on: dict[tuple[dt.date, str], list[tuple[str, StripLine]]] = defaultdict(list)
    for board in current(papers):
        for day, strips_of_day in board.days.items():
            for line in strips_of_day:
                unit = f"{board.name} {board.unit_of(line)}"
                for cast in line.cast:
                    on[day, cast].append((unit, line))
    for (day, cast), strips in on.items():
        units = dict.fromkeys(unit for unit, _ in strips)
        if len(units) < 2:
            continue
        lines = [next(line for unit, line in strips if unit == one) for one in units]
        said = " and ".join(
            f"scene {line.scene} on '{line.source.sheet}'"
            + (f" ({line.unit})" if line.unit else "")
            for line in lines
        )
        yield Finding(
            CODE,
            Severity.WARNING,
            f"Cast {cast} works for two units on {day_text(day)}: {said}.",
            cells(lines, "cast"),
            advice="Move one of the scenes, or have a double shoot it.",
            subject=f"cast {cast} on {day}",
        )
