"""What a product costs and should cost, and why the two differ.

In every variance positive is good: under standard. Text books that write actual less standard mark
the same figure U or F.

Source:
    Horngren, Cost Accounting: price (rate), quantity (usage, efficiency), overhead spending and
    production-volume variance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class ScrapOf(StrEnum):
    """What a scrap percentage is a percentage of."""

    OUTPUT = "output"  # of what is needed, on top of it: 10 % scrap takes 1.1 for 1
    INPUT = "input"  # of what is put in, lost on the way: 10 % scrap takes 1 / 0.9 for 1


class OverheadPart(StrEnum):
    """Which part of the overhead variance."""

    TOTAL = "total"
    SPENDING = "spending"  # budgeted less actual: it cost more or less than planned
    VOLUME = "volume"  # absorbed less budgeted: more or less was made to carry it


@dataclass(frozen=True, slots=True)
class Material:
    """What one unit of a product takes of a material."""

    quantity: Fraction
    price: Fraction
    scrap: Fraction = Fraction(0)  # a share: 1/20 for 5 %


@dataclass(frozen=True, slots=True)
class Operation:
    """What one unit of a product takes of a process: hours at a rate, times a multiplier."""

    hours: Fraction
    rate: Fraction
    multiplier: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Tooling:
    """Moulds, jigs, plates: paid once, carried by all units of a run."""

    cost: Fraction = Fraction(0)
    volume: Fraction = Fraction(0)

    @property
    def per_unit(self) -> Fraction:
        """What one unit carries.

        Raises:
            ZeroDivisionError: no units carry it.
        """
        if self.cost and self.volume <= 0:
            raise ZeroDivisionError("volume is 0: no units carry the tooling")
        return self.cost / self.volume if self.cost else Fraction(0)


def gross(quantity: Fraction, scrap: Fraction, of: ScrapOf = ScrapOf.OUTPUT) -> Fraction:
    """What has to be there so that a quantity is left after scrap.

    Raises:
        ZeroDivisionError: all that is put in is scrap.

    >>> gross(Fraction(9), Fraction(1, 10)), gross(Fraction(9), Fraction(1, 10), ScrapOf.INPUT)
    (Fraction(99, 10), Fraction(10, 1))
    """
    if not scrap:
        return quantity
    if of is ScrapOf.OUTPUT:
        return quantity * (1 + scrap)
    if scrap == 1:
        raise ZeroDivisionError("scrap is 100 % of what is put in: nothing is left")
    return quantity / (1 - scrap)


def unit_cost(
    materials: Iterable[Material],
    operations: Iterable[Operation],
    *,
    fasteners: Fraction = Fraction(0),
    tooling: Tooling | None = None,
    overhead_rate: Fraction = Fraction(0),
    scrap_of: ScrapOf = ScrapOf.OUTPUT,
) -> Fraction:
    """What one unit costs, exact: material with scrap, processes, fasteners, tooling, overhead.

    ``overhead_rate`` is money for each hour of the operations.
    """
    worked = tuple(operations)
    material = sum(
        (gross(each.quantity, each.scrap, scrap_of) * each.price for each in materials), Fraction()
    )
    process = sum((each.hours * each.rate * each.multiplier for each in worked), Fraction())
    overhead = sum((each.hours for each in worked), Fraction()) * overhead_rate
    return material + process + fasteners + (tooling or Tooling()).per_unit + overhead


def price_variance(actual: Fraction, actual_price: Fraction, standard_price: Fraction) -> Fraction:
    """What was paid less for each piece or hour, times those used; positive is under standard.

    >>> price_variance(Fraction(100), Fraction(6), Fraction(5))
    Fraction(-100, 1)
    """
    return (standard_price - actual_price) * actual


def quantity_variance(actual: Fraction, standard: Fraction, standard_price: Fraction) -> Fraction:
    """What was used less, at the standard price or rate; positive is under standard.

    >>> quantity_variance(Fraction(100), Fraction(90), Fraction(5))
    Fraction(-50, 1)
    """
    return (standard - actual) * standard_price


def overhead_variance(
    actual: Fraction, budgeted: Fraction, absorbed: Fraction, part: OverheadPart
) -> Fraction:
    """Fixed overhead: what was spent less, what was absorbed more; positive is under standard.

    Args:
        actual: what was spent.
        budgeted: what was to be spent.
        absorbed: the standard rate times the standard hours of what was made.
        part: spending, volume, or the two together.
    """
    if part is OverheadPart.SPENDING:
        return budgeted - actual
    if part is OverheadPart.VOLUME:
        return absorbed - budgeted
    return absorbed - actual
