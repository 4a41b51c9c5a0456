"""BNK105."""

from __future__ import annotations

from addin.findings import Severity
from addin.rules.bank.card_total import check
from tests.make import card_line, papers, posting, usd

CARD = [card_line("2026-03-02", 4882.09), card_line("2026-03-20", 245, description="Best Buy")]


def payable(amount: float, **more):
    """The credit that posts the statement."""
    given = {"account_name": "Credit Card Payable", "date": "2026-03-31", "credit": amount, **more}
    return posting("2010", -amount, **given)


def test_a_credit_of_another_total_is_found():
    """Lines of 5,127.09, a credit of 5,372.09: 245.00, which is one of the lines."""
    (finding,) = check(papers(cards=CARD, postings=[payable(5372.09)]))

    assert finding.severity is Severity.ERROR
    assert [(p.sheet, p.cell) for p in finding.places] == [("Ledger", "L2"), ("Card", "G2:G3")]
    assert "Best Buy" in finding.message
    assert finding.impact == usd(245)


def test_the_statements_total_passes():
    """Posted as a whole, or line by line."""
    assert not list(check(papers(cards=CARD, postings=[payable(5127.09)])))
    assert not list(check(papers(cards=CARD, postings=[payable(4882.09), payable(245)])))


def test_another_months_statement_is_not_compared():
    """A credit of long before, or of quite another size, is for another statement."""
    assert not list(check(papers(cards=CARD, postings=[payable(5372.09, date="2026-01-31")])))
    assert not list(check(papers(cards=CARD, postings=[payable(900)])))


def test_payments_of_the_card_are_no_statement():
    """A debit of the payable pays it."""
    payment = posting("2010", 5372.09, account_name="Credit Card Payable", date="2026-03-31")

    assert not list(check(papers(cards=CARD, postings=[payment])))
