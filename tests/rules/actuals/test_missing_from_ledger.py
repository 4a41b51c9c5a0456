"""ACT112."""

from __future__ import annotations

from addin.rules.actuals.missing_from_ledger import check
from tests.make import invoice, papers, po, posting, trial_balance_line, usd

LEDGER = [posting(code) for code in ("2510", "2520", "3300", "3320")]


def test_an_account_with_invoices_and_no_posting_is_found():
    """Invoices on 3100, and the ledger has not one posting there."""
    invoices = [invoice(account="3300"), invoice(account="3100", total=12400)]
    (finding,) = check(papers(postings=LEDGER, invoices=invoices))

    assert "3100" in finding.message
    assert finding.place.sheet == "Invoices"
    assert finding.impact == usd(12400)


def test_relieved_orders_and_the_trial_balance_tell_too():
    """A PO that is relieved, and a balance that is not nothing."""
    found = check(
        papers(
            postings=LEDGER,
            purchase_orders=[po(account="2510", relieved=5), po(account="4100", relieved=70)],
            trial_balance=[trial_balance_line("2520"), trial_balance_line("4200", 80)],
        )
    )

    assert [finding.subject for finding in found] == ["account 4100", "account 4200"]


def test_an_order_that_is_merely_open_needs_no_posting():
    """An open PO is never in the ledger."""
    orders = [po(account="2510", relieved=5), po(account="4100")]

    assert not list(check(papers(postings=LEDGER, purchase_orders=orders)))


def test_another_chart_is_no_gap():
    """Where hardly a code is known to the ledger, the two lists are of different charts."""
    invoices = [invoice(account=code) for code in ("A1", "A2", "A3")]

    assert not list(check(papers(postings=LEDGER, invoices=invoices)))
