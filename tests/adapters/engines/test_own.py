"""Our own evaluator as an engine: every formula anew, exact or unknown with the reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from addin.adapters.engines.own import OwnEvaluator
from addin.tables.table import Area, ErrorValue
from tests.grid import book, grid

ENGINE = OwnEvaluator(lambda: dt.datetime(2026, 3, 14, 18, 0))


def test_cached_values_are_not_trusted():
    """A stale total and the stale subtotal it rests on are both computed from the constants."""
    drawn = book(grid("2 | 3 | =A1+B1 -> 99 | =C1*10 -> 7"))

    found = ENGINE.recalculate(drawn, b"")

    assert found.values == {("Sheet1", 1, 3): 5, ("Sheet1", 1, 4): 50}
    assert found.unknown == {}


def test_what_is_not_known_says_why_and_so_does_what_draws_on_it():
    """A function that the evaluator does not know is named; its dependents are unknown too."""
    drawn = book(grid("=BAHTTEXT(3) -> x | =A1&B2 -> y | =1/0"))

    found = ENGINE.recalculate(drawn, b"")

    assert {("Sheet1", 1, 3): ErrorValue("#DIV/0!")} == found.values
    assert found.unknown["Sheet1", 1, 1] == "the function BAHTTEXT"
    assert ("Sheet1", 1, 2) in found.unknown


def test_a_circle_is_named():
    """Formulas that draw on themselves have no value."""
    found = ENGINE.recalculate(book(grid("=B1 -> 1 | =A1 -> 1")), b"")

    assert {"it draws on itself, in a circle"} == set(found.unknown.values())


def test_today_and_now_are_those_of_the_clock():
    """Formulas that change by themselves are computed for the moment of the run."""
    drawn = book(grid("=TODAY()-1 -> 5 | =NOW() -> 5 | =RAND() -> 5"))

    found = ENGINE.recalculate(drawn, b"")

    assert found.values == {("Sheet1", 1, 1): 46094, ("Sheet1", 1, 2): 46095.75}
    assert found.unknown["Sheet1", 1, 3] == "RAND changes by itself"


def test_a_date_is_a_date_where_the_cell_shows_one():
    """The value is what the reader would give for the same number and format."""
    drawn = book(grid("2026-03-14 | =A1+1 -> 1", formats={(1, 2): "yyyy-mm-dd"}))

    found = ENGINE.recalculate(drawn, b"")

    assert {("Sheet1", 1, 2): dt.date(2026, 3, 15)} == found.values


def test_our_own_functions_are_called_by_name():
    """A Python function gets values and ranges, and may fill several cells."""

    def efc(cost: float, lines: list[list[float]]) -> float:
        return cost + sum(value for row in lines for value in row)

    engine = OwnEvaluator(functions={"cost_efc": efc, "twice": lambda value: [[value, value]]})
    drawn = book(
        grid(
            "100 | 1 | 2 | =COST_EFC(A1,B1:C1)*2 | =IFERROR(COST_EFC(A1),7) | =TWICE(D1) |",
            arrays={(1, 6): Area(1, 6, 1, 7)},
        )
    )

    found = engine.recalculate(drawn, b"")

    assert found.values == {("Sheet1", 1, 4): 206, ("Sheet1", 1, 6): 206, ("Sheet1", 1, 7): 206}
    assert found.unknown["Sheet1", 1, 5].startswith("COST_EFC failed")


def test_without_our_own_functions_their_cells_are_unknown():
    """An engine that was not given a function does not take its formula for an error."""
    found = OwnEvaluator().recalculate(book(grid("=COST_EFC(1)")), b"")

    assert found.unknown == {("Sheet1", 1, 1): "the function COST_EFC"}


def test_cells_found_only_while_working_out_come_first():
    """OFFSET and INDIRECT draw on formulas that they do not name, in a circle too."""
    drawn = book(
        grid("""
            =SUM(OFFSET(B1,0,0,2,1)) | =B2*2 | =INDIRECT("D1")
            =INDIRECT("A"&1)         | =1+1  | =C1
        """)
    )
    drawn = replace(
        drawn,
        sheets=(replace(drawn.sheets[0], formulas={**drawn.sheets[0].formulas, (1, 4): "C1"}),),
    )

    found = OwnEvaluator().recalculate(drawn, b"")

    assert found.values["Sheet1", 1, 1] == 6
    assert found.values["Sheet1", 2, 1] == 6
    assert found.unknown["Sheet1", 1, 3] == "it draws on itself, in a circle"
    assert ("Sheet1", 2, 3) in found.unknown
