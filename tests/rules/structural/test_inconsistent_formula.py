"""A formula that reads other cells than its neighbours."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import inconsistent_formula
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(inconsistent_formula.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_a_shifted_reference_is_reported_with_both_results():
    """One row that reads the rate of the row above is named, with what its neighbours give."""
    (finding,) = found("""
        Line | Quantity | Rate | Amount
        A    | 2        | 10   | =B2*C2 -> 20
        B    | 3        | 20   | =B3*C3 -> 60
        C    | 4        | 30   | =B4*C3 -> 80
        D    | 5        | 40   | =B5*C5 -> 200
        E    | 5        | 40   | =B6*C6 -> 200
        F    | 5        | 40   | =B7*C7 -> 200
    """)

    assert cells(finding) == ["D4"]
    assert Severity.WARNING is finding.severity
    assert finding.numbers == (
        ("stands", 80),
        ("neighbours' formula gives", 120),
        ("difference", -40),
    )


def test_subtotals_within_a_column_are_fine():
    """A row of subtotals differs from the lines around it in every column."""
    assert not found("""
        Line  | Budget             | Spent              | Left
        A     | 10                 | 4                  | =B2-C2 -> 6
        B     | 20                 | 4                  | =B3-C3 -> 16
        Sub   | =SUM(B2:B3) -> 30  | =SUM(C2:C3) -> 8   | =SUM(D2:D3) -> 22
        C     | 10                 | 4                  | =B5-C5 -> 6
        D     | 20                 | 4                  | =B6-C6 -> 16
    """)


def test_the_order_of_terms_does_not_matter():
    """B+C among C+B is the same sum."""
    assert not found("""
        Line | A | B | Sum
        1    | 1 | 2 | =B2+C2 -> 3
        2    | 1 | 2 | =B3+C3 -> 3
        3    | 1 | 2 | =C4+B4 -> 3
        4    | 1 | 2 | =B5+C5 -> 3
        5    | 1 | 2 | =B6+C6 -> 3
    """)


def test_a_plus_sign_in_front_is_no_difference():
    """=+A2-B2 and =A2-B2 say the same."""
    assert not found("""
        Line | Budget | Spent | Left
        A    | 100    | 40    | =B2-C2 -> 60
        B    | 100    | 10    | =B3-C3 -> 90
        C    | 100    | 30    | =+B4-C4 -> 70
        D    | 100    | 20    | =B5-C5 -> 80
        E    | 100    | 20    | =B6-C6 -> 80
    """)


def test_a_sum_that_leaves_out_one_of_the_cells_its_neighbours_add_is_reported():
    """A term forgotten shows by the others, if there is a figure in its cell."""
    (finding,) = found("""
        Line | Cash | Card | All
        A    | 100  | 40   | =B2+C2 -> 140
        B    | 100  | 10   | =B3+C3 -> 110
        C    | 100  | 30   | =B4 -> 100
        D    | 100  | 20   | =B5+C5 -> 120
        E    | 100  | 20   | =B6+C6 -> 120
    """)

    assert finding.place.cell == "D4"
