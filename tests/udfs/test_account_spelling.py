"""ACCT_: codes as the project writes them, and what a misspelt one means."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from tests.udfs.called import called

CHART = [
    ["Code", "Account type"],
    ["1000", "Heading"],
    ["1100", ""],
    ["2000", "Heading"],
    ["2200", "Expense"],
    ["2210", "Expense"],
    ["2300", "inactive"],
    ["0100", "Asset"],
]
CODES = [[row[0]] for row in CHART[1:]]


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


def test_nothing_near_is_not_found():
    """No account is guessed from afar; more slips, when asked for, find more."""
    for name in ("ACCT_NEAREST", "ACCT_SUGGEST"):
        with pytest.raises(CellError, match="nothing near 9999") as failed:
            called(name, "9999", CODES, 3)
        assert failed.value.code == "#N/A"

    assert called("ACCT_SUGGEST", "2244", CODES, 2) == [["2200", "", 2], ["2210", "", 2]]
