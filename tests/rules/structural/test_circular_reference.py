"""Formulas in a circle."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import circular_reference
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(circular_reference.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_each_circle_is_one_finding_with_all_its_cells():
    """Two circles are two findings; formulas that only read them are in neither."""
    findings = found("""
        =B1 -> 0 | =A1+1 -> 0 | =A1 -> 0 | =SUM(D1:D2) -> 0
        5
    """)

    assert [cells(finding) for finding in findings] == [["A1:B1"], ["D1"]]
    assert {Severity.ERROR} == {finding.severity for finding in findings}


def test_running_balances_are_no_circle():
    """A long column of balances, each reading the one above, is no circle."""
    rows = "\n".join(f"1 | =B{row}+A{row + 1} -> 1" for row in range(1, 3000))

    assert not found("1 | 1\n" + rows)
