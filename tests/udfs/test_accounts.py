"""ACCT_: codes against a chart in a sheet: valid, named, placed, spelt."""

from __future__ import annotations

import pytest

from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from tests.udfs.called import called

CHART = [
    ["Code", "Account name", "Account type", "Level", "Group", "Notes"],
    ["1000", "ABOVE THE LINE", "Heading", 1, "", ""],
    ["1100", "Story", "", 2, "Above the line", ""],
    ["2000", "PRODUCTION", "Heading", 1, "", ""],
    ["2200", "Art", "Expense", 2, "Production", "x"],
    ["2210", "Set design", "Expense", 3, "Production", ""],
    ["2300", "Old stages", "inactive", 2, "Production", ""],
    ["0100", "Bank", "Asset", "top", "Balance sheet", ""],
    ["", "", "", "", "", "a note"],
]


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("1100", "cost"),
        (2210.0, "cost"),
        ("1000", "header"),
        ("2300", "closed"),
        (100, "balance sheet"),
        ("7777", "unknown"),
        ("", "unknown"),
    ],
)
def test_only_an_open_cost_account_is_well(code, status):
    """Headings, closed and balance-sheet accounts take no cost; the status says which it is."""
    assert called("ACCT_STATUS", code, CHART) == status
    assert called("ACCT_OK", code, CHART) is (status == "cost")


def test_a_chart_says_names_parents_levels_and_sections():
    """As it writes them; without a level of its own, an account's is counted."""
    assert called("ACCT_NAME", 100, CHART) == "Bank"
    assert called("ACCT_PARENT", "2210", CHART) == "2200"
    assert called("ACCT_PARENT", "2210-05", CHART) == "2210"
    assert called("ACCT_PARENT", "2000", CHART) == ""
    assert called("ACCT_LEVEL", "2210", CHART) == 3
    assert called("ACCT_LEVEL", "0100", CHART) == 1
    assert called("ACCT_SECTION", "2210", CHART) == "Production"
    assert called("ACCT_SECTION", "1000", CHART) == "ABOVE THE LINE"
    assert called("ACCT_ABOVE_LINE", "1100", CHART) is True
    assert called("ACCT_ABOVE_LINE", "2210", CHART) is False


def test_an_account_that_others_roll_up_into_takes_no_cost():
    """The parent column makes headings, whatever the type says."""
    chart = [["Account", "Parent"], ["A", ""], ["A1", "A"], ["A2", "A"]]

    assert called("ACCT_STATUS", "A", chart) == "header"
    assert called("ACCT_LEVEL", "A2", chart) == 2


@pytest.mark.parametrize(
    "name", ["ACCT_NAME", "ACCT_PARENT", "ACCT_LEVEL", "ACCT_SECTION", "ACCT_ABOVE_LINE"]
)
def test_an_account_that_is_not_there_is_not_found(name):
    """One misspelt code is one error, and the others keep their values."""
    shown = called(name, [["2200"], ["7777"], [""]], CHART)

    assert shown[0][0] != ErrorValue("#N/A")
    assert shown[1:] == [[ErrorValue("#N/A")], [ErrorValue("#N/A")]]


def test_a_chart_may_be_one_column_of_codes_or_codes_beside_names():
    """With or without a heading; three columns need headings."""
    assert called("ACCT_OK", "1100", [["1100"], ["1200"]]) is True
    assert called("ACCT_OK", "Account", [["Account"], ["1200"]]) is False
    assert called("ACCT_NAME", "1200", [["1100", "Story"], ["1200", "Producers"]]) == "Producers"
    with pytest.raises(CellError, match="chart has no column “account”"):
        called("ACCT_OK", "1100", [["1100", "Story", "x"]])
    with pytest.raises(CellError, match="chart has no accounts"):
        called("ACCT_OK", "1100", [["Account"]])


def test_a_chart_that_does_not_tell_gives_no_line():
    """Without sections and headings nobody can say what is above the line."""
    for name in ("ACCT_ABOVE_LINE", "ACCT_SECTION"):
        with pytest.raises(CellError, match="the chart does not say") as failed:
            called(name, "1100", [["1100"], ["2200"]])
        assert failed.value.code == "#N/A"
