"""Totals along rows and along columns that disagree."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import cross_foot
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(cross_foot.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_a_corner_that_does_not_cross_foot():
    """A total typed into the row makes the corner disagree with the totals beside it."""
    (finding,) = found("""
        Line  | Jan                | Feb                | Sum
        A     | 1                  | 2                  | =SUM(B2:C2) -> 3
        B     | 3                  | 4                  | =SUM(B3:C3) -> 7
        Total | =SUM(B2:B3) -> 4   | =SUM(C2:C3) -> 16  | =SUM(D2:D3) -> 10
    """)

    assert finding.place.cell == "D4"
    assert Severity.ERROR is finding.severity
    assert dict(finding.numbers)["sum of D2:D3"] == 10
    assert dict(finding.numbers)["sum of B4:C4"] == 20


def test_a_corner_that_cross_foots():
    """Equal sums are fine, and so is a table whose last column is no sum of its rows."""
    assert not found("""
        Line  | Jan              | Feb              | Sum
        A     | 1                | 2                | =SUM(B2:C2) -> 3
        B     | 3                | 4                | =SUM(B3:C3) -> 7
        Total | =SUM(B2:B3) -> 4 | =SUM(C2:C3) -> 6 | =SUM(D2:D3) -> 10
    """)
    assert not found("""
        Line  | Jan              | Feb              | Rate
        A     | 1                | 2                | 5
        B     | 3                | 4                | 6
        Total | =SUM(B2:B3) -> 4 | =SUM(C2:C3) -> 6 | =SUM(D2:D3) -> 11
    """)
