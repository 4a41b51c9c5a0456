"""The cells of a finding."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.source import Place
from addin.rules.cells_involved import amount_cell, drawn_together, named
from addin.tables.table import Area, address
from tests.make import posting

cells = st.lists(st.tuples(st.integers(1, 30), st.integers(1, 4)), min_size=1, max_size=40)


@settings(deadline=None)
@given(cells)
def test_ranges_cover_the_same_cells_and_no_others(found):
    """Drawing cells together loses none and adds none."""
    places = [Place("w", "s", address(row, column)) for row, column in found]
    covered = [cell for place in drawn_together(places) for cell in Area.of(place.cell).cells]

    assert sorted(covered) == sorted(set(found))


def test_the_first_cell_stays_first():
    """The one to look at first is not moved by drawing the others together."""
    places = [Place("w", "s", cell) for cell in ("D9", "B2", "B3")]

    assert [place.cell for place in drawn_together(places)] == ["D9", "B2:B3"]


def test_a_posting_points_at_the_side_it_stands_on():
    """Debit, credit, or the one column of signed amounts."""
    assert amount_cell(posting(debit=5)).cell == "K2"
    assert amount_cell(posting(amount=-5, credit=5)).cell == "L2"
    assert amount_cell(posting()).cell == "M2"


def test_a_message_names_a_few_cells():
    """Beyond eight, the rest is counted."""
    places = [Place("w", "s", f"B{row}") for row in range(1, 12)]

    assert named(places[:1]) == "B1"
    assert named(places[:3]) == "B1, B2 and B3"
    assert named(places).endswith("B8 and 3 more")


def test_a_message_says_how_many_there_are_where_only_the_first_are_given():
    """A list of thousands is not made for the sake of eight names."""
    places = [Place("Book.xlsx", "Sheet", f"B{row}") for row in range(3, 20)]

    assert named(places[:8], len(places)) == named(places)


def test_a_cell_named_in_two_ways_stands_once():
    """With dollar signs, or as a range of one cell, it is the same cell; no cell stays as it is."""
    texts = ["$B$4", "B3", "B4", "B4:B4", "Topsheet", "C2:D9"]

    drawn = drawn_together(Place("Book.xlsx", "Sheet", text) for text in texts)

    assert [place.cell for place in drawn] == ["B3:B4", "Topsheet", "C2:D9"]
