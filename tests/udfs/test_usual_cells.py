"""What most cells are is read in one step, and no differently."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import Money
from addin.udfs import arguments
from addin.udfs.arguments import cell_reader, column_reader
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Cell
from addin.udfs.usual_cells import usual_reader

HINTS = (Decimal, Money, float, int, str, dt.date, Cell)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(),
    st.floats(-1e7, 1e7).map(lambda number: round(number, 2)),
    st.integers(-10, 3_000_000).map(float),
    st.text(max_size=8),
    st.sampled_from(("", " ", "#N/A", "#7", "a  b", " a", "12.50", "2026-03-14", "-", "\t")),
    st.datetimes(),
    st.dates(),
)


@settings(deadline=None)
@given(CELLS, st.sampled_from(HINTS))
def test_the_short_way_reads_what_the_long_way_reads(cell: object, hint: object) -> None:
    """What is read in one step is what the reader of every cell gives, of the same type."""
    short = usual_reader(hint)(cell)
    if short is None:
        return
    long = arguments._readers(hint)(cell)
    assert (type(short), repr(short)) == (type(long), repr(long))


@settings(deadline=None)
@given(st.lists(CELLS, max_size=6), st.sampled_from(HINTS))
def test_a_column_is_read_as_its_cells_are(cells: list[object], hint: object) -> None:
    """Below its heading, a column has what each of its cells alone would be, None where empty."""
    one = cell_reader("x", hint, (None,))
    try:
        expected: object = tuple(map(one, cells))
    except CellError:
        return  # a dash is nothing in a column, and an error in a single cell
    assert repr(
        column_reader("x", hint, errors=False)([["heading"], *([c] for c in cells)])[1:]
    ) == (repr(expected))


@pytest.mark.parametrize("hint", HINTS)
def test_empty_cells_and_errors_are_left_to_others(hint: object) -> None:
    """An empty cell and an error are no usual value of any kind."""
    assert [usual_reader(hint)(cell) for cell in (None, "", "#N/A", "#DIV/0!")] == [None] * 4
