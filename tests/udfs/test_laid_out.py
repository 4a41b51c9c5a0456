"""Rows and columns of periods."""

from __future__ import annotations

import pytest

from addin.domain.money import Money
from addin.udfs.cell_error import CellError
from addin.udfs.laid_out import as_given, laid_out


def test_a_row_and_a_column_hold_the_same_values():
    """Only the way they lie differs."""
    row = laid_out("plan", ((1.0, None, 3.0),), Money)
    column = laid_out("plan", ((1.0,), (None,), (3.0,)), Money)

    assert row.values == column.values == (Money(100), None, Money(300))
    assert (row.is_down, column.is_down) == (False, True)


def test_a_text_in_the_first_cell_is_a_heading_and_a_dash_is_an_empty_cell():
    """A heading is no period; a dash is a period with nothing in it."""
    assert laid_out("plan", (("Plan", 1.0),), Money).values == (Money(100),)
    assert laid_out("plan", (("-", 1.0),), Money).values == (None, Money(100))


def test_a_block_is_refused():
    """Two rows of weeks say nothing of their order."""
    with pytest.raises(CellError, match="one row or one column"):
        laid_out("plan", ((1.0, 2.0), (3.0, 4.0)), Money)


def test_results_lie_as_their_arguments_do():
    """Down for a column, across for a row."""
    assert as_given([1, 2], is_down=True) == [(1,), (2,)]
    assert as_given([1, 2], is_down=False) == [(1, 2)]
