"""Run-of-show, venue hire, deliveries and dock slots of an event, as its lists hold them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from addin.domain.source import Place
from addin.rules.rule import Workpapers
from addin.rules.trackers import Kind, Tracker, lists_of
from addin.tables.clock_cells import to_when

_ROOM: Final = "room|stage|hall|area|location|venue|space|where"
_DATE: Final = "date|day|event date|show date"
RUN: Final = Kind(
    "run of show",
    {
        "start": "time|start|start time|from|begin|begins",
        "end": "end|end time|finish|until|to|ends",
        "duration": "duration|dur|length|mins|minutes|duration min|duration mins"
        "|duration minutes|min",
        "item": "item|activity|session|segment|what|programme|program|agenda item|event",
        "room": _ROOM,
        "owner": "role|owner|who|responsible|presenter|speaker|person|host|lead",
        "date": _DATE,
        "cue": "cue|cues|tech cue",
    },
    ("start", "item"),
    never="amount|order|task type|shot|scene|predecessors|percent complete|% complete|cost",
)
HIRE: Final = Kind(
    "venue hire",
    {
        "venue": "venue|venue name|hall|room|space|location",
        "start": "hire start|hire from|access from|hire in|tenancy from|available from|in from"
        "|get in",
        "end": "hire end|hire to|hire until|access until|access to|hire out|tenancy until|out by"
        "|available until|clear by|get out",
    },
    ("venue", "start", "end"),
)
LOADS: Final = Kind(
    "deliveries",
    {
        "vendor": "vendor|supplier|company|contractor|caterer",
        "venue": "venue|hall|room|location|space",
        "start": "load in|load in start|arrival|arrival time|arrives|arrive|eta|delivery time",
        "end": "load out|load out end|departure|departure time|departs|leaves|clear|collection",
        "date": "date|day|load in date|arrival date|delivery date",
    },
    ("vendor", "start"),
    never="invoice|amount|passenger|po number",
)
DOCKS: Final = Kind(
    "dock slots",
    {
        "dock": "dock|bay|loading bay|loading dock|dock no|gate",
        "vendor": "vendor|supplier|booked for|company|contractor|booked by",
        "start": "slot start|slot from|from|start|start time|arrives|arrival|load in",
        "end": "slot end|slot to|to|until|end|end time|leaves|departs|load out",
        "date": "date|day|slot date",
    },
    ("dock", "vendor", "start", "end"),
)
DAY: Final = dt.timedelta(days=1)
NO_DAY: Final = dt.date(2000, 1, 1)
"""Stands for the day of lists that say none."""
_LENGTH: Final = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)\s*h(?:ou)?r?s?)?\s*(?:(?P<m>\d+)\s*(?:m(?:in(?:ute)?s?)?)?)?['’]?",  # noqa: RUF001 - a minute's mark
    re.IGNORECASE,
)
_NOBODY: Final = frozenset(
    "all everyone everybody team crew staff various tbc tba tbd n/a none - – guests".split()  # noqa: RUF001
)


@dataclass(frozen=True, slots=True)
class Use:
    """One time in a list: from when to when, on which day if one is said, and its row."""

    tracker: Tracker
    row: int
    start: dt.datetime
    end: dt.datetime
    has_date: bool

    def places(self, *fields: str) -> tuple[Place, ...]:
        """Its cells."""
        return self.tracker.places(self.row, *fields)

    def text(self, field: str) -> str:
        """What stands in one of its cells."""
        return self.tracker.text(self.row, field)


def uses_of(tracker: Tracker) -> tuple[Use, ...]:
    """The rows that have a start, in their order; one with neither end nor length has no length.

    Times without a date that run backwards are past midnight.
    """
    found: list[Use] = []
    day = NO_DAY
    has_date = False
    for row in tracker.rows:
        own = tracker.day(row, "date")
        if own is not None:  # a day is often said once, for the rows below it
            day, has_date = own, True
        start = _at(tracker.moment(row, "start"), day)
        if start is None:
            continue
        dated = has_date or isinstance(tracker.moment(row, "start"), dt.datetime)
        if found and not dated and start < found[-1].start:
            start += DAY
        end = _end(tracker, row, start)
        found.append(Use(tracker, row, start, end, dated))
    return tuple(found)


def _at(moment: dt.datetime | dt.timedelta | None, day: dt.date) -> dt.datetime | None:
    if isinstance(moment, dt.timedelta):
        return dt.datetime(day.year, day.month, day.day) + moment
    return moment


def _end(tracker: Tracker, row: int, start: dt.datetime) -> dt.datetime:
    length = duration(tracker, row)
    if length is not None:
        return start + length
    end = _at(tracker.moment(row, "end"), start.date())
    if end is None:
        return start
    return end + DAY if end < start and end.date() == start.date() else end


def duration(tracker: Tracker, row: int) -> dt.timedelta | None:
    """How long an item is: 0:45, 45, 45 min, 1 h 30; a bare number is minutes."""
    value = tracker.sheet.value(row, tracker.fields.get("duration", 0))
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        if not 0 <= value < 10_000:
            return None
        is_part_of_day = isinstance(value, float) and value < 1
        return dt.timedelta(days=value) if is_part_of_day else dt.timedelta(minutes=value)
    if isinstance(value, str):
        text = " ".join(value.split())
        if text.isdecimal() and len(text) < 5:
            return dt.timedelta(minutes=int(text))
        match = _LENGTH.fullmatch(text)
        if match and (match["h"] or match["m"]):
            return dt.timedelta(hours=float(match["h"] or 0), minutes=int(match["m"] or 0))
    length = to_when(value)
    return length if isinstance(length, dt.timedelta) else None


def run_of_show(papers: Workpapers) -> Iterator[Tracker]:
    """The lists of what happens when; each has a length or an end for its items.

    A list whose starts are days, not times, is a calendar.
    """
    for tracker in lists_of(papers, RUN):
        if not tracker.has("duration") and not tracker.has("end"):
            continue
        moments = [moment for row in tracker.rows if (moment := tracker.moment(row, "start"))]
        days = [one for one in moments if isinstance(one, dt.datetime) and not _has_time(one)]
        if 2 * len(days) <= len(moments):
            yield tracker


def _has_time(moment: dt.datetime) -> bool:
    return bool(moment.hour or moment.minute or moment.second)


def people(text: str) -> tuple[str, ...]:
    """Who is named in a cell; nobody in particular is nobody."""
    names = (" ".join(name.split()) for name in re.split(r"[,;/&+\n]|\band\b", text))
    return tuple(name for name in names if name and name.casefold() not in _NOBODY)


def clock(moment: dt.datetime) -> str:
    """``14:30``, with its day where one is known."""
    if moment.year == NO_DAY.year:
        return f"{moment:%H:%M}"
    return f"{moment:%a} {moment.day} {moment:%B %H:%M}"


def minutes(length: dt.timedelta) -> int:
    """Whole minutes."""
    return round(length.total_seconds() / 60)


def in_order(uses: Sequence[Use]) -> bool:
    """Whether the list runs along the day; one that is sorted by another column does not."""
    return all(there.start >= here.start for here, there in pairwise(uses))
