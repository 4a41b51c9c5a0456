"""Rule tables: what an agreement or a law says, for whom, where, from when to when, says who.

A rule is one number under one name: ``rest_hours`` 12, ``overtime_after_8_hours`` 1.5. Two rows
that both hold are a mistake in the table and are never chosen between.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from addin.domain.package_text import package_text


class RuleNotFound(LookupError):
    """No row of the table says anything of this parameter for this day, class and place."""


class RulesDisagree(ValueError):
    """Two rows of a table hold at once, with different values."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a rule table.

    An empty ``class_`` or ``location`` holds for everyone, everywhere. Both dates are included;
    None as ``effective_from``: the source states no date; as ``effective_to``: still in force.
    """

    parameter: str
    value: Decimal
    agreement: str = ""
    class_: str = ""
    location: str = ""
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    source: str = ""

    def holds_on(self, day: dt.date | None) -> bool:
        """Whether the rule is in force on a day; without a day, whether it has not ended."""
        if day is None:
            return self.effective_to is None
        return (self.effective_from is None or self.effective_from <= day) and (
            self.effective_to is None or day <= self.effective_to
        )

    def holds_for(self, class_: str, location: str) -> bool:
        """Whether the rule is for a class of people in a place."""
        return _alike(self.class_, class_) and _alike(self.location, location)


def _alike(said: str, wanted: str) -> bool:
    return not said or said.casefold() == wanted.strip().casefold()


@dataclass(frozen=True, slots=True)
class RuleTable:
    """The rules of one agreement, asked for a day, a class of people and a place.

    ``day`` None asks for what has not ended. A row for the class or the place beats a row for all.
    """

    rules: tuple[Rule, ...]
    day: dt.date | None = None
    class_: str = ""
    location: str = ""

    def rule(self, parameter: str) -> Rule:
        """The row that holds.

        Raises:
            RuleNotFound: none does; the text says what there is.
            RulesDisagree: several do.
        """
        wanted = parameter.strip().casefold()
        named = [rule for rule in self.rules if rule.parameter.casefold() == wanted]
        found = [
            rule
            for rule in named
            if rule.holds_on(self.day) and rule.holds_for(self.class_, self.location)
        ]
        if not found:
            raise RuleNotFound(self._missing(parameter, named))
        most = max(_precise(rule) for rule in found)
        best = [rule for rule in found if _precise(rule) == most]
        if len({rule.value for rule in best}) > 1:
            values = ", ".join(f"{rule.value} ({_period(rule)})" for rule in best)
            hint = "" if self.day else "; give the day"
            raise RulesDisagree(f"{parameter} is given more than once: {values}{hint}")
        return best[0]

    def value(self, parameter: str, default: Decimal | None = None) -> Decimal:
        """The number of a rule; ``default`` where the table does not have the parameter at all.

        Raises:
            RuleNotFound: no row holds, and there is no default; or rows for others only.
            RulesDisagree: several rows hold.
        """
        if default is not None and not self.has(parameter):
            return default
        return self.rule(parameter).value

    def has(self, parameter: str) -> bool:
        """Whether any row, of whatever date, class or place, has the parameter."""
        return any(rule.parameter.casefold() == parameter.casefold() for rule in self.rules)

    def parameters(self) -> tuple[str, ...]:
        """The names of the rules there are, in the order of the table."""
        return tuple(dict.fromkeys(rule.parameter for rule in self.rules))

    def _missing(self, parameter: str, named: Sequence[Rule]) -> str:
        agreement = next((rule.agreement for rule in self.rules if rule.agreement), "the table")
        if not named:
            return f"{agreement} has no {parameter}; it has {', '.join(self.parameters())}"
        classes = sorted({rule.class_ for rule in named if rule.class_})
        places = sorted({rule.location for rule in named if rule.location})
        said = [f"from {_period(rule)}" for rule in named]
        if not any(rule.holds_for(self.class_, self.location) for rule in named):
            said = [f"for {' / '.join(each)}" for each in (classes, places) if each]
        day = f" on {self.day}" if self.day else ""
        return f"{agreement} has no {parameter}{day}, only {'; '.join(dict.fromkeys(said))}"


def _precise(rule: Rule) -> int:
    return bool(rule.class_) + bool(rule.location)


def _period(rule: Rule) -> str:
    return f"{rule.effective_from or 'no date'} to {rule.effective_to or 'now'}"


def agreements(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The agreements in a table, in its order."""
    return tuple(dict.fromkeys(rule.agreement for rule in rules))


def of_agreement(rules: Iterable[Rule], agreement: str) -> tuple[Rule, ...]:
    """The rules of one agreement, by its name in any case, or by the beginning of only one name.

    Raises:
        RuleNotFound: none has the name.
        RulesDisagree: several begin so.
    """
    rules = tuple(rules)
    wanted = agreement.strip().casefold()
    names = agreements(rules)
    found = [name for name in names if name.casefold() == wanted] or [
        name for name in names if wanted and name.casefold().startswith(wanted)
    ]
    if not found:
        raise RuleNotFound(f"no agreement “{agreement}”; there are: {'; '.join(names)}")
    if len(found) > 1:
        raise RulesDisagree(f"“{agreement}” may be {' or '.join(found)}")
    return tuple(rule for rule in rules if rule.agreement == found[0])


@cache
def shipped() -> tuple[Rule, ...]:
    """The rules that Tieout ships, each with its source; none is used unless asked for by name."""
    text = package_text("addin.domain", "rule_data", "agreements.csv")
    return tuple(
        Rule(
            row["parameter"],
            Decimal(row["value"]),
            row["agreement"],
            row["class"],
            row["location"],
            dt.date.fromisoformat(row["effective_from"]) if row["effective_from"] else None,
            dt.date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
            row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )
