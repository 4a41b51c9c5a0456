"""ACT114."""

from __future__ import annotations

from addin.findings import Severity
from addin.rules.actuals.stuck_pending import check
from tests.make import card_line, invoice, papers, posting, usd


def test_a_charge_that_stays_pending_after_its_posting():
    """86.40 is pending on the card list and posted by journal 118."""
    charge = card_line("2026-03-02", 86.4, description="Shell Gas", note="Pending")
    entry = posting("3390", 86.4, vendor="Shell Gas", entry="JE-118", date="2026-03-10")
    (finding,) = check(papers(cards=[charge], postings=[entry]))

    assert finding.severity is Severity.WARNING
    assert "JE-118" in finding.message
    assert {place.sheet for place in finding.places} == {"Card", "Ledger"}
    assert finding.impact == usd("86.4")


def test_another_vendors_posting_of_that_amount_is_another():
    """The amount alone proves nothing."""
    charge = card_line("2026-03-02", 86.4, description="Shell Gas", note="Pending")
    entry = posting("3390", 86.4, vendor="Oak Lumber", date="2026-03-10")

    assert not list(check(papers(cards=[charge], postings=[entry])))


def test_an_invoice_pending_approval_that_is_posted():
    """By its number."""
    bill = invoice("88", "Elm", 50, status_text="Pending approval", date="2026-03-02")
    entry = posting("3390", 50, vendor="Elm Lumber", document="88", date="2026-03-04")

    assert len(list(check(papers(invoices=[bill], postings=[entry])))) == 1


def test_what_waits_long_is_noted():
    """Fifty days pending, and nowhere posted."""
    charge = card_line("2026-01-02", 86.4, description="Shell Gas", note="pending")
    entry = posting("3390", 1, vendor="Elm", date="2026-03-10")
    (finding,) = check(papers(cards=[charge], postings=[entry]))

    assert finding.severity is Severity.NOTE


def test_nothing_pending_nothing_found():
    """Charges without a word of pending are cleared."""
    assert not list(check(papers(cards=[card_line()], postings=[posting()])))
