"""Python functions that formulas call by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from addin.tables.calculate import Calculation
from addin.tables.contents import Contents
from addin.tables.own_functions import HeldRows, OnDemand, own_name
from addin.tables.table import Book, Sheet, Value
from addin.udfs.in_formulas import in_formulas
from tests.grid import book, grid


def numbers(rows: int, formulas: Mapping[tuple[int, int], str]) -> Book:
    """A sheet with 1, 2, 3 … in column A, and formulas without a value."""
    cells = [[row] for row in range(1, rows + 1)]
    return Book("Book.xlsx", (Sheet("Sheet1", cells, formulas, uncached=frozenset(formulas)),))


def test_a_range_that_formulas_share_reaches_them_as_one_object():
    """What was made of it once may be kept beside it; another range is another object."""
    taken: list[object] = []

    def take(rows: object) -> int:
        taken.append(rows)
        return len(taken)

    formulas = {
        (1, 2): "MY_TAKE($A$1:$A$80)",
        (2, 2): "MY_TAKE($A$1:$A$80)",
        (3, 2): "MY_TAKE(A1:A79)",
    }
    drawn = numbers(80, formulas)

    Calculation(drawn, functions={"MY_TAKE": take}).worked_out(drawn.sheets[0])

    assert taken[0] is taken[1]
    assert isinstance(taken[0], HeldRows)
    assert taken[2] is not taken[0]
    assert taken[0] == [[row] for row in range(1, 81)]


def test_a_range_with_formulas_is_taken_once_they_have_values():
    """Whichever cell is asked for first: no formula is seen empty."""
    below = {(row, 1): f"A{row - 1}+1" for row in range(2, 101)}
    formulas = {(1, 3): "MY_SUM($A$1:$A$100)", (2, 3): "MY_SUM($A$1:$A$100)", **below}
    sheet = Sheet("Sheet1", [[1]], formulas, uncached=frozenset(formulas))
    drawn = Book("Book.xlsx", (sheet,))

    def add(rows: list[list[int]]) -> int:
        return sum(value for row in rows for value in row)

    done = Calculation(drawn, functions={"MY_SUM": add}).worked_out(drawn.sheets[0])

    assert (done[1, 3], done[2, 3]) == (5050, 5050)


def test_ranges_that_grow_down_a_column_are_not_all_kept():
    """A running total names a range of its own in each row; memory does not grow with them."""
    formulas = {(row, 2): f"MY_TAKE(A$1:A{row})" for row in range(100, 200)}
    drawn = numbers(200, formulas)
    calculation = Calculation(drawn, functions={"MY_TAKE": len})

    done = calculation.worked_out(drawn.sheets[0])

    assert [done[row, 2] for row in range(100, 200)] == list(range(100, 200))
    (held,) = [each for each in calculation.books.kept.values() if isinstance(each, dict)]
    assert len(held) <= 32


def test_our_functions_give_the_same_over_a_shared_range_as_alone():
    """Sixty accounts over one ledger, and the same formula in a book of its own."""
    rows: list[list[Value]] = [[str(2200 + row % 7), float(row)] for row in range(100)]
    text = 'ACT_TO_DATE($A$1:$A$100,,$B$1:$B$100,"{}")'
    formulas = {(row, 4): text.format(2199 + row) for row in range(1, 9)}
    together = Book("B.xlsx", (Sheet("S", rows, formulas, uncached=frozenset(formulas)),))
    found = Calculation(together, functions=in_formulas()).worked_out(together.sheets[0])

    for cell, formula in formulas.items():
        alone = Book("B.xlsx", (Sheet("S", rows, {cell: formula}, uncached=frozenset({cell})),))
        calculation = Calculation(alone, functions=in_formulas())
        assert calculation.worked_out(alone.sheets[0])[cell] == found[cell]
    assert sum(float(str(value)) for value in found.values()) == sum(range(100))


def test_functions_on_demand_are_loaded_by_the_first_name_that_may_be_theirs():
    """No function of Excel has an underscore in its name."""
    loads: list[int] = []

    def load():
        loads.append(1)
        return {"COST_EFC": len}

    functions = OnDemand(load)

    assert "SUM" not in functions
    assert loads == []
    assert "COST_EFC" in functions
    assert "COST_ETC" not in functions
    assert loads == [1]
    assert functions["COST_EFC"] is len
    assert (list(functions), len(functions)) == (["COST_EFC"], 1)


@pytest.mark.parametrize(
    ("called_as", "name"),
    [
        ("COST_EFC", "COST_EFC"),
        ("[2]!COST_EFC", "COST_EFC"),
        ("[1]!COST_EFC", ""),
        ("COSTS!COST_EFC", ""),
        ("COST_ETC", ""),
    ],
)
def test_a_call_is_ours_by_itself_or_through_the_link_to_our_addin(called_as, name):
    """Link 2 leads to it, link 1 elsewhere."""
    drawn = replace(book(grid("1")), links={1: "other.xlam", 2: r"C:\XLSTART\tieout.xlam"})

    assert own_name(called_as, {"COST_EFC": len}, Contents(drawn)) == name
    shadowed = replace(drawn, names={"Cost_Efc": "LAMBDA(x,x)"})
    assert own_name(called_as, {"COST_EFC": len}, Contents(shadowed)) == ""
