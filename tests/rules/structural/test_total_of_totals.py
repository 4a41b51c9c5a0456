"""A grand total that counts lines twice or leaves some out."""

from __future__ import annotations

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import total_of_totals
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(total_of_totals.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_a_line_that_is_also_in_its_subtotal_counts_twice():
    """The line, the total that stands and the right one are named."""
    (finding,) = found("""
        Line     | Amount
        A        | 10
        B        | 20
        Subtotal | =SUM(B2:B3) -> 30
        C        | 5
        Total    | =SUM(B2:B5) -> 65
    """)

    assert cells(finding) == ["B6", "B2:B3"]
    assert Severity.ERROR is finding.severity
    assert finding.numbers == (("stands", 65), ("right", 35), ("difference", 30))


def test_a_subtotal_that_nothing_adds_is_left_out():
    """A grand total that takes an empty heading row instead of its subtotal is reported."""
    (finding,) = found("""
        Line      | Amount
        Labour    |
        A         | 10
        B         | 20
        Subtotal  | =SUM(B3:B4) -> 30
        Materials |
        C         | 5
        D         | 6
        Subtotal  | =SUM(B7:B8) -> 11
        Other     | 1
        Total     | =B10+B6+B5 -> 31
    """)

    assert cells(finding) == ["B11", "B6", "B9"]
    assert finding.numbers == (("stands", 31), ("right", 42), ("difference", -11))


def test_totals_of_totals_are_fine():
    """Each subtotal once, halves of everything, and differences are no mistakes."""
    assert not found("""
        Line     | Amount             | Again
        A        | 10                 | 10
        Subtotal | =SUM(B2:B2) -> 10  | =SUM(C2:C2) -> 10
        C        | 5                  | 5
        Subtotal | =SUM(B4:B4) -> 5   | =SUM(C4:C4) -> 5
        Total    | =B3+B5 -> 15       | =SUM(C2:C5)/2 -> 15
        Net      | =B6-B3 -> 5        | =C6-C3 -> 5
    """)


def test_what_follows_from_a_wrong_total_is_not_reported_again():
    """Only the total where the mistake is made is named, not every total above it."""
    findings = found("""
        Line     | Amount
        A        | 10
        Subtotal | =SUM(B2:B2) -> 10
        Total    | =B2+B3 -> 20
        Fee      | 3
        Grand    | =B4+B5 -> 23
    """)

    assert [cells(finding) for finding in findings] == [["B4", "B2"]]


def test_the_grand_totals_of_a_grant_budget(real):
    """In a real grant budget the right totals are 445,000, 188,725 and 256,275."""
    made = read_workbook(real / "autorpt" / "budget.xlsx", "budget.xlsx")

    first, second = total_of_totals.check(Workpapers(books=(made,)))

    assert cells(first) == ["B15", "B4", "B13"]
    assert first.numbers == (("stands", 345000), ("right", 445000), ("difference", -100000))
    assert second.place.cell == "C15:D15"
    figures = dict(second.numbers)
    assert (figures["C15 right"], figures["D15 right"]) == (188725, 256275)
