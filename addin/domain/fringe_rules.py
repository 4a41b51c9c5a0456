"""A budget's fringes as a table of rules, each with its dates and source, over its labour lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from addin.domain.effective_dates import ALWAYS, Effective, NoRule, key_of
from addin.domain.fringes import Fringe, Labour, flat_fringes, percentage_by_person
from addin.domain.money import Money, total, zero
from addin.domain.units import HourEquivalents


@dataclass(frozen=True, slots=True)
class FringeRule:
    """One fringe, from when to when it holds, and who says so."""

    fringe: Fringe
    effective: Effective = ALWAYS
    source: str = ""

    @property
    def name(self) -> str:
        """The fringe's name."""
        return self.fringe.name


def by_line(
    rule: FringeRule, lines: Sequence[Labour], hours: HourEquivalents | None = None
) -> tuple[Money, ...]:
    """What one fringe comes to on each line, its cut-off once per person wherever the lines stand.

    A line that names fringes takes those only; one that names none takes every fringe.

    Raises:
        NoHours: a flat fringe on a line whose unit stands for no hours.
    """
    own = [i for i, line in enumerate(lines) if _takes(line, rule)]
    found = [zero(line.wages.currency) for line in lines]
    for i, amount in zip(own, _amounts(rule.fringe, [lines[i] for i in own], hours), strict=True):
        found[i] = amount
    return tuple(found)


def by_rule(
    rules: Iterable[FringeRule], lines: Sequence[Labour], hours: HourEquivalents | None = None
) -> tuple[tuple[FringeRule, Money], ...]:
    """What each fringe comes to on all lines, in the order of the rules."""
    return tuple((rule, total(by_line(rule, lines, hours))) for rule in rules)


def check_names(rules: Iterable[FringeRule], lines: Iterable[Labour]) -> None:
    """Every fringe that a line names is there.

    Raises:
        NoRule: one is not.
    """
    known = {key_of(rule.name): rule.name for rule in rules}
    for line in lines:
        for name in sorted(line.fringes):
            if key_of(name) not in known:
                names = ", ".join(known.values()) or "none"
                raise NoRule(f"a line names the fringe {name}; those in force: {names}")


def _takes(line: Labour, rule: FringeRule) -> bool:
    return not line.fringes or key_of(rule.name) in set(map(key_of, line.fringes))


def _amounts(
    fringe: Fringe, lines: Sequence[Labour], hours: HourEquivalents | None
) -> tuple[Money, ...]:
    if fringe.rate is not None:
        persons = [line.person for line in lines]
        wages = [line.wages for line in lines]
        return percentage_by_person(persons, wages, fringe.rate, fringe.cutoff)
    if fringe.flat is None:
        return ()
    worked = [(line.units, line.unit) for line in lines]
    return flat_fringes(fringe.flat, fringe.per, worked, hours)
