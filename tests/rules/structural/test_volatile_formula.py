"""Formulas that change by themselves."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import volatile_formula
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(volatile_formula.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_one_note_per_sheet_says_what_they_reach():
    """All volatile formulas of a sheet are one note, with the count of those that follow."""
    (finding,) = found("""
        =TODAY() -> 2026-03-14 | =A1-30 -> 2026-02-12 | =NOW() -> 2026-03-14 | =1+1 -> 2
    """)

    assert cells(finding) == ["A1", "C1"]
    assert Severity.NOTE is finding.severity
    assert finding.numbers == (("formulas", 2), ("drawing on them", 1))
