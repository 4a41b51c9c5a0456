"""INV101."""

from __future__ import annotations

import pytest

from addin.domain.production import Production
from addin.findings import Finding, Severity
from addin.rules.commitments.duplicate_invoice import check
from addin.rules.rule import Workpapers
from addin.tables.table import Role
from tests.make import at, in_rows, invoice, papers, usd


def found(*bills) -> list[Finding]:
    """What one tracker with these invoices gives."""
    return list(check(papers(invoices=list(bills))))


def bill(number="2207", **more):
    """An invoice of a lumber yard."""
    given = {"vendor": "Elm Lumber", "total": 310, "date": "2026-03-02", **more}
    return invoice(number, **given)


def test_the_same_number_and_amount_is_found():
    """Spelling of number and vendor does not hide it; both rows are named."""
    (finding,) = found(
        bill(), bill("x"), bill("INV-02207", vendor="ELM LUMBER, INC.", date="2026-04-01")
    )

    assert finding.severity is Severity.ERROR
    assert finding.impact == usd(310)
    assert [place.cell for place in finding.places][:2] == [
        at(Role.INVOICE_LOG, "invoice_number", "2"),
        at(Role.INVOICE_LOG, "invoice_number", "4"),
    ]


def test_three_copies_are_one_finding():
    """The extra two are what is too much."""
    (finding,) = found(bill(), bill(), bill())

    assert finding.impact == usd(620)


@pytest.mark.parametrize("other", ["2270", "22O7", "22207", "2 207"])
def test_a_number_that_looks_the_same_is_a_warning(other):
    """Swapped digits, O for 0, a doubled digit, a blank in the number."""
    (finding,) = found(bill(), bill(other))

    assert finding.severity is Severity.WARNING


def test_two_invoices_without_a_number_on_one_day_are_a_warning():
    """Vendor, amount and day agree, and nothing tells them apart."""
    (finding,) = found(bill(""), bill(""))

    assert "without a number" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        bill(total=-310),
        bill(description="Credit memo for 2207"),
        bill(total=200),
        bill(description="Nails", account="2510"),
        bill("2208"),
        bill("2217"),
        bill(vendor="Oak Lumber"),
        bill(status_text="Duplicate, void"),
        bill("2270", date="2026-03-20"),
        bill("22O7", date="2026-08-02"),
        bill("", date="2026-04-02"),
        bill("n/a", description="Rent April"),
    ],
)
def test_what_is_no_copy_is_left_alone(other):
    """Credits, further lines, neighbours in number, other vendors, void ones, months apart."""
    assert found(bill(description="Boards", account="2200"), other) == []


def test_instalments_and_regular_charges_under_one_number_are_left():
    """Three parts of one invoice, and a phone bill whose number is the line's."""
    parts = [
        bill(description=f"Instalment {n} of 3", date=f"2026-0{n}-0{n * 2}") for n in (1, 2, 3)
    ]
    phone = [bill("555-0100", date=f"2026-0{month}-05") for month in (1, 2, 3, 4)]

    assert found(*parts) == []
    assert found(*phone) == []


def test_numbers_that_follow_each_other_are_two_invoices():
    """109 and 110 differ in two digits and are neighbours all the same."""
    assert found(bill("2109"), bill("2110"), bill("2111")) == []


def test_a_copy_of_the_whole_list_is_no_duplicate():
    """Last week's tracker beside this week's; but one invoice in two trackers is entered twice."""
    week = [bill(str(n)) for n in (101, 205, 309, 413)]
    other = [bill("101"), bill("777"), bill("888"), bill("999")]

    def both(second):
        lists = in_rows(week) + in_rows(second, workbook="Other.xlsx")
        return list(check(Workpapers(Production(invoices=lists))))

    assert both(week) == []
    assert len(both(other)) == 1
