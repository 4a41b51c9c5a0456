"""The rules argument: the name of an agreement that is shipped, or somebody's own table."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from addin.domain.overtime import DayKind, Tier, tiers, tiers_of
from addin.domain.rule_table import Rule, RuleTable, agreements, of_agreement, shipped
from addin.tables.cells import to_text
from addin.tables.headings import normal
from addin.udfs.arguments import cell_reader
from addin.udfs.cell_error import CellError
from addin.udfs.columns import by_heading
from addin.udfs.kinds import Table
from addin.udfs.read_once import read_once

RULE_FIELDS: Final = {
    "agreement": ("contract", "union"),
    "class": ("crew class", "position", "job"),
    "location": ("place", "territory"),
    "effective_from": ("effective from", "from", "valid from"),
    "effective_to": ("effective to", "to", "valid to", "until"),
    "parameter": ("rule", "name"),
    "value": ("amount",),
    "source": ("sources", "reference"),
}
TIER_FIELDS: Final = {
    "after": ("after hours", "over", "over hours", "hours", "from hour"),
    "times": ("multiple", "multiplier", "rate", "x", "factor"),
}
_OPTIONAL: Final = ("agreement", "class", "location", "effective_from", "effective_to", "source")
_VALUE: Final = cell_reader("rules, value", Decimal)
_AFTER: Final = cell_reader("rules, after", Decimal)
_TIMES: Final = cell_reader("rules, times", Decimal)
_FROM: Final = cell_reader("rules, effective_from", dt.date, (None,))
_TO: Final = cell_reader("rules, effective_to", dt.date, (None,))


@read_once
def rules_given(
    rules: Table, day: dt.date | None = None, crew_class: str = "", location: str = ""
) -> RuleTable:
    """The rule table that an argument means, asked for a day, a class and a place.

    Raises:
        CellError: a table without the headings, of more than one agreement, or a cell that cannot
            be read.
        RuleNotFound: no agreement has the name.
        RulesDisagree: the name may mean several.
    """
    return RuleTable(_rules(rules), day, crew_class, location)


def _rules(rules: Table) -> tuple[Rule, ...]:
    if _is_name(rules):
        return of_agreement(shipped(), to_text(rules[0][0]))
    found = tuple(
        Rule(
            to_text(row["parameter"]),
            _VALUE(row["value"]),
            to_text(row["agreement"]),
            to_text(row["class"]),
            to_text(row["location"]),
            _FROM(row["effective_from"]),
            _TO(row["effective_to"]),
            to_text(row["source"]),
        )
        for row in by_heading("rules", rules, RULE_FIELDS, _OPTIONAL)
        if row["parameter"] is not None
    )
    if len(names := agreements(found)) > 1:
        raise CellError("#VALUE!", f"rules holds {len(names)} agreements: give the rows of one")
    return found


def _is_name(rules: Table) -> bool:
    return len(rules) == 1 and len(rules[0]) == 1


@read_once
def tiers_given(
    rules: Table, kind: DayKind, day: dt.date | None, crew_class: str, location: str
) -> tuple[Tier, ...]:
    """The tiers of overtime that an argument means: a table of hours and multiples, or rules.

    Raises:
        CellError: neither.
        RuleNotFound: the rules have no tiers.
        RulesDisagree: the rules say two things of one tier.
        WrongTiers: two tiers begin at the same hour.
    """
    headings = {normal(to_text(cell)) for cell in rules[0]}
    if not _is_name(rules) and "parameter" not in headings and "rule" not in headings:
        return tiers(
            Tier(_AFTER(row["after"]), _TIMES(row["times"]))
            for row in by_heading("rules", rules, TIER_FIELDS)
        )
    return tiers_of(rules_given(rules, day, crew_class, location), kind)
