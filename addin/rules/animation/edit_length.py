"""SHT103: the shots of an episode are longer or shorter than its edit.

Why it matters: seconds that are in no shot are delivered by nobody; seconds too many are made and
paid for, and cut out.

Example: episode 104 is locked at 11:00 at 25 frames a second, 16,500 frames; its shots have 16,380.

What to do: compare the shot list with the editor's last cut; omit or add shots.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from addin.domain.shot_tracking import in_the_edit
from addin.domain.timecode import frame_rate, frames_of, frames_of_timecode
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.shot_lists import EPISODES, SHOTS, shots_of
from addin.rules.trackers import Tracker, lists_of

CODE = "SHT103"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per episode, where a list says how long its edit is."""
    shots = [one for one in lists_of(papers, SHOTS) if one.has("episode")]
    for edits in lists_of(papers, EPISODES):
        if not edits.has("frames") and not edits.has("fps"):
            continue
        for row in edits.rows:
            length = _frames(edits, row)
            name = edits.text(row, "episode")
            for tracker in shots if length else ():
                total, rows = _of(tracker, name)
                if rows and length is not None and total != length:
                    than = "longer" if total > length else "shorter"
                    yield Finding(
                        CODE,
                        Severity.WARNING,
                        f"The {len(rows)} shots of {name} have {total:,} frames, its edit"
                        f" {length:,}: {abs(total - length):,} {than}.",
                        (
                            *edits.places(row, "frames", "timecode", "seconds")[:1],
                            *tracker.places(rows[0], "frames", "first"),
                            *tracker.places(rows[-1], "frames", "last"),
                        ),
                        numbers=(("frames of the shots", total), ("frames of the edit", length)),
                        advice="Compare the shot list with the editor's last cut.",
                        subject=f"length of {name}",
                    )


def _frames(edits: Tracker, row: int) -> int | None:
    """How long the edit is: stated in frames, in seconds, or as a timecode."""
    stated = edits.whole(row, "frames")
    fps = edits.number(row, "fps")
    if stated is not None or fps is None:
        return stated
    try:
        rate = frame_rate(fps)
        seconds = edits.number(row, "seconds")
        if seconds is not None:
            return frames_of(Decimal(seconds), rate)
        text = edits.text(row, "timecode")
        return frames_of_timecode(text, rate) if text.count(":") == 3 else None
    except (ValueError, ArithmeticError):
        return None


def _of(tracker: Tracker, episode: str) -> tuple[int, list[int]]:
    """The frames of the shots of an episode, and their rows."""
    wanted = episode.casefold()
    if tracker.has("frames"):
        rows = [row for row in tracker.rows if tracker.text(row, "episode").casefold() == wanted]
        counts = [tracker.whole(row, "frames") for row in rows]
        return sum(count or 0 for count in counts), rows if None not in counts else []
    found = {name.casefold(): shots for name, shots in shots_of(tracker).items()}.get(wanted, [])
    listed = [shot for _, shot in found]
    placed = in_the_edit(listed) or listed
    return sum(shot.frames for shot in placed), [row for row, _ in found]
