"""PO302."""

from __future__ import annotations

from addin.rules.commitments.late_order import check
from addin.tables.table import Role
from tests.draw import drawn, papers_of
from tests.make import invoice, papers, po


def test_an_order_after_its_invoice_is_found():
    """Only the invoice that came first is named, with the days between."""
    (finding,) = check(
        papers(
            purchase_orders=[po(date="2026-05-18")],
            invoices=[
                invoice("A", po_number="1042", date="2026-05-04"),
                invoice("B", po_number="1042", date="2026-05-20"),
            ],
        )
    )

    assert "14 days after invoice A" in finding.message
    assert [place.sheet for place in finding.places] == ["PO Log", "Invoices"]


def test_the_same_day_and_unknown_days_are_fine():
    """An order of the day of its invoice, and documents without a date."""
    bills = [
        invoice("A", po_number="1042", date="2026-05-18"),
        invoice("B", po_number="1042"),
    ]

    assert list(check(papers(purchase_orders=[po(date="2026-05-18")], invoices=bills))) == []
    assert list(check(papers(purchase_orders=[po()], invoices=bills))) == []


def test_a_delivery_before_its_order_is_found():
    """Goods that came before anybody ordered them."""
    log = drawn(
        Role.PO_LOG,
        "po_number date delivery",
        """
        PO | Date       | Delivered
        1  | 2026-05-06 | 2026-05-12
        2  | 2026-05-15 | 2026-05-12
        """,
    )
    (finding,) = check(papers_of(log))

    assert [place.cell for place in finding.places] == ["B3", "C3"]
