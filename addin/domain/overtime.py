"""Overtime: the hours of a day or a week split into tiers, each paid at a multiple of the rate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Final

from addin.domain.money import Money
from addin.domain.rule_table import RuleNotFound, RuleTable

STRAIGHT: Final = Decimal(1)
NONE: Final = Fraction(0)
_TIER = re.compile(r"(?P<kind>[a-z_]+?)_after_(?P<hours>\d+(?:\.\d+)?)_hours")


class WrongTiers(ValueError):
    """Tiers that contradict each other, or hours below zero."""


class DayKind(StrEnum):
    """Which day of the workweek somebody works: the sixth and seventh may have tiers of their own.

    The value is what its rules begin with: ``overtime_after_8_hours``.
    """

    USUAL = "usual"
    SIXTH = "sixth day"
    SEVENTH = "seventh day"

    @property
    def rules(self) -> str:
        """What the names of its rules begin with."""
        return {"usual": "overtime", "sixth day": "sixth_day", "seventh day": "seventh_day"}[self]


class Rounding(StrEnum):
    """Where a part of a unit of hours goes."""

    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Tier:
    """From ``after`` hours on, each hour is paid ``times`` the rate."""

    after: Decimal
    times: Decimal


@dataclass(frozen=True, slots=True)
class TierHours:
    """The hours paid at one multiple of the rate."""

    times: Decimal
    hours: Fraction


def tiers(given: Iterable[Tier]) -> tuple[Tier, ...]:
    """Tiers in the order of their hours, beginning with straight time if none begins at 0.

    Raises:
        WrongTiers: two begin at the same hour, or one is below zero.
    """
    ordered = sorted(given, key=lambda tier: tier.after)
    if any(tier.after < 0 or tier.times < 0 for tier in ordered):
        raise WrongTiers("hours and multiples of overtime are not negative")
    for one, other in pairwise(ordered):
        if one.after == other.after:
            raise WrongTiers(f"two tiers begin after {one.after} hours")
    if not ordered or ordered[0].after > 0:
        ordered.insert(0, Tier(Decimal(0), STRAIGHT))
    return tuple(ordered)


def tiers_of(rules: RuleTable, kind: DayKind = DayKind.USUAL) -> tuple[Tier, ...]:
    """The tiers of a day by a rule table, ``overtime_after_8_hours`` 1.5 and so on.

    Without tiers of its own a sixth or seventh day has those of the usual day.

    Raises:
        RuleNotFound: the table has no tiers for a usual day, or none on this date.
        RulesDisagree: two rows say different things of one tier.
    """
    found = _tiers_named(rules, kind.rules)
    if not found and kind is not DayKind.USUAL:
        return tiers_of(rules)
    if not found:
        names = ", ".join(rules.parameters())
        raise RuleNotFound(f"there is no rule such as overtime_after_8_hours, only {names}")
    return tiers(found)


def weekly_tier(rules: RuleTable) -> Tier | None:
    """From how many straight hours of a week on overtime is due; None if the table says nothing.

    Raises:
        WrongTiers: the table has several.
    """
    found = _tiers_named(rules, "weekly_overtime")
    if len(found) > 1:
        raise WrongTiers("more than one weekly overtime: a week has one limit here")
    return found[0] if found else None


def _tiers_named(rules: RuleTable, kind: str) -> list[Tier]:
    matches = (_TIER.fullmatch(name.casefold()) for name in rules.parameters())
    return [
        Tier(Decimal(match["hours"]), rules.value(match[0]))
        for match in matches
        if match and match["kind"] == kind
    ]


def by_tier(hours: Decimal | Fraction, given: Sequence[Tier]) -> tuple[TierHours, ...]:
    """The hours in each tier, straight time first; they sum exactly to all hours.

    Raises:
        WrongTiers: hours below zero.

    >>> [str(part.hours) for part in by_tier(Decimal("13.5"), tiers(
    ...     [Tier(Decimal(8), Decimal("1.5")), Tier(Decimal(12), Decimal(2))]))]
    ['8', '4', '3/2']
    """
    worked = Fraction(hours)
    if worked < 0:
        raise WrongTiers("hours worked are not negative")
    found: list[TierHours] = []
    starts = [Fraction(tier.after) for tier in given]
    left = worked
    for at in range(len(given) - 1, -1, -1):  # the last tier takes what lies beyond its start
        beyond = left - starts[at]
        if beyond > 0:
            found.append(TierHours(given[at].times, beyond))
            left = starts[at]
        else:
            found.append(TierHours(given[at].times, NONE))
    return tuple(reversed(found))


def pay(parts: Iterable[TierHours], rate: Decimal | Fraction, currency: str = "XXX") -> Money:
    """What tiers of hours come to at an hourly rate, rounded once."""
    paid = NONE
    for part in parts:
        if part.hours:
            paid += part.hours if part.times == STRAIGHT else part.hours * Fraction(part.times)
    return Money(100, currency).times(paid * Fraction(rate))


def rounded(hours: Fraction, unit: Decimal, rounding: Rounding = Rounding.UP) -> Fraction:
    """Hours in whole units, such as tenths or quarters; a unit of 0 leaves them as they are.

    >>> rounded(Fraction(61, 6), Decimal("0.1")), rounded(Fraction(61, 6), Decimal("0.25"))
    (Fraction(51, 5), Fraction(41, 4))
    """
    if unit < 0:
        raise WrongTiers("hours are rounded to a unit above zero, such as 0.1")
    if not unit:
        return hours
    units = hours / Fraction(unit)
    whole = units.numerator // units.denominator
    rest = units - whole
    more = {
        Rounding.UP: rest > 0,
        Rounding.NEAREST: rest >= Fraction(1, 2),
        Rounding.DOWN: False,
    }[rounding]
    return (whole + more) * Fraction(unit)
