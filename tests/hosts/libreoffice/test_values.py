"""Calc's values as every host hands them over, and answers as Calc shows them."""

from __future__ import annotations

import datetime as dt
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.hosts.libreoffice.extension.ranges import error
from addin.hosts.libreoffice.values import CODES, answer, arguments, failure, is_unlike_zero
from addin.hosts.libreoffice.worker import rows
from addin.tables.table import ErrorValue
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.cell_error import ERRORS, CellError
from addin.udfs.function import function_of
from addin.udfs.kinds import Cell, Column


def a_function(
    words: str, day: dt.date, amount: float, any_cell: Cell, place: Column[str], *rest: str
) -> str:
    """A function with an argument of each kind.

    Args:
        words: a text.
        day: a date.
        amount: a number.
        any_cell: anything.
        place: a range.
        rest: more texts.

    Example:
        =A_FUNCTION() gives 1
    """
    return f"{words}{day}{amount}{any_cell}{place}{rest}"


OF_EACH_KIND = function_of(a_function, "Test", {})
cells = st.floats(allow_nan=False) | st.text() | st.sampled_from(sorted(CODES)).map(ErrorValue)


def code(number: object) -> int:
    """The error that a number stands for."""
    bits: int = struct.unpack("<Q", struct.pack("<d", number))[0]
    return bits & 0xFFFFFFFF


def test_a_single_empty_cell_is_told_from_zero_where_zero_makes_no_sense():
    """Calc gives it as 0: no text and no date; where an empty number is 0, it stays 0."""
    given_ = [0.0, 0.0, 0.0, 1.0, ((0.0,),), 0.0, 0.0]

    assert arguments(OF_EACH_KIND, given_) == [None, None, 0.0, 1.0, [[0.0]], None, None]


@pytest.mark.parametrize("name", ["BUD_LINE", "FRINGE_PERCENT", "SCHED_TURNAROUND"])
def test_a_zero_that_may_be_an_empty_cell_is_refused_where_it_matters(name):
    """A factor, a cut-off or a time that is not there is not 0: nobody can tell, so nobody guesses."""
    function = FUNCTIONS[name]
    at = next(at for at, each in enumerate(function.parameters) if is_unlike_zero(each))
    before: list[object] = ["x"] * at

    with pytest.raises(CellError) as told:
        arguments(function, [*before, 0.0])
    assert told.value.message.startswith(f"{function.parameters[at].name} is 0 or an empty cell")
    assert arguments(function, [*before, ((0.0,),)])[at] == [[0.0]]
    assert arguments(function, [*before, (("",),)])[at] == [[""]]
    assert arguments(function, [*before, None]) == before


def test_a_typed_false_is_false():
    """It is 0 too, and far more often typed than an empty cell named."""
    function = FUNCTIONS["SCHED_DOOD"]
    at = [each.name for each in function.parameters].index("hold")

    assert arguments(function, [*["x"] * at, 0.0])[at] == 0.0


def test_arguments_left_out_at_the_end_are_left_out():
    """So a needed one is missed by its name, and one in between stays empty."""
    assert arguments(OF_EACH_KIND, ["a", None, 1.0, None, None]) == ["a", None, 1.0]
    assert arguments(None, [None, 1.0, None]) == [None, 1.0]


def test_errors_among_arguments_are_excels():
    """What Calc has as a number with a code is an error cell, alone and in a range."""
    given_ = [error(CODES["#N/A"]), 1.0, 1.0, ((error(532), "x"), (error(504), 2.0))]

    assert arguments(OF_EACH_KIND, given_) == [
        ErrorValue("#N/A"),
        1.0,
        1.0,
        [[ErrorValue("#DIV/0!"), "x"], [ErrorValue("#VALUE!"), 2.0]],
    ]


@pytest.mark.parametrize("name", ERRORS)
def test_each_error_has_its_code_in_calc(name):
    """The cell shows the error that Excel would show, alone and inside a spill."""
    assert [[code(cell) for cell in row] for row in failure(name)] == [[CODES[name]]]
    assert code(answer([[1.0, ErrorValue(name)]])[0][1]) == CODES[name]


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (True, 1.0),
        (3, 3.0),
        ("text", "text"),
        (dt.date(2026, 3, 14), 46095.0),
        (dt.datetime(2026, 3, 14, 18), 46095.75),
    ],
)
def test_an_answer_is_a_number_or_a_text(shown, wanted):
    """Dates are days since 30 December 1899, logical values 1 and 0."""
    assert answer(shown) == ((wanted,),)
    assert type(answer(shown)[0][0]) is type(wanted)


@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(cells | st.lists(st.lists(cells, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple), max_size=6))  # fmt: skip
def test_whatever_is_asked_has_an_answer_that_calc_shows(name, given_):
    """No call ends in anything but rows of numbers and texts, all of one length."""
    sent = [
        error(CODES[str(value)]) if isinstance(value, ErrorValue) else value for value in given_
    ]
    found = rows(name, tuple(sent))

    assert len({len(row) for row in found}) == 1
    for row in found:
        for cell in row:
            assert isinstance(cell, float | str)
            assert isinstance(cell, str) or not math.isinf(cell)
