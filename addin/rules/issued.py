"""Call sheets and production reports by day, with the moments at which people come and go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from addin.domain.clock import DAY, When, hours
from addin.domain.issued_call_sheet import IssuedCallSheet
from addin.domain.production_report import DayOfWork, Moment, ProductionReport
from addin.domain.rule_table import (
    RuleNotFound,
    RulesDisagree,
    RuleTable,
    of_agreement,
    shipped,
)
from addin.domain.source import Place
from addin.rules.boards import Board, current
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

DOLLARS: Final = "USD"
"""Every amount in the shipped rule tables is in US dollars."""
LONGEST_DAY: Final = dt.timedelta(hours=20)
"""Times that run on for longer do not run on: one of them is wrong."""
LONGEST_REST: Final = dt.timedelta(hours=48)
"""More between two calls is a day off: no turnaround."""


def call_sheets_by_day(papers: Workpapers) -> Mapping[dt.date, IssuedCallSheet]:
    """The call sheet of each day, the last one read where there are several; days in order."""
    found = {one.date: one for one in papers.production.call_sheets if one.date is not None}
    return dict(sorted(found.items()))


def reports_by_day(papers: Workpapers) -> Mapping[dt.date, ProductionReport]:
    """The production report of each day; days in order."""
    found = {one.date: one for one in papers.production.production_reports if one.date is not None}
    return dict(sorted(found.items()))


def board_of(papers: Workpapers, sheet: IssuedCallSheet) -> Board | None:
    """The board that a call sheet is of: of the boards with scenes, one that shares most with it.

    None: there is no dated board, or none knows a scene or a part of the sheet.
    """
    scenes = {one.scene.strip().upper() for one in sheet.scenes}
    cast = {one.number for one in sheet.cast}
    boards = [one for one in current(papers) if one.days]

    def shared(board: Board) -> tuple[int, int]:
        return len(scenes & board.scenes), len(cast & board.worked.keys())

    best = max(boards, key=shared, default=None)
    return best if best is not None and any(shared(best)) else None


def issued(
    papers: Workpapers,
) -> tuple[tuple[dt.date, IssuedCallSheet, Board | None], ...]:
    """Every dated call sheet with its board, by day; of a day and a board the last one read.

    Two units issue two call sheets for one day.
    """
    found = [
        (sheet.date, sheet, board_of(papers, sheet))
        for sheet in papers.production.call_sheets
        if sheet.date is not None
    ]
    last = {(day, board.name if board else ""): at for at, (day, _, board) in enumerate(found)}
    kept = [one for at, one in enumerate(found) if at in last.values()]
    return tuple(sorted(kept, key=lambda one: one[0]))


def is_past(papers: Workpapers, day: dt.date) -> bool:
    """The day lies before the day of the check; nothing is past where nobody said the day."""
    return papers.options.today != dt.date.max and day < papers.options.today


def after(moment: dt.datetime, last: dt.datetime) -> dt.datetime:
    """The moment, or so many days later that it is not before the last one."""
    return moment if moment >= last else moment - (moment - last) // DAY * DAY


def on_day(day: dt.date, when: When) -> dt.datetime:
    """A time of the day as a moment."""
    return (
        when if isinstance(when, dt.datetime) else dt.datetime(day.year, day.month, day.day) + when
    )


@dataclass(frozen=True, slots=True)
class Released:
    """When somebody was released on a day, and the cell that says it."""

    key: str
    name: str
    is_cast: bool
    day: dt.date
    at: dt.datetime
    place: Place


def released(report: ProductionReport) -> Iterator[Released]:
    """Everybody on the report with an in and an out; outs after midnight are the next day's."""
    day = report.date
    for person in report.people if day is not None else ():
        span = span_of(person, day) if day else None
        if span is not None and day is not None:
            yield Released(
                person.number or name_key(person.person),
                person.person,
                bool(person.number),
                day,
                span[1],
                person.source.at("ends"),
            )


def span_of(person: DayOfWork, day: dt.date) -> tuple[dt.datetime, dt.datetime] | None:
    """In and out of a person's day as moments; None where one is missing or the day is no day."""
    if person.begins is None or person.ends is None:
        return None
    first = on_day(day, person.begins)
    last = after(on_day(day, person.ends), first)
    return (first, last) if last - first <= DAY else None


def hours_of(report: ProductionReport, person: DayOfWork) -> tuple[Fraction, ...]:
    """The hours that a person's times may mean: less own meals, less the unit's, with all meals.

    Crew lists without columns for meals are read with the unit's meal. The first is the likeliest;
    empty where in or out is missing.
    """
    span = span_of(person, report.date) if report.date else None
    if span is None:
        return ()
    gross = hours(span[1] - span[0])
    own = person.worked if person.meals else None
    out, back = report.time(Moment.MEAL_OUT), report.time(Moment.MEAL_IN)
    found = [own] if own is not None else []
    if out is not None and back is not None and out.actual is not None and back.actual is not None:
        day = report.date or dt.date(1900, 1, 1)
        meal = on_day(day, back.actual) - on_day(day, out.actual)
        if dt.timedelta(0) < meal < DAY / 8:
            found.append(gross - hours(meal))
    return (*found, gross)


def wrap_of(report: ProductionReport) -> Released | None:
    """The unit's wrap, where the report has it."""
    told = report.time(Moment.WRAP)
    call = report.time(Moment.CREW_CALL)
    if told is None or told.actual is None or report.date is None:
        return None
    at = on_day(report.date, told.actual)
    if call is not None and call.actual is not None:
        at = after(at, on_day(report.date, call.actual))
    return Released("", "the unit", False, report.date, at, told.source.at("actual"))


def rules_for(papers: Workpapers, day: dt.date, *, cast: bool) -> RuleTable | None:
    """What the agreement of the cast, or of the crew, says on a day; None: nobody named one."""
    name = papers.options.cast_agreement if cast else papers.options.agreement
    if not name:
        return None
    try:
        return RuleTable(of_agreement(shipped(), name), day)
    except (RuleNotFound, RulesDisagree):
        return None


def times_run(whens: list[tuple[str, When | None]]) -> str:
    """The first two names whose times run back over the day, as words; empty where none does.

    A step over midnight is fine where the whole stays within the longest day that anybody works.
    """
    known = [(name, when) for name, when in whens if when is not None]
    if not known:
        return ""
    moments = [on_day(dt.date(1900, 1, 1), when) for _, when in known]
    first, last = moments[0], moments[0]
    for (before, _), (name, _), moment in zip(known, known[1:], moments[1:], strict=False):
        rolled = after(moment, last)
        if rolled - first > LONGEST_DAY:
            return f"{name} comes before {before}"
        last = rolled
    return ""
