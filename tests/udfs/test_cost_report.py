"""COST_: one row of the cost report."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from tests.udfs.called import called

cents = st.integers(-(10**8), 10**8).map(lambda minor: minor / 100)


@settings(deadline=None)
@given(cents, cents, cents)
def test_etc_and_efc_are_two_ways_to_write_one_forecast(cost, commitments, etc):
    """The ETC that follows from an EFC makes that EFC again, and the total is what is left out."""
    efc = called("COST_EFC", cost, commitments, etc)

    assert called("COST_ETC", efc, cost, commitments) == etc
    assert called("COST_EFC", called("COST_TOTAL", cost, commitments), 0, etc) == efc


@settings(deadline=None)
@given(cents, cents)
def test_the_two_conventions_are_negatives_of_one_another(revised, efc):
    """Over is negative in one and positive in the other, to the cent."""
    under = called("COST_VARIANCE", revised, efc)

    assert called("COST_VARIANCE", revised, efc, "over is positive") == -under
    assert called("COST_VARIANCE", revised, efc, "Under Is Positive") == under


@settings(deadline=None)
@given(cents, cents, cents, cents)
def test_a_revised_budget_and_its_variance_move_by_the_change(budget, change, efc, cost):
    """What a change adds to the budget it adds to what is left."""
    revised = called("COST_REVISED", budget, change)
    moved = called("COST_VARIANCE", revised, efc) - called("COST_VARIANCE", budget, efc)

    assert moved == pytest.approx(change, abs=0.001)
    if revised:
        spent = called("COST_PERCENT_SPENT", cost, revised)
        assert spent == pytest.approx(cost / revised)
        assert called("COST_PERCENT_COMMITTED", cost, 0, revised) == spent


def test_a_share_of_no_budget_is_a_division_by_zero():
    """The message names the argument."""
    with pytest.raises(CellError, match="#DIV/0! revised_budget is 0"):
        called("COST_PERCENT_COMMITTED", 5, 5, 0)


def test_a_column_of_rows_is_worked_out_row_by_row():
    """An error stays in its row."""
    assert called("COST_EFC", [[1], ["#REF!"], [3]], [[10], [20], [30]], 100) == [
        [111], [ErrorValue("#REF!")], [133],
    ]  # fmt: skip


def test_a_convention_nobody_knows_is_an_error():
    """The message names the words that are known."""
    with pytest.raises(CellError, match=r"sign: .*under is positive, over is positive"):
        called("COST_VARIANCE", 1, 2, "positive")
