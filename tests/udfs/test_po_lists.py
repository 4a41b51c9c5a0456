"""PO_: relief, ageing and lists that spill."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

cents = st.integers(1, 10**7).map(lambda minor: minor / 100)
numbers = st.sampled_from(["PO-1", "1", 2.0, "PO 0003"])
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
logs = st.lists(st.tuples(numbers, cents, days, cents), min_size=1, max_size=10)
bills = st.lists(st.tuples(st.sampled_from(["1", "po 2", "7", ""]), cents), min_size=1, max_size=10)
TODAY = dt.date(2026, 6, 30)


def columns(rows):
    """Each column of some rows as a range."""
    return [[[cell] for cell in column] for column in zip(*rows, strict=True)]


def minor(cells):
    """What cells of money come to in cents."""
    return sum(round(100 * cell) for cell in cells if cell != "")


@settings(deadline=None)
@given(logs, bills)
def test_relief_conserves_orders_and_invoices(log, invoices):
    """Ordered is relieved or open; what invoices with a number ask is relieved or in excess."""
    po_numbers, ordered, _, _ = columns(log)

    _, *rows = called("PO_RELIEF", po_numbers, ordered, *columns(invoices))

    _, orders, relieved, left, excess = zip(*rows, strict=True)
    assert minor(orders) == minor(amount for _, amount, _, _ in log)
    assert minor(relieved) + minor(left) == minor(orders)
    assert minor(relieved) + minor(excess) == minor(amount for number, amount in invoices if number)


@settings(deadline=None)
@given(logs)
def test_the_ageing_is_the_list_of_open_orders_in_buckets(log):
    """As many orders, and as much open, as PO_LIST_OPEN shows; the last row is the total."""
    po_numbers, ordered, dates, relieved = columns(log)

    listed = called("PO_LIST_OPEN", po_numbers, dates, ordered, TODAY, relieved)[1:]
    *buckets, last = called("PO_AGEING", po_numbers, dates, ordered, TODAY, relieved)[1:]

    assert last[1] == sum(row[1] for row in buckets) == len(listed)
    assert minor([last[2]]) == minor(row[2] for row in buckets) == minor(row[6] for row in listed)
    assert [row[3] for row in listed] == sorted((row[3] for row in listed), reverse=True)


def test_a_closed_order_keeps_nothing_open():
    """Closed short: what its invoices left is released."""
    rows = called(
        "PO_RELIEF",
        [["1"], ["2"]],
        [[500], [500]],
        [["1"], ["2"]],
        [[300], [300]],
        [["closed"], ["open"]],
    )

    assert [row[3] for row in rows[1:]] == [0, 200]


def test_an_amount_without_a_number_is_told_and_not_counted():
    """A total row in the range would count every order twice."""
    with pytest.raises(
        CellError, match=r"cell 3 is empty beside an amount of 1,300\.00: leave total rows"
    ):
        called("PO_RELIEF", [["1"], ["2"], [""]], [[500], [800], [1300]], [["1"]], [[1]])


def test_only_orders_older_than_asked_for_are_listed():
    """Those without a date stay: nobody knows that they are young."""
    rows = called(
        "PO_LIST_OPEN", [["1"], ["2"], ["3"]], [[dt.date(2026, 6, 1)], [dt.date(2026, 3, 1)], [""]],
        [[1], [2], [3]], TODAY, "", "", "", 60,
    )  # fmt: skip

    assert [row[0] for row in rows[1:]] == ["2", "3"]


def test_limits_that_do_not_rise_are_an_error():
    """A bucket that nothing can fall into is a slip."""
    with pytest.raises(CellError, match="limits must rise: 60, 30"):
        called("PO_AGEING", [["1"]], [[dt.date(2026, 6, 1)]], [[1]], TODAY, "", "", [[60], [30]])
