"""INV102."""

from __future__ import annotations

from addin.rules.commitments.due_before_issue import check
from addin.tables.table import Role
from tests.make import at, invoice, papers, usd


def test_all_invoices_of_a_list_are_one_finding():
    """Each cell is named, and the year that did not roll over."""
    (finding,) = check(
        papers(
            invoices=[
                invoice("A1", date="2025-12-05", due="2025-01-04", terms="Net 30"),
                invoice("A2", date="2025-11-05", due="2025-12-05", terms="Net 30"),
                invoice("A3", date="2025-12-10", due="2025-01-09", terms="Net 30"),
            ]
        )
    )

    assert [place.cell for place in finding.places] == [
        at(Role.INVOICE_LOG, "due_date", "2"),
        at(Role.INVOICE_LOG, "due_date", "4"),
        at(Role.INVOICE_LOG, "date", "2"),
        at(Role.INVOICE_LOG, "date", "4"),
    ]
    assert "Each would be right one year later, as the terms say" in finding.message
    assert finding.impact == usd(1000)


def test_another_slip_is_no_year_slip():
    """Due the week before: nobody can say what was meant."""
    (finding,) = check(papers(invoices=[invoice(date="2026-03-14", due="2026-03-07")]))

    assert "year" not in finding.message


def test_due_on_the_day_and_unknown_dates_are_fine():
    """Cash on delivery is due at once."""
    bills = [invoice(date="2026-03-14", due="2026-03-14"), invoice(date="2026-03-14"), invoice()]

    assert list(check(papers(invoices=bills))) == []
