"""What follows from a cell: through formulas, areas that arrays fill, and links."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.downstream import Downstream
from addin.tables.table import Area, Book
from tests.grid import book, grid

CHAIN = book(
    grid("1 | =A1+1 | =B1+1 | =SUM(A1:C1) | =E2\n=D1 | 5 | | | =Other!A1", "S"),
    grid("7 | =S!D1", "Other"),
)


def test_every_formula_is_listed_once_in_reading_order():
    """With the cells that an array fills."""
    sheet = replace(grid("1 | =A1:A2*2\n2", "S"), arrays={(1, 2): Area(1, 2, 2, 2)})

    graph = Downstream(book(sheet))

    assert graph.cells == (("S", 1, 2), ("S", 2, 2))
    assert graph.anchor(("S", 2, 2)) == ("S", 1, 2)
    assert graph.anchor(("S", 1, 2)) == ("S", 1, 2)


def test_what_draws_on_a_cell_is_followed_to_the_end():
    """Over other sheets too, and not the cell itself."""
    graph = Downstream(CHAIN)

    assert graph.after([("S", 1, 2)]) == {("S", 1, 3), ("S", 1, 4), ("S", 2, 1), ("Other", 1, 2)}
    assert graph.after([("Other", 1, 1)]) == {("S", 1, 5), ("S", 2, 5)}
    assert graph.after([("S", 9, 9)]) == frozenset()
    assert graph.after([]) == frozenset()


@given(st.lists(st.sampled_from(Downstream(CHAIN).cells), max_size=3))
@settings(deadline=None)
def test_what_follows_from_what_follows_is_no_more(cells):
    """Following twice is following once."""
    graph = Downstream(CHAIN)
    after = graph.after(cells)

    assert graph.after(after) <= after


def test_a_cell_that_an_array_fills_carries_on_what_its_formula_draws_on():
    """A1 → the array at B1 → its cell B2 → C1."""
    sheet = replace(grid("1 | =A1:A2*2 | =B2\n2 | 4", "S"), arrays={(1, 2): Area(1, 2, 2, 2)})

    assert Downstream(book(sheet)).after([("S", 1, 1)]) == {
        ("S", 1, 2),
        ("S", 2, 2),
        ("S", 1, 3),
    }


LINKED = Book(
    "Fund.xlsx",
    (grid("=[1]Costs!A1 | =SUM([1]costs!A1:A9) | =[2]Costs!A1 | =5*2", "F"),),
    links={1: "Book.xlsx", 2: "Other.xlsx"},
)


def test_formulas_that_read_another_workbook_are_found_by_its_target():
    """Whatever the case of the sheet's name; only the cells asked for count."""
    graph = Downstream(LINKED)

    assert graph.linking(["Book.xlsx"]) == (("F", 1, 1), ("F", 1, 2))
    assert graph.linking([]) == ()
    assert graph.reading({"Book.xlsx": [("Costs", 3, 1)]}) == {
        ("F", 1, 2): ("Book.xlsx", "Costs!A3")
    }
    assert graph.reading({"Book.xlsx": [], "Other.xlsx": [("Grip", 1, 1)]}) == {}


def test_the_day_is_followed_but_not_what_only_excel_computes_each_time():
    """TODAY and RAND move; INDIRECT and OFFSET give the same from the same cells."""
    sheet = grid('=TODAY() | =A1+1 | =OFFSET(A9,0,0) | =INDIRECT("A9") | =today()+RAND() | 3', "S")

    assert Downstream(book(sheet)).volatile({}) == {("S", 1, 1), ("S", 1, 2), ("S", 1, 5)}
    assert Downstream(CHAIN).volatile({}) == frozenset()
    assert Downstream(LINKED).volatile({"Other.xlsx": [("Costs", 1, 1)]}) == {("F", 1, 3)}
