"""INV103."""

from __future__ import annotations

from addin.findings import Finding
from addin.rules.commitments.invoice_total import check
from addin.tables.table import Role
from tests.draw import drawn, papers_of
from tests.make import at, invoice, papers, usd


def found(*bills) -> list[Finding]:
    """What these invoices give."""
    return list(check(papers(invoices=list(bills))))


GOOD = [invoice(total=106, subtotal=100, tax=6) for _ in range(3)]


def test_a_total_that_does_not_add_up_is_found():
    """With the figures and what became of the digits."""
    (finding,) = found(*GOOD, invoice("B", subtotal=1000, tax=60, total=1006))

    assert [place.cell for place in finding.places] == [
        at(Role.INVOICE_LOG, "total", "5"),
        at(Role.INVOICE_LOG, "subtotal", "5"),
        at(Role.INVOICE_LOG, "tax", "5"),
    ]
    assert finding.impact == usd(54)


def test_a_total_above_its_subtotal_without_tax_is_found():
    """No tax was entered."""
    assert len(found(*GOOD, invoice(subtotal=100, total=106))) == 1


def test_rounding_missing_figures_and_other_columns_are_fine():
    """A cent of rounding; no tax at all; a list in which nothing adds up means something else."""
    odd = [invoice(subtotal=100, tax=6, total=200) for _ in range(4)]

    assert found(*GOOD, invoice(subtotal="33.33", tax="2.00", total="35.34")) == []
    assert found(*GOOD, invoice(subtotal=100, total=100), invoice(total=5)) == []
    assert found(*odd) == []


def test_freight_in_a_column_of_its_own_is_part_of_the_total():
    """The row explains the difference; without it, the total is wrong."""
    text = """
        No | Subtotal | Tax | Freight | Total
        1  | 100      | 6   | 20      | 126
        2  | 100      | 6   |         | 126
        3  | 100      | 6   |         | 106
        4  | 100      | 6   |         | 106
        """
    tracker = drawn(Role.INVOICE_LOG, "invoice_number subtotal tax _ total", text)
    (finding,) = check(papers_of(tracker))

    assert finding.place.cell == "E3"
