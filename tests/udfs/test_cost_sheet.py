"""COST_REPORT: the whole report from its three lists."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from addin.udfs.cost_sheet import HEADINGS
from tests.udfs.called import called

BAD = ErrorValue("#VALUE!")
LEDGER = ["Account", "Date", "Amount"]
ORDERS = ["Account", "Amount", "Relieved", "Status", "Date"]
LIST = ["Account", "Description", "Budget", "EFC"]
TOTAL = HEADINGS.index("Total cost")
cents = st.integers(-(10**7), 10**7).map(lambda minor: minor / 100)
codes = st.sampled_from(["2210", 2210.0, "3300", "3310", "9999"])
ledgers = st.lists(
    st.tuples(codes, st.dates(dt.date(2026, 1, 1), dt.date(2026, 6, 30)), cents), max_size=12
)
logs = st.lists(
    st.tuples(codes, cents.map(abs), cents.map(abs), st.sampled_from(["open", "void", ""])),
    max_size=6,
)


def report(accounts, ledger=(), orders=(), *more):
    """The report's rows as dictionaries, by heading."""
    headings, *rows = called(
        "COST_REPORT", accounts, [LEDGER, *ledger], [ORDERS[:4], *orders], *more
    )
    assert headings == list(HEADINGS)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def minor(amount):
    """An amount in cents."""
    return round(100 * amount)


@settings(deadline=None)
@given(ledgers, logs, cents, cents)
def test_the_total_is_the_sum_of_its_accounts_and_nothing_is_lost(ledger, orders, budget, efc):
    """Down every column; and with the row below it, it is all of ledger and PO log."""
    listed = [LIST, ["2210", "Design", budget, efc], ["3300", "Camera", budget, efc]]
    *accounts, last = report(listed, ledger, orders, dt.date(2026, 3, 31), dt.date(2026, 3, 1))
    others = []
    if last["Description"] != "Total":
        others = [last]
        last = accounts.pop()

    for heading in HEADINGS[2:12]:
        assert minor(last[heading]) == sum(minor(row[heading]) for row in accounts)
    counted = [last, *others]
    assert sum(minor(row["Cost to date"]) for row in counted) == sum(
        minor(amount) for _, day, amount in ledger if day <= dt.date(2026, 3, 31)
    )
    assert sum(minor(row["Commitments"]) for row in counted) == sum(
        minor(called("PO_OPEN", *order)) for _, *order in orders
    )


@settings(deadline=None)
@given(ledgers, logs, cents)
def test_a_row_is_what_the_functions_of_one_row_give(ledger, orders, efc):
    """ETC, variance and percent are those of COST_ETC, COST_VARIANCE, COST_PERCENT_SPENT."""
    row, *_ = report([LIST, ["2210", "Design", 1000.0, efc]], ledger, orders)

    assert row["ETC"] == called("COST_ETC", efc, row["Cost to date"], row["Commitments"])
    assert row["Variance"] == called("COST_VARIANCE", 1000, efc)
    assert row["% spent"] == called("COST_PERCENT_SPENT", row["Cost to date"], 1000)
    posted = [[[cell] for cell in column] for column in zip(*[("", "", ""), *ledger], strict=True)]
    assert row["Cost to date"] == called("ACT_TO_DATE", *posted, "2210")


def test_one_bad_cell_does_not_blank_the_report():
    """A budget that failed shows in its row and in the totals it belongs to, and nowhere else."""
    bad, good, last = report(
        [LIST, ["2210", "Design", "#REF!", 1200], ["3300", "Camera", 500, 450]],
        [["2210", dt.date(2026, 3, 1), 700], ["3300", dt.date(2026, 3, 1), "TBC"]],
    )

    assert (bad["Budget"], bad["Variance"], bad["% spent"]) == (BAD,) * 3
    assert (bad["Cost to date"], bad["EFC"], bad["ETC"]) == (700, 1200, 500)
    assert (good["Cost to date"], good["ETC"]) == (BAD, BAD)
    assert (good["Budget"], good["EFC"], good["Variance"]) == (500, 450, 50)
    assert (last["Budget"], last["Cost to date"], last["EFC"]) == (BAD, BAD, 1650)


def test_headings_and_sums_of_the_sheet():
    """Headings begin groups with a subtotal; the sheet's own sums are worked out again."""
    rows = report(
        [
            LIST,
            ["", "Art", "", ""],
            ["2210", "Design", 100, 120],
            ["", "Total art", 100, 120],
            ["3000", "Camera", "", ""],
            ["3300", "Rentals", 50, 40],
        ]
    )

    assert [(row["Account"], row["Description"], row["EFC"]) for row in rows] == [
        ("", "Art", ""),
        ("2210", "Design", 120),
        ("", "Total Art", 120),
        ("3000", "Camera", ""),
        ("3300", "Rentals", 40),
        ("", "Total Camera", 40),
        ("", "Total", 160),
    ]


def test_a_heading_that_was_posted_to_is_no_heading():
    """Cost on 3000 is shown, in a row that nobody has forecast."""
    row, *_ = report([LIST, ["3000", "Camera", "", ""]], [["3000", dt.date(2026, 3, 1), 5]])

    assert (row["Cost to date"], row["EFC"]) == (5, BAD)


def test_the_etc_may_be_typed_instead_by_workbook_or_by_account():
    """Which of the two is held follows from the column, the mode argument, or the Mode column."""
    spent = [["2210", dt.date(2026, 3, 1), 700], ["3300", dt.date(2026, 3, 1), 90]]
    by_column = report([["Account", "Budget", "ETC"], ["2210", 1000, 50]], spent)
    both: list[list[object]] = [
        ["Account", "Budget", "EFC", "ETC", "Mode"],
        ["2210", 1000, 9, 50, "ETC"],
        ["3300", 500, 450, 9, "EFC"],
    ]
    by_account = report(both, spent)
    by_mode = report([row[:4] for row in both], spent, (), "", "", "ETC-held")

    assert by_column[0]["EFC"] == 750
    assert [row["EFC"] for row in by_account] == [750, 450, 1200]
    assert [row["EFC"] for row in by_mode] == [750, 99, 849]
    with pytest.raises(CellError, match="mode says which of them you type"):
        report([row[:4] for row in both], spent)


def test_a_mode_that_makes_no_sense_spoils_its_row_only():
    """Whether 9 or 50 was typed is not guessed."""
    listed = [
        ["Account", "Budget", "EFC", "ETC", "Mode"],
        ["2210", 1000, 9, 50, "both"],
        ["3300", 500, 450, "", "EFC"],
    ]
    bad, good, _ = report(listed)

    assert (bad["EFC"], good["EFC"]) == (BAD, 450)


def test_debit_and_credit_are_one_amount():
    """A credit takes cost off."""
    ledger = [
        ["Account", "Date", "Debit", "Credit"],
        ["2210", 46082.0, 700, ""],
        ["2210", 46082.0, "", 50],
    ]
    rows = called("COST_REPORT", [LIST, ["2210", "", 1000, 1000]], ledger)

    assert rows[1][3] == 650


def test_lost_zeros_are_put_back_by_the_mask():
    """0100 in the list is the 100 that the ledger made of it."""
    row, *_ = report(
        [LIST, ["0100", "Story", 10, 10]], [[100.0, 46082.0, 7]], (), "", "", "", "", "0000"
    )

    assert (row["Account"], row["Cost to date"]) == ("0100", 7)


def test_what_is_not_on_the_report_stands_below_it():
    """Bank and unlisted accounts are named, and are in no total."""
    *_, last, other = report(
        [LIST, ["2210", "", 10, 10]], [["1150", 46082.0, -7], ["2210", 46082.0, 7]]
    )

    assert (last["Description"], last["Cost to date"]) == ("Total", 7)
    assert (other["Description"], other["Cost to date"]) == ("Not on this report: 1150", -7)


def test_a_list_without_a_needed_column_is_told_so():
    """The message names the columns and the headings that are there."""
    with pytest.raises(CellError, match=r"accounts has no column for efc or etc.*Account, Budget"):
        report([["Account", "Budget"], ["2210", 1]])


@pytest.mark.parametrize("heading", ["Change", " change "])
def test_a_column_called_change_is_no_guess(heading):
    """Of the budget or of the variance: a report must say which, or every budget would be wrong."""
    ledger = [["Account", "Date", "Amount"], ["2210", 46082, 700]]
    unclear = [["Account", "Budget", "EFC", "Variance", heading], ["2210", 1000, 1200, -200, -50]]
    clear = [["Account", "Budget", "Approved Changes", "EFC", heading], ["2210", 1000, 60, 1200, 5]]

    with pytest.raises(CellError, match="of the budget, or of the variance"):
        called("COST_REPORT", unclear, ledger)
    assert called("COST_REPORT", clear, ledger)[1][9:11] == [60, 1060]


def test_orders_and_postings_after_the_cutoff_do_not_count():
    """The report of one week does not change when the next one is entered."""
    listed = [LIST, ["2210", "", 10, 10]]
    days = (dt.date(2026, 3, 1), dt.date(2026, 3, 9), "")
    ledger = [LEDGER, *(["2210", day, 7] for day in days)]
    orders = [ORDERS, *(["2210", 5, 0, "", day] for day in days)]

    row = called("COST_REPORT", listed, ledger, orders, dt.date(2026, 3, 8))[1]

    assert row[HEADINGS.index("Cost to date") : TOTAL] == [14, 10]
