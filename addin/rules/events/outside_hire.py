"""EVT103: something takes place in a venue outside the time it is hired for.

Why it matters: the doors are locked, or the overrun is charged by the hour.

Example: load-in of the stage at 05:30, access from 07:00.

What to do: move it, or extend the hire before the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from addin.findings import Finding, Severity
from addin.rules.event_lists import DAY, HIRE, LOADS, Use, clock, run_of_show, uses_of
from addin.rules.rule import Workpapers
from addin.rules.trackers import Tracker, lists_of

CODE = "EVT103"


@dataclass(frozen=True, slots=True)
class _Hire:
    tracker: Tracker
    row: int
    venue: str
    start: dt.datetime
    end: dt.datetime


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per line of a run-of-show or of deliveries; it needs dates.

    A line that names no venue is in the only one; with several venues it is left out.
    """
    hires = [hire for tracker in lists_of(papers, HIRE) for hire in _hires(tracker)]
    if not hires:
        return
    uses = [use for tracker in run_of_show(papers) for use in uses_of(tracker)]
    loads = [use for tracker in lists_of(papers, LOADS) for use in uses_of(tracker)]
    for use in (*uses, *loads):
        its = _of(use, hires) if use.has_date else []
        if not its or any(hire.start <= use.start and use.end <= hire.end for hire in its):
            continue
        near = min(its, key=lambda hire: abs(hire.start - use.start))
        what = use.text("item") or use.text("vendor")
        times = clock(use.start) + (f" to {clock(use.end)}" if use.end > use.start else "")
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{what}, {times}, lies outside the hire of {near.venue}: {clock(near.start)} to"
            f" {clock(near.end)}.",
            (
                *use.places("start", "end", "duration"),
                *near.tracker.places(near.row, "start", "end"),
            ),
            advice="Move it, or extend the hire.",
            subject=f"{what} in {near.venue}",
        )


def _hires(tracker: Tracker) -> Iterator[_Hire]:
    for row in tracker.rows:
        start, end = tracker.moment(row, "start"), tracker.moment(row, "end")
        venue = tracker.text(row, "venue")
        if isinstance(start, dt.datetime) and isinstance(end, dt.datetime) and venue:
            is_whole_day = end == end.replace(hour=0, minute=0, second=0)
            yield _Hire(tracker, row, venue, start, end + DAY if is_whole_day else end)


def _of(use: Use, hires: Sequence[_Hire]) -> list[_Hire]:
    named = (use.text("room") or use.text("venue")).casefold()
    its = [hire for hire in hires if hire.venue.casefold() == named]
    if its or len({hire.venue.casefold() for hire in hires}) > 1:
        return its
    return list(hires)
