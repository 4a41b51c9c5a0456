"""ACT107."""

from __future__ import annotations

import pytest

from addin.findings import Severity
from addin.rules.actuals.credit_sign import check
from tests.make import card_line, papers, posting, receipt, usd

CHARGES = [posting("2510", 100 + n, vendor="Elm Lumber", document=str(n)) for n in range(20)]


def test_a_return_entered_as_a_charge_is_wrong_by_twice_its_amount():
    """A return of 45.00 typed as +45.00."""
    line = posting("2510", 45, vendor="Elm Lumber", description="Returned plywood")
    (finding,) = check(papers(postings=[*CHARGES, line]))

    assert finding.severity is Severity.WARNING
    assert finding.places[0].cell == "M22"
    assert finding.impact == usd(90)


@pytest.mark.parametrize("text", ["Credit memo 88", "REFUND of deposit", "Rebate Q1"])
def test_other_words_for_a_credit(text):
    """Credit memo, refund, rebate."""
    assert list(check(papers(postings=[posting("2510", 45, description=text)])))


@pytest.mark.parametrize(
    "text",
    [
        "Return flight LAX",
        "Credit card fees",
        "Refundable deposit",
        "Main title credits",
        "Tax return",
    ],
)
def test_words_that_only_look_like_a_credit(text):
    """A return flight and the end credits are costs."""
    assert not list(check(papers(postings=[posting("2510", 45, description=text)])))


def test_a_credit_with_the_right_sign_passes():
    """A negative credit memo is right."""
    line = posting("2510", -45, vendor="Elm Lumber", description="Credit memo")

    assert not list(check(papers(postings=[*CHARGES, line])))


def test_a_credit_whose_negative_is_there_too_passes():
    """A credit that is undone again appears with both signs."""
    lines = [posting("2510", amount, description="Credit memo") for amount in (-45, 45)]

    assert not list(check(papers(postings=lines)))


def test_a_lone_negative_cost_is_noted():
    """A negative invoice among charges, with no word and no charge of its size."""
    line = posting("2510", -333, vendor="Oak Lumber", document="9")
    (finding,) = check(papers(postings=[*CHARGES, line]))

    assert finding.severity is Severity.NOTE


def test_the_reversal_of_a_charge_is_no_lone_negative():
    """The charge it reverses is there, or it says that it reverses an accrual."""
    reversal = posting("2510", -101, vendor="Elm Lumber", document="1")
    accrual = posting("2510", -800, vendor="Elm Lumber", description="Accrued March, reversed")

    assert not list(check(papers(postings=[*CHARGES, reversal, accrual])))


def test_payables_and_bank_are_negative_by_nature():
    """The other side of an entry is no credit."""
    line = posting("2000", -45, vendor="Elm Lumber", account_name="Accounts payable")

    assert not list(check(papers(postings=[*CHARGES, line])))


def test_cards_and_petty_cash_are_read_too():
    """A refund on a card, and one in an envelope."""
    found = check(
        papers(
            cards=[card_line(description="REFUND Northlight", amount=20)],
            petty_cash=[receipt(5, description="Returned tape")],
        )
    )

    assert [finding.place.sheet for finding in found] == ["Card", "Petty Cash"]
