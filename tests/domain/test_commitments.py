"""Purchase orders: their states, what stays open, rentals."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain import commitments
from addin.domain.commitments import (
    NOT_COMMITTED,
    OrderLine,
    PurchaseOrder,
    Status,
    extended,
    logged,
    may_become,
    open_balance,
    open_by_account,
    over_relief,
    placed_by,
    returned,
    standing,
    still_open,
)
from addin.domain.money import Money, total

amounts = st.none() | st.integers(0, 10**9).map(Money)
orders = st.builds(
    PurchaseOrder,
    st.just("1"),
    st.just("V"),
    amounts,
    account=st.sampled_from(["3300", "3400"]),
    relieved=amounts,
    open=amounts,
    status=st.sampled_from(Status),
)


@settings(deadline=None)
@given(orders)
def test_an_open_balance_is_never_negative_nor_above_the_order(order):
    """Over-relief shows as nothing left, not as money back."""
    balance = open_balance(order)

    if balance is not None:
        assert not balance.is_negative
        if order.amount is not None and order.relieved is not None:
            assert balance <= order.amount


@settings(deadline=None)
@given(st.lists(orders, max_size=20))
def test_commitments_by_account_sum_to_the_open_orders(log):
    """No order is lost or counted twice."""
    balances = [b for b in map(open_balance, log) if b is not None]

    assert total(open_by_account(log).values()) == total(balances)


@pytest.mark.parametrize("status", list(Status))
def test_a_state_may_stay_and_an_unknown_one_forbids_nothing(status):
    """What we do not know we do not forbid."""
    assert may_become(status, status)
    assert may_become(status, Status.UNKNOWN)
    assert may_become(Status.UNKNOWN, status)


def test_an_order_lives_forward_and_is_void_only_before_its_first_invoice():
    """Closed and void are the end; an invoiced order is closed, not voided."""
    assert may_become(Status.DRAFT, Status.REQUESTED)
    assert may_become(Status.ISSUED, Status.PARTIAL)
    assert may_become(Status.APPROVED, Status.VOID)
    assert not may_become(Status.PARTIAL, Status.VOID)
    assert not may_become(Status.INVOICED, Status.VOID)
    assert not may_become(Status.CLOSED, Status.ISSUED)
    assert not may_become(Status.DRAFT, Status.INVOICED)


def rental() -> PurchaseOrder:
    """Ten days at a hundred."""
    return PurchaseOrder(
        "7", "V", Money(100000), start=dt.date(2026, 5, 1), end=dt.date(2026, 5, 10)
    )


@settings(deadline=None)
@given(st.integers(1, 400))
def test_a_rental_extended_and_returned_on_its_old_day_costs_what_it_did(days):
    """Days are paid alike, whichever way the end moves."""
    longer = extended(rental(), dt.date(2026, 5, 10) + dt.timedelta(days=days))

    assert longer.amount == Money(100000 + 10000 * days)
    assert returned(longer, dt.date(2026, 5, 10)) == rental()


def test_a_rental_given_back_early_costs_its_days():
    """Four of ten days; a day outside the period is refused, and so is what is no rental."""
    assert returned(rental(), dt.date(2026, 5, 4)).amount == Money(40000)
    with pytest.raises(ValueError, match="runs from"):
        returned(rental(), dt.date(2026, 5, 11))
    with pytest.raises(ValueError, match="already runs"):
        extended(rental(), dt.date(2026, 5, 10))
    with pytest.raises(ValueError, match="no rental"):
        extended(PurchaseOrder("7", "V", Money(1)), dt.date(2026, 5, 10))


def test_an_order_relieved_in_another_currency_has_no_known_balance():
    """Unless the log states what is open; never an error."""
    euros = PurchaseOrder("1", "V", Money(500_00, "EUR"), relieved=Money(100_00, "USD"))

    assert open_balance(euros) is None
    assert open_balance(replace(euros, open=Money(400_00, "EUR"))) == Money(400_00, "EUR")


some = st.integers(0, 10**9).map(Money)


@settings(deadline=None)
@given(orders)
def test_a_line_is_open_by_its_amounts_alone(order):
    """What bare columns say of a line is what its record says."""
    assert still_open(order.amount, order.relieved, order.open, order.status) == open_balance(order)


@settings(deadline=None)
@given(some, some)
def test_what_is_over_is_not_open(ordered, relieved):
    """Open less over is always ordered less relieved, and one of the two is nothing."""
    left, over = still_open(ordered, relieved), over_relief(ordered, relieved)

    assert left is not None
    assert left - over == ordered - relieved
    assert not (left and over)


@settings(deadline=None)
@given(some, some, st.sampled_from(Status))
def test_an_order_that_stands_as_used_up_commits_nothing(ordered, relieved, status):
    """Where an order stands by its amounts never contradicts what it commits."""
    stands = standing(ordered, relieved, status)
    left = still_open(
        ordered, relieved, None, Status.UNKNOWN if status is Status.INVOICED else status
    )

    assert (stands in NOT_COMMITTED) or left == max(ordered - relieved, Money(0))
    if stands in NOT_COMMITTED and ordered:
        assert not left


def test_only_a_person_makes_a_draft_or_voids_an_order():
    """Amounts decide between issued, partial and invoiced; the rest is said."""
    assert standing(Money(5), Money(9), Status.VOID) is Status.VOID
    assert standing(Money(5), Money(0), Status.APPROVED) is Status.APPROVED
    assert standing(Money(5), Money(0), Status.PARTIAL) is Status.ISSUED
    assert standing(Money(5), Money(9), Status.APPROVED) is Status.INVOICED


dates = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
lines = st.builds(
    OrderLine,
    st.sampled_from(["1", "2", "3"]),
    dates,
    amounts,
    amounts,
    amounts,
    st.sampled_from(["", "V"]),
)


@settings(deadline=None)
@given(st.lists(lines, max_size=10))
def test_a_log_has_each_order_once_with_all_its_money(log):
    """Lines of one number are one order, dated by its first line."""
    found = logged(log)

    assert [order.number for order in found] == list(dict.fromkeys(line.number for line in log))
    for column in ("ordered", "relieved", "open"):
        every = [getattr(line, column) for line in log]
        assert total(getattr(o, column) for o in found) == total(m for m in every if m is not None)
    for order in found:
        known = [line.date for line in log if line.number == order.number and line.date]
        assert order.date == min(known, default=None)


def test_a_rental_cannot_end_before_it_begins():
    """Not as ordered, and not as returned."""
    monday, friday = dt.date(2026, 3, 2), dt.date(2026, 3, 6)

    assert commitments.rental(Money(500), monday, friday, monday) == Money(100)
    with pytest.raises(ValueError, match="cannot end on"):
        commitments.rental(Money(500), friday, friday, monday)


@settings(deadline=None)
@given(st.lists(orders.flatmap(lambda o: dates.map(lambda day: replace(o, date=day)))), st.dates())
def test_a_log_up_to_a_cutoff_leaves_out_later_lines_only(log, cutoff):
    """What is left out is dated, and dated later."""
    kept = [*placed_by(log, cutoff)]

    assert [o for o in log if o.date is None or o.date <= cutoff] == kept
