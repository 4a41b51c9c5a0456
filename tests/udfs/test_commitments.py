"""PO_: what orders commit, one by one and in whole logs."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

cents = st.integers(0, 10**7).map(lambda minor: minor / 100)
statuses = st.sampled_from(["", "open", "Partial", "Closed", "Cancelled", "see Bob"])
logs = st.lists(
    st.tuples(st.sampled_from(["2210", 2210.0, "3300"]), cents, cents, statuses),
    min_size=1,
    max_size=12,
)


def columns(rows):
    """Each column of some rows as a range."""
    return [[[cell] for cell in column] for column in zip(*rows, strict=True)]


@settings(deadline=None)
@given(logs)
def test_a_log_commits_what_its_lines_commit(log):
    """The total, and the sum by account, are the sum of PO_OPEN of every line."""
    accounts, ordered, relieved, said = columns(log)
    each = sum(round(100 * called("PO_OPEN", o, r, s)) for _, o, r, s in log)

    assert round(100 * called("PO_OPEN_TOTAL", ordered, relieved, said)) == each
    spilled = called("PO_OPEN_BY_ACCOUNT", accounts, ordered, relieved, said)
    assert sum(round(100 * left) for _, left in spilled[1:]) == each
    assert len(spilled) == 1 + len({str(account).removesuffix(".0") for account, *_ in log})


@settings(deadline=None)
@given(logs)
def test_an_account_of_a_log_is_its_row_by_account(log):
    """One account asked for, or all of them spilled: one number."""
    accounts, ordered, relieved, said = columns(log)

    for code, left in called("PO_OPEN_BY_ACCOUNT", accounts, ordered, relieved, said)[1:]:
        assert called("PO_OPEN_TOTAL", ordered, relieved, said, accounts, code) == left


@settings(deadline=None)
@given(cents, cents, statuses)
def test_open_less_over_is_ordered_less_relieved(ordered, relieved, said):
    """Unless its status holds no money, what is not open is over, and never both."""
    left, over = (
        called("PO_OPEN", ordered, relieved, said),
        called("PO_OVER_RELIEVED", ordered, relieved),
    )

    if said not in ("Closed", "Cancelled"):
        assert round(100 * (left - over)) == round(100 * (ordered - relieved))
    else:
        assert left == 0


def test_a_status_nobody_knows_counts_as_open():
    """As in the nightly check, which names it; a total must not leave an order out."""
    assert called("PO_OPEN", 500, 0, "see Bob") == 500


def test_a_cutoff_leaves_out_later_orders_and_keeps_those_without_a_date():
    """Three orders: before, after, and nobody knows when."""
    dates = [[dt.date(2026, 3, 1)], [dt.date(2026, 4, 1)], [""]]

    assert (
        called("PO_OPEN_TOTAL", [[1], [10], [100]], "", "", "", "", dates, dt.date(2026, 3, 14))
        == 101
    )


def test_a_heading_in_the_ranges_is_no_order():
    """Whole columns may be given, with their headings."""
    assert called("PO_OPEN_TOTAL", [["Amount"], [5], [7]], [["Relieved"], [1], [""]]) == 11


def test_an_account_without_a_column_of_accounts_is_not_guessed():
    """The total of all would be a wrong answer to the question."""
    with pytest.raises(CellError, match="#N/A accounts is empty"):
        called("PO_OPEN_TOTAL", [[1]], "", "", "", "2210")


def test_relieved_is_asked_for_a_whole_column_of_orders():
    """Every order of the log against one list of invoices; credit memos count."""
    invoices = [["PO 1"], ["2"], ["PO-0001"], ["1"], [""]]
    amounts = [[100], [30], [50], [-20], [999]]

    assert called("PO_RELIEVED", [["PO-1"], [2], ["PO-3"]], invoices, amounts) == [[130], [30], [0]]


def test_an_order_without_a_number_is_an_error():
    """An empty cell must not be given what invoices without a number come to."""
    with pytest.raises(CellError, match="po_number is empty"):
        called("PO_RELIEVED", " ", [[""]], [[5]])


def test_a_rental_that_would_end_before_it_begins_is_an_error():
    """The message says which days."""
    with pytest.raises(CellError, match="cannot end on 2026-03-01"):
        called("PO_RENTAL", 700, dt.date(2026, 3, 2), dt.date(2026, 3, 8), dt.date(2026, 3, 1))
