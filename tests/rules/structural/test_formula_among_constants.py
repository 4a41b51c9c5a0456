"""A formula among typed numbers."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import formula_among_constants
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(formula_among_constants.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_a_formula_among_typed_rates_is_noted():
    """The only formula of a typed column that reads other rows is named."""
    (finding,) = found("""
        Rate
        10
        11
        =A2*1.1 -> 11
        13
        14
        15
    """)

    assert cells(finding) == ["A4"]
    assert Severity.NOTE is finding.severity


def test_totals_and_worked_out_rows_are_fine():
    """A total at the end, and a row that is worked out all along, are no mistakes."""
    assert not found("""
        Line  | Jan               | Feb
        A     | 1                 | 2
        B     | 4                 | 5
        C     | 4                 | 5
        D     | =B2*2 -> 2        | =C2*2 -> 4
        E     | 4                 | 5
        F     | 4                 | 5
        Total | =SUM(B2:B7) -> 19 | =SUM(C2:C7) -> 26
    """)
