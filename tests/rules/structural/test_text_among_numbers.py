"""Text that looks like a number."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import text_among_numbers
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(text_among_numbers.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_text_in_a_summed_column_is_a_warning():
    """An amount stored as text counts for nothing in the total over it."""
    (finding,) = found("""
        Item  | Amount
        A     | 10
        B     | '1,250.00
        C     | 30
        D     | 40
        Total | =SUM(B2:B5) -> 80
    """)

    assert cells(finding) == ["B3"]
    assert Severity.WARNING is finding.severity


def test_a_text_date_among_dates_is_a_note():
    """A date typed as text is named in a column of dates."""
    (finding,) = found("""
        Due
        2026-03-14
        2026-03-15
        '3/16/2026
        2026-03-17
    """)

    assert cells(finding) == ["A4"]


def test_hashes_pasted_as_text():
    """The hashes of a narrow column, copied as text, hide a value."""
    (finding,) = found("""
        Due
        2026-03-14
        '########
    """)

    assert cells(finding) == ["A3"]


def test_codes_and_column_numbers_are_fine():
    """Account codes may be text, and a row that numbers the columns is no line."""
    assert not found("""
        Account | Amount | Rate
        '(1)    | '(2)   | '(3)
        1000    | 10     | 5
        '1010   | 20     | 5
        1020    | 30     | 5
        1030    | 30     | 5
    """)
