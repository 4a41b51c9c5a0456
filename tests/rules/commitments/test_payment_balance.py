"""INV105."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.commitments.payment_balance import check
from addin.tables.table import Role
from tests.make import at, invoice, papers, usd


def found(*bills) -> list[Finding]:
    """What these invoices give beside three good ones."""
    good = [invoice(total=800, paid=300, balance=500) for _ in range(3)]
    return list(check(papers(invoices=[*good, *bills])))


def test_paid_beyond_the_total():
    """It is money to get back."""
    (finding,) = found(invoice(total=800, paid=880, balance=-80))

    assert finding.impact == usd(80)
    assert [place.cell for place in finding.places] == [
        at(Role.INVOICE_LOG, "paid", "5"),
        at(Role.INVOICE_LOG, "total", "5"),
    ]


def test_a_wrong_balance():
    """Nobody brought it down."""
    (finding,) = found(invoice(total=800, paid=300, balance=800))

    assert finding.severity is Severity.ERROR
    assert finding.place.cell == at(Role.INVOICE_LOG, "balance", "5")


def test_paid_with_a_balance():
    """Status and balance contradict each other."""
    (finding,) = found(invoice(total=800, balance=800, status_text="Paid"))

    assert finding.severity is Severity.WARNING


def test_paid_credits_and_parts_are_fine():
    """Partly paid, a credit memo that was taken, a void one, and nothing known of payments."""
    assert (
        found(
            invoice(total=800, paid=300, balance=500, status_text="Partially paid"),
            invoice(total=-100, paid=-100, balance=0, status_text="Paid"),
            invoice(total=800, paid=900, status_text="Void"),
            invoice(total=800),
        )
        == []
    )
