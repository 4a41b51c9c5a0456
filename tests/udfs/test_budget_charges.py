"""BUD_CHARGES: a table of charges over the lines of a budget."""

from __future__ import annotations

import pytest

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

LINES = ([["1100"], ["2200"], ["6700-01"]], [[50000], [30000], [8000]])


def test_a_table_of_charges_comes_to_what_each_formula_gives():
    """Row by row the same as BUD_CHARGE and BUD_CREDIT; the total is the sum of all."""
    table = [
        ["Charge", "%", "Flat", "Base", "Without", "Min", "Cap", "Type"],
        ["Contingency", "10%", "", "", "6700", "", "", ""],
        ["Bond", 0.02, "", "1*; 2*", "", 2000, "", "charge"],
        ["Fee", "", 500, "", "", "", "", ""],
        ["Incentive", 0.25, "", "2*", "", "", 6000, "Credit"],
        ["", "", "", "", "", "", "", ""],
    ]

    shown = called("BUD_CHARGES", table, *LINES)

    assert shown[0] == ["Contingency", 80000, called("BUD_CONTINGENCY", 0.1, *LINES, "6700")]
    assert shown[1][2] == called("BUD_CHARGE", 0.02, *LINES, [["1*"], ["2*"]], "", 2000) == 2000
    assert shown[2] == ["Fee", 88000, 500]
    assert shown[3][2] == -called("BUD_CREDIT", 0.25, *LINES, "2*", "", 6000) == -6000
    assert shown[4] == ["Grand total", 88000, 88000 + 8000 + 2000 + 500 - 6000]


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        (["Bond", 3, "", ""], "#NUM!", "the percentage of Bond is 3"),
        (["Bond", 0.1, 5, ""], "#VALUE!", "either a percentage or a flat"),
        (["Bond", "", "", ""], "#VALUE!", "either a percentage or a flat"),
        (["Bond", 0.1, "", "rebate"], "#VALUE!", "known word: charge, credit"),
    ],
)
def test_a_charge_that_does_not_tell_is_refused(row, code, message):
    """The message names the charge and what to write."""
    with pytest.raises(CellError, match=message) as failed:
        called("BUD_CHARGES", [["name", "percent", "flat", "kind"], row], *LINES)

    assert failed.value.code == code
