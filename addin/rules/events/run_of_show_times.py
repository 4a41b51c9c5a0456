"""EVT101: an item of a run-of-show does not begin when the one above it is over.

Why it matters: cues are called by the clock. Where the sheet does not add up, stage, kitchen and
streaming each follow another time.

Example: 19:00 Welcome, 20 minutes; 19:15 Keynote: five minutes too early.

What to do: correct the length or the start; make the start a formula, or use EVENT_RUN.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from addin.findings import Finding, Severity
from addin.rules.event_lists import clock, duration, in_order, minutes, run_of_show, uses_of
from addin.rules.rule import Workpapers

CODE = "EVT101"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per item; lists of several rooms, and lists that mostly leave gaps, not.

    A cue without a length may stand anywhere in the item above it.
    """
    for tracker in run_of_show(papers):
        if tracker.has("room") or not tracker.has("duration"):
            continue
        uses = [use for use in uses_of(tracker) if use.end > use.start or use.text("duration")]
        pairs = [
            (here, there)
            for here, there in pairwise(uses)
            if (here.start.date() == there.start.date() or not there.has_date)
            and duration(tracker, here.row) is not None
        ]
        joined = sum(here.end == there.start for here, there in pairs)
        if not in_order(uses) or joined * 2 < len(pairs):
            continue  # a programme with breaks that nobody lists
        for here, there in pairs:
            by = there.start - here.end
            if not by:
                continue
            item = there.text("item")
            says = f"{minutes(abs(by))} minutes {'after' if by.days >= 0 else 'before'}"
            yield Finding(
                CODE,
                Severity.NOTE if by.days >= 0 else Severity.WARNING,
                f"{item} begins at {clock(there.start)}, {says} {here.text('item')} is over"
                f" ({clock(here.end)}).",
                (*there.places("start"), *here.places("start", "duration")),
                numbers=(("minutes", minutes(by)),),
                advice="Correct the length or the start, or let EVENT_RUN work the starts out.",
                subject=f"start of {item}",
            )
