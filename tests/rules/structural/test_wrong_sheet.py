"""Formulas that read their own empty sheet instead of the one with the figures."""

from __future__ import annotations

from addin.findings import Finding
from addin.rules.rule import Workpapers
from addin.rules.structural import wrong_sheet
from addin.tables.table import Sheet
from tests.grid import book, grid

VENDORS = """
    Vendor | POs | Worth
    Crane  | 3   | 400
    Grip   | 5   | 900
"""


def found(*sheets: Sheet) -> list[Finding]:
    """What the rule says of drawn sheets."""
    return list(wrong_sheet.check(Workpapers(books=(book(*sheets),))))


def test_totals_of_empty_columns_that_another_sheet_fills_are_one_finding():
    """A dashboard of noughts says which sheet it was meant to read."""
    board = grid(
        """
        Total | | | | =SUM(B2:B3) -> 0
        Worth | | | | =SUM(C2:C3) -> 0
        """,
        name="Board",
    )
    (finding,) = found(grid(VENDORS, name="Vendors"), board)

    assert [place.cell for place in finding.places] == ["E1:E2"]
    assert "'Vendors'!B2:B3" in finding.advice


def test_an_empty_month_beside_a_filled_one_is_left_alone():
    """Sheets of one make are filled one after the other."""
    text = """
        Line  | Cost  | More  |
        {}    | {}    | {}    |
        All   |       |       | =SUM(B2:B2) -> 0
        Mean  |       |       | =SUM(C2:C2) -> 0
    """
    months = [grid(text.format("A", 5, 6), name="May"), grid(text.format("", "", ""), name="June")]

    assert not found(*months)


def test_totals_over_headed_columns_are_left_alone():
    """A table that is still empty has its headings."""
    empty = grid(
        """
        Line | POs | Worth | | All
             |     |       | | =SUM(B2:B3) -> 0
             |     |       | | =SUM(C2:C3) -> 0
        """,
        name="New",
    )

    assert not found(grid(VENDORS, name="Vendors"), empty)
