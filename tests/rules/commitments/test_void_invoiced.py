"""PO202."""

from __future__ import annotations

from addin.domain.commitments import Status
from addin.findings import Severity
from addin.rules.commitments.void_invoiced import check
from tests.make import invoice, papers, po, posting, usd

VOID = po(status=Status.VOID, status_text="Cancelled")


def test_an_invoice_on_a_void_order_is_found():
    """The status and the invoice are named."""
    (finding,) = check(papers(purchase_orders=[VOID], invoices=[invoice(po_number="po 1042")]))

    assert finding.severity is Severity.ERROR
    assert "cancelled" in finding.message
    assert [place.sheet for place in finding.places] == ["PO Log", "Invoices", "Invoices"]
    assert finding.impact == usd(500)


def test_a_ledger_charge_on_a_void_order_is_found():
    """The invoice may be in no tracker."""
    (finding,) = check(papers(purchase_orders=[VOID], postings=[posting(po_number="1042")]))

    assert "ledger" in finding.message


def test_charges_that_were_reversed_are_fine():
    """A charge and its credit leave nothing; void invoices and live lines do not count."""
    undone = [posting(po_number="1042"), posting(amount=-500, po_number="1042")]
    bills = [invoice(po_number="1042", status_text="Voided")]
    live = [VOID, po(status=Status.ISSUED)]

    assert list(check(papers(purchase_orders=[VOID], postings=undone, invoices=bills))) == []
    assert list(check(papers(purchase_orders=live, invoices=[invoice(po_number="1042")]))) == []
