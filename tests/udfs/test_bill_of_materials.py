"""BOM_: bills of materials in cells."""

from __future__ import annotations

import pytest

from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from tests.udfs.called import called

PARENTS = [["Parent"], ["BOX"], ["BOX"], ["LID"], [""]]
PARTS = [["Part"], ["SIDE"], ["LID"], ["HINGE"], ["HINGE"]]
NUMBERS = [["Qty"], [4.0], [1.0], [2.0], [""]]
COSTS = [["Cost"], [2.0], [""], [""], [0.5]]
SCRAP = [["Scrap"], [0.1], [""], [""], [""]]


def test_a_bill_is_read_under_its_headings():
    """A part's cost may stand on a line of its own; scrap is on top, or of what is put in."""
    assert called("BOM_COST", "box", PARENTS, PARTS, NUMBERS, COSTS) == 9
    assert called("BOM_COST", "box", PARENTS, PARTS, NUMBERS, COSTS, SCRAP) == pytest.approx(9.8)
    of_input = called("BOM_COST", "box", PARENTS, PARTS, NUMBERS, COSTS, SCRAP, "input")
    assert of_input == pytest.approx(1 + 8 / 0.9)


def test_many_items_are_rolled_up_from_one_bill():
    """Each in its own cell; one that is not in the bill is an error in its own."""
    found = called("BOM_COST", [["BOX"], ["LID"], ["?"]], PARENTS, PARTS, NUMBERS, COSTS)

    assert found == [[9], [1], [ErrorValue("#N/A")]]


@pytest.mark.parametrize(
    ("columns", "code", "says"),
    [
        ([["A", "B"], ["B", "A"], [1.0, 1.0], ["", ""]], "#NUM!", "circular: A > B > A"),
        ([["A"], ["B"], [1.0], [""]], "#N/A", "no unit cost of B"),
        ([["A", "A"], ["B", "C"], [1.0, ""], [1.0, 1.0]], "#VALUE!", "how much of C"),
        ([["A", "A"], ["B", ""], [1.0, 2.0], [1.0, 1.0]], "#VALUE!", "parts, cell 2 is empty"),
        ([["A", "A"], ["B", "C"], ["", 1.0], ["", 1.0]], "#VALUE!", "how much of B"),
        ([["A"], ["B"], [-1.0], [1.0]], "#NUM!", "below 0"),
        ([["A", "B"], ["B", "C"], [1.0, 1.0], [1.0, 1.0]], "#VALUE!", "lines of its own"),
        ([["A"], ["B"], [""], [""]], "#N/A", "no line of a bill"),
    ],
)
def test_a_bill_that_cannot_be_rolled_up_says_why(columns, code, says):
    """With the part that is meant."""
    with pytest.raises(CellError, match=says) as raised:
        called("BOM_COST", "A", *([[each] for each in column] for column in columns))

    assert raised.value.code == code


def test_a_missing_cost_is_an_error_in_its_own_cell():
    """The rest of the roll-up stands."""
    found = called("BOM_ROLLUP", [["A"], ["A"]], [["B"], ["C"]], [[1.0], [1.0]], [[3.0], [""]])

    missing = ErrorValue("#N/A")
    assert found[1:] == [["A", 0, missing], ["B", 1, 3], ["C", 1, missing]]


def test_an_explosion_sums_to_the_quantity_needed():
    """With scrap, for ten of the item."""
    lines = called("BOM_EXPLODE", "BOX", PARENTS, PARTS, NUMBERS, 10.0, SCRAP)
    sides = called("BOM_QUANTITY", "BOX", "SIDE", PARENTS, PARTS, NUMBERS, 10.0, SCRAP)

    assert lines[2] == [1, "SIDE", pytest.approx(4.4), pytest.approx(44)]
    assert sides == pytest.approx(44)


def test_the_quantities_of_many_parts_are_worked_out_at_once():
    """One item, a column of parts; what is not in the bill is an error in its own cell."""
    wanted = [["HINGE"], ["side"], ["BOX"], ["?"]]

    found = called("BOM_QUANTITY", "BOX", wanted, PARENTS, PARTS, NUMBERS, 2.0)

    assert found == [[4], [8], [2], [ErrorValue("#N/A")]]
