"""TRV101: the travel manifest and the travel days of the day-out-of-days differ.

Why it matters: a performer with a travel day and no ticket is not there; a ticket on a day that is
no travel day is a day nobody pays, or pays twice.

Example: BEN travels on 4 March in the day-out-of-days; the manifest has no line for Ola Berg that
day.

What to do: book the travel, or bring the day-out-of-days up to date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from addin.domain.day_out_of_days import Code
from addin.domain.production import Production
from addin.domain.schedule_lines import DoodLine
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.trackers import Kind, Tracker, lists_of

CODE = "TRV101"
MANIFEST = Kind(
    "travel manifest",
    {
        "name": "passenger|passenger name|traveller|traveler|traveller name|traveler name|name"
        "|cast member|person|performer",
        "date": "travel date|date|departure date|depart date|date of travel|departs|day"
        "|flight date",
        "from": "from|travel from|origin|departing|depart from|departure city|departs from"
        "|from city",
        "to": "to|travel to|destination|arriving|arrive at|arrival city|arrives at|to city",
        "back": "return|return date|returns|back|check out|checkout",
        "number": "cast no|cast id|cast number|cast",
    },
    ("name", "date", "from", "to"),
    never="amount|invoice|hours",
)


@dataclass(frozen=True, slots=True)
class _Trip:
    tracker: Tracker
    row: int
    names: frozenset[str]  # every way the traveller is called on the line
    date: dt.date
    back: dt.date | None = None  # the way back, where the line says it


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per travel day without a trip, then per trip on a day without travel."""
    trips = [trip for tracker in lists_of(papers, MANIFEST) for trip in _trips(tracker)]
    lines = papers.production.dood
    if not trips or not lines:
        return
    names = [(line, _names(papers.production, line)) for line in lines]
    for line, called in names:
        its = [trip for trip in trips if trip.names & called]
        theirs = {trip.date for trip in its} | {trip.back for trip in its}
        for day, code in line.codes.items():
            if code is Code.TRAVEL and day not in theirs:
                yield _no_trip(papers.production, line, day)
    for trip in trips:
        for line, called in names:
            if trip.names & called:
                yield from _no_travel_day(trip, line)


def _trips(tracker: Tracker) -> Iterator[_Trip]:
    for row in tracker.rows:
        date = tracker.day(row, "date")
        words = {tracker.text(row, "name").casefold()}
        number = tracker.text(row, "number")
        if number:
            words.add(f"#{number.casefold()}")
        if date is not None and words - {""}:
            back = tracker.day(row, "back")
            yield _Trip(tracker, row, frozenset(words - {""}), date, back)


def _names(production: Production, line: DoodLine) -> frozenset[str]:
    words = {line.character.casefold(), f"#{line.number.casefold()}" if line.number else ""}
    for part in production.cast:
        if part.number and part.number == line.number:
            words |= {part.performer.casefold(), part.character.casefold()}
    return frozenset(words - {""})


def _cell(line: DoodLine, day: dt.date) -> Place:
    source = line.source
    return Place(source.workbook, source.sheet, f"{line.columns[day]}{source.row}")


def _who(production: Production, line: DoodLine) -> str:
    performer = next((p.performer for p in production.cast if p.number == line.number), "")
    name = line.character or line.number
    return f"{name} ({performer})" if performer else name


def _no_trip(production: Production, line: DoodLine, day: dt.date) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        f"{_who(production, line)} travels on {day} in the day-out-of-days; the manifest has no"
        " trip that day.",
        (_cell(line, day),),
        numbers=(("day", day),),
        advice="Book the travel, or bring the day-out-of-days up to date.",
        subject=f"trip of {line.number or line.character} on {day}",
    )


def _no_travel_day(trip: _Trip, line: DoodLine) -> Sequence[Finding]:
    code = line.codes.get(trip.date)
    if trip.date not in line.columns or code is Code.TRAVEL:
        return ()
    name = trip.tracker.text(trip.row, "name")
    day = f"{code} day" if code else "day off"
    finding = Finding(
        CODE,
        Severity.NOTE if code is not None and code.is_work else Severity.WARNING,
        f"{name} travels on {trip.date} by the manifest; in the day-out-of-days that is a {day}.",
        (*trip.tracker.places(trip.row, "date"), _cell(line, trip.date)),
        numbers=(("day", trip.date),),
        advice="Enter the travel day in the day-out-of-days, or correct the manifest.",
        subject=f"travel day of {name} on {trip.date}",
    )
    return (finding,)
