"""MFG102: an order has less time on its lines than it takes at their capacity.

Why it matters: the plan holds only until the first order runs over; everything behind it is late.

Example: 2,396 units on a line of 45 an hour take 53 hours; the slot has 8.

What to do: a longer slot, a second line, or a smaller order; or correct the line's capacity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from addin.domain.source import Place
from addin.domain.working_days import WorkingCalendar
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.trackers import Tracker, lists_of
from addin.rules.work_lists import LINES, ORDERS, Slot, is_over, left_to_make, shown, slots_of

CODE = "MFG102"
_WEEK = WorkingCalendar()


@dataclass(frozen=True, slots=True)
class _Pace:
    """What a line makes in an hour or in a day, and where that is said."""

    units: Decimal
    place: Place


@dataclass(frozen=True, slots=True)
class _Time:
    """What can be made in a slot."""

    slot: Slot
    pace: _Pace
    units: Decimal
    said: str


_Paces = Mapping[tuple[str, str], _Pace]


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per order; all its slots count, each at the full capacity of its line.

    Slots of hours are held against units an hour, slots of whole days against units a day, with
    weekends off. An order of which one slot has no such capacity is left out.
    """
    slots = slots_of(papers)
    paces = dict(_paces(papers)) if slots else {}
    for tracker in lists_of(papers, ORDERS) if paces else ():
        for row in tracker.rows:
            its = slots.get(tracker.text(row, "order"), [])
            left = left_to_make(tracker, row)
            times = [time for slot in its if (time := _time(slot, paces)) is not None]
            if not its or len(times) < len(its) or left is None or is_over(tracker, row):
                continue
            if sum(time.units for time in times) < left:
                yield _finding(tracker, row, left, times)


def _paces(papers: Workpapers) -> Iterator[tuple[tuple[str, str], _Pace]]:
    for tracker in lists_of(papers, LINES):
        for row in tracker.rows:
            for field in ("rate", "per_day"):
                units = tracker.number(row, field)
                if units is not None and units > 0:
                    key = (tracker.text(row, "line").casefold(), field)
                    yield key, _Pace(units, tracker.places(row, field)[0])


def _time(slot: Slot, paces: _Paces) -> _Time | None:
    pace = paces.get((slot.line.casefold(), "per_day" if slot.is_of_days else "rate"))
    if pace is None:
        return None
    if slot.is_of_days:
        days = _WEEK.count(slot.start.date(), slot.end.date())
        said = f"{days} days on {slot.line} at {shown(pace.units)} a day"
        return _Time(slot, pace, pace.units * days, said)
    said = f"{shown(round(slot.hours, 1))} h on {slot.line} at {shown(pace.units)} an hour"
    return _Time(slot, pace, pace.units * slot.hours, said)


def _finding(tracker: Tracker, row: int, left: Decimal, times: Sequence[_Time]) -> Finding:
    order = tracker.text(row, "order")
    can = int(sum(time.units for time in times))
    said = ", ".join(time.said for time in times)
    return Finding(
        CODE,
        Severity.WARNING,
        f"{order} has {shown(left)} to make and time for {shown(can)}: {said}.",
        (
            *(place for one in times for place in one.slot.tracker.places(one.slot.row, "end")),
            *tracker.places(row, "quantity"),
            *(one.pace.place for one in times),
        ),
        numbers=(("to make", round(left, 2)), ("can be made", can)),
        advice="A longer slot, a second line or a smaller order.",
        subject=f"time for {order}",
    )
