"""Unit cost and variances: they lead from standard to actual without a rest."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.manufacturing import (
    Material,
    Operation,
    OverheadPart,
    ScrapOf,
    Tooling,
    gross,
    overhead_variance,
    price_variance,
    quantity_variance,
    unit_cost,
)

numbers = st.fractions(-1000, 1000, max_denominator=1000)
shares = st.fractions(0, Fraction(99, 100), max_denominator=100)


@settings(deadline=None)
@given(numbers, numbers, numbers, numbers)
def test_price_and_quantity_variance_sum_to_standard_less_actual(used, allowed, paid, standard):
    """For material and for labour alike."""
    price = price_variance(used, paid, standard)
    quantity = quantity_variance(used, allowed, standard)

    assert price + quantity == allowed * standard - used * paid


@settings(deadline=None)
@given(numbers, numbers, numbers)
def test_spending_and_volume_sum_to_the_overhead_variance(actual, budgeted, absorbed):
    """What is under- or over-absorbed is explained."""
    spending, volume, whole = (
        overhead_variance(actual, budgeted, absorbed, part)
        for part in (OverheadPart.SPENDING, OverheadPart.VOLUME, OverheadPart.TOTAL)
    )

    assert spending + volume == whole == absorbed - actual


def test_a_published_overhead_case_has_its_published_answer():
    """Budgeted 60,000, actual 62,000, recovered 44,000: 2,000 and 16,000, both unfavourable.

    Source: AU-E study notes, variances for labor, materials and overhead.
    """
    case = Fraction(62_000), Fraction(60_000), Fraction(44_000)

    assert overhead_variance(*case, OverheadPart.SPENDING) == -2_000
    assert overhead_variance(*case, OverheadPart.VOLUME) == -16_000


@settings(deadline=None)
@given(numbers, shares)
def test_what_is_left_of_the_gross_quantity_is_what_is_needed(quantity, scrap):
    """Scrap of the input leaves the net quantity; scrap of the output is added to it."""
    assert gross(quantity, scrap, ScrapOf.INPUT) * (1 - scrap) == quantity
    assert gross(quantity, scrap) - quantity == quantity * scrap


def test_input_that_is_all_scrap_leaves_nothing():
    """No quantity is enough."""
    with pytest.raises(ZeroDivisionError, match="100 %"):
        gross(Fraction(1), Fraction(1), ScrapOf.INPUT)


@settings(deadline=None)
@given(st.lists(st.tuples(numbers, numbers, shares), max_size=5), st.randoms())
def test_the_order_of_materials_changes_no_unit_cost(rows, random):
    """And each adds its own cost."""
    materials = [Material(*row) for row in rows]

    cost = unit_cost(random.sample(materials, len(materials)), [])

    assert cost == sum((unit_cost([each], []) for each in materials), Fraction())


def test_tooling_is_carried_by_the_units_made():
    """Twice the volume, half the share; no volume, no share."""
    work = [Operation(Fraction(1, 2), Fraction(40), Fraction(3, 2))]

    def cost(volume: int) -> Fraction:
        return unit_cost([], work, tooling=Tooling(Fraction(900), Fraction(volume)))

    assert cost(100) - 30 == 2 * (cost(200) - 30) == 9
    with pytest.raises(ZeroDivisionError, match="volume is 0"):
        cost(0)
