"""EVENT_: break-even, cost per head, and the run-of-show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from addin.domain.events import (
    Clash,
    Item,
    NeverBreaksEven,
    heads_to_break_even,
    in_sequence,
    not_joined,
    overlaps,
    running,
)
from addin.domain.money import Money, total
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.kinds import Column, Spill
from addin.udfs.registry import function

CATEGORY = "Events"
NOTHING = Money(0)
_TIMES_ALONE: Final = dt.datetime(1899, 12, 30)
"""The day on which a time without a date is; the serial number 0."""
_DAY: Final = dt.timedelta(days=1)
_LONGEST: Final = 1000
"""Days that one item of a show may take; more is a slip in the unit."""
_MINUTE: Final = dt.timedelta(minutes=1)
_LAST_YEAR: Final = 9990


class DurationIn(StrEnum):
    """What a duration is counted in."""

    MINUTES = "minutes"
    HOURS = "hours"
    TIME = "time"  # a cell that shows h:mm holds a part of a day


_PER_DAY: Final[Mapping[DurationIn, int]] = {
    DurationIn.MINUTES: 24 * 60,
    DurationIn.HOURS: 24,
    DurationIn.TIME: 1,
}


@function(CATEGORY, shows={NeverBreaksEven: "#NUM!"})
def event_breakeven(
    fixed_costs: Money, price: Money, cost_per_head: Money = NOTHING, other_income: Money = NOTHING
) -> int:
    """The fewest paying guests with which an event makes no loss.

    Args:
        fixed_costs: venue, staging, speakers: what does not depend on how many come.
        price: what one guest pays.
        cost_per_head: catering, badge: what one guest costs.
        other_income: sponsors, exhibitors: what comes in whoever comes.

    Example:
        =EVENT_BREAKEVEN(10000, 80, 35) gives 223
        =EVENT_BREAKEVEN(10000, 80, 35, 2000) gives 178
        =EVENT_BREAKEVEN(10000, 30, 35) gives #NUM!
    """
    return heads_to_break_even(fixed_costs, price, cost_per_head, other_income)


@function(CATEGORY)
def event_per_head(costs: Column[Money], heads: Decimal) -> Money:
    """Cost for each attendee, to the cent.

    Args:
        costs: the costs, one or a range; credits are negative.
        heads: how many attend.

    Example:
        =EVENT_PER_HEAD({9000;1000}, 120) gives 83.33
        =EVENT_PER_HEAD(10000, 0) gives #DIV/0!
    """
    if heads <= 0:
        raise CellError("#DIV/0!", f"heads is {heads}: nobody attends")
    whole = total(cost for cost in costs if cost is not None)
    return whole.times(1 / Fraction(heads))


@function(CATEGORY)
def event_run(
    start: dt.datetime,
    durations: Column[Decimal],
    unit: DurationIn = DurationIn.MINUTES,
) -> Spill:
    """The run-of-show: when each item begins and when it is over, one after the other.

    Spills two cells beside each item; format them as time. An empty row stays empty.

    Args:
        start: when the first item begins, a time or a date with time.
        durations: how long each item takes.
        unit: minutes (left out); hours; time: cells that show h:mm.

    Example:
        =EVENT_RUN(0.375, {45;15}) gives {0.375,0.40625;0.40625,0.416666666666667}
    """
    taken = [row[0] for row in in_place(durations=durations)]
    for at, duration in enumerate(taken):
        if duration is not None and duration < 0:
            raise CellError("#NUM!", f"durations, cell {at + 1} is {duration}, below 0")
    first = Fraction((start - _TIMES_ALONE) // dt.timedelta(milliseconds=1), 86_400_000)
    days = [None if each is None else Fraction(each) / _PER_DAY[unit] for each in taken]
    begins = running(first, days)
    return [
        (None, None) if begin is None or lasts is None else (begin, begin + lasts)
        for begin, lasts in zip(begins, days, strict=False)
    ]


@function(CATEGORY)
def event_run_ok(
    starts: Column[dt.datetime],
    durations: Column[Decimal],
    rooms: Column[str] = (),
    unit: DurationIn = DurationIn.MINUTES,
) -> bool:
    """Whether a run-of-show holds: each item begins when the one above it is over.

    With rooms: nothing overlaps in a room, or for a person. EVENT_RUN_CHECK says what does not.

    Args:
        starts: when each item begins, times or dates with times.
        durations: how long it takes.
        rooms: the room or person of each item; then gaps and other rooms do not matter, nor do
            items without one.
        unit: minutes (left out); hours; time: cells that show h:mm.

    Example:
        =EVENT_RUN_OK({0.375;0.40625}, {45;15}) gives TRUE
        =EVENT_RUN_OK({0.375;0.40625}, {50;15}) gives FALSE
        =EVENT_RUN_OK({0.375;0.375}, {45;15}, {"Hall";"Foyer"}) gives TRUE
    """
    return not _clashes(starts, durations, rooms, unit)


@function(CATEGORY)
def event_run_check(
    starts: Column[dt.datetime],
    durations: Column[Decimal],
    rooms: Column[str] = (),
    unit: DurationIn = DurationIn.MINUTES,
) -> Spill:
    """What does not hold in a run-of-show: overlaps and gaps, in minutes, beside each item.

    Times without a date go on past midnight in the order of the list; with rooms, give dates where
    the show runs past midnight.

    Args:
        starts: when each item begins, times or dates with times.
        durations: how long it takes.
        rooms: the room or person of each item; then only overlaps in a room are told.
        unit: minutes (left out); hours; time: cells that show h:mm.

    Example:
        =EVENT_RUN_CHECK({0.375;0.40625;0.5}, {50;15;30}) gives
            {"";"begins 5 min before cell 1 is over";"begins 120 min after cell 2 is over"}
    """
    told: dict[int, str] = {}
    for clash in _clashes(starts, durations, rooms, unit):
        minutes = f"{abs(clash.by) / _MINUTE:g} min"
        when = "before" if clash.by > dt.timedelta() else "after"
        if clash.item.room:
            text = f"overlaps cell {clash.other.place + 1} by {minutes}"
        else:
            text = f"begins {minutes} {when} cell {clash.other.place + 1} is over"
        told[clash.item.place] = text
    height = len(in_place(starts=starts, durations=durations, rooms=rooms))
    return [[told.get(at, "")] for at in range(height)]


def _clashes(
    starts: Column[dt.datetime],
    durations: Column[Decimal],
    rooms: Column[str],
    unit: DurationIn,
) -> list[Clash]:
    items: list[Item] = []
    rows = in_place(starts=starts, durations=durations, rooms=rooms)
    for at, (start, duration, room) in enumerate(rows):
        if start is None and duration is None:
            continue  # a heading, a part of the show
        if start is None:
            raise CellError("#VALUE!", f"starts, cell {at + 1} is empty")
        if start.year > _LAST_YEAR:
            raise CellError("#NUM!", f"starts, cell {at + 1} is in {start.year}")
        if duration is not None and duration < 0:
            raise CellError("#NUM!", f"durations, cell {at + 1} is {duration}, below 0")
        lasts = Fraction(duration or 0) / _PER_DAY[unit]
        if lasts > _LONGEST:
            raise CellError("#NUM!", f"durations, cell {at + 1} is longer than {_LONGEST} days")
        seconds = dt.timedelta(seconds=round(lasts * 86_400))
        nearest = dt.timedelta(seconds=round((start - _TIMES_ALONE).total_seconds()))
        items.append(Item(at, _TIMES_ALONE + nearest, seconds, (room or "").strip()))
    if not items:
        raise CellError("#N/A", "starts has no item")
    if somewhere := [item for item in items if item.room]:
        return list(overlaps(somewhere))
    times_alone = all(item.start < _TIMES_ALONE + _DAY for item in items)
    return list(not_joined(in_sequence(items) if times_alone else items))
