"""PO305."""

from __future__ import annotations

import pytest

from addin.findings import Finding, Severity
from addin.rules.commitments.invoiced_again import check
from tests.make import invoice, papers, po, usd


def found(*bills) -> list[Finding]:
    """What these invoices of an order of 500 give."""
    return list(check(papers(purchase_orders=[po()], invoices=list(bills))))


def bill(number, total=500, **more):
    """An invoice against PO 1042."""
    return invoice(number, total=total, po_number="1042", **more)


def test_two_invoices_for_the_whole_order_are_found():
    """About the full amount is enough, with or without tax."""
    (finding,) = found(bill("A1"), bill("A2", 530, subtotal=490, tax=40))

    assert finding.severity is Severity.ERROR
    assert finding.impact == usd(500)
    assert "twice" in finding.message


def test_the_trackers_own_order_amount_counts():
    """Without a PO log, the amount that the tracker repeats says what the order was."""
    bills = [bill("A1", 106, ordered=100), bill("A2", 318, ordered=300)]

    assert len(list(check(papers(invoices=bills)))) == 1


@pytest.mark.parametrize(
    "bills",
    [
        [bill("A1", 250), bill("A2", 250)],
        [bill("A1"), bill("A2", -500)],
        [bill("A1"), bill("A1")],
        [bill("A1"), bill("A2", description="Credit memo")],
        [bill("A1", description="Rent March"), bill("A2", description="Rent April")],
        [bill("A1", description="Instalment 1 of 3"), bill("A2", description="Instalment 2 of 3")],
        [bill(f"A{m}", date=f"2026-0{m}-01") for m in range(1, 6)],
        [bill("A1"), invoice("A2", po_number="1043")],
        [bill("A1"), bill("A2", status_text="Void")],
    ],
)
def test_parts_credits_and_regular_charges_are_fine(bills):
    """What one order is legitimately invoiced by, and copies, which are another rule's."""
    assert found(*bills) == []
