"""CREW_: hours worked, overtime by tiers, pay for a day and for a week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.meals import worked_hours
from addin.domain.money import Money, total
from addin.domain.overtime import DayKind, Rounding, by_tier, pay, rounded
from addin.domain.rule_table import RuleNotFound
from addin.domain.workweek import WorkedDay, workweek
from addin.tables.cells import is_nothing
from addin.udfs.kinds import Answer, Cell, Column, Spill, Table
from addin.udfs.registry import function
from addin.udfs.rules_given import rules_given, tiers_given
from addin.udfs.times import when, whens, working_day

CATEGORY = "Crew"
SHOWS: Final[Mapping[type[Exception], str]] = {RuleNotFound: "#N/A"}


@function(CATEGORY)
def crew_hours(
    crew_call: Cell,
    wrap: Cell,
    meals: Column[Cell] = (),
    unit: Decimal = Decimal(0),
    rounding: Rounding = Rounding.UP,
    most_deducted: Decimal | None = None,
) -> Answer:
    """Hours worked from call to wrap, without meals; over midnight where times have no date.

    Nothing where call and wrap are both empty: a day off.

    Args:
        crew_call: when the work began: a time such as 07:00, or a date and time.
        wrap: when the work ended.
        meals: out and in of each meal, one after the other, such as 13:00 and 13:30; left out,
            there were none.
        unit: what hours are counted in: 0.1 for tenths, 0.25 for quarters; 0: exact.
        rounding: where a part of a unit goes: up, nearest or down.
        most_deducted: minutes of each meal that may be deducted at most; left out: all.

    Example:
        =CREW_HOURS("07:00", "19:42", {"13:00","13:30"}) gives 12.2
        =CREW_HOURS("18:00", "04:10", {"00:00","00:30"}, 0.1) gives 9.7
        =CREW_HOURS("18:00", "04:10", {"00:00","00:30"}, 0.25, "nearest") gives 9.75
        =CREW_HOURS("07:00", "19:00", {"13:00"}) gives #VALUE!
    """
    if is_nothing(crew_call) and is_nothing(wrap):
        return None
    began, breaks, ended = working_day(
        when("crew_call", crew_call), whens("meals", meals), when("wrap", wrap)
    )
    most = None if most_deducted is None else dt.timedelta(minutes=float(most_deducted))
    return rounded(worked_hours(began, breaks, ended, most), unit, rounding)


@function(CATEGORY, shows=SHOWS)
def crew_overtime(
    hours: Decimal,
    rules: Table,
    rate: Decimal = Decimal(0),
    day_kind: DayKind = DayKind.USUAL,
    day: dt.date | None = None,
    crew_class: str = "",
    location: str = "",
) -> Spill:
    """The hours of a day split into tiers: how many at 1, 1.5, 2 … times the rate, and the pay.

    Spills a heading row and a row for each tier: times, hours, pay. The hours sum to all hours.

    Args:
        hours: hours worked on the day, without meals.
        rules: an agreement by name (CREW_RULES), your own rule table, or a table of tiers with the
            headings after and times, such as 8 and 1.5.
        rate: pay for an hour of straight time; left out, only hours count.
        day_kind: usual, sixth day or seventh day, where the rules have tiers for them.
        day: the date whose rules count; left out: the rules that have not ended.
        crew_class: the class of the person, where the rules tell classes apart.
        location: the place, where the rules tell places apart.

    Example:
        =CREW_OVERTIME(13.5, "California Labor Code", 40) gives
            {"Times","Hours","Pay";1,8,320;1.5,4,240;2,1.5,120}
        =CREW_OVERTIME(11, {"after","times";10,1.5;14,2}) gives
            {"Times","Hours","Pay";1,10,0;1.5,1,0;2,0,0}
        =CREW_OVERTIME(9, "California Labor Code", 40, "seventh day") gives
            {"Times","Hours","Pay";1.5,8,480;2,1,80}

    Source:
        the source column of the rules: CREW_RULE_SOURCE
    """
    parts = by_tier(hours, tiers_given(rules, day_kind, day, crew_class, location))
    found: list[list[Answer]] = [["Times", "Hours", "Pay"]]
    found += [[part.times, part.hours, pay([part], rate)] for part in parts]
    return found


@function(CATEGORY, shows=SHOWS)
def crew_pay(
    hours: Decimal,
    rate: Decimal,
    rules: Table,
    day_kind: DayKind = DayKind.USUAL,
    day: dt.date | None = None,
    crew_class: str = "",
    location: str = "",
) -> Money:
    """Pay for the hours of a day, overtime included, rounded once.

    Args:
        hours: hours worked on the day, without meals.
        rate: pay for an hour of straight time.
        rules: an agreement by name (CREW_RULES), your own rule table, or a table of tiers with the
            headings after and times, such as 8 and 1.5.
        day_kind: usual, sixth day or seventh day, where the rules have tiers for them.
        day: the date whose rules count; left out: the rules that have not ended.
        crew_class: the class of the person, where the rules tell classes apart.
        location: the place, where the rules tell places apart.

    Example:
        =CREW_PAY(13.5, 40, "California Labor Code") gives 680
        =CREW_PAY(11, 50, {"after","times";10,1.5}) gives 575
        =CREW_PAY(9, 50, "UK Working Time Regulations") gives #N/A

    Source:
        the source column of the rules: CREW_RULE_SOURCE
    """
    return pay(by_tier(hours, tiers_given(rules, day_kind, day, crew_class, location)), rate)


@function(CATEGORY, shows=SHOWS)
def crew_week(
    hours: Column[Decimal],
    rate: Decimal,
    rules: Table,
    day: dt.date | None = None,
    crew_class: str = "",
    location: str = "",
) -> Spill:
    """A workweek of one person, day by day: hours at each multiple of the rate, and the pay.

    Spills a heading row, a row for each day and the total: day of work, hours, hours at each
    multiple, pay. The sixth and seventh day are those worked as such; straight hours beyond the
    weekly limit are paid at its multiple, and nothing is paid twice.

    Args:
        hours: hours worked on each day of the workweek, in order; 0 or empty for a day off.
        rate: pay for an hour of straight time.
        rules: an agreement by name (CREW_RULES), or your own rule table, with parameters such as
            overtime_after_8_hours, weekly_overtime_after_40_hours, sixth_day_after_0_hours.
        day: the date whose rules count; left out: the rules that have not ended.
        crew_class: the class of the person, where the rules tell classes apart.
        location: the place, where the rules tell places apart.

    Example:
        =CREW_WEEK({10;8;8}, 20, "California Labor Code") gives
            {"Day","Hours","1x","1.5x","Pay";1,10,8,2,220;2,8,8,0,160;3,8,8,0,160;
            "Total",26,24,2,540}

    Source:
        the source column of the rules: CREW_RULE_SOURCE; no pyramiding of overtime: California
        Labor Code section 510(a)
    """
    days = _week(hours, rules, day, crew_class, location)
    multiples = sorted({part.times for worked in days for part in worked.parts if part.hours})
    found: list[list[Answer]] = [
        ["Day", "Hours", *(f"{times.normalize():f}x" for times in multiples), "Pay"]
    ]
    amounts: list[Money] = []
    for worked in days:
        by_multiple = {part.times: part.hours for part in worked.parts}
        amounts.append(pay(worked.parts, rate))
        line = [by_multiple.get(times, Fraction(0)) for times in multiples]
        found.append([worked.number or None, worked.hours, *line, amounts[-1]])
    sums = [
        sum((p.hours for w in days for p in w.parts if p.times == times), Fraction(0))
        for times in multiples
    ]
    every = sum((worked.hours for worked in days), Fraction(0))
    return [*found, ["Total", every, *sums, total(amounts)]]


@function(CATEGORY, shows=SHOWS)
def crew_sixth_seventh(
    hours: Column[Decimal],
    rate: Decimal,
    rules: Table,
    day: dt.date | None = None,
    crew_class: str = "",
    location: str = "",
) -> Money:
    """What the sixth and the seventh day worked in a week cost beyond straight time.

    Args:
        hours: hours worked on each day of the workweek, in order; 0 or empty for a day off.
        rate: pay for an hour of straight time.
        rules: an agreement by name (CREW_RULES), or your own rule table, with parameters such as
            sixth_day_after_0_hours and seventh_day_after_8_hours.
        day: the date whose rules count; left out: the rules that have not ended.
        crew_class: the class of the person, where the rules tell classes apart.
        location: the place, where the rules tell places apart.

    Example:
        =CREW_SIXTH_SEVENTH({8;8;8;8;8;8;9}, 20, "California Labor Code") gives 180
        =CREW_SIXTH_SEVENTH({8;8;8;8;8;0;9}, 20,
            {"parameter","value";"overtime_after_8_hours",1.5;"sixth_day_after_0_hours",1.5}) gives
            90
        =CREW_SIXTH_SEVENTH({8;8;8;8;8}, 20, "California Labor Code") gives 0

    Source:
        the source column of the rules: CREW_RULE_SOURCE
    """
    extra = [
        (worked.paid_hours - worked.hours) * Fraction(rate)
        for worked in _week(hours, rules, day, crew_class, location)
        if worked.kind is not DayKind.USUAL
    ]
    return Money(100).times(sum(extra, Fraction(0)))


def _week(
    hours: Column[Decimal], rules: Table, day: dt.date | None, crew_class: str, location: str
) -> tuple[WorkedDay, ...]:
    given = hours[1:] if len(hours) == 8 and hours[0] is None else hours  # a heading
    worked = [each or Decimal(0) for each in given]
    return workweek(worked, rules_given(rules, day, crew_class, location))
