"""Tables that state the formula of a column as another row has it."""

from __future__ import annotations

import pytest

from addin.adapters.xlsx.rows.stated_formula import is_astray


@pytest.mark.parametrize(
    ("stated", "written", "expected"),
    [
        ("G20-E21+F21", 'IF(A20="","",G19-E20+F20)', True),  # its own balance, the row below
        ("C21*D21", "C20*D20", True),  # the row below
        ("C21*D21", "C21*D21", False),  # a difference to the next row is meant
        ("C20*D20", "[@Net]", False),
        ("C20*$D$40", "C20*$D$40", False),  # a rate below the table
        ("SUM(G$2:G20)", "SUM(F$2:F20)", False),
        ("Rates!G21", "Rates!G20", False),  # another sheet has rows of its own
        ("this is (no formula", "C20", False),
    ],
)
def test_a_formula_that_draws_on_itself_or_below_is_not_meant(stated, written, expected):
    """Unless the cells that are there do so too."""
    assert is_astray(stated, written, 20, 7) is expected
