"""EV_: a whole plan at once, in cells."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from tests.udfs.called import called

DIV0 = ErrorValue("#DIV/0!")


@pytest.mark.parametrize(
    ("name", "arguments", "code", "says"),
    [
        ("EV_ES", [[[100.0], [50.0]], 10.0], "#NUM!", "the planned values fall"),
        ("EV_SPI_T", [[[100.0]], 10.0, 0.0], "#DIV/0!", "no time has gone by"),
        ("EV_DURATION", [[[100.0]], 0.0, 1.0], "#DIV/0!", "no pace"),
        ("EV_MILESTONES", [9.0, [[5.0]], [["soon"]]], "#VALUE!", "cell 1: “soon” is no yes or no"),
        ("EV_MILESTONES", [9.0, [[5.0]], [["#REF!"]]], "#REF!", "cell 1 is #REF!"),
        ("EV_MILESTONES", [9.0, [[0.0]], [[True]]], "#DIV/0!", "whole is 0"),
        ("EV_MILESTONES", [9.0, [[5.0], [-1.0]], [[True], [True]]], "#NUM!", "below 0"),
    ],
)
def test_what_cannot_be_divided_says_why(name, arguments, code, says):
    """A plan that falls, no time gone, nothing earned, milestones without weight."""
    with pytest.raises(CellError, match=says) as raised:
        called(name, *arguments)

    assert raised.value.code == code


def test_a_report_has_all_figures_of_each_task_and_of_the_whole():
    """Headings and blank rows are left out; an index without a divisor is an error in its own cell."""
    found = called(
        "EV_REPORT",
        [["Task"], ["Layout"], [""], ["Comp"]],
        [["Budget"], [1000.0], [""], [500.0]],
        [["Plan"], [500.0], [""], [0.0]],
        [["Earned"], [400.0], [""], [0.0]],
        [["Actual"], [500.0], [""], [0.0]],
    )

    assert [row[0] for row in found] == ["Task", "Layout", "Comp", "Total"]
    assert found[1] == ["Layout", 1000, 500, 400, 500, -100, -100, 0.8, 0.8, 1250, 750, -250, 1.2]
    assert found[2] == ["Comp", 500, 0, 0, 0, 0, 0, DIV0, DIV0, DIV0, DIV0, DIV0, 1]
    assert found[3] == ["Total", 1500, 500, 400, 500, -100, -100, 0.8, 0.8, 1875, 1375, -375, 1.1]


def test_a_bottom_up_report_needs_an_estimate_of_each_task():
    """And its total is then the sum of the rows."""
    columns = [[[each] for each in column] for column in (["A", "B"], [10.0, 20.0], [5.0, 5.0])]
    earned, actual = [[4.0], [5.0]], [[6.0], [7.0]]

    found = called("EV_REPORT", *columns, earned, actual, "bottom_up", [[3.0], [16.0]])

    assert [row[9] for row in found[1:]] == [9, 23, 32]
    with pytest.raises(CellError, match="etc is missing"):
        called("EV_REPORT", *columns, earned, actual, "bottom_up", [[3.0], [""]])


def test_milestones_that_are_empty_are_not_reached():
    """Beside their weights, under a heading; people tick, cross or date them."""
    weights = [["W"], [1.0], [1.0], [1.0], [5.0]]
    reached = [["Done"], ["x"], [dt.datetime(2026, 3, 14)], [True], ["No"]]
    dated = [["Done"], [46095.0], [1.0], [1], [0.0]]

    assert called("EV_MILESTONES", 80.0, weights, reached) == 30
    assert called("EV_MILESTONES", 80.0, weights, dated) == 30
    assert called("EV_MILESTONES", 200.0, [["W"], [1.0], [3.0]], [["Done"], ["yes"], [""]]) == 50
