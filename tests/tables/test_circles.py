"""Formulas that draw on one another in a circle."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.circles import circles
from addin.tables.dependencies import Dependencies
from addin.tables.remaining import Remaining
from addin.tables.table import Area, Book, Sheet, address
from tests.grid import book, grid

cells = st.tuples(st.integers(1, 4), st.integers(1, 3))
edges = st.dictionaries(cells, st.lists(cells, min_size=1, max_size=2), max_size=10)


def test_circles_across_sheets():
    """A circle may lead through another sheet, and a cell may read itself."""
    made = book(grid("=B!A1 -> 0 | =A1 -> 0", "A"), grid("=A!A1 -> 0 | =SUM(A1:C1) -> 0", "B"))

    expected = ((("A", 1, 1), ("B", 1, 1)), (("B", 1, 2),))
    assert expected == circles(Dependencies(made))


@given(edges)
@settings(deadline=None)
def test_every_cell_that_reaches_itself_is_in_a_circle(graph):
    """Exactly the cells from which a chain of formulas leads back to themselves are reported."""
    formulas = {cell: "+".join(address(*other) for other in to) for cell, to in graph.items()}
    made = Book("Book.xlsx", (Sheet("S", [], formulas),))

    expected = {cell for cell in graph if cell in _reached(graph, cell)}

    found = {(row, column) for group in circles(Dependencies(made)) for _, row, column in group}
    assert expected == found


def _reached(graph, start):
    found, stack = set(), list(graph[start])
    while stack:
        cell = stack.pop()
        if cell not in found:
            found.add(cell)
            stack += graph.get(cell, [])
    return found


@given(st.sets(cells), st.lists(cells), cells, cells)
@settings(deadline=None)
def test_what_remains_in_an_area_is_what_was_not_removed(there, removed, one, other):
    """After any removals, an area holds exactly the cells that were there and are not removed."""
    left = Remaining(there)
    for cell in dict.fromkeys(removed):
        if cell in there:
            left.remove(*cell)
    area = Area(
        min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
    )

    expected = {cell for cell in there - set(removed) if cell in area}

    assert expected == set(left.within(area))
    assert all((cell in left) == (cell in there - set(removed)) for cell in [one, other])
