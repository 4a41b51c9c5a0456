"""What a person would call a cell."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.labels import called, heading, joined, row_label
from addin.tables.lines import lines
from tests.grid import grid

SHEET = grid("""
    Budget |        |
    No     | Line   | Amount
    1      | Camera | 10
    2      | Grip   | 20
""")


def test_the_words_beside_and_above():
    """The nearest words to the left and above name a cell; numbers do not."""
    assert row_label(SHEET, 4, 3) == "Grip"
    assert heading(SHEET, 4, 3) == "Amount"
    assert called(SHEET, 4, 3) == "C4 (Grip, Amount)"
    assert called(SHEET, 1, 1) == "A1"


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6))))
@settings(deadline=None)
def test_joined_areas_cover_exactly_the_cells(cells):
    """Every cell is in exactly one of the areas, and no area holds any other cell."""
    covered = [cell for area in joined(cells) for cell in area.cells]

    assert sorted(set(cells)) == sorted(covered)


def test_a_text_or_three_blanks_end_a_line():
    """Two blanks are the spacing of a layout; words and larger gaps part what is not one line."""
    sheet = grid("""
        1
        =A1 -> 1

        3
        Next
        4
        =A6 -> 4



        5
    """)

    found = [line.cells for line in lines(sheet, {(2, 1): "R[-1]C", (7, 1): "R[-1]C"}, down=True)]

    assert found == [((1, 1), (2, 1), (4, 1)), ((6, 1), (7, 1))]
