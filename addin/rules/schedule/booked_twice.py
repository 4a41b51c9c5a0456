"""SCH702: a stage, a vehicle or a piece of equipment is booked twice at once.

Why it matters: the second booking finds out on the day, with its people there.

Example: Stage 4 is booked from 2 to 6 March for the rig, and from 5 to 9 March for the commercial.

What to do: move one booking, or book a second one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from addin.domain.bookings import Booking, conflicts
from addin.findings import Finding, Severity
from addin.rules.registers import VOID, Entry, Kind, entries
from addin.rules.rule import Workpapers

CODE = "SCH702"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per pair of bookings that overlap; those that touch do not.

    A booking without a time ends with its last day, except that it may be handed on that day to the
    next one. Cancelled bookings and things there are several of are left out.
    """
    by_booking: dict[int, Entry] = {}
    bookings: list[Booking] = []
    for one in entries(papers, Kind.BOOKING):
        if one.begins is None or one.ends is None or VOID.search(one.status) or not one.is_one:
            continue
        if one.ends >= one.begins:
            bookings.append(Booking(one.key, one.begins, one.ends, one.about))
            by_booking[id(bookings[-1])] = one
    for pair in conflicts(bookings):
        if pair.overlap <= dt.timedelta(0):
            continue
        first, second = by_booking[id(pair.first)], by_booking[id(pair.second)]
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{first.about} is booked {_span(first)} ('{first.sheet}') and {_span(second)}"
            f" ('{second.sheet}').",
            (second.at("first"), second.at("about"), first.at("last"), first.at("about")),
            advice="Move one booking, or book a second one.",
            subject=f"{first.key} {first.begins} {second.begins}",
        )


def _span(one: Entry) -> str:
    assert one.begins is not None  # noqa: S101 - asked before
    assert one.ends is not None  # noqa: S101 - asked before
    shown = (f"{each:%d %b %H:%M}".removesuffix(" 00:00") for each in (one.begins, one.ends))
    return "from {} to {}".format(*shown)
