"""An order is not settled because invoices name it: what was billed must fit what was ordered."""

from __future__ import annotations

import pytest

from addin.domain.commitments import Status
from addin.domain.decisions import Decisions
from addin.reconcile.of_orders import with_invoices
from addin.reconcile.of_relief import with_ledger
from addin.reconcile.outcome import Kind
from addin.reconcile.statement import Part, accepted, rejected, statements_of
from tests.make import invoice, papers, po, posting


def _invoices(orders, bills, decisions=None):
    production = papers(purchase_orders=orders, invoices=bills).production
    (tied,) = with_invoices(production, 0, decisions or Decisions())
    return tied


def _parts(tied):
    return [line.part for one in statements_of(tied) for line in one.lines]


@pytest.mark.parametrize(
    ("billed", "part"),
    [
        ("500", Part.MATCHED),
        ("200", Part.PARTLY),
        ("500.01", Part.DIFFERS),
    ],
)
def test_an_order_is_matched_only_where_no_more_was_billed_than_ordered(billed, part):
    """All of it is matched, less is said to be less, more is a question."""
    tied = _invoices([po("1042", amount=500)], [invoice("A", total=billed, po_number="1042")])

    assert _parts(tied) == [part]
    assert all(one.is_proved and not one.closing for one in statements_of(tied))


def test_what_was_billed_too_much_is_said_in_money():
    """The sum of all invoices of the order counts, not each alone."""
    bills = [invoice(n, total=300, po_number="1042") for n in "AB"]
    (found,) = _invoices([po("1042", amount=500)], bills).differences

    assert found.kind is Kind.BILLED
    assert found.because == "100.00 USD more was billed than ordered"


def test_a_figure_that_nobody_sees_on_the_invoice_says_how_it_came_about():
    """The line shows the totals; the excess is that of the amounts before tax."""
    bill = invoice("A", total=636, subtotal=600, tax=36, po_number="1042")
    (found,) = _invoices([po("1042", amount=500)], [bill]).differences

    assert found.because == "100.00 USD more was billed than ordered, before tax"


@pytest.mark.parametrize(("order_tax", "count"), [(None, 0), ("30", 1)])
def test_tax_counts_only_where_the_order_has_tax_of_its_own(order_tax, count):
    """530 with 30 of tax is 500 ordered without it; an order of 500 with its tax is not 530."""
    order = po("1042", amount=500, tax=order_tax)
    bill = invoice("A", total=530, tax=30, po_number="1042")

    assert len(_invoices([order], [bill]).differences) == count


def test_freight_within_the_total_of_an_invoice_is_not_billed_too_much():
    """An order is for the goods: the subtotal counts against it."""
    bill = invoice("A", total=565, subtotal=500, tax=30, po_number="1042")

    assert _parts(_invoices([po("1042", amount=500)], [bill])) == [Part.MATCHED]


def test_a_payables_leg_with_the_number_of_the_order_is_no_second_bill():
    """Both legs of a posting name the order: only its cost is matched and shown."""
    legs = [
        posting("3300", 500, po_number="1042", account_name="Camera rentals"),
        posting("0500", -500, po_number="1042", account_name="Accounts payable"),
    ]
    orders = [po("1042", amount=500, account="3300")]
    (tied,) = with_ledger(papers(purchase_orders=orders, postings=legs).production, 0)
    (one,) = statements_of(tied)

    assert [line.part for line in one.lines] == [Part.MATCHED]
    assert [row.account for row in one.lines[0].right] == ["3300"]
    assert "amount equal (500.00 USD)" in one.lines[0].why


def test_an_invoice_on_a_void_order_is_a_question():
    """Whatever its amount: a void order buys nothing."""
    tied = _invoices(
        [po("1042", amount=500, status=Status.VOID)],
        [invoice("A", total=200, po_number="1042")],
    )

    assert _parts(tied) == [Part.DIFFERS]
    assert tied.differences[0].because == "the order is void, and 200.00 USD was billed"


def test_freight_on_its_own_account_is_not_billed_too_much():
    """Only what is posted on the order's account counts against it."""
    production = papers(
        purchase_orders=[po("1042", amount=500, account="3300")],
        postings=[
            posting("3300", 500, po_number="1042", vendor="Northlight Camera"),
            posting("3500", 40, po_number="1042", vendor="Northlight Camera"),
        ],
    ).production
    (tied,) = with_ledger(production, 0)

    assert tied.differences == ()


def test_another_vendor_under_the_same_number_is_no_plain_match():
    """It is shown among what a person has to look at, with both names."""
    tied = _invoices(
        [po("1042", amount=500)],
        [invoice("A", "Ridge Lumber", total=500, po_number="1042")],
    )
    (one,) = statements_of(tied)

    assert one.open == 1
    assert [line.part for line in one.lines] == [Part.DISAGREES]
    assert one.lines[0].why.startswith("vendor: Northlight Camera here, Ridge Lumber there; ")


def test_what_a_person_accepted_is_no_question_any_more():
    """More billed, by another vendor: accepted as it is, it is matched from then on."""
    orders = [po("1042", amount=500)]
    bills = [invoice("A", "Ridge Lumber", total=720, po_number="1042")]
    (one,) = statements_of(_invoices(orders, bills))
    decision = accepted(one.lists, one.lines[0], "Sam")
    tied = _invoices(orders, bills, Decisions(accepted=(decision,)))

    assert tied.differences == ()
    assert _parts(tied) == [Part.MATCHED]


def test_an_invoice_taken_off_its_order_is_left_over():
    """Neither matched again nor said to be for an order of another log."""
    orders = [po("1042", amount=500)]
    bills = [invoice("A", "Ridge Lumber", total=720, po_number="1042")]
    (one,) = statements_of(_invoices(orders, bills))
    decision = rejected(one.lists, one.lines[0], "Sam")
    (again,) = statements_of(_invoices(orders, bills, Decisions(rejected=(decision,))))

    assert [line.part for line in again.lines] == [Part.ONLY_RIGHT, Part.NOT_DUE_LEFT]
    assert again.lines[0].why == "not taken for PO 1042"
    assert again.is_proved
    assert not again.closing
