"""MFG_: unit cost and variances in cells."""

from __future__ import annotations

import pytest

from addin.udfs.cell_error import CellError
from tests.udfs.called import called


def test_the_variances_lead_from_standard_to_actual_cost():
    """Standard cost of the output, less the four variances, is what was spent."""
    units, used, paid, hours, rate = 100.0, 210.0, 5.2, 48.0, 31.0

    standard = called("MFG_STANDARD_COST", units, 2.0, 5.0, 0.5, 30.0)
    variances = [
        called("MFG_PRICE_VARIANCE", used, paid, 5.0),
        called("MFG_USAGE_VARIANCE", used, units * 2, 5.0),
        called("MFG_RATE_VARIANCE", hours, rate, 30.0),
        called("MFG_EFFICIENCY_VARIANCE", hours, units * 0.5, 30.0),
    ]

    assert standard - sum(variances) == pytest.approx(used * paid + hours * rate)


def test_a_unit_cost_needs_all_that_it_is_made_of():
    """A quantity without a price would make it too low; so would tooling that nobody carries."""
    with pytest.raises(CellError, match="prices is empty beside 2 in quantities"):
        called("MFG_UNIT_COST", [[2.0], [1.0]], [[""], [1.0]])
    with pytest.raises(CellError, match="volume is 0") as raised:
        called("MFG_UNIT_COST", 2.0, 3.0, "", "", "", "", 0.0, 500.0)
    assert raised.value.code == "#DIV/0!"
    with pytest.raises(CellError, match="scraps is 5"):
        called("MFG_UNIT_COST", 2.0, 3.0, "", "", 5.0)
    with pytest.raises(CellError, match="fewer than none"):
        called("MFG_STANDARD_COST", -1.0, 3.0, 4.0)
