"""SCH301: a scene stands on the board twice.

Why it matters: its pages, its cast and its day are counted twice, in the day-out-of-days and in
the money, and somebody is called for what was shot already.

Example: scene 42 on day 3 and again on day 9, or on day 3 and in the boneyard.

What to do: take the strip out that is left over; where the scene is split, mark both strips as
parts (42pt1, 42pt2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from addin.domain.schedule_lines import StripLine
from addin.findings import Finding, Severity
from addin.rules.boards import boards, cells, day_text, is_part, scenes_of
from addin.rules.rule import Workpapers

CODE = "SCH301"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per scene, board by board; parts, pick-ups and reshoots are left alone."""
    for board in boards(papers):
        on: dict[str, list[StripLine]] = defaultdict(list)
        for line in board.strips:
            if not is_part(line):
                for scene in scenes_of(line):
                    on[scene].append(line)
        for scene, lines in on.items():
            if len(lines) > 1 and any(c.isdigit() for c in scene):
                yield _finding(scene, lines)


def _finding(scene: str, lines: list[StripLine]) -> Finding:
    where = ", ".join(dict.fromkeys(_where(line) for line in lines))
    return Finding(
        CODE,
        Severity.WARNING,
        f"Scene {scene} stands on '{lines[0].source.sheet}' {len(lines)} times: {where}.",
        cells(lines, "scene"),
        advice="Take out the strip that is left over, or mark the strips as parts"
        f" ({scene}pt1, {scene}pt2).",
        subject=f"scene {scene} twice",
    )


def _where(line: StripLine) -> str:
    row = f"row {line.source.row}"
    if line.is_boneyard:
        return f"the boneyard ({row})"
    day = f"day {line.day}" if line.day is not None else ""
    when = ", ".join(part for part in (day, day_text(line.date) if line.date else "") if part)
    return f"{when} ({row})" if when else row
