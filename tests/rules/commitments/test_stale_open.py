"""PO301."""

from __future__ import annotations

from addin.domain.commitments import Status
from addin.findings import Finding, Severity
from addin.rules.commitments.stale_open import check
from tests.make import invoice, papers, po, usd


def found(*orders, today="2026-04-02", **lists) -> list[Finding]:
    """What this log gives on 2 April."""
    kept_up = po("9", date="2026-04-01")
    return list(check(papers(today=today, purchase_orders=[*orders, kept_up], **lists)))


def test_a_rental_past_its_end_is_found():
    """With what is still open and for how long it is over."""
    (finding,) = found(po(end="2026-03-14", relieved=100))

    assert finding.severity is Severity.WARNING
    assert "19 days later" in finding.message
    assert finding.impact == usd(400)


def test_old_orders_are_one_note():
    """Orders without an end are listed together once they are older than the limit."""
    (finding,) = found(po("1", date="2025-12-01"), po("2", date="2025-11-01"), po("3"))

    assert finding.severity is Severity.NOTE
    assert finding.numbers == (("orders", 2), ("open", usd(1000)))


def test_what_is_used_up_closed_or_young_is_not_open():
    """Invoiced in full, closed, still running, or of last week."""
    assert (
        found(
            po("1", end="2026-03-14"),
            po("2", end="2026-03-14", status=Status.CLOSED),
            po("3", end="2026-05-14", date="2025-01-01"),
            po("4", date="2026-03-28"),
            po("5", end="2026-03-14", open=0, relieved=500),
            invoices=[invoice(po_number="1")],
        )
        == []
    )


def test_a_log_of_long_ago_is_judged_by_its_last_entry():
    """Opened years later, a log does not turn into one long list of old orders."""
    orders = [po("1", date="2020-03-01", end="2020-05-01"), po("2", date="2020-03-10")]

    assert list(check(papers(today="2026-04-02", purchase_orders=orders))) == []


def test_without_a_today_nothing_is_old():
    """Nobody said which day it is."""
    assert found(po(end="2020-03-14"), today="") == []
