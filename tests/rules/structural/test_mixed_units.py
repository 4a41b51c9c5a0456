"""Totals that add quantities of different units."""

from __future__ import annotations

from addin.findings import Finding
from addin.rules.rule import Workpapers
from addin.rules.structural import mixed_units
from tests.grid import book, grid


def found(text: str) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(mixed_units.check(Workpapers(books=(book(grid(text)),))))


def test_days_and_weeks_in_one_total_are_reported_with_their_numbers():
    """The reader sees which units are mixed, and how often."""
    (finding,) = found("""
        Line   | Qty             | Unit
        Crane  | 3               | Days
        Gaffer | 2               | week
        Grip   | 4               | day
        Total  | =SUM(B2:B4) -> 9 |
    """)

    assert [place.cell for place in finding.places] == ["B5", "C2:C4"]
    assert finding.numbers == (("day", 2), ("week", 1))


def test_one_unit_and_totals_of_money_are_left_alone():
    """Costs may be added whatever they were reckoned by."""
    assert not found("""
        Line   | Qty             | Unit | Cost
        Crane  | 3               | days | 100
        Gaffer | 2               | day  | 200
        Total  | =SUM(B2:B3) -> 5 |      | =SUM(D2:D3) -> 300
    """)
    assert not found("""
        Line   | Cost              | Unit
        Crane  | 300               | day
        Gaffer | 200               | week
        Total  | =SUM(B2:B3) -> 500 |
    """)
