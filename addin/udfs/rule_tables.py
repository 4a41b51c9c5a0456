"""CREW_: the rules of agreements and laws: a value, where it is from, and what there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from addin.domain.rule_names import PARAMETERS
from addin.domain.rule_table import Rule, RuleNotFound, agreements, of_agreement, shipped
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Answer, Spill, Table
from addin.udfs.registry import function
from addin.udfs.rules_given import rules_given

CATEGORY = "Crew"
SHOWS: Final[Mapping[type[Exception], str]] = {RuleNotFound: "#N/A"}
HEADINGS: Final = (
    "agreement", "class", "location", "effective_from", "effective_to", "parameter", "value",
    "source",
)  # fmt: skip


@function(CATEGORY, shows=SHOWS)
def crew_rule(
    rules: Table,
    parameter: str,
    day: dt.date | None = None,
    crew_class: str = "",
    location: str = "",
) -> Decimal:
    """The value of a rule of an agreement or a law: hours of rest, a meal penalty, a drop gap.

    Args:
        rules: the name of an agreement that CREW_RULES lists, or your own table with the headings
            agreement, class, location, effective_from, effective_to, parameter, value, source.
        parameter: the name of the rule, such as rest_hours or drop_gap_days.
        day: the date whose rules count; left out: the rules that have not ended.
        crew_class: the class of people, where the rules tell classes apart.
        location: the place, where the rules tell places apart.

    Example:
        =CREW_RULE("SAG-AFTRA Theatrical and Television", "rest_hours") gives 12
        =CREW_RULE("SAG-AFTRA Theatrical and Television", "drop_gap_days", DATE(2026,3,2),
            "Day performer", "domestic") gives 10
        =CREW_RULE("US GSA per diem", "per_diem", DATE(2024,9,1), "", "standard CONUS") gives 59
        =CREW_RULE({"parameter","value";"rest_hours",11}, "rest_hours") gives 11

    Source:
        the source column of the rules: CREW_RULE_SOURCE
    """
    return rules_given(rules, day, crew_class, location).value(parameter)


@function(CATEGORY, shows=SHOWS)
def crew_rule_source(
    rules: Table,
    parameter: str,
    day: dt.date | None = None,
    crew_class: str = "",
    location: str = "",
) -> Spill:
    """A rule with all that is known of it: its value, dates of effect and source, in one row.

    Spills agreement, class, location, effective from, effective to, parameter, value, source; an
    empty date: the source states none, or the rule has not ended.

    Args:
        rules: the name of an agreement that CREW_RULES lists, or your own rule table.
        parameter: the name of the rule, such as rest_hours or drop_gap_days.
        day: the date whose rules count; left out: the rules that have not ended.
        crew_class: the class of people, where the rules tell classes apart.
        location: the place, where the rules tell places apart.

    Example:
        =INDEX(CREW_RULE_SOURCE("UK Working Time Regulations", "rest_hours"), 1, 8) gives
            "Working Time Regulations 1998 (SI 1998/1833), regulations 10(1) and 11(1), adult
            workers"
        =CREW_RULE_SOURCE("UK Working Time Regulations", "meal_penalty_1") gives #N/A
    """
    return [_row(rules_given(rules, day, crew_class, location).rule(parameter))]


@function(CATEGORY, shows=SHOWS)
def crew_rules(agreement: str = "", day: dt.date | None = None) -> Spill:
    """The rules that Tieout ships, each with its source: a table to copy, check and complete.

    Spills a heading row and a row for each rule. They are from public pages and laws, never used
    unless named, and no advice: check them against the agreement that is in force.

    Args:
        agreement: its name, or the beginning of it; left out, all rules.
        day: only rules in force on this date.

    Example:
        =INDEX(CREW_RULES("California Labor Code"), 2, 6) gives "overtime_after_8_hours"
        =INDEX(CREW_RULES("California Labor Code"), 2, 7) gives 1.5
        =CREW_RULES("No such union") gives #N/A
    """
    found: Sequence[Rule] = of_agreement(shipped(), agreement) if agreement else shipped()
    held = [rule for rule in found if day is None or rule.holds_on(day)]
    if not held:
        raise CellError("#N/A", f"no rule of {agreement or 'any agreement'} is in force on {day}")
    return [list(HEADINGS), *map(_row, held)]


@function(CATEGORY)
def crew_agreements() -> Spill:
    """The names of the agreements and laws whose rules Tieout ships, with how many rules of each.

    Example:
        =INDEX(CREW_AGREEMENTS(), 1, 1) gives "SAG-AFTRA Theatrical and Television"
    """
    rules = shipped()
    return [(name, sum(rule.agreement == name for rule in rules)) for name in agreements(rules)]


@function(CATEGORY)
def crew_parameters(words: str = "") -> Spill:
    """The names that a rule table may use, with unit and meaning: to write a table of your own.

    Args:
        words: part of a name or of its meaning; left out, all are listed.

    Example:
        =INDEX(CREW_PARAMETERS("rest between"), 1, 1) gives "rest_hours"
        =CREW_PARAMETERS("no such word") gives #N/A
    """
    wanted = words.strip().casefold()
    return [
        (each.name, each.unit, each.meaning)
        for each in PARAMETERS
        if wanted in f"{each.name} {each.meaning}".casefold()
    ]


def _row(rule: Rule) -> list[Answer]:
    return [
        rule.agreement, rule.class_, rule.location, rule.effective_from, rule.effective_to,
        rule.parameter, rule.value, rule.source,
    ]  # fmt: skip
