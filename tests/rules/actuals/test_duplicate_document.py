"""ACT101."""

from __future__ import annotations

from dataclasses import replace

from addin.findings import Finding, Severity
from addin.rules.actuals.duplicate_document import CODE, check
from tests.make import papers, posting, usd


def found(*postings) -> list[Finding]:
    """What these postings give."""
    return list(check(papers(postings=list(postings))))


def bill(**more):
    """A posting of one invoice."""
    given = {"document": "2207", "vendor": "Elm Lumber", "amount": 310, "entry": "AP-1", **more}
    return posting("2510", date=given.pop("date", "2026-03-02"), **given)


def test_a_document_posted_by_two_entries_is_found_with_both_amounts():
    """One invoice posted by two entries on one account is an error, both cells named."""
    (finding,) = found(bill(), bill(entry="AP-9", date="2026-03-20"))

    assert finding.code == CODE
    assert finding.severity is Severity.ERROR
    assert [place.cell for place in finding.places] == ["M2:M3", "I2:I3"]
    assert finding.impact == usd(310)


def test_spelling_of_number_and_vendor_does_not_hide_it():
    """Case, punctuation, leading zeros and the legal form do not count."""
    (finding,) = found(
        bill(document="INV-02207"), bill(document="inv 2207", vendor="ELM LUMBER, INC.", entry="B")
    )

    assert "twice" in finding.message


def test_three_postings_are_one_finding_over_two_amounts():
    """Three postings of one document are twice too much."""
    (finding,) = found(bill(), bill(entry="B"), bill(entry="C"))

    assert finding.impact == usd(620)


def test_in_double_entry_only_the_cost_side_is_named():
    """The payable posted twice with the cost is the same mistake, told once."""
    (finding,) = found(
        bill(),
        bill(amount=-310, account_name="Accounts payable", entry="AP-1"),
        bill(entry="AP-2"),
        bill(amount=-310, account_name="Accounts payable", entry="AP-2"),
        bill(entry="AP-3"),
        bill(entry="AP-4"),
    )

    assert finding.severity is Severity.ERROR


def test_a_charge_and_its_credit_memo_are_no_double():
    """A posting, its reversal, and the corrected posting leave one cost."""
    assert not found(bill(), bill(amount=-310, entry="AP-2"))
    assert not found(bill(), bill(amount=-310, entry="AP-2"), bill(entry="AP-3"))


def test_one_document_split_over_lines_is_no_double():
    """Lines of one posting with their own descriptions or accounts are a split."""
    assert not found(bill(description="Day 1"), bill(description="Day 2"))
    assert not found(
        bill(), posting("2520", 310, document="2207", vendor="Elm Lumber", entry="AP-1")
    )


def test_instalments_of_other_amounts_and_other_documents_are_no_double():
    """The same number with another amount, or the same amount with another number, is another."""
    assert not found(bill(), bill(amount=155, entry="B"))
    assert not found(bill(), bill(document="2208", entry="B"))


def test_the_same_number_of_two_vendors_is_no_double():
    """Invoice numbers are a vendor's own."""
    assert not found(bill(), bill(vendor="Oak Lumber", entry="B"))


def test_a_copy_of_the_ledger_is_not_posted_twice():
    """The same line in another sheet, with its date and entry, is a copy of the list."""
    first = bill()
    second = replace(first, source=replace(first.source, sheet="Ledger March"))

    assert not list(check(papers(postings=(first, second))))
