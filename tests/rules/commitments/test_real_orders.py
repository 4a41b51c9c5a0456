"""What is known by hand of procurement and invoice lists from real work."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.rules.commitments import (
    due_before_issue,
    invoiced_again,
    late_order,
    tax_basis,
    void_invoiced,
)
from addin.rules.rule import Workpapers
from addin.tables.assemble import assemble
from addin.tables.calculate import computed
from addin.tables.parse import parse_all
from addin.tables.recognise import recognise

pytestmark = pytest.mark.real


@cache
def papers(folder: Path, *names: str) -> Workpapers:
    """These workbooks as one production."""
    books = tuple(computed(read_workbook(folder / name, name)) for name in names)
    pairs = [
        (table, sheet)
        for book in books
        for sheet in book.sheets
        for table in recognise(sheet, book.name)
    ]
    production = assemble("", "XXX", parse_all(pairs), pairs)
    return Workpapers(production, books, tuple(table for table, _ in pairs))


@pytest.fixture
def procurement(real: Path) -> Workpapers:
    """A PO list and the tracker of its invoices."""
    return papers(real / "qoder-procurement", "invoice_tracker.xlsx", "purchase_orders.xlsx")


def test_a_variance_of_tax_inclusive_against_exclusive_amounts(procurement):
    """Column M compares the total with 6 % tax with the PO amount without."""
    (finding,) = tax_basis.check(procurement)

    assert str(finding.place) == "invoice_tracker.xlsx!Invoice Tracker!M2:M16"


def test_seven_orders_are_dated_after_their_invoice(procurement):
    """Seven orders, each with the date of the order and of an invoice."""
    found = list(late_order.check(procurement))

    assert {"B2", "B5", "B6", "B10", "B13", "B16", "B17"} == {f.place.cell for f in found}
    assert all(f.places[1].workbook == "invoice_tracker.xlsx" for f in found)


def test_three_invoiced_orders_are_cancelled(procurement):
    """Of five cancelled orders, three have invoices."""
    found = list(void_invoiced.check(procurement))

    assert [re.findall(r"PO-[\d-]+", f.message)[0] for f in found] == [
        "PO-2026-0001",
        "PO-2026-0003",
        "PO-2026-0020",
    ]


def test_two_orders_are_invoiced_again(procurement):
    """Each by invoices for about the order's full amount."""
    found = list(invoiced_again.check(procurement))

    assert [finding.subject for finding in found] == ["PO PO-2026-0016", "PO PO-2026-0009"]


def test_ten_invoices_fall_due_before_they_were_issued(real):
    """One finding that names all ten due dates, and sees that only the year is wrong."""
    ledger = papers(real / "arjun-accounting", "AR and Journal Entry1.xlsx")
    (finding,) = due_before_issue.check(ledger)

    assert finding.numbers == (("invoices", 10),)
    assert "INV-1010" in finding.message
    assert "Each would be right one year later" in finding.message
    assert {"D12", "D17"} <= {place.cell for place in finding.places}
