"""Laws of the bits that say which cells hold something."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.occupancy import columns_of, mask_of, occupancy, reads_as_figure, runs
from addin.tables.table import Sheet
from tests.grid import grid

columns = st.sets(st.integers(1, 700), max_size=40)


@settings(deadline=None)
@given(columns)
def test_columns_come_back_from_their_bits_in_order(held):
    """A mask holds exactly the columns that were put in."""
    mask = sum(1 << column for column in held)

    assert sorted(held) == list(columns_of(mask))


@settings(deadline=None)
@given(columns)
def test_runs_cover_each_column_once(held):
    """The stretches of neighbours are apart and together hold every column."""
    mask = sum(1 << column for column in held)
    found = list(runs(mask))

    assert mask == sum(mask_of(left, right) for left, right in found)
    assert all(a[1] + 1 < b[0] for a, b in pairwise(found))


def test_words_figures_and_others_are_told_apart():
    """Text, numbers and dates, truth values and blanks are what they are."""
    seen = occupancy(grid("Vendor | 12.5 | 2026-03-14 | TRUE |  | x"))

    assert list(columns_of(seen.words[1])) == [1, 6]
    assert list(columns_of(seen.figures[1])) == [2, 3]
    assert list(columns_of(seen.filled[1])) == [1, 2, 3, 4, 6]


def test_a_formula_that_nobody_computed_is_a_figure():
    """A cell without a cached value is not an empty cell."""
    seen = occupancy(grid("a | =B2+B3"))

    assert list(columns_of(seen.figures[1])) == [2]


def test_a_row_of_thousands_of_columns_reads_as_a_short_one():
    """Cells far to the right are seen."""
    row: list[object] = [None] * 9000
    row[0], row[8999] = "a", 5
    seen = occupancy(Sheet("s", [row]))  # type: ignore[list-item]

    assert list(columns_of(seen.filled[1])) == [1, 9000]
    assert list(columns_of(seen.figures[1])) == [9000]


def test_amounts_and_dates_typed_as_text_read_as_figures():
    """What people type for a number or a date is one; codes and words are not."""
    figures = ["$1,250.00 ", "(12.50)", "3/14/2025 4:05 PM", "14.03.2026", "09:30", "-", "12.5%"]
    words = ["PO-2026-0016", "INV-1010", "Panavision", "1st AC", "Week 4", ""]

    assert [True] * len(figures) == [reads_as_figure(text) for text in figures]
    assert [False] * len(words) == [reads_as_figure(text) for text in words]
