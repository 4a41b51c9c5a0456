"""Amounts added up inside a cell."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import typed_sum
from tests.grid import book, grid


def found(*texts: str) -> list[Finding]:
    """What the rule says of drawn sheets."""
    sheets = [grid(text, name=f"Sheet{at}") for at, text in enumerate(texts, 1)]
    return list(typed_sum.check(Workpapers(books=(book(*sheets),))))


def test_all_such_cells_of_a_workbook_are_one_note():
    """However many sheets do it, it is one habit."""
    (finding,) = found(
        """
        Crane | =1200+300 -> 1500
        Truck | =900-15 -> 885
        """,
        "Paint | =2*7.5+12*7.5 -> 105",
    )

    assert finding.severity is Severity.NOTE
    assert [(place.sheet, place.cell) for place in finding.places] == [
        ("Sheet1", "B1:B2"),
        ("Sheet2", "B1"),
    ]
    assert dict(finding.numbers)["cells"] == 3


def test_formulas_that_read_cells_or_only_multiply_are_left_alone():
    """Five days of eight hours is a calculation, not a list of amounts."""
    assert not found("""
        Days  | =5*8 -> 40
        Total | =B1+12 -> 52
        Debit | =-40 -> -40
    """)
