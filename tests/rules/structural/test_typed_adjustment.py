"""An amount typed into a formula that reads other cells."""

from __future__ import annotations

import pytest

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import typed_adjustment
from tests.grid import book, grid


def found(text: str) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(typed_adjustment.check(Workpapers(books=(book(grid(text)),))))


def test_an_amount_taken_off_a_total_is_named_with_its_sign():
    """The finding names the cell, the amount, and that no cell holds it."""
    (finding,) = found("""
        Line  | Cost
        A     | 4000
        B     | 6000
        Total | =SUM(B2:B3)-1000 -> 9000
    """)

    assert finding.place.cell == "B4"
    assert finding.severity is Severity.WARNING
    assert finding.numbers == (("typed in B4", -1000),)


def test_several_on_one_sheet_are_one_finding_the_largest_first():
    """A sheet full of plugs is one piece of work."""
    (finding,) = found("""
        Line  | Cost                     | Spent
        A     | 4000                     | 100
        B     | 6000                     | 900
        Total | =SUM(B2:B3)+300 -> 10300 | =500+SUM(C2:C3) -> 1500
    """)

    assert [place.cell for place in finding.places] == ["C4", "B4"]
    assert finding.numbers[0] == ("typed in C4", 500)


def test_a_unit_that_makes_rounded_figures_agree_is_a_note():
    """Rounding is worth knowing, no more."""
    (finding,) = found("""
        Line  | Cost
        A     | 4000
        B     | 6000
        Total | =SUM(B2:B3)-1+0.5 -> 9999.5
    """)

    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    "total",
    [
        "=SUM(B2:B3)-0 -> 10000",  # nothing is added
        "=ROW()+4 -> 8",  # a count of rows
        "=B2+1 -> 4001",  # the next one
        "=(B2+B3)*1.1 -> 11000",  # a rate, not an amount
        "=20000-B2 -> 16000",  # counted down from a whole
        '=IF(B2>5,"yes",7)+3 -> 10',  # what is added to is no figure that is read
    ],
)
def test_constants_that_are_the_sense_of_a_formula_are_left_alone(total):
    """Counting on, rates, and amounts from which others are taken are no plugs."""
    assert not found(f"""
        Line  | Cost
        A     | 4000
        B     | 6000
        Total | {total}
    """)


def test_a_constant_that_a_row_of_formulas_shares_is_how_the_sheet_works():
    """The same step in many cells was not put there to make one figure tie."""
    assert not found("""
        Week | 1      | 2               | 3               | 4
        Cost | 1000   | =B2+146 -> 1146 | =C2+146 -> 1292 | =D2+146 -> 1438
    """)
