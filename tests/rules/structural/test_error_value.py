"""Error values and lost references."""

from __future__ import annotations

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import error_value
from addin.tables.table import Visibility
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(error_value.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_the_cell_where_the_error_begins_is_named_and_what_it_reaches():
    """Cells that only pass an error on are counted, not reported."""
    (finding,) = found("""
        1 | 0 | =A1/B1 -> #DIV/0! | =C1+1 -> #DIV/0! | =SUM(C1:D1) -> #DIV/0!
    """)

    assert cells(finding) == ["C1"]
    assert Severity.WARNING is finding.severity
    assert finding.numbers == (("formulas that draw on it", 2),)


def test_a_lost_reference_is_an_error_even_when_hidden():
    """IFERROR around #REF! hides the loss, and does not mend it."""
    (finding,) = found("""
        1 | =IFERROR(#REF!+A1,0) -> 0
    """)

    assert cells(finding) == ["B1"]
    assert Severity.ERROR is finding.severity


def test_the_lost_week_of_a_real_time_report(real):
    """In a real time report AA5 reads =#REF!+..."""
    made = read_workbook(real / "excelint" / "Lalit_TimeReport_Fall02.xlsx", "Time.xlsx")

    findings = [f for f in error_value.check(Workpapers(books=(made,))) if f.severity > 2]

    assert [cells(finding) for finding in findings] == [["AA5"], ["AA15"]]


def test_an_error_that_a_formula_asks_for_is_meant():
    """NA() leaves a gap in a chart."""
    assert not found("""
        Year | Plan                           | Shown
        2026 | =IF(A2>2025,NA(),5) -> #N/A | 1
    """)


def test_an_error_that_the_end_of_the_chain_deals_with_is_a_note():
    """Whoever wraps it into IFERROR knows of it."""
    (finding,) = found("""
        Rate | Cost          | Shown
        0    | =5/A2 -> #DIV/0! | =IFERROR(B2,0) -> 0
    """)

    assert finding.severity is Severity.NOTE


def test_an_error_that_shows_at_the_end_stays_a_warning():
    """A total that shows the error is what everybody sees."""
    (finding,) = found("""
        Rate | Cost          | Shown
        0    | =5/A2 -> #DIV/0! | =B2+1 -> #DIV/0!
    """)

    assert finding.severity is Severity.WARNING


def test_errors_of_a_hidden_sheet_that_no_visible_cell_shows_are_a_note():
    """Helper cells that fail by design are no news."""
    (finding,) = found("Rate | =5/0 -> #DIV/0!", visibility=Visibility.HIDDEN)

    assert finding.severity is Severity.NOTE
