"""Orders with their lines, and what names them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.commitments import Status
from addin.domain.production import Production
from addin.rules.orders import (
    Order,
    bills_by_order,
    charged,
    charges_by_order,
    order_lists,
    reference_key,
)
from tests.make import invoice, po, posting, usd


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("PO-2026-0016", "2026-16"),
        ("P.O. No. 1042", "1042"),
        ("po#1042", "1042"),
        ("INV 0042-a", "42-a"),
        ("KA-7437", "ka-7437"),
        ("KA7437", "ka-7437"),
        ("n/a", ""),
        ("verbal", ""),
        ("", ""),
    ],
)
def test_what_names_a_document(number, key):
    """Labels, case, punctuation and leading zeros do not count; the parts stay apart."""
    assert reference_key(number) == key


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(deadline=None)
def test_numbers_of_two_parts_stay_two(a, b):
    """1-11 and 11-1 are different orders."""
    assert (reference_key(f"S{a}-{b}") == reference_key(f"S{b}-{a}")) == (a == b)


def test_an_order_is_the_sum_of_its_lines():
    """Unknown while one line is; void only when every line is."""
    lines = (po(amount=100, account="3300"), po(amount=50, vendor="", account="3400"))
    order = Order("1042", lines)

    assert order.amount == usd(150)
    assert order.accounts == {"3300", "3400"}
    assert Order("1042", (*lines, po(amount=None))).amount is None
    assert not Order("1042", (*lines, po(status=Status.VOID))).is_void


def test_what_names_an_order_is_found_under_its_key():
    """Invoices and postings, but for void ones, commitment journals and payables."""
    production = Production(
        purchase_orders=(po("PO 7"), po("8"), po("7")),
        invoices=(invoice(po_number="po-07"), invoice(po_number="7", status_text="VOID")),
        postings=(
            posting(po_number="0007"),
            posting(po_number="7", kind="PO"),
            posting(po_number="7", account_name="Accounts payable", amount=-500),
        ),
    )
    (orders,) = order_lists(production)

    assert {key: len(order.lines) for key, order in orders.items()} == {"7": 2, "8": 1}
    assert [len(bills) for bills in bills_by_order(production).values()] == [1]
    assert [len(lines) for lines in charges_by_order(production).values()] == [1]


def test_only_its_own_accounts_relieve_an_order():
    """Freight on another account does not; where no charge is on them, all do."""
    order = Order("7", (po(account="3300"),))
    own, freight = posting("3300"), posting("3810")

    assert charged(order, [own, freight]) == [own]
    assert charged(order, [freight]) == [freight]
