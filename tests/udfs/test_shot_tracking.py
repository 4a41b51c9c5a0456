"""ANIM_ functions of tracked work, and BOM_SHORT, in cells."""

from __future__ import annotations

import pytest

from addin.udfs.cell_error import CellError
from tests.udfs.called import called


@pytest.mark.parametrize(
    ("name", "arguments", "code", "says"),
    [
        ("ANIM_DELIVERY", [5.0, 0.0, 1.0, 46083.0], "#DIV/0!", "quota is not above 0"),
        ("ANIM_DELIVERY", [1e12, 1.0, 1.0, 46083.0], "#DIV/0!", "than there are years"),
        ("ANIM_RETAKE_RATE", [[["done"], ["parked"]]], "#VALUE!", "the status parked"),
        ("ANIM_STATUS_GRID", ["", "", ""], "#N/A", "no task"),
        ("BOM_SHORT", ["X", 1.0, "BOX", "SIDE", 4.0, "SIDE", 9.0], "#N/A", "no part X"),
    ],
)
def test_what_cannot_be_worked_out_says_why(name, arguments, code, says):
    """In the words of the trade."""
    with pytest.raises(CellError, match=says) as raised:
        called(name, *arguments)

    assert raised.value.code == code


def test_headings_in_the_ranges_do_no_harm():
    """Whole columns are given."""
    grid = called(
        "ANIM_STATUS_GRID", [["SH1"], ["SH1"]], [["Anim"], ["Anim"]], [["done"], ["retake"]]
    )
    assert grid == [["Shot", "Anim"], ["SH1", "retake"]]
    assert called("ANIM_RETAKE_RATE", [["Status"], ["done"], ["retake"]]) == 0.5


def test_one_item_twice_is_made_twice_and_nothing_short_is_the_headings_alone():
    """Orders of one product on two lines; stock in two places."""
    bill = ([["BOX"]], [["SIDE"]], [[4.0]])
    items, units = [["BOX"], ["box"]], [[2.0], [3.0]]
    short = called("BOM_SHORT", items, units, *bill, [["SIDE"], ["side"]], [[5.0], [6.0]])
    assert short == [["Part", "Needed", "In stock", "Short"], ["SIDE", 20, 11, 9]]
    enough = called("BOM_SHORT", items, units, *bill, "SIDE", 20.0)
    assert enough == [["Part", "Needed", "In stock", "Short"]]
