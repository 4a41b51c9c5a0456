"""Lines that the totals beside a total take, and it does not."""

from __future__ import annotations

from addin.rules.totals_beside import taken_beside
from addin.tables.table import Area
from addin.tables.workings import Workings
from tests.grid import book, grid


def missed(first_line: str) -> tuple[tuple[int, int], ...]:
    """What the sum of column D misses that the one of column B takes."""
    workings = Workings(
        book(
            grid(f"""
                Line  | 2025                | | 2026
                Crane | 400                 | | {first_line}
                Sword | 50                  | | 45
                Bow   | 70                  | | 65
                All   | =SUM(B2:B4) -> 520  | | =SUM(D3:D4) -> 110
            """)
        )
    )
    work = next(iter(workings.sheets))
    return taken_beside(work, (5, 4), Area(3, 4, 4, 4), down=True)


def test_a_figure_that_the_total_beside_takes_is_missed():
    """Two years of one account add the same lines."""
    assert missed("300") == ((2, 4),)


def test_nothing_is_missed_without_a_figure():
    """An empty cell, a dash or nought changes no total, and a year is a heading."""
    assert not any(map(missed, ("", "-", "0", "2026")))
