"""Fringes: what an employer pays on top of wages, by percentage up to a cut-off, or flat per unit.

A cut-off belongs to a person, not to a line. A *fringe range* is a run of lines that are one person
(prep, shoot, wrap): the cap applies once over all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, groupby

from addin.domain.money import Money, total, zero
from addin.domain.units import HourEquivalents, Unit


@dataclass(frozen=True, slots=True)
class Fringe:
    """One fringe of a budget: ``rate`` of wages up to ``cutoff``, or ``flat`` money per ``per``.

    ``rate`` is 0.0765 for 7.65 %. A fringe has either a rate or a flat amount, never both.

    Raises:
        ValueError: both, neither, or a cut-off below zero.
    """

    name: str
    rate: Decimal | None = None
    cutoff: Money | None = None
    flat: Money | None = None
    per: str = Unit.DAY  # a unit we know, or any that the budget gives hours to

    def __post_init__(self) -> None:
        if (self.rate is None) == (self.flat is None):
            raise ValueError(f"fringe {self.name!r} has either a rate or a flat amount")
        if self.cutoff is not None and self.cutoff.is_negative:
            raise ValueError(f"fringe {self.name!r} has a cut-off below zero")


@dataclass(frozen=True, slots=True)
class Labour:
    """One labour line: its wages, and the units worked. Lines in a row with one ``person`` are one.

    An empty ``person`` is a person of its own on every line.
    """

    wages: Money
    units: Decimal = Decimal(0)
    unit: str = Unit.DAY
    person: str = ""
    fringes: frozenset[str] = field(default_factory=frozenset)


def percentage_fringe(
    wages: Sequence[Money], rate: Decimal | Fraction, cutoff: Money | None = None
) -> tuple[Money, ...]:
    """One person's fringe, line by line, in the order of the lines.

    The fringes sum exactly to the rate times the lesser of all wages and the cut-off, rounded once:
    each line gets what it adds to the running total.

    Args:
        wages: what the person earns on each line of the range.
        rate: 0.0765 for 7.65 %.
        cutoff: no fringe on wages above it; None: no cap.

    >>> [str(f) for f in percentage_fringe(
    ...     [Money(600000), Money(600000), Money(600000)], Decimal("0.1"), Money(1000000))]
    ['600.00', '400.00', '0.00']

    Source:
        Cut-offs and fringe ranges as Movie Magic Budgeting defines them.
    """
    if not wages:
        return ()
    currency = total([*wages, *([cutoff] if cutoff else [])]).currency  # all in one
    exact = Fraction(rate)
    top = None if cutoff is None else cutoff.minor
    so_far = accumulate(wage.minor for wage in wages)
    capped = so_far if top is None else (min(sum_so_far, top) for sum_so_far in so_far)
    due = [_rounded(exact.numerator * minor, exact.denominator) for minor in capped]
    return tuple(Money(now - before, currency) for before, now in zip([0, *due], due, strict=False))


def _rounded(over: int, under: int) -> int:
    """A fraction's nearest whole number, halves away from zero, without making the fraction."""
    whole = (abs(over) * 2 + under) // (under * 2)
    return -whole if over < 0 else whole


def percentage_by_person(
    persons: Sequence[str],
    wages: Sequence[Money],
    rate: Decimal | Fraction,
    cutoff: Money | None = None,
) -> tuple[Money, ...]:
    """One fringe line by line, its cut-off once per person, wherever the person's lines stand.

    Names are compared without case and outer blanks; a line without a person is one of its own.

    >>> [str(f) for f in percentage_by_person(
    ...     ["Gaffer", "Grip", "Gaffer"], [Money(800000)] * 3, Decimal("0.1"), Money(1000000))]
    ['800.00', '800.00', '200.00']
    """
    names = {person: " ".join(person.casefold().split()) for person in set(persons)}
    places: dict[str | int, list[int]] = {}
    for i, person in enumerate(persons):
        places.setdefault(names[person] or i, []).append(i)
    found = [Money(0)] * len(wages)
    for own in places.values():
        due = percentage_fringe([wages[i] for i in own], rate, cutoff)
        for i, fringe in zip(own, due, strict=True):
            found[i] = fringe
    return tuple(found)


def flat_fringe(
    per_unit: Money,
    per: str,
    units: Decimal | Fraction,
    unit: str,
    hours: HourEquivalents | None = None,
) -> Money:
    """Money per unit worked, converted by hour-equivalents when the line counts another unit.

    Raises:
        NoHours: the units differ, and one of them stands for no hours.

    >>> print(flat_fringe(Money(1200), Unit.DAY, Decimal(2), Unit.WEEK))
    120.00
    """
    return flat_fringes(per_unit, per, [(units, unit)], hours)[0]


def flat_fringes(
    per_unit: Money,
    per: str,
    worked: Sequence[tuple[Decimal | Fraction, str]],
    hours: HourEquivalents | None = None,
) -> tuple[Money, ...]:
    """``flat_fringe`` of many lines, each its units worked and what they count.

    Raises:
        NoHours: the units differ, and one of them stands for no hours.
    """
    hours = hours or HourEquivalents()
    counted = dict.fromkeys(unit for _, unit in worked)
    each = {unit: per_unit.minor * hours.convert(Decimal(1), unit, per) for unit in counted}
    found: list[Money] = []
    for units, unit in worked:
        over, under = units.as_integer_ratio()
        one = each[unit]
        minor = _rounded(over * one.numerator, under * one.denominator)
        found.append(Money(minor, per_unit.currency))
    return tuple(found)


def fringe_by_line(
    fringe: Fringe, lines: Sequence[Labour], hours: HourEquivalents | None = None
) -> tuple[Money, ...]:
    """What one fringe comes to on each labour line, its cut-off once per person and range.

    A line that does not name the fringe gets nothing and does not break a range; a line that names
    none at all takes every fringe.

    Raises:
        NoHours: a flat fringe on a line whose unit stands for no hours.
    """
    found: list[Money] = []
    for run in _ranges(lines):
        due = [line for line in run if not line.fringes or fringe.name in line.fringes]
        amounts = iter(_of_one_person(fringe, due, hours))
        found += [
            next(amounts)
            if not line.fringes or fringe.name in line.fringes
            else zero(line.wages.currency)
            for line in run
        ]
    return tuple(found)


def _ranges(lines: Sequence[Labour]) -> Iterable[list[Labour]]:
    def person(numbered: tuple[int, Labour]) -> tuple[str, int]:
        i, line = numbered
        return (line.person, -1) if line.person else ("", i)

    for _, run in groupby(enumerate(lines), key=person):
        yield [line for _, line in run]


def _of_one_person(
    fringe: Fringe, lines: Sequence[Labour], hours: HourEquivalents | None
) -> tuple[Money, ...]:
    if fringe.rate is not None:
        return percentage_fringe([line.wages for line in lines], fringe.rate, fringe.cutoff)
    if fringe.flat is None:
        return ()
    return tuple(
        flat_fringe(fringe.flat, fringe.per, line.units, line.unit, hours) for line in lines
    )


def aggregate_rate(fringes: Money, wages: Money) -> Decimal | None:
    """Fringes as a share of wages (the AGG column): 0.22 for 22 %; None without wages."""
    return fringes.amount / wages.amount if wages else None
