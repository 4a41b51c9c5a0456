"""Rules that change over time: each holds from one day to another, both inclusive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class Effective:
    """From the first to the last day, both inclusive; None: open at that end.

    Raises:
        ValueError: the last day is before the first.
    """

    first: dt.date | None = None
    last: dt.date | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError(f"a rule holds from {self.first} to {self.last}: that is backwards")

    def __str__(self) -> str:
        if self.first is None and self.last is None:
            return "always"
        since = f"from {self.first}" if self.first else ""
        return f"{since} to {self.last}".strip() if self.last else since

    def on(self, day: dt.date) -> bool:
        """Whether it holds on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


ALWAYS: Final = Effective()
"""A rule that says no dates."""


class Rule(Protocol):
    """Anything with a name that holds for a while."""

    @property
    def name(self) -> str:
        """What it is asked for by."""

    @property
    def effective(self) -> Effective:
        """When it holds."""


R = TypeVar("R", bound=Rule)


class NoRule(LookupError):
    """No rule of that name, or none that holds on the day."""


class TwoRules(ValueError):
    """Two rules of one name hold on the same day: which one counts, nobody can say."""


def same_name(one: str, other: str) -> bool:
    """Whether two rules have one name, case and blanks aside."""
    return key_of(one) == key_of(other)


def key_of(name: str) -> str:
    """A rule's name as it is compared."""
    return " ".join(name.casefold().split())


def effective_on(rules: Iterable[R], day: dt.date) -> tuple[R, ...]:
    """The rules that hold on a day, in their order.

    Raises:
        TwoRules: two of them have one name.
    """
    found: dict[str, R] = {}
    for rule in rules:
        if rule.effective.on(day):
            if key_of(rule.name) in found:
                raise TwoRules(f"{rule.name} has two rules that hold on {day}")
            found[key_of(rule.name)] = rule
    return tuple(found.values())


def rule_on(name: str, rules: Iterable[R], day: dt.date) -> R:
    """The rule of a name that holds on a day.

    Raises:
        NoRule: there is none, or not on that day.
        TwoRules: two hold on that day.
    """
    known = [*rules]
    own = [rule for rule in known if same_name(rule.name, name)]
    found = effective_on(own, day)
    if found:
        return found[0]
    if own:
        spans = ", ".join(str(rule.effective) for rule in own)
        raise NoRule(f"{name} has no rule that holds on {day}, only {spans}")
    names = ", ".join(dict.fromkeys(rule.name for rule in known)) or "none"
    raise NoRule(f"there is no rule {name}; the rules: {names}")
