"""INV104."""

from __future__ import annotations

from addin.findings import Finding
from addin.rules.commitments.tax_basis import check
from addin.tables.table import Role
from tests.draw import drawn, papers_of
from tests.make import usd

FIELDS = "invoice_number subtotal tax total ordered variance"


def found(text: str) -> list[Finding]:
    """What a drawn tracker gives."""
    return list(check(papers_of(drawn(Role.INVOICE_LOG, FIELDS, text))))


def test_a_total_with_tax_less_an_order_without_is_found_by_its_formulas():
    """The whole variance column is named, with the headings it compares and the tax."""
    (finding,) = found(
        """
        No | Subtotal | Tax | Total | PO Amount | Variance
        1  | 100      | 6   | 106   | 100       | =D2-E2
        2  | 200      | 12  | 212   | 205       | =D3-E3
        3  | 300      | 18  | 318   | 290       | =D4-E4
        """
    )

    assert [place.cell for place in finding.places] == ["F2:F4", "D1", "C1", "E1"]
    assert finding.impact == usd(36)


def test_and_by_its_figures():
    """Without formulas the figures show what is compared; a heading may say the order is net."""
    assert found(
        """
        No | Subtotal | Tax | Total | PO excl. tax | Variance
        1  | 100      | 6   | 106   | 106 | 0
        2  | 200      | 12  | 212   | 200 | 12
        """
    )


def test_like_compared_with_like_is_fine():
    """Subtotal less order, or an order that includes the tax."""
    assert not found(
        """
        No | Subtotal | Tax | Total | PO Amount | Variance
        1  | 100      | 6   | 106   | 100       | =B2-E2
        2  | 200      | 12  | 212   | 205       | =B3-E3
        """
    )
    assert not found(
        """
        No | Subtotal | Tax | Total | PO incl. tax | Variance
        1  | 100      | 6   | 106   | 100       | =D2-E2
        """
    )
    assert not found(
        """
        No | Subtotal | Tax | Total | PO Amount | Variance
        1  | 100      | 6   | 106   | 106       | =D2-E2
        2  | 200      | 12  | 212   | 210       | =D3-E3
        """
    )
    assert not found(
        """
        No | Subtotal | Tax | Total | PO Amount | Variance
        1  | 100      | 0   | 100   | 98        | =D2-E2
        """
    )
