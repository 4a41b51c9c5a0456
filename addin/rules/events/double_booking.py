"""EVT102: a room or a person is needed for two items at once.

Why it matters: one of the two does not take place as planned, and it shows in front of guests.

Example: Room B has a workshop until 11:30 and a rehearsal from 11:15; Kim moderates both.

What to do: move one of them, or name another room or person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from addin.domain.bookings import Booking, conflicts
from addin.findings import Finding, Severity
from addin.rules.event_lists import Use, clock, minutes, people, run_of_show, uses_of
from addin.rules.rule import Workpapers

CODE = "EVT102"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per pair; lists without dates are compared with themselves alone."""
    days: dict[object, list[Use]] = defaultdict(list)
    for tracker in run_of_show(papers):
        for use in uses_of(tracker):
            if use.end > use.start:
                days["" if use.has_date else id(tracker)].append(use)
    for uses in days.values():
        for field in ("room", "owner"):
            yield from _pairs(field, uses)


def _pairs(field: str, uses: list[Use]) -> Iterator[Finding]:
    by_label = {str(at): use for at, use in enumerate(uses)}
    bookings = [
        Booking(name, use.start, use.end, label)
        for label, use in by_label.items()
        for name in ([use.text("room")] if field == "room" else people(use.text("owner")))
        if name
    ]
    for pair in conflicts(bookings):
        first, second = by_label[pair.first.label], by_label[pair.second.label]
        one, other = first.text("item"), second.text("item")
        if one.casefold() == other.casefold() and first.start == second.start:
            continue  # one item on two lines: two people, two rooms
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{pair.second.resource} is needed for {one} until {clock(first.end)} and for {other}"
            f" from {clock(second.start)}: {minutes(pair.overlap)} minutes at once.",
            (*second.places(field, "start"), *first.places(field, "start")),
            numbers=(("minutes", minutes(pair.overlap)),),
            advice=f"Move one of them, or name another {'room' if field == 'room' else 'person'}.",
            subject=f"{pair.second.resource}: {one} and {other}",
        )
