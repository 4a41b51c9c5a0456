"""Units of a budget line, and how many hours each stands for.

Hour-equivalents are a setting of the budget, not a law of nature: a day is often 12 paid hours.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Final

from addin.domain.package_text import package_text


class Unit(StrEnum):
    """What a quantity on a budget line counts."""

    HOUR = "Hour"
    DAY = "Day"
    WEEK = "Week"
    MONTH = "Month"
    ALLOW = "Allow"
    FLAT = "Flat"
    FOOT = "Foot"
    REEL = "Reel"
    EACH = "Each"


_SPELLINGS: Final[Mapping[str, Unit]] = {
    spelling: unit
    for unit, spellings in {
        Unit.HOUR: "h hr hrs hour hours",
        Unit.DAY: "d dy day days",
        Unit.WEEK: "w wk wks week weeks",
        Unit.MONTH: "m mo mos mth mths month months",
        Unit.ALLOW: "a allow allowance allowances",
        Unit.FLAT: "f flat flats fee lump",
        Unit.FOOT: "ft foot feet",
        Unit.REEL: "reel reels",
        Unit.EACH: "e ea each pc pcs piece pieces unit units",
    }.items()
    for spelling in spellings.split()
}


@cache
def usual_hours() -> Mapping[str, Decimal]:
    """Paid hours each unit stands for when the budget does not say: ``unit_hours.toml``."""
    text = package_text("addin.domain", "unit_hours.toml")
    hours = tomllib.loads(text, parse_float=Decimal)["hours"]
    return MappingProxyType({Unit(name): Decimal(count) for name, count in hours.items()})


class NoHours(ValueError):
    """A unit that stands for no number of hours, such as an allowance, cannot be converted."""

    def __init__(self, unit: str) -> None:
        super().__init__(unit)
        self.unit = unit

    def __str__(self) -> str:
        return f"the unit “{self.unit}” stands for no number of hours: give it one in the budget."


def unit_of(text: str) -> Unit | None:
    """The unit a sheet means by its text, None when it is none that we know.

    >>> unit_of("Wks."), unit_of("fortnight")
    (<Unit.WEEK: 'Week'>, None)
    """
    return _SPELLINGS.get(text.strip().rstrip(".").casefold())


def unit_named(text: str) -> str:
    """A unit by any of its spellings; one that we do not know under its own name.

    >>> str(unit_named("Wks.")), unit_named(" Shift")
    ('Week', 'shift')
    """
    return unit_of(text) or " ".join(text.casefold().split())


@dataclass(frozen=True, slots=True)
class HourEquivalents:
    """How many paid hours each unit stands for in one budget.

    A unit is one that we know, or any other that the budget gives hours to: ``shift``.

    >>> HourEquivalents().convert(Decimal(3), Unit.WEEK, Unit.DAY)
    Fraction(15, 1)
    """

    hours: Mapping[str, Decimal] = field(default_factory=usual_hours)

    def convert(self, quantity: Decimal | Fraction, have: str, want: str) -> Fraction:
        """A quantity in another unit, exact.

        Raises:
            NoHours: the units differ, and one of them stands for no hours.
        """
        if have == want:
            return Fraction(quantity)
        return Fraction(quantity) * self._hours(have) / self._hours(want)

    def _hours(self, unit: str) -> Fraction:
        hours = self.hours.get(unit)
        if not hours:
            raise NoHours(unit)
        return Fraction(hours)
