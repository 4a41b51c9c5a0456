"""FRINGE_: fringes by a table of rules, each in force from one day to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from addin.domain.effective_dates import effective_on, rule_on
from addin.domain.fringe_rules import FringeRule, by_line, by_rule, check_names
from addin.domain.fringes import Labour
from addin.domain.money import Money, total
from addin.udfs.cell_error import CellError
from addin.udfs.fringe_rules_argument import SHOWS, fringe_rules_from, labour_from
from addin.udfs.fringes import CATEGORY
from addin.udfs.hours_argument import hours_from
from addin.udfs.kinds import Column, Spill, Table
from addin.udfs.registry import function


@function(CATEGORY, SHOWS)
def fringe_rate(named: str, rules: Table, on_date: dt.date) -> Decimal:
    """The percentage of a fringe that is in force on a day, from a table of rules.

    #N/A: the table has no such fringe, none in force that day, or it is a flat amount. #VALUE!: two
    are in force.

    Args:
        named: the fringe; case does not matter.
        rules: the table with its heading row: name, rate, cutoff, flat, per, effective_from,
            effective_to, source. A rate is 0.0765 or 7.65%; days are inclusive, empty is open.
        on_date: the day that is asked for.

    Example:
        =FRINGE_RATE("pension", {"name","rate","effective_from","effective_to";
            "Pension",0.085,"2025-01-01","2025-12-31";"Pension",0.09,"2026-01-01",""},
            DATE(2026,3,14)) gives 0.09
        =FRINGE_RATE("Health", {"name","rate";"Pension",0.09}, DATE(2026,3,14)) gives #N/A
    """
    rule = rule_on(named, fringe_rules_from(rules), on_date)
    if rule.fringe.rate is None:
        raise CellError("#N/A", f"{rule.name} is {rule.fringe.flat} per {rule.fringe.per}, no rate")
    return rule.fringe.rate


@function(CATEGORY, SHOWS)
def fringe_cutoff(named: str, rules: Table, on_date: dt.date) -> Money | None:
    """The cut-off of a fringe that is in force on a day, from a table of rules.

    It is empty where the fringe has none. #N/A: the table has no such fringe, or none in force that
    day. #VALUE!: two are in force.

    Args:
        named: the fringe; case does not matter.
        rules: the table with its heading row: name, rate, cutoff, flat, per, effective_from,
            effective_to, source. Days are inclusive, empty is open.
        on_date: the day that is asked for.

    Example:
        =FRINGE_CUTOFF("FUI", {"name","rate","cutoff";"FUI",0.006,7000}, DATE(2026,3,14)) gives 7000
    """
    return rule_on(named, fringe_rules_from(rules), on_date).fringe.cutoff


@function(CATEGORY, SHOWS)
def fringe_rules(rules: Table, on_date: dt.date) -> Spill:
    """The fringes in force on a day: name, rate, cut-off, flat amount, per, from, to, source.

    #N/A: none is in force. #VALUE!: two of one name are.

    Args:
        rules: the table with its heading row: name, rate, cutoff, flat, per, effective_from,
            effective_to, source. Days are inclusive, empty is open.
        on_date: the day that is asked for.

    Example:
        =FRINGE_RULES({"name","rate","flat","per","effective_to","source";
            "Pension",0.085,"","","2025-12-31","2022 agreement";
            "Health","",5.5,"Hour","","2024 agreement"}, DATE(2026,3,14))
            gives {"Health","","",5.5,"Hour","","","2024 agreement"}
    """
    found = effective_on(fringe_rules_from(rules), on_date)
    if not found:
        raise CellError("#N/A", f"no fringe is in force on {on_date}")
    return [
        [
            rule.name,
            rule.fringe.rate,
            rule.fringe.cutoff,
            rule.fringe.flat,
            "" if rule.fringe.flat is None else rule.fringe.per,
            rule.effective.first,
            rule.effective.last,
            rule.source,
        ]
        for rule in found
    ]


@function(CATEGORY, SHOWS)
def fringe_total(
    rules: Table,
    on_date: dt.date,
    persons: Column[str],
    wages: Column[Money],
    fringes: Column[str] = (),
    quantities: Column[Decimal] = (),
    units: Column[str] = (),
    hour_units: Column[str] = (),
    hours: Column[Decimal] = (),
) -> Money:
    """All fringes of all labour lines, by the rules in force on a day; cut-offs once per person.

    Args:
        rules: the table with its heading row: name, rate, cutoff, flat, per, effective_from,
            effective_to, source. A row has a rate (7.65%) or a flat amount per unit.
        on_date: the day whose rules count.
        persons: who is paid on each line, a column; a line without a name is a person of its own.
        wages: the wages beside them.
        fringes: which fringes a line takes, by name, commas between them. Left out, or empty: all.
        quantities: how many units each line counts; for flat fringes.
        units: what they count (Hour, Day, Week …); empty is Day.
        hour_units: your own units (Day, Week, Shift …), a column beside hours.
        hours: how many paid hours each stands for. Left out: a day is 12, a week 60, a month 240.

    Example:
        =FRINGE_TOTAL({"name","rate","cutoff","flat","per";"Tax",0.1,10000,"","";
            "Health","","",8,"Day"}, DATE(2026,3,14), {"Ada";"Ben";"Ada"}, {8000;5000;8000}, "",
            {10;5;10}) gives 1700
    """
    found = effective_on(fringe_rules_from(rules), on_date)
    lines = _taken(found, labour_from(persons, wages, fringes, quantities, units))
    return total(amount for _, amount in by_rule(found, lines, hours_from(hour_units, hours)))


@function(CATEGORY, SHOWS)
def fringe_by_rule(
    rules: Table,
    on_date: dt.date,
    persons: Column[str],
    wages: Column[Money],
    fringes: Column[str] = (),
    quantities: Column[Decimal] = (),
    units: Column[str] = (),
    hour_units: Column[str] = (),
    hours: Column[Decimal] = (),
) -> Spill:
    """What each fringe in force on a day comes to on all labour lines: name, amount, source.

    The amounts sum to FRINGE_TOTAL. #N/A: no rule is in force on the day.

    Args:
        rules: the table with its heading row: name, rate, cutoff, flat, per, effective_from,
            effective_to, source. A row has a rate (7.65%) or a flat amount per unit.
        on_date: the day whose rules count.
        persons: who is paid on each line, a column; a line without a name is a person of its own.
        wages: the wages beside them.
        fringes: which fringes a line takes, by name, commas between them. Left out, or empty: all.
        quantities: how many units each line counts; for flat fringes.
        units: what they count (Hour, Day, Week …); empty is Day.
        hour_units: your own units (Day, Week, Shift …), a column beside hours.
        hours: how many paid hours each stands for. Left out: a day is 12, a week 60, a month 240.

    Example:
        =FRINGE_BY_RULE({"name","rate","cutoff","source";"Tax",0.1,10000,"the law";
            "Pension",0.05,"","agreement"}, DATE(2026,3,14), {"Ada";"Ben";"Ada"}, {8000;5000;8000},
            {"";"Tax";""}) gives {"Tax",1500,"the law";"Pension",800,"agreement"}
    """
    found = effective_on(fringe_rules_from(rules), on_date)
    lines = _taken(found, labour_from(persons, wages, fringes, quantities, units))
    return [
        [rule.name, amount, rule.source]
        for rule, amount in by_rule(found, lines, hours_from(hour_units, hours))
    ]


@function(CATEGORY, SHOWS)
def fringe_lines(
    rules: Table,
    on_date: dt.date,
    persons: Column[str],
    wages: Column[Money],
    fringes: Column[str] = (),
    quantities: Column[Decimal] = (),
    units: Column[str] = (),
    hour_units: Column[str] = (),
    hours: Column[Decimal] = (),
) -> Spill:
    """All fringes of each labour line, beside the lines, by the rules in force on a day.

    The lines sum to FRINGE_TOTAL. Empty lines stay empty.

    Args:
        rules: the table with its heading row: name, rate, cutoff, flat, per, effective_from,
            effective_to, source. A row has a rate (7.65%) or a flat amount per unit.
        on_date: the day whose rules count.
        persons: who is paid on each line, a column; a line without a name is a person of its own.
        wages: the wages beside them.
        fringes: which fringes a line takes, by name, commas between them. Left out, or empty: all.
        quantities: how many units each line counts; for flat fringes.
        units: what they count (Hour, Day, Week …); empty is Day.
        hour_units: your own units (Day, Week, Shift …), a column beside hours.
        hours: how many paid hours each stands for. Left out: a day is 12, a week 60, a month 240.

    Example:
        =FRINGE_LINES({"name","rate","cutoff";"Tax",0.1,10000;"Pension",0.05,""}, DATE(2026,3,14),
            {"Ada";"Ben";"Ada"}, {8000;5000;8000}) gives {1200;750;600}
    """
    found = effective_on(fringe_rules_from(rules), on_date)
    rows = labour_from(persons, wages, fringes, quantities, units)
    lines = _taken(found, rows)
    equivalents = hours_from(hour_units, hours)
    columns = [by_line(rule, lines, equivalents) for rule in found]
    sums = iter(zip(*columns, strict=True)) if columns else iter([()] * len(lines))
    return [[None if row is None else total(next(sums))] for row in rows]


def _taken(rules: Sequence[FringeRule], rows: Sequence[Labour | None]) -> list[Labour]:
    """The lines that there are; each names only fringes that are in force."""
    lines = [row for row in rows if row is not None]
    check_names(rules, lines)
    return lines
