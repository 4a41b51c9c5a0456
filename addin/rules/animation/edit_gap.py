"""SHT101: shots leave a gap in the edit, or overlap.

Why it matters: a gap is black frames in the cut or a shot that nobody makes; an overlap is frames
that two artists animate and one throws away.

Example: SQ020 SH030 ends on frame 1120, SH040 begins on 1125.

What to do: take frames in and out from the editor's last cut; where a shot was omitted, close up.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.animation import cut_problems
from addin.domain.shot_tracking import in_the_edit
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.shot_lists import SHOTS, shots_of
from addin.rules.trackers import lists_of

CODE = "SHT101"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per break; lists in which each shot has frames of its own are left out."""
    for tracker in lists_of(papers, SHOTS):
        for episode, shots in shots_of(tracker).items():
            placed = in_the_edit([shot for _, shot in shots])
            rows = {shot.name: row for row, shot in shots}
            for problem in cut_problems(placed or ()):
                row = rows[problem.shot]
                frames = f"{problem.frames} frame{'' if problem.frames == 1 else 's'}"
                where = f"{episode}, {problem.shot}" if episode else problem.shot
                yield Finding(
                    CODE,
                    Severity.WARNING,
                    f"{where}: {problem.so}, {frames}.",
                    tracker.places(row, "first", "last"),
                    numbers=(("frames", problem.frames),),
                    advice="Take frames in and out from the editor's last cut.",
                    subject=f"{where} {problem.so}",
                )
