"""REC_: why amounts differ, and which make up another one, in cells."""

from __future__ import annotations

import pytest

from addin.udfs.cell_error import CellError
from tests.udfs.called import called


def test_all_explanations_of_a_difference_are_given():
    """The usual slips, then what the rows say."""
    told = called("REC_EXPLAIN", 620.0, 310.0, "", [[310.0], [155.0]])

    assert told == (
        "one is twice the other: entered twice?; the difference 310.00 is amount 1;"
        " half the difference is amount 2: is its sign wrong?"
    )


def test_a_rate_of_six_is_no_six_per_cent():
    """600 % would explain things nobody meant."""
    with pytest.raises(CellError, match="tax_rates is 6"):
        called("REC_EXPLAIN", 106.0, 100.0, 6.0)


def test_sums_that_chance_would_make_are_called_so():
    """The only set among many small amounts proves little."""
    larger = [[each / 100] for each in range(53, 83)]

    told = called("REC_SPLIT", 1.0, [[0.51], [0.49], *larger])

    assert told.startswith("0.51 + 0.49 (cells 1, 2); chance alone would make about ")


def test_a_split_names_its_cells():
    """Blank cells and the heading count as places."""
    told = called("REC_SPLIT", -700.0, [["Amount"], [-500.0], [""], [-200.0], [700.0]])

    assert told == "-500.00 + -200.00 (cells 2, 4)"
    with pytest.raises(CellError, match="nothing"):
        called("REC_SPLIT", 0.0, [[1.0]])
    with pytest.raises(CellError, match="between 1 and 5"):
        called("REC_SPLIT", 5.0, [[1.0]], 6.0)
