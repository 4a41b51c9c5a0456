"""SHT102: the frames of a shot are not those from its first to its last.

Why it matters: quotas, bids and the render farm count what stands in the column of frames.

Example: in 1001, out 1100, frames 96: the shot was cut longer and the count is the old one.

What to do: correct the count, or make it a formula: out - in + 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.shot_lists import SHOTS, shot_name
from addin.rules.trackers import Tracker, lists_of

CODE = "SHT102"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per shot that differs from how most of its list count."""
    for tracker in lists_of(papers, SHOTS):
        if not tracker.has("first", "last", "frames"):
            continue
        counts = list(_counts(tracker))
        over = [stated - (last - first) for _, first, last, stated in counts]
        if not counts:
            continue
        usual = max((0, 1), key=over.count)  # whether the last frame belongs to a shot
        if over.count(usual) * 2 < len(over):
            continue  # handles, retimes: the count is another thing here
        for (row, first, last, stated), more in zip(counts, over, strict=True):
            if more != usual:
                right = last - first + usual
                yield Finding(
                    CODE,
                    Severity.WARNING,
                    f"{shot_name(tracker, row)} runs from {first} to {last}: {right} frames, not"
                    f" {stated}.",
                    tracker.places(row, "frames", "first", "last"),
                    numbers=(("frames", stated), ("from first to last", right)),
                    advice="Correct the count, or the frames in and out.",
                    subject=f"frames of {shot_name(tracker, row)}",
                )


def _counts(tracker: Tracker) -> Iterator[tuple[int, int, int, int]]:
    for row in tracker.rows:
        numbers = [tracker.whole(row, field) for field in ("first", "last", "frames")]
        first, last, stated = numbers
        if first is not None and last is not None and stated is not None:
            yield row, first, last, stated
