"""ACCT_: codes against a chart in a sheet: valid, named, placed, spelt."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
CODES = [[row[0]] for row in CHART[1:-1]]


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


@settings(deadline=None)
@given(st.lists(st.text("0123456789-", min_size=1, max_size=8), min_size=2))
def test_a_normal_code_is_its_own_normal_code(codes):
    """Writing codes as the project does, twice, changes nothing; those that do not fit say so."""
    once = called("ACCT_NORMAL", [[code] for code in codes], "0000-00")

    assert called("ACCT_NORMAL", once, "0000-00") == once
    assert {len(code) for (code,) in once if not isinstance(code, ErrorValue)} <= {4, 7}


@pytest.mark.parametrize("mask", ["####", "9999-99", "", "--", "00B"])
def test_a_mask_is_written_with_zeros_and_as(mask):
    """Other ways of writing masks are refused, not half understood."""
    with pytest.raises(CellError, match="is not written with 0 and A"):
        called("ACCT_NORMAL", "1100", mask)


def test_the_mask_of_a_list_is_learned_from_it():
    """What ACCT_MASK finds, ACCT_NORMAL takes."""
    codes = [["1100-01"], ["1100-02"], ["2210-01"], ["2210"]]

    mask = called("ACCT_MASK", codes)

    assert mask == "0000-00"
    assert called("ACCT_NORMAL", codes, mask) == codes
    assert called("ACCT_NORMAL", "", mask) == ""


@settings(deadline=None)
@given(st.sampled_from([code for (code,) in CODES]), st.integers(0, 3), st.sampled_from("05X"))
def test_the_nearest_account_is_one_of_those_suggested(code, at, mark):
    """One account is given only if no other is as near; what is there is itself."""
    typed = code[:at] + mark + code[at + 1 :]
    if typed == code:
        assert called("ACCT_NEAREST", typed, CODES) == code
        return
    suggested = called("ACCT_SUGGEST", typed, CODES)
    best = [row[0] for row in suggested if row[2] == suggested[0][2]]
    if len(best) > 1:
        with pytest.raises(CellError, match=f"{typed} may be {' or '.join(best)}") as failed:
            called("ACCT_NEAREST", typed, CODES)
        assert failed.value.code == "#VALUE!"
    else:
        assert best == [called("ACCT_NEAREST", typed, CODES)]


@pytest.mark.parametrize("slips", [0, 4, -1])
def test_more_than_three_slips_are_no_slips(slips):
    """Beyond three, any code of four digits is near any other."""
    with pytest.raises(CellError, match="1, 2 or 3"):
        called("ACCT_NEAREST", "7777", CODES, slips)


def test_problems_list_each_cell_with_what_is_wrong():
    """Headings of the column and empty cells are passed over; a likely code stands beside."""
    cells = [["Account"], ["2210"], ["2120"], [""], ["2300"], ["9999"], ["2120"]]

    assert called("ACCT_PROBLEMS", cells, CHART) == [
        [3, "2120", "unknown", "2210"],
        [5, "2300", "closed", ""],
        [6, "9999", "unknown", ""],
        [7, "2120", "unknown", "2210"],
    ]
    with pytest.raises(CellError, match="every account takes costs"):
        called("ACCT_PROBLEMS", [["2210"]], CHART)
