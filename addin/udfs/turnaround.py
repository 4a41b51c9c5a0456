"""SCHED_ and CREW_: turnaround: the rest before the next call, and what a forced call costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Final

from addin.domain.clock import When, hours
from addin.domain.money import Money
from addin.domain.rest import forced_call, shortfall, turnaround
from addin.domain.rule_table import RuleNotFound
from addin.tables.cells import is_nothing
from addin.udfs.arguments import cell_reader
from addin.udfs.cell_error import CellError
from addin.udfs.columns import side_by_side
from addin.udfs.kinds import Answer, Cell, Column, Spill, Table
from addin.udfs.read_once import read_once
from addin.udfs.registry import function
from addin.udfs.rules_given import rules_given
from addin.udfs.times import when, whens

CATEGORY = "Schedule"
SHOWS: Final[Mapping[type[Exception], str]] = {RuleNotFound: "#N/A"}
REST: Final = "rest_hours"
_least = cell_reader("rules", Decimal)


@function(CATEGORY)
def sched_turnaround(release: Cell, next_call: Cell) -> Answer:
    """Hours of rest from a release to the next call; over midnight where times have no date.

    Nothing where either is empty, so that a column may be filled down beyond the last call.

    Args:
        release: when the person was released: a time such as 20:30, or a date and time.
        next_call: the next call; without dates, the next such time after the release.

    Example:
        =SCHED_TURNAROUND("20:30", "06:00") gives 9.5
        =SCHED_TURNAROUND(TIME(20,30,0), TIME(7,0,0)) gives 10.5
        =SCHED_TURNAROUND("2026-03-02 23:00", "2026-03-03 09:00") gives 10
        =SCHED_TURNAROUND("25:30", "11:00") gives 9.5
        =SCHED_TURNAROUND("20:30", "") gives ""

    Source:
        rest is counted per person from dismissal to first call (sagaftra.org, rest periods)
    """
    if is_nothing(release) or is_nothing(next_call):
        return None
    return turnaround(when("release", release), when("next_call", next_call))


@function(CATEGORY, shows=SHOWS)
def sched_rest_short(
    release: Cell,
    next_call: Cell,
    rules: Table,
    crew_class: str = "",
    location: str = "",
    day: dt.date | None = None,
) -> Answer:
    """Hours of rest that are missing before the next call; more than 0 is a forced call.

    Nothing where either is empty, so that a column may be filled down beyond the last call.

    Args:
        release: when the person was released: a time such as 20:30, or a date and time.
        next_call: the next call; without dates, the next such time after the release.
        rules: the least hours of rest; or an agreement by name, or your own rule table, with the
            parameter rest_hours (see CREW_RULES).
        crew_class: the class of the person, where the rules tell classes apart.
        location: the place, where the rules tell places apart.
        day: the date whose rules count; left out: that of the release if it has one, else the
            rules that have not ended.

    Example:
        =SCHED_REST_SHORT("20:30", "06:00", 10) gives 0.5
        =SCHED_REST_SHORT("20:30", "06:00", "SAG-AFTRA Theatrical and Television") gives 2.5
        =SCHED_REST_SHORT("20:30", "09:00", "SAG-AFTRA Theatrical and Television") gives 0
        =SCHED_REST_SHORT("20:30", "06:00", "No such union") gives #N/A

    Source:
        the source column of the rules: CREW_RULE_SOURCE
    """
    if is_nothing(release) or is_nothing(next_call):
        return None
    released, called = when("release", release), when("next_call", next_call)
    least = _least_rest(rules, _day_of(released, day), crew_class, location)
    return shortfall(turnaround(released, called), least)


@function(CATEGORY, shows=SHOWS)
def sched_forced_calls(
    people: Column[str],
    calls: Column[Cell],
    releases: Column[Cell],
    rules: Table,
    crew_class: str = "",
    location: str = "",
) -> Spill:
    """Everyone whose rest was too short, from a list of all calls and releases.

    Spills a heading row and a row for each forced call: person, release, next call, hours of rest,
    hours short. The rows may be in any order; each person's days are put in theirs.

    Args:
        people: the person of each row; one row for each day of work.
        calls: when the person was called, date and time.
        releases: when the person was released, date and time.
        rules: the least hours of rest; or an agreement by name, or your own rule table, with the
            parameter rest_hours (see CREW_RULES).
        crew_class: the class of the people, where the rules tell classes apart.
        location: the place, where the rules tell places apart.

    Example:
        =SCHED_FORCED_CALLS({"Ana";"Ana"}, {"2026-03-02 07:00";"2026-03-03 06:00"},
            {"2026-03-02 21:00";"2026-03-03 18:00"}, 10) gives
            {"Person","Release","Next call","Rest","Short";"Ana",46083.875,46084.25,9,1}

    Source:
        the source column of the rules: CREW_RULE_SOURCE
    """
    rows = side_by_side(
        people=people, calls=whens("calls", calls), releases=whens("releases", releases)
    )
    days: dict[str, list[tuple[dt.datetime, dt.datetime]]] = {}
    for person, call, release in rows:
        if call is None and release is None:
            continue  # the heading, or a day off
        if not isinstance(call, dt.datetime) or not isinstance(release, dt.datetime):
            who = person or "a row"
            raise CellError("#VALUE!", f"{who} needs a date and a time, for call and release")
        if release < call:
            raise CellError("#VALUE!", f"{person} is released {release} before the call {call}")
        days.setdefault(person or "", []).append((call, release))
    found: list[list[Answer]] = [["Person", "Release", "Next call", "Rest", "Short"]]
    for person, worked in days.items():
        worked.sort()
        for (_, release), (call, _) in pairwise(worked):
            if call < release:
                raise CellError(
                    "#VALUE!", f"{person} is called {call} before the release {release}"
                )
            rest = hours(call - release)
            short = shortfall(rest, _least_rest(rules, release.date(), crew_class, location))
            if short:
                found.append([person, release, call, rest, short])
    return found


@function("Crew", shows=SHOWS)
def crew_forced_call(
    hours_short: Decimal,
    rules: Table,
    day_rate: Money | None = None,
    hour_rate: Decimal | None = None,
    crew_class: str = "",
    location: str = "",
    day: dt.date | None = None,
) -> Money:
    """What a forced call costs by the rules of an agreement; 0 where no rest is missing.

    Args:
        hours_short: hours of rest that are missing, as SCHED_REST_SHORT gives them.
        rules: an agreement by name (CREW_RULES), or your own rule table, with forced_call_amount,
            forced_call_most (a day's pay up to it) or forced_call_times (for each missing hour).
        day_rate: the person's pay for a day, where the rules ask for it.
        hour_rate: the person's pay for an hour, where the rules ask for it.
        crew_class: the class of the person, where the rules tell classes apart.
        location: the place, where the rules tell places apart.
        day: the date whose rules count; left out: the rules that have not ended.

    Example:
        =CREW_FORCED_CALL(1.5, "SAG-AFTRA", 700, "", "Day performer") gives 700
        =CREW_FORCED_CALL(1.5, "SAG-AFTRA", 1200, "", "Day performer") gives 900
        =CREW_FORCED_CALL(1.5, {"parameter","value";"forced_call_times",2}, "", 40) gives 120
        =CREW_FORCED_CALL(0, "SAG-AFTRA", 1200, "", "Day performer") gives 0

    Source:
        the source column of the rules: CREW_RULE_SOURCE
    """
    return forced_call(
        hours_short, rules_given(rules, day, crew_class, location), day_rate, hour_rate
    )


def _day_of(released: When, day: dt.date | None) -> dt.date | None:
    return released.date() if day is None and isinstance(released, dt.datetime) else day


def _least_rest(rules: Table, day: dt.date | None, crew_class: str, location: str) -> Decimal:
    return _rest_by_day(rules)(day, crew_class, location)


@read_once
def _rest_by_day(rules: Table) -> Callable[[dt.date | None, str, str], Decimal]:
    """The least hours of rest: the number itself, or what the rules say of a day."""
    only = rules[0][0] if len(rules) == 1 and len(rules[0]) == 1 else None
    if isinstance(only, int | float) and not isinstance(only, bool):
        least: Decimal = _least(only)
        return lambda *_: least

    @cache
    def of(day: dt.date | None, crew_class: str, location: str) -> Decimal:
        return rules_given(rules, day, crew_class, location).value(REST)

    return of
