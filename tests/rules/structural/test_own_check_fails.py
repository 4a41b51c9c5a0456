"""A check that the workbook makes itself."""

from __future__ import annotations

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import own_check_fails
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(own_check_fails.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_a_difference_that_is_not_zero_and_its_status():
    """The difference, the status that follows from it and the figures compared are named."""
    (finding,) = found("""
        Bank       | 72235
        Book       | 82320
        DIFFERENCE | =B2-B1 -> 10085
        Status:    | =IF(B3=0,"RECONCILED","NOT RECONCILED") -> NOT RECONCILED
    """)

    assert cells(finding) == ["B3", "B4", "B1:B2"]
    assert Severity.ERROR is finding.severity
    assert dict(finding.numbers)["difference"] == 10085


def test_checks_that_hold_and_columns_of_differences_are_fine():
    """A difference of 0 ties; a column called Difference belongs to a table and is no check."""
    assert not found("""
        Check      | =5-5 -> 0
        Item       | Plan | Actual | Difference
        Difference | 5    | 3      | =B3-C3 -> 2
        Difference | 5    | 4      | =B4-C4 -> 1
        Variance   | 7    | 4      | =B5-C5-1 -> 2
    """)


def test_the_reconciliation_of_a_real_bank_account(real):
    """A real reconciliation ends in a difference of 10,085 in D48, and B50 says so."""
    path = real / "arjun-accounting" / "Bank Reconciliation.xlsx"

    (finding,) = own_check_fails.check(Workpapers(books=(read_workbook(path, "Bank.xlsx"),)))

    assert cells(finding)[:2] == ["D48", "B50"]
    assert dict(finding.numbers)["difference"] == 10085


def test_what_is_left_of_a_budget_is_no_failed_check():
    """The difference of planned and spent is news, not an error."""
    assert not found("""
        Cost allocation | 377
        Spent to date   | 233
        Difference      | =B1-B2 -> 144
    """)
