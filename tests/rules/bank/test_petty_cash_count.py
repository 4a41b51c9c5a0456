"""BNK107."""

from __future__ import annotations

from addin.domain.production import Production
from addin.findings import Severity
from addin.rules.bank.petty_cash_count import check
from addin.rules.rule import Workpapers
from tests.grid import book, grid
from tests.make import card_line, in_rows, papers, receipt, usd

SLIPS = (100, 212.3, 100)


def envelope(cash: float, *, top_up: float = 0) -> Workpapers:
    """An envelope with a float of 500.00, three receipts and a count."""
    sheet = grid(
        f"""
        Float issued | 500
        Top-up       | {top_up}
        Date | Payee | Amount
        2026-03-01 | Cafe  | 100
        2026-03-02 | Taxi  | 212.3
        2026-03-03 | Props | 100
        Cash on hand | {cash}
        """,
        "Petty Cash",
    )
    slips = [receipt(amount, payee="x") for amount in SLIPS]
    production = Production(currency="USD", petty_cash=in_rows(slips, 4))
    return Workpapers(production, (book(sheet, name="Show.xlsx"),))


def test_an_envelope_that_is_short_is_found():
    """500.00 less 412.30 leaves 87.70, and 77.70 are counted."""
    (finding,) = check(envelope(77.7))

    assert finding.severity is Severity.ERROR
    assert dict(finding.numbers)["short"] == usd(10)
    assert [place.cell for place in finding.places][:2] == ["B7", "B1"]


def test_one_that_comes_out_passes():
    """Float and top-ups are receipts and cash."""
    assert not list(check(envelope(87.7)))
    assert not list(check(envelope(187.7, top_up=100)))


def test_a_receipt_that_is_also_on_a_card():
    """One receipt, paid in cash and by card."""
    (finding,) = check(
        papers(
            petty_cash=[receipt(86.4, payee="Shell", date="2026-03-02")],
            cards=[card_line("2026-03-03", 86.4, description="SHELL GAS MAIN ST")],
        )
    )

    assert [place.sheet for place in finding.places] == ["Petty Cash", "Card"]


def test_the_same_amount_elsewhere_or_later_is_another_receipt():
    """Another payee, or a month later."""
    slip = receipt(86.4, payee="Shell", date="2026-03-02")
    others = [
        card_line("2026-03-03", 86.4, description="Cafe"),
        card_line("2026-04-03", 86.4, description="Shell"),
    ]

    assert not list(check(papers(petty_cash=[slip], cards=others)))


def test_receipts_that_are_kept_for_the_card_are_not_paid_twice():
    """A list of the card's own receipts is no envelope of cash."""
    slips = [receipt(amount, payee="Shell", date="2026-03-02") for amount in (86.4, 12, 31.5, 44)]
    charges = [
        card_line("2026-03-03", amount, description="SHELL MAIN ST")
        for amount in (86.4, 12, 31.5, 44)
    ]

    assert not list(check(papers(petty_cash=slips, cards=charges)))
