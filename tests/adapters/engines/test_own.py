"""Our own evaluator as an engine: every formula anew, exact or unknown with the reason."""

from __future__ import annotations

import datetime as dt

from addin.adapters.engines.own import OwnEvaluator
from addin.tables.table import ErrorValue
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
