"""What figures prove: totals across, differences, products."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.arithmetic import is_difference, is_product, total_across
from addin.tables.profile import profiles
from addin.tables.table import Sheet
from tests.grid import grid

MONTHS = """
    Line | Jan | Feb | Mar | Sum
    Rent | 10 | 10 | 10 | 30
    Power | 5 | 6 | 7 | 18
    Water | 1 | 2 |  | 3
"""
AMOUNTS = st.lists(st.tuples(*[st.integers(1, 10_000)] * 3), min_size=3, max_size=8)


def _total(sheet: Sheet, columns: int, rows: list[int]) -> int:
    return total_across(sheet, profiles(sheet, range(1, columns + 1), rows, {}), rows)


def test_the_sum_of_the_months_is_the_total():
    """A column that adds up those before it is found, blank cells counting as nothing."""
    assert _total(grid(MONTHS), 5, [2, 3, 4]) == 5


def test_figures_that_do_not_add_up_are_no_total():
    """One row in three that disagrees is enough to leave it."""
    assert _total(grid(MONTHS.replace("18", "19")), 5, [2, 3, 4]) == 0


def test_a_copy_of_one_column_proves_nothing():
    """Where only one column has figures, any column equals their sum."""
    text = """
        Rent | 10 |  |  | 10
        Power | 5 |  |  | 5
        Water | 1 |  |  | 1
    """
    assert _total(grid(text), 5, [1, 2, 3]) == 0


@settings(deadline=None)
@given(AMOUNTS)
def test_whatever_the_amounts_their_sum_difference_and_product_are_known(amounts):
    """The three relations hold for every set of positive amounts that is built to have them."""
    rows = [["x", a, b, c, a + b + c, a - b, b - a, a * b] for a, b, c in amounts]
    sheet = Sheet("Sheet1", rows)
    every = list(range(1, len(rows) + 1))

    assert _total(sheet, 5, every) == 5
    assert is_product(sheet, 8, 2, 3, every)
    if all(a != b for a, b, _ in amounts):
        assert is_difference(sheet, 6, 2, 3, every)
        assert is_difference(sheet, 7, 2, 3, every)


def test_zeros_prove_nothing():
    """An empty form, all zeros, has neither totals nor differences."""
    sheet = Sheet("Sheet1", [["x", 0, 0, 0, 0]] * 5)

    assert _total(sheet, 5, [1, 2, 3, 4, 5]) == 0
    assert not is_difference(sheet, 4, 2, 3, [1, 2, 3, 4, 5])
    assert not is_product(sheet, 4, 2, 3, [1, 2, 3, 4, 5])
