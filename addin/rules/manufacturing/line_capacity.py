"""MFG103: a line is given more than its capacity, or two orders at once.

Why it matters: the plan cannot be worked; what is moved out of it is decided on the floor.

Example: Line 2 has 84,000 units planned in week 3 and a capacity of 79,200; or two orders on it
from 14:00 to 16:00.

What to do: move an order to another line or another week.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.bookings import Booking, conflicts
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.trackers import lists_of
from addin.rules.work_lists import LOADS, shown, slots_of

CODE = "MFG103"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per line and time with more than its capacity, then per pair of orders."""
    for tracker in lists_of(papers, LOADS):
        for row in tracker.rows:
            used, capacity = tracker.number(row, "used"), tracker.number(row, "capacity")
            if used is None or capacity is None or capacity <= 0 or used <= capacity:
                continue
            when = tracker.text(row, "when")
            name = tracker.text(row, "line") + (f", {when}" if when else "")
            yield Finding(
                CODE,
                Severity.WARNING,
                f"{name}: {shown(used)} planned, {shown(capacity)} can be made,"
                f" {shown(used - capacity)} too many.",
                tracker.places(row, "used", "capacity"),
                numbers=(("planned", used), ("capacity", capacity)),
                advice="Move an order to another line or another time.",
                subject=f"load of {name}",
            )
    every = {
        str(at): slot
        for at, slot in enumerate(s for those in slots_of(papers).values() for s in those)
    }
    bookings = [Booking(slot.line, slot.start, slot.end, at) for at, slot in every.items()]
    for pair in conflicts(bookings):
        first, second = every[pair.first.label], every[pair.second.label]
        if not pair.overlap:
            continue
        hours = shown(round(pair.overlap.total_seconds() / 3600, 1))
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{second.line} makes {first.order} until {first.end:%Y-%m-%d %H:%M} and"
            f" {second.order} from {second.start:%Y-%m-%d %H:%M}: {hours} h at once.",
            (
                *second.tracker.places(second.row, "start"),
                *first.tracker.places(first.row, "end"),
            ),
            numbers=(("hours", hours),),
            advice="Move one of the two.",
            subject=f"{second.line}: {first.order} and {second.order}",
        )
