"""Questions left open beside figures."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import open_question
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(open_question.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_a_number_with_a_question_mark_is_a_warning():
    """It is text, and counts for nothing."""
    (finding,) = found("""
        Item | Amount | Total
        A    | '-4.50? | 12
    """)

    assert cells(finding) == ["B2"]
    assert Severity.WARNING is finding.severity


def test_words_that_ask_are_notes():
    """Marks, TBC and requests to check are found beside figures, column by column."""
    findings = found("""
        Item | Amount | Note
        A    | 12     | TBC
        B    | 12     | check with transport
        ?    | 12     | fine
    """)

    assert sorted(cells(finding) for finding in findings) == [["A4"], ["C2:C3"]]
    assert {Severity.NOTE} == {finding.severity for finding in findings}


def test_headings_and_questions_without_figures_are_fine():
    """A heading may end in a question mark, and a list of questions is no slip."""
    assert not found("""
        Item | Receipt? | Amount
        A    | Yes      | 12
        Who takes the van? | TBC |
    """)
