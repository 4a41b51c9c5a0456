"""SCHED_: bookings of people, rooms, vehicles and equipment that overlap."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.bookings import Booking, conflicts, overlap
from addin.domain.clock import DAY, hours, in_order
from addin.udfs.cell_error import CellError
from addin.udfs.columns import side_by_side
from addin.udfs.kinds import Answer, Cell, Column, Spill
from addin.udfs.registry import function
from addin.udfs.times import when, whens

CATEGORY = "Schedule"
MOST: Final = 100_000
"""More conflicts than that are a mistake in the list, and too many to read."""


@function(CATEGORY)
def sched_conflicts(
    resources: Column[str],
    starts: Column[Cell],
    ends: Column[Cell],
    labels: Column[str] = (),
    gap_hours: Decimal = Decimal(0),
) -> Spill:
    """Bookings of the same person, room, vehicle or piece of equipment that overlap.

    Spills a heading row and a row for each pair: resource, first booking, second booking, from, to,
    hours of overlap (negative: the hours between them, fewer than gap_hours). Where no start or end
    has a time of day, all are whole days and the end counts; else they end at their very time.

    Args:
        resources: what is booked in each row; spelling counts, case does not.
        starts: when each booking starts: dates, or dates with times.
        ends: when each ends.
        labels: what each booking is for; left out, the number of its row in the range.
        gap_hours: hours that must lie between two bookings, for travel or turning round.

    Example:
        =SCHED_CONFLICTS({"Van 1";"Van 2";"Van 1"}, {"2026-03-02";"2026-03-02";"2026-03-04"},
            {"2026-03-04";"2026-03-05";"2026-03-06"}, {"Unit A";"Unit B";"Unit C"}) gives
            {"Resource","First","Second","From","To","Hours";
            "Van 1","Unit A","Unit C",2026-03-04,2026-03-05,24}
    """
    first, last = whens("starts", starts), whens("ends", ends)
    dated = [each for each in (*first, *last) if each is not None]
    if not all(isinstance(each, dt.datetime) for each in dated):
        raise CellError("#VALUE!", "starts and ends need dates, with or without times")
    whole = all(each.time() == dt.time() for each in dated if isinstance(each, dt.datetime))
    names = labels or (None,) * len(resources)
    numbers = tuple(range(1, len(resources) + 1))
    rows = side_by_side(resources=resources, starts=first, ends=last, labels=names, row=numbers)
    bookings: list[Booking] = []
    for resource, start, end, label, row in rows:
        if start is None and end is None:
            continue  # the heading, or a row without a booking
        if resource is None or start is None or end is None:
            raise CellError("#VALUE!", f"row {row} needs a resource, a start and an end")
        bookings.append(Booking(resource, start, end + DAY * whole, label or f"row {row}"))
    gap = dt.timedelta(seconds=round(gap_hours * 3600))
    found: list[list[Answer]] = [["Resource", "First", "Second", "From", "To", "Hours"]]
    for pair in conflicts(bookings, gap):
        one, other = pair.first, pair.second
        until = min(one.end, other.end) if pair.overlap >= dt.timedelta(0) else one.end
        line = (other.resource, one.label, other.label, other.start, until, hours(pair.overlap))
        found.append([*line])
        if len(found) > MOST:
            raise CellError("#NUM!", f"more than {MOST:,} conflicts: is a column in its place?")
    return found


@function(CATEGORY)
def sched_overlap(start_1: Cell, end_1: Cell, start_2: Cell, end_2: Cell) -> Fraction:
    """Hours that two bookings share; 0 if they do not overlap.

    Args:
        start_1: when the first starts: a time, or a date with a time; a date alone is its midnight.
        end_1: when the first ends; without dates, an end before its start is on the next day.
        start_2: when the second starts.
        end_2: when the second ends.

    Example:
        =SCHED_OVERLAP("09:00", "12:00", "11:00", "13:00") gives 1
        =SCHED_OVERLAP("22:00", "02:00", "09:00", "13:00") gives 0
        =SCHED_OVERLAP("2026-03-02 22:00", "2026-03-03 02:00", "2026-03-03", "2026-03-04") gives 2
    """
    given = [
        when("start_1", start_1), when("end_1", end_1),
        when("start_2", start_2), when("end_2", end_2),
    ]  # fmt: skip
    if len({isinstance(each, dt.datetime) for each in given}) > 1:
        raise CellError("#VALUE!", "give all four a date, or none of them")
    moments = [*in_order(given[:2]), *in_order(given[2:])]
    first, second = (
        Booking(name, start, end)
        for name, start, end in (
            ("the first", moments[0], moments[1]),
            ("the second", moments[2], moments[3]),
        )
        if start is not None and end is not None
    )
    return hours(overlap(first, second))
