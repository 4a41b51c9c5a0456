"""Totals that are typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import typed_total
from tests.grid import book, grid


def found(text: str) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(typed_total.check(Workpapers(books=(book(grid(text)),))))


def test_typed_totals_that_add_up_are_one_note_for_the_workbook():
    """They are right today, and nothing makes them right tomorrow."""
    (finding,) = found("""
        Line  | 2025 | 2026 | Change
        A     | 1204 | 1310 | =C2-B2 -> 106
        B     | 2377 | 2401 | =C3-B3 -> 24
        Total | 3581 | 3711 | =C4-B4 -> 130
    """)

    assert finding.severity is Severity.NOTE
    assert [place.cell for place in finding.places] == ["B4:C4"]


def test_a_typed_total_that_no_longer_adds_up_is_a_warning():
    """Beside three typed totals that add up, one that does not was left behind."""
    findings = found("""
        Line  | Q1   | Q2   | Q3   | Q4   | All
        A     | 1204 | 1310 | 1111 | 1500 | =SUM(B2:E2) -> 5125
        B     | 2377 | 2401 | 2222 | 2600 | =SUM(B3:E3) -> 9600
        Total | 3581 | 3711 | 3333 | 4000 | =SUM(F2:F3) -> 14725
    """)

    (warning,) = [f for f in findings if f.severity is Severity.WARNING]
    assert warning.place.cell == "E4"
    assert dict(warning.numbers) == {"typed": 4000, "lines add up to": 4100, "difference": -100}


def test_small_figures_that_add_up_by_chance_are_no_totals():
    """1 + 2 = 3 says nothing about a row without a name."""
    assert not found("""
        A | 1 | =B1 -> 1
        B | 2 | =B2 -> 2
          | 3 | =B3 -> 3
    """)


def test_a_workbook_without_any_formula_is_an_export():
    """Nothing in it reckons, so nothing in it should."""
    assert not found("""
        Line  | 2025 | 2026
        A     | 1204 | 1310
        B     | 2377 | 2401
        Total | 3581 | 3711
    """)


@given(st.lists(st.integers(1000, 99_999), min_size=2, max_size=9))
def test_whatever_the_lines_a_typed_total_of_them_is_found(lines):
    """A row called total with the sum of the lines above it is always seen."""
    rows = "\n".join(f"Line {at} | {line}" for at, line in enumerate(lines))
    findings = found(f"Name | Cost\n{rows}\nTotal | {sum(lines)}\nHalf | =B2/2 -> {lines[0] / 2}")

    assert [place.cell for f in findings for place in f.places] == [f"B{len(lines) + 2}"]
