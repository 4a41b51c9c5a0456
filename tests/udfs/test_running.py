"""``call`` is the one entry: it gives what a host can show, or raises ``CellError``."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.exchange import MissingRate, Purpose
from addin.domain.money import Money
from addin.tables.table import ErrorValue
from addin.udfs.answers import shown
from addin.udfs.catalogue import FUNCTIONS, call
from addin.udfs.cell_error import ERRORS, CellError
from addin.udfs.function import Function, function_of
from addin.udfs.kinds import Column, Spill
from addin.udfs.running import run


def _made(python: object) -> Function:
    python.__doc__ = "Try.\n\nArgs:\n    a: one.\n    b: two.\n\nExample:\n    =T_A(1) gives 1\n"
    return function_of(python, "Test", {MissingRate: "#N/A"})  # type: ignore[arg-type]


def t_ratio(a: float, b: float = 1.0) -> float:  # noqa: D103 - made documented below
    if a < 0:
        raise ValueError("a is below zero")
    if a > 1e6:
        raise MissingRate("USD", "CAD", Purpose.ACTUAL, "2026-03-14")
    return a / b


def t_sum(*a: Column[Money]) -> Money:  # noqa: D103 - made documented below
    return sum((m for column in a for m in column if m is not None), Money(0))


def t_rows(a: float) -> Spill:  # noqa: D103 - made documented below
    return [[a, None], [dt.date(2026, 3, 14)]]


RATIO, SUM, ROWS = _made(t_ratio), _made(t_sum), _made(t_rows)


def test_arguments_left_out_or_empty_are_the_default():
    """Hosts differ in how they leave out an argument."""
    assert run(RATIO, [6.0]) == run(RATIO, [6.0, None]) == run(RATIO, [6.0, ""]) == 6.0


def test_a_missing_argument_says_how_to_type_the_function():
    """A required argument that is left out is no zero."""
    with pytest.raises(CellError, match=r"a is missing: T_RATIO\(a, \[b\]\)"):
        run(RATIO, [])


def test_too_many_arguments_are_an_error():
    """Nothing is dropped in silence."""
    with pytest.raises(CellError, match="at most 2"):
        run(RATIO, [1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("a", "code", "message"),
    [
        (-1.0, "#VALUE!", "a is below zero"),
        (2e6, "#N/A", "USD"),
        ("#REF!", "#REF!", "a is #REF!"),
        ("x", "#VALUE!", "a: “x” is no number"),
    ],
)
def test_every_failure_is_an_error_with_a_sentence(a, code, message):
    """The domain's own words reach the person who typed the formula."""
    with pytest.raises(CellError) as caught:
        run(RATIO, [a])

    assert caught.value.code == code
    assert message in caught.value.message


def test_a_division_by_zero_is_excels_own_error():
    """The code that Excel shows for it, with a sentence."""
    with pytest.raises(CellError) as caught:
        run(RATIO, [1.0, 0.0])

    assert caught.value.code == "#DIV/0!"


def test_ranges_for_single_cells_run_cell_by_cell():
    """A column against one value gives a column; an error stays in its cell."""
    assert run(RATIO, [[[2.0], ["#N/A"], [-1.0]], 2.0]) == [
        [1.0], [ErrorValue("#N/A")], [ErrorValue("#VALUE!")],
    ]  # fmt: skip


def test_a_row_and_a_column_make_a_block():
    """As in Excel's own arithmetic."""
    assert run(RATIO, [[[2.0], [4.0]], [[1.0, 2.0]]]) == [[2.0, 1.0], [4.0, 2.0]]


def test_ranges_of_different_size_are_an_error():
    """A range one row too short is the oldest mistake of all."""
    with pytest.raises(CellError, match="b is 2 by 1 cells, not 3 by 1"):
        run(RATIO, [[[1.0], [2.0], [3.0]], [[1.0], [2.0]]])


def test_repeating_arguments_are_read_one_by_one():
    """Any number of ranges, or none."""
    assert run(SUM, []) == 0
    assert run(SUM, [[[1.0], [2.0]], 3.0, [[None]]]) == 6.0


def test_a_spill_is_made_rectangular():
    """Every row is as long as the longest."""
    assert run(ROWS, [1.0]) == [[1.0, ""], [dt.date(2026, 3, 14), ""]]


def test_a_function_that_spills_takes_no_range_for_a_single_cell():
    """A table for each of many cells fits nowhere."""
    with pytest.raises(CellError, match="a: one cell expected"):
        run(ROWS, [[[1.0], [2.0]]])


def test_an_unknown_function_is_a_name_error():
    """As Excel says it."""
    with pytest.raises(CellError) as caught:
        call("NO_SUCH", [])

    assert caught.value.code == "#NAME?"


CELLS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
    | st.sampled_from(ERRORS) | st.datetimes() | st.dates()
    | st.sampled_from(("W", "1100", "1 3/8", "2026-03-14", "USD", "08:30", "x*2", "-", "12FS+2"))
)  # fmt: skip
BLOCKS = st.integers(0, 3).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=4)
)
ARGUMENTS = st.lists(CELLS | st.floats(-1e6, 1e6) | BLOCKS, max_size=7)


def _outcome(name: str, arguments: list[object]) -> tuple[object, CellError | None]:
    try:
        return call(name, arguments), None
    except CellError as error:
        return None, error


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=40, deadline=None)
@given(ARGUMENTS)
def test_no_input_makes_a_function_end_in_anything_but_a_value_or_an_error(name, arguments):
    """Whatever is in the cells: a value that Excel can show, or one of its errors."""
    found, error = _outcome(name, arguments)
    if error is not None:
        assert error.code in ERRORS
        assert error.message, "an error without a sentence helps nobody"
        return
    rows = found if isinstance(found, list) else [[found]]
    assert len({len(row) for row in rows}) == 1
    assert rows[0]
    for cell in (cell for row in rows for cell in row):
        assert shown(cell) == cell


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_error_in_a_single_cell_is_the_result(name):
    """SUM of a column with our function in it must not skip what went wrong above."""
    found = FUNCTIONS[name]
    for at, parameter in enumerate(found.parameters):
        if parameter.shape == "cell" and not parameter.repeating and parameter.kind != "any":
            given_cells = [1.0] * at + ["#REF!"] + [1.0] * (len(found.parameters) - at - 1)
            with pytest.raises(CellError):
                call(name, given_cells)
