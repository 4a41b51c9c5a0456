"""BUD_: contingency, charges, credits, topsheet and category over columns of a sheet."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

CHART = [
    ["Account", "Account name", "Type", "Section"],
    [1100, "Story", "cost", "Above the line"],
    [1400, "Cast", "cost", "Above the line"],
    [2200, "Art", "cost", "Below the line"],
    [2210, "Set design", "cost", "Below the line"],
]
codes = st.sampled_from(["1100", "1110", "1110-05", "2200", "2210", "6700", "9000", 1100.0, ""])
lines = st.lists(
    st.tuples(codes, st.integers(-(10**7), 10**7).map(lambda minor: minor / 100)), min_size=1
)


def columns(rows):
    """Ranges of one column each."""
    return [[[value] for value in part] for part in zip(*rows, strict=True)]


@settings(deadline=None)
@given(lines, st.booleans())
def test_the_topsheet_s_grand_total_is_the_sum_of_the_lines(rows, with_chart):
    """No line is lost, whether the account is in the chart, unknown or empty."""
    spilled = called("BUD_TOPSHEET", *columns(rows), *([CHART] if with_chart else []))

    assert spilled[-1][:2] == ["", "Grand total"]
    assert spilled[-1][2] == pytest.approx(sum(amount for _, amount in rows), abs=0.005)


@settings(deadline=None)
@given(lines, st.integers(1, 100))
def test_contingency_is_taken_on_what_is_not_excluded(rows, percent):
    """Base and excluded part make the whole, to a rounded cent each."""
    accounts, amounts = columns(rows)
    without = called("BUD_CONTINGENCY", percent / 100, accounts, amounts, [["11*"], ["6700"]])
    only = called("BUD_CHARGE", percent / 100, accounts, amounts, [["11*"], ["6700"]])
    whole = called("BUD_CONTINGENCY", percent / 100, accounts, amounts)

    assert without + only == pytest.approx(whole, abs=0.011)


def test_charges_keep_their_bounds_and_credits_their_cap():
    """Bond minimum, incentive cap; a credit on a negative base is nothing."""
    accounts, amounts = columns([("1100", 1000), ("2200", 500), ("6700", 100)])

    assert called("BUD_CHARGE", 0.1, accounts, amounts, "", "6700") == 150
    assert called("BUD_CHARGE", 0.1, accounts, amounts, "", "6700", 200) == 200
    assert called("BUD_CHARGE", 0.1, accounts, amounts, "", "6700", "", 120) == 120
    assert called("BUD_CREDIT", 0.25, accounts, amounts, "2*") == 125
    assert called("BUD_CREDIT", 0.25, accounts, amounts, "2*", "", 100) == 100
    assert called("BUD_CREDIT", 0.25, "1100", -400) == 0


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("BUD_CONTINGENCY", [10, "1100", 5], "percent is 10: write a percentage as 10%"),
        ("BUD_CHARGE", [-0.1, "1100", 5], "percent is -0.1"),
        ("BUD_CREDIT", [0.1, "1100", 5, "", "", -1], "cap is -1.00, below zero"),
    ],
)
def test_percentages_and_caps_that_cannot_be_are_refused(name, arguments, message):
    """Ten per cent typed as 10 would be a thousand per cent."""
    with pytest.raises(CellError, match=message) as failed:
        called(name, *arguments)

    assert failed.value.code == "#NUM!"


def test_a_minimum_above_the_maximum_is_refused():
    """No charge fits between them."""
    with pytest.raises(CellError, match=r"minimum 5.00 is above the maximum 4.00"):
        called("BUD_CHARGE", 0.1, "1100", 5, "", "", 5, 4)


def test_the_topsheet_follows_the_chart_or_the_digits_asked_for():
    """With a chart and digits, the digits group and the chart only names."""
    rows = columns([("Account", "Total"), ("2210", 30), ("1100-01", 10), ("1400", 20), ("", "")])

    assert called("BUD_TOPSHEET", *rows, CHART) == [
        ["1100", "Story", 10],
        ["1400", "Cast", 20],
        ["", "Total Above the line", 30],
        ["2200", "Art", 30],
        ["", "Total Below the line", 30],
        ["", "Grand total", 60],
    ]
    assert called("BUD_TOPSHEET", *rows, CHART, 2, 0) == [
        ["1100", "Story", 10],
        ["1400", "Cast", 20],
        ["2200", "Art", 30],
        ["", "Grand total", 60],
    ]


def test_a_category_has_what_rolls_up_into_it():
    """By the chart, or by the code and its details; a misspelt one is not 0."""
    rows = columns([("2200", 1), ("2210", 2), ("2200-05", 4), ("1100", 8)])

    assert called("BUD_CATEGORY", 2200, *rows) == 5
    assert called("BUD_CATEGORY", 2200, *rows, CHART) == 7
    assert called("BUD_CATEGORY", 1400, *rows, CHART) == 0
    assert called("BUD_CATEGORY", [[2200], [1100]], *rows) == [[5], [8]]
    for arguments in ((9999, *rows), (9999, *rows, CHART), ("", *rows)):
        with pytest.raises(CellError) as failed:
            called("BUD_CATEGORY", *arguments)
        assert failed.value.code == "#N/A"


def test_a_zero_that_excel_dropped_does_not_matter():
    """The other codes say how the project writes them; 100 is then 0100."""
    rows = columns([(100.0, 2), ("0200", 4), ("1100", 8), ("2200", 1), ("3300", 1)])

    assert called("BUD_CATEGORY", "0100", *rows) == 2
    assert called("BUD_TOPSHEET", *rows)[0] == ["0100", "", 2]
