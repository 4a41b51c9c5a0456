"""Equal headings in one table."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import duplicate_heading
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(duplicate_heading.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_two_equal_headings_are_a_note():
    """Both cells are named, whatever the case and spacing."""
    (finding,) = found("""
        Item | Amount | amount | Tax
        A    | 10     | 12     | 2
    """)

    assert cells(finding) == ["B1", "C1"]
    assert Severity.NOTE is finding.severity


def test_groups_of_columns_and_tables_side_by_side_are_fine():
    """Repeated groups under headings of their own, and separate tables, may share headings."""
    assert not found("""
        North |       | South |
        Plan  | Actual | Plan | Actual
        1     | 2      | 3    | 4
    """)
    assert not found("""
        Item | Plan | Actual |  | Item | Plan | Actual
        1    | 2    | 3      |  | 1    | 2    | 3
    """)
