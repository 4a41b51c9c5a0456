"""SCH307: a night exterior is followed by a daylight exterior the next calendar day.

Why it matters: nights end at dawn and days begin with it. Whoever works both cannot have the rest
that an agreement asks for between wrap and call, and the forced call is paid.

Example: day 6 ends with EXT FIELD - NIGHT on Tuesday, day 7 begins with EXT ROAD - DAY on
Wednesday.

What to do: put the night last before a day off, begin the next day late with a split, or move the
daylight scene.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from addin.domain.schedule_lines import StripLine
from addin.findings import Finding, Severity
from addin.rules.boards import cells, current, day_text, listed
from addin.rules.rule import Workpapers

CODE = "SCH307"
_NIGHT: Final = re.compile(r"^\s*(?:night|nite|n|midnight|late night)\b", re.IGNORECASE)
_DAY: Final = re.compile(r"^\s*(?:day|d|morning|morn|dawn|sunrise|early)\b", re.IGNORECASE)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per pair of days, in order."""
    for board in current(papers):
        for (day, tonight), (then, tomorrow) in pairwise(board.days.items()):
            if then - day != dt.timedelta(days=1):
                continue
            last, first = tonight[-1], tomorrow[0]
            if not (_is(last, _NIGHT) and _is(first, _DAY)):
                continue
            both = sorted(
                {c for x in tonight for c in x.cast} & {c for x in tomorrow for c in x.cast}
            )
            who = f" Cast {listed(both)} work on both." if both else ""
            yield Finding(
                CODE,
                Severity.NOTE,
                f"{day_text(day)} ends with a night exterior (scene {last.scene}), and"
                f" {day_text(then)} begins with a daylight exterior (scene {first.scene}).{who}",
                cells((last, first), "day_night", "scene"),
                advice="Check the rest between wrap and call: put the night last before a day off,"
                " or begin the next day later.",
                subject=f"night before {then}",
            )


def _is(line: StripLine, when: re.Pattern[str]) -> bool:
    outside = "EXT" in line.int_ext.upper()
    return outside and bool(when.search(line.day_night))
