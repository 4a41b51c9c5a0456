"""Amounts that nobody sees."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import hidden_amounts
from addin.tables.table import Visibility
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(hidden_amounts.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


TOTAL = """
    Item  | Amount
    A     | 10
    B     | 20
    C     | 30
    Total | =SUM(B2:B4) -> 60 | =SUBTOTAL(109,B2:B4) -> 40
"""


def test_hidden_rows_in_a_total():
    """The total, the hidden cells and their sum are named; SUBTOTAL 109 leaves them out itself."""
    (finding,) = found(TOTAL, hidden_rows=frozenset({3}))

    assert cells(finding) == ["B5", "B3"]
    assert Severity.WARNING is finding.severity
    assert finding.numbers == (("total", 60), ("hidden", 20))


def test_hidden_rows_outside_totals_are_fine():
    """Rows that count nowhere may be hidden."""
    assert not found(TOTAL, hidden_rows=frozenset({9}))


def test_hidden_sheets_are_listed_once():
    """Hidden and very hidden sheets are one note, with those that visible formulas read."""
    made = book(
        grid("=Rates!A1 -> 5", "Front"),
        grid("5", "Rates", visibility=Visibility.VERY_HIDDEN),
        grid("6", "Old", visibility=Visibility.HIDDEN),
    )

    (finding,) = hidden_amounts.check(Workpapers(books=(made,)))

    assert [place.sheet for place in finding.places] == ["Rates", "Old"]
    assert "'Rates' (very hidden), which formulas on visible sheets read" in finding.message
