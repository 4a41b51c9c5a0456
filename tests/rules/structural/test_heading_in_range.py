"""Headings in the middle of the range of a total."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import heading_in_range
from tests.grid import book, grid


def found(text: str) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(heading_in_range.check(Workpapers(books=(book(grid(text)),))))


def test_totals_over_a_heading_are_one_note_for_the_sheet():
    """Both columns run over the same heading: one thing to mend."""
    (finding,) = found("""
        Line   | Budget | Spent
        Crane  | 400    | 300
        Props  |        |
        Sword  | 50     | 45
        Shield | 70     | 65
        All    | =SUM(B2:B5) -> 520 | =SUM(C2:C5) -> 410
    """)

    assert finding.severity is Severity.NOTE
    assert [place.cell for place in finding.places] == ["B6:C6"]
    assert "row 3 (Props)" in finding.message


def test_empty_rows_and_lines_without_a_figure_yet_are_left_alone():
    """Spacing is layout; a line with a code and a note but no amount is a line."""
    assert not found("""
        Line   | Note    | Unit | Spent
        Crane  | rented  | day  | 300
               |         |      |
        Sword  | to come | each |
        Shield | bought  | each | 65
        All    |         |      | =SUM(D2:D5) -> 365
    """)


def test_a_range_within_one_category_is_left_alone():
    """A heading above the range is where it belongs."""
    assert not found("""
        Line   | Spent
        Props  |
        Sword  | 45
        Shield | 65
        Bow    | 5
        All    | =SUM(B3:B5) -> 115
    """)
