"""BNK106."""

from __future__ import annotations

import pytest

from addin.rules.bank.missing_receipt import check
from tests.make import card_line, papers, usd

KEPT = [card_line(receipt="Yes") for _ in range(4)]


@pytest.mark.parametrize("text", ["No", "n", "Missing", "false", "", "not received"])
def test_a_charge_without_receipt_is_found(text):
    """No, missing, or an empty cell where all others are filled."""
    line = card_line("2026-03-18", 92, description="Shell Gas", receipt=text)
    (finding,) = check(papers(cards=[*KEPT, line]))

    assert [place.cell for place in finding.places] == ["H6", "G6"]
    assert finding.impact == usd(92)


@pytest.mark.parametrize("text", ["Yes", "R-118", "x118", "on file"])
def test_a_receipt_or_its_number_passes(text):
    """What names a receipt is one."""
    assert not list(check(papers(cards=[*KEPT, card_line(receipt=text)])))


def test_a_column_nobody_fills_says_nothing():
    """Receipts are not kept in this list."""
    assert not list(check(papers(cards=[card_line() for _ in range(5)])))


def test_refunds_and_payments_need_none():
    """Money coming back has no receipt."""
    assert not list(check(papers(cards=[*KEPT, card_line(amount=-92, receipt="No")])))
