"""Which cells draw on which."""

from __future__ import annotations

from addin.tables.dependencies import Dependencies
from tests.grid import book, grid


def test_dependents_alone_in_ranges_and_through_others():
    """A cell is found by those that name it, by ranges around it, and by what follows from them."""
    made = book(grid("1 | 2 | =A1 -> 1 | =SUM(A1:B1) -> 3 | =D1*2 -> 6"))
    graph = Dependencies(made)

    assert {("Sheet1", 1, 3), ("Sheet1", 1, 4)} == set(graph.drawing_on("Sheet1", 1, 1))
    assert {("Sheet1", 1, 4), ("Sheet1", 1, 5)} == set(graph.all_drawing_on([("Sheet1", 1, 2)]))


def test_dependence_spreads_through_what_goes_along_and_ends_at_stops():
    """Each cell reached is told with the one it was reached through; a stop ends the way there."""
    graph = Dependencies(book(grid("1 | =A1 -> 1 | =B1 -> 1 | =C1 -> 1 | | =E1 -> 1", "S")))
    first, second, third, fourth = (("S", 1, column) for column in range(1, 5))

    assert graph.spread_from([first]) == {second: first, third: second, fourth: third}
    assert graph.spread_from([first], stops={third}) == {second: first}
    beside = {fourth: [("S", 1, 5)]}
    assert graph.spread_from([third], beside) == {
        fourth: third,
        ("S", 1, 5): fourth,
        ("S", 1, 6): ("S", 1, 5),
    }
