"""BNK103."""

from __future__ import annotations

from addin.findings import Severity
from addin.rules.bank.reconciliation_balance import check
from tests.rules.bank.forms import reconciled


def test_balances_to_the_cent_and_no_difference_pass():
    """Both balances are those of the lists, and nothing is left."""
    assert not list(check(reconciled()))


def test_a_balance_without_its_cents_is_found():
    """71,230.00 where the statement closes at 71,230.75: both cells."""
    (finding,) = check(reconciled(bank="71230"))

    assert finding.severity is Severity.ERROR
    assert [(p.sheet, p.cell) for p in finding.places] == [("Bank_Rec", "D3"), ("Bank", "H3")]
    assert "decimals" in finding.message


def test_the_balance_of_another_day_is_told_as_such():
    """71,255.75 is on the statement, two days before its end."""
    (finding,) = check(reconciled(bank="71255.75"))

    assert finding.severity is Severity.WARNING
    assert "H2" in finding.message


def test_the_book_balance_is_held_to_the_book():
    """82,857.50 for 82,875.50: two digits swapped."""
    (finding,) = check(reconciled(book_balance="82857.5"))

    assert "swapped" in finding.message
    assert finding.place.cell == "D14"


def test_what_is_left_is_an_error():
    """A form that ends in 10,085 is not reconciled."""
    (finding,) = check(reconciled(left="10085"))

    assert [place.cell for place in finding.places] == ["D21", "D12", "D20"]
    assert "10,085.00" in finding.message


def test_a_sheet_that_is_no_form_is_left_alone():
    """Without both balances there is no reconciliation."""
    papers = reconciled(bank="", left="5")

    assert not list(check(papers))
