"""The range of a total begins or ends in the wrong row."""

from __future__ import annotations

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import sum_range
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(sum_range.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_the_last_line_is_missed():
    """A range that stops above the last line is reported with the right total."""
    (finding,) = found("""
        Line  | Amount
        A     | 10
        B     | 20
        C     | 30
        Total | =SUM(B2:B3) -> 30
    """)

    assert cells(finding) == ["B5", "B4"]
    assert Severity.ERROR is finding.severity
    assert finding.numbers == (("stands", 30), ("missed", 30), ("with them", 60))
    assert "B2:B4" in finding.advice


def test_the_first_line_is_missed():
    """A range that begins below the first line is a warning."""
    (finding,) = found("""
        Line  | Amount
        A     | 10
        B     | 20
        C     | 30
        Total | =SUM(B3:B4) -> 50
    """)

    assert cells(finding) == ["B5", "B2"]
    assert Severity.WARNING is finding.severity


def test_subtotals_and_percentages_below_a_range_are_not_lines():
    """What stands between a range and its total and is made from the range is no missed line."""
    assert not found("""
        Line      | Amount
        A         | 10
        B         | 20
        Average   | =AVERAGE(B2:B3) -> 15
        Fee       | =SUM(B2:B3)*0.1 -> 3
        Total     | =SUM(B2:B3) -> 30
    """)


def test_years_above_the_figures_are_headings():
    """A year is a heading, though it is a number."""
    assert not found("""
        Line  | FY   | FY
        Line  | 2025 | 2026
        A     | 10   | 10
        B     | 20   | 10
        Total | =SUM(B3:B4) -> 30 | =SUM(C3:C4) -> 20
    """)


def test_a_heading_row_in_a_range_is_one_note_for_the_sheet():
    """Ranges that begin on the heading of their section are named together."""
    (finding,) = found("""
        Line       | Budget             | Spent
        Monitoring |                    |
        A          | 10                 | 5
        B          | 20                 | 5
        Sub-total  | =SUM(B2:B4) -> 30  | =SUM(C2:C4) -> 10
    """)

    assert cells(finding) == ["B5:C5", "B2", "C2"]
    assert Severity.NOTE is finding.severity


def test_the_check_of_a_card_journal(real):
    """In a real journal, F12 takes the heading and misses row 11: 6,183.09 for 6,372.09."""
    (path,) = (real / "arjun-accounting").glob("Credit Card*.xlsx")
    findings = list(sum_range.check(Workpapers(books=(read_workbook(path, "Card.xlsx"),))))

    (finding,) = [each for each in findings if each.severity is Severity.ERROR]
    assert cells(finding) == ["F12", "D11", "D2"]
    assert [float(str(dict(finding.numbers)[n])) for n in ("stands", "with them")] == [
        6183.09,
        6372.09,
    ]


def test_the_subtotals_of_a_grant_budget(real):
    """In a real grant budget, B13:D13 begin on heading row 8."""
    made = read_workbook(real / "autorpt" / "budget.xlsx", "budget.xlsx")

    (finding,) = sum_range.check(Workpapers(books=(made,)))

    assert finding.place.cell == "B13:D13"
    assert "row 8" in finding.message
