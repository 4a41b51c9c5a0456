"""EVT104: a vendor arrives outside its dock slot, has none, or two vendors share one.

Why it matters: a truck that waits in the street is fined, and everything behind it is late.

Example: the caterer arrives at 10:30; its slot at dock 2 is from 08:00 to 09:00.

What to do: move the arrival or the slot, and send both to the vendor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from addin.domain.bookings import Booking, conflicts
from addin.findings import Finding, Severity
from addin.rules.event_lists import DOCKS, LOADS, Use, clock, minutes, uses_of
from addin.rules.rule import Workpapers
from addin.rules.trackers import lists_of

CODE = "EVT104"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per arrival and per pair of slots; nothing without a list of slots."""
    lists = list(lists_of(papers, DOCKS))
    slots = [use for tracker in lists for use in uses_of(tracker) if use.text("dock")]
    if not slots:
        return
    yield from _shared(slots)
    of_vendor: dict[str, list[Use]] = defaultdict(list)
    for slot in slots:
        of_vendor[slot.text("vendor").casefold()].append(slot)
    for tracker in lists_of(papers, LOADS):
        if any(tracker.table is one.table for one in lists):
            continue  # who arrives when is said beside the dock
        for load in uses_of(tracker):
            yield from _arrival(load, of_vendor.get(load.text("vendor").casefold(), []))


def _arrival(load: Use, slots: list[Use]) -> Iterator[Finding]:
    vendor = load.text("vendor")
    if not slots:
        yield Finding(
            CODE,
            Severity.NOTE,
            f"{vendor} arrives {clock(load.start)} and has no dock slot.",
            load.places("vendor", "start"),
            advice="Give it a slot, or note that it needs none.",
            subject=f"arrival of {vendor}",
        )
        return
    same = [slot for slot in slots if slot.has_date == load.has_date]
    if same and not any(slot.start <= load.start <= slot.end for slot in same):
        near = min(same, key=lambda slot: abs(slot.start - load.start))
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{vendor} arrives {clock(load.start)}; its slot at {near.text('dock')} is from"
            f" {clock(near.start)} to {clock(near.end)}.",
            (*load.places("start"), *near.places("start", "end")),
            advice="Move the arrival or the slot, and tell the vendor.",
            subject=f"arrival of {vendor}",
        )


def _shared(slots: list[Use]) -> Iterator[Finding]:
    by_label = {str(at): use for at, use in enumerate(slots)}
    bookings = [
        Booking(
            f"{use.text('dock')}{'' if use.has_date else id(use.tracker)}", use.start, use.end, at
        )
        for at, use in by_label.items()
        if use.start <= use.end
    ]
    for pair in conflicts(bookings):
        first, second = by_label[pair.first.label], by_label[pair.second.label]
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{second.text('dock')} is given to {first.text('vendor')} until {clock(first.end)} and"
            f" to {second.text('vendor')} from {clock(second.start)}.",
            (*second.places("start"), *first.places("end")),
            numbers=(("minutes", minutes(pair.overlap)),),
            advice="Move one of the slots.",
            subject=f"{second.text('dock')}: {first.text('vendor')}, {second.text('vendor')}",
        )
