"""EV_: earned value in cells."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from tests.udfs.called import called


@pytest.mark.parametrize(
    ("name", "arguments", "code", "says"),
    [
        ("EV_CPI", [0.0, 0.0], "#DIV/0!", "nothing was spent yet"),
        ("EV_SPI", [5.0, 0.0], "#DIV/0!", "nothing was planned yet"),
        ("EV_EAC", [100.0, 0.0, 10.0], "#DIV/0!", "CPI is 0"),
        ("EV_EAC", [100.0, 5.0, 10.0, "cpi_spi"], "#VALUE!", "planned is missing"),
        ("EV_EAC", [100.0, 5.0, 10.0, "bottom_up"], "#VALUE!", "etc is missing"),
        ("EV_TCPI", [100.0, 5.0, 100.0], "#DIV/0!", "spent to the last"),
        ("EV_TCPI", [100.0, 5.0, 110.0], "#NUM!", "10.00 more than 100.00 is spent"),
        ("EV_SPENT", [100.0, 0.0], "#DIV/0!", "eac is 0"),
        ("EV_EARNED", [100.0, 50.0], "#NUM!", "a percentage is 50% or 0.5"),
        ("EV_EARNED", [100.0, 5.0, "units", 0.0], "#DIV/0!", "whole is 0"),
    ],
)
def test_what_cannot_be_divided_says_why(name, arguments, code, says):
    """Excel's error tells that there is none, the message tells why."""
    with pytest.raises(CellError, match=says) as raised:
        called(name, *arguments)

    assert raised.value.code == code


def test_a_column_of_tasks_is_worked_out_at_once():
    """One formula for the planned value of all tasks; a task without dates is an error of its own."""
    starts = [[dt.date(2026, 3, 2)], [dt.date(2026, 3, 1)], [""]]
    finishes = [[dt.date(2026, 3, 11)], [dt.date(2026, 3, 2)], [""]]

    found = called("EV_PV", [[1000.0], [80.0], [5.0]], starts, finishes, dt.date(2026, 3, 4))

    assert found == [[300], [80], [ErrorValue("#VALUE!")]]
