"""MFG_: unit and standard cost, and the variances between actual and standard."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest
from typing import Final

from addin.domain.manufacturing import (
    Material,
    Operation,
    OverheadPart,
    ScrapOf,
    Tooling,
    overhead_variance,
    price_variance,
    quantity_variance,
    unit_cost,
)
from addin.udfs.cell_error import CellError
from addin.udfs.columns import side_by_side
from addin.udfs.kinds import Column
from addin.udfs.registry import function
from addin.udfs.shares import share

CATEGORY = "Manufacturing"
NOTHING = Decimal(0)
SHOWS: Final[Mapping[type[Exception], str]] = {ZeroDivisionError: "#DIV/0!"}


@function(CATEGORY)
def mfg_price_variance(
    actual_quantity: Decimal, actual_price: Decimal, standard_price: Decimal
) -> Fraction:
    """Material price variance: what the material cost less or more than standard for each unit.

    Positive is favourable: it was cheaper. Not rounded, so that variances sum.

    Args:
        actual_quantity: what was bought or used.
        actual_price: what one unit of it cost.
        standard_price: what one unit of it should have cost.

    Example:
        =MFG_PRICE_VARIANCE(1000, 5.2, 5) gives -200

    Source:
        Horngren, Cost Accounting: (standard price - actual price) x actual quantity.
    """
    return price_variance(*_fractions(actual_quantity, actual_price, standard_price))


@function(CATEGORY)
def mfg_usage_variance(
    actual_quantity: Decimal, standard_quantity: Decimal, standard_price: Decimal
) -> Fraction:
    """Material usage variance: what was used less or more than standard, at the standard price.

    Positive is favourable: less was used.

    Args:
        actual_quantity: what was used.
        standard_quantity: what the units made should have used.
        standard_price: what one unit of it should have cost.

    Example:
        =MFG_USAGE_VARIANCE(1000, 960, 5) gives -200

    Source:
        Horngren, Cost Accounting: (standard quantity - actual quantity) x standard price.
    """
    return quantity_variance(*_fractions(actual_quantity, standard_quantity, standard_price))


@function(CATEGORY)
def mfg_rate_variance(
    actual_hours: Decimal, actual_rate: Decimal, standard_rate: Decimal
) -> Fraction:
    """Labour rate variance: what an hour cost less or more than standard, times the hours worked.

    Positive is favourable: hours were cheaper.

    Args:
        actual_hours: hours worked.
        actual_rate: what one hour cost.
        standard_rate: what one hour should have cost.

    Example:
        =MFG_RATE_VARIANCE(200, 31, 30) gives -200

    Source:
        Horngren, Cost Accounting: (standard rate - actual rate) x actual hours.
    """
    return price_variance(*_fractions(actual_hours, actual_rate, standard_rate))


@function(CATEGORY)
def mfg_efficiency_variance(
    actual_hours: Decimal, standard_hours: Decimal, standard_rate: Decimal
) -> Fraction:
    """Labour efficiency variance: hours worked less or more than standard, at the standard rate.

    Positive is favourable: fewer hours were worked.

    Args:
        actual_hours: hours worked.
        standard_hours: hours that the units made should have taken.
        standard_rate: what one hour should have cost.

    Example:
        =MFG_EFFICIENCY_VARIANCE(200, 210, 30) gives 300

    Source:
        Horngren, Cost Accounting: (standard hours - actual hours) x standard rate.
    """
    return quantity_variance(*_fractions(actual_hours, standard_hours, standard_rate))


@function(CATEGORY)
def mfg_overhead_variance(
    actual: Decimal,
    budgeted: Decimal,
    absorbed: Decimal,
    part: OverheadPart = OverheadPart.TOTAL,
) -> Fraction:
    """Fixed overhead variance, in all or its spending or volume part; positive is favourable.

    Spending is budgeted less actual, volume is absorbed less budgeted; they sum to the total.

    Args:
        actual: overhead that was spent.
        budgeted: overhead that was to be spent.
        absorbed: the standard overhead rate times the standard hours of what was made.
        part: total (left out), spending or volume.

    Example:
        =MFG_OVERHEAD_VARIANCE(62000, 60000, 44000) gives -18000
        =MFG_OVERHEAD_VARIANCE(62000, 60000, 44000, "spending") gives -2000
        =MFG_OVERHEAD_VARIANCE(62000, 60000, 44000, "volume") gives -16000

    Source:
        Horngren, Cost Accounting: fixed overhead spending and production-volume variance.
    """
    return overhead_variance(*_fractions(actual, budgeted, absorbed), part)


@function(CATEGORY, shows=SHOWS)
def mfg_unit_cost(
    quantities: Column[Decimal],
    prices: Column[Decimal],
    hours: Column[Decimal] = (),
    rates: Column[Decimal] = (),
    scraps: Column[Decimal] = (),
    multipliers: Column[Decimal] = (),
    fasteners: Decimal = NOTHING,
    tooling: Decimal = NOTHING,
    volume: Decimal = NOTHING,
    overhead_rate: Decimal = NOTHING,
    scrap_of: ScrapOf = ScrapOf.OUTPUT,
) -> Fraction:
    """Cost of one unit: materials with scrap, processes, fasteners, tooling and overhead.

    Not rounded: a unit may cost a fraction of a cent.

    Args:
        quantities: what one unit takes of each material, without scrap.
        prices: what one of each material costs, side by side with quantities.
        hours: hours of each process for one unit.
        rates: what an hour of each process costs, side by side with hours.
        scraps: scrap of each material as a percentage (5%), side by side with quantities.
        multipliers: factor on each process, side by side with hours; empty is 1.
        fasteners: screws, glue and the like for one unit.
        tooling: paid once, carried by all units.
        volume: how many units carry the tooling.
        overhead_rate: overhead for each hour of the processes.
        scrap_of: output (left out): 10% takes 1.1 for 1; input: 10% takes 1/0.9 for 1.

    Example:
        =MFG_UNIT_COST({2;1}, {3;10}, {0.5}, {40}, {0.05;0}) gives 36.3
        =MFG_UNIT_COST({2}, {3}, {0.5}, {40}, , , 0.25, 1000, 500, 12) gives 34.25
    """
    rows = zip_longest(
        side_by_side(quantities=quantities, prices=prices, scraps=_beside(scraps, quantities)),
        side_by_side(hours=hours, rates=rates, multipliers=_beside(multipliers, hours)),
    )
    materials: list[Material] = []
    operations: list[Operation] = []
    for material, operation in rows:
        if material is not None:
            quantity, price, scrap = material
            _check_cost("prices", "quantities", quantity, price)
            lost = share("scraps", scrap or NOTHING)
            materials.append(Material(*_fractions(quantity, price, lost)))
        if operation is not None:
            taken, rate, multiplier = operation
            _check_cost("rates", "hours", taken, rate)
            factor = Decimal(1) if multiplier is None else multiplier
            operations.append(Operation(*_fractions(taken, rate, factor)))
    return unit_cost(
        materials,
        operations,
        fasteners=Fraction(fasteners),
        tooling=Tooling(Fraction(tooling), Fraction(volume)),
        overhead_rate=Fraction(overhead_rate),
        scrap_of=scrap_of,
    )


@function(CATEGORY)
def mfg_standard_cost(
    units: Decimal,
    quantities: Column[Decimal],
    prices: Column[Decimal],
    hours: Column[Decimal] = (),
    rates: Column[Decimal] = (),
    overhead_rate: Decimal = NOTHING,
) -> Fraction:
    """Standard cost of the units made: standard material, labour and overhead, not rounded.

    What the output should have cost; the variances lead from it to what it did cost.

    Args:
        units: how many were made.
        quantities: standard quantity of each material for one unit.
        prices: standard price of each material, side by side with quantities.
        hours: standard hours of each process for one unit.
        rates: standard rate of each process, side by side with hours.
        overhead_rate: overhead absorbed for each standard hour.

    Example:
        =MFG_STANDARD_COST(100, {2}, {5}, {0.5}, {30}, 8) gives 2900
    """
    if units < 0:
        raise CellError("#NUM!", f"units is {units}: fewer than none cannot be made")
    one = mfg_unit_cost(quantities, prices, hours, rates, overhead_rate=overhead_rate)
    return Fraction(units) * one


def _fractions(*numbers: Decimal | None) -> tuple[Fraction, Fraction, Fraction]:
    one, two, three = (Fraction(number or 0) for number in numbers)
    return one, two, three


def _check_cost(name: str, beside: str, number: Decimal | None, cost: Decimal | None) -> None:
    if number and cost is None:
        raise CellError("#VALUE!", f"{name} is empty beside {number} in {beside}")


def _beside(column: Column[Decimal], other: Column[Decimal]) -> Column[Decimal]:
    """An optional column; left out, as empty as the other is long."""
    return column or (None,) * len(other)
