"""Rows and sheets with few cells far apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx.reading.sparse import Rows, Sparse, row_of

columns = st.one_of(st.integers(1, 40), st.integers(1, 16384))


@settings(deadline=None)
@given(st.dictionaries(columns, st.one_of(st.none(), st.integers()), max_size=6))
def test_row_holds_its_cells_and_ends_at_the_last(cells):
    """Whether it is laid out or not, a row reads the same."""
    row = row_of(cells)
    last = max((column for column, value in cells.items() if value is not None), default=0)

    assert last == len(row)
    assert [cells.get(column) for column in range(1, last + 1)] == list(row)
    assert row == row[:]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.one_of(st.integers(1, 9), st.integers(1, 60_000)), st.integers())))
def test_rows_stand_at_their_numbers_in_whatever_order_they_come(found):
    """A number given twice keeps what came last."""
    rows = Rows()
    for number, value in found:
        rows.put(number, (value,))
    finished = rows.finish()
    expected = {number: (value,) for number, value in found}

    assert max(expected, default=0) == len(finished)
    assert expected == {number: row for number, row in enumerate(finished, 1) if row}


def test_sparse_reads_like_any_sequence():
    """Indexes from the end, slices, iteration and equality."""
    row = Sparse({2: "c", 4: "e"}, 5, None)

    assert list(row) == [None, None, "c", None, "e"]
    assert row[-1] == "e"
    assert row[1:3] == (None, "c")
    assert row == (None, None, "c", None, "e")
    assert row != (None, None, "c", None)
    assert row != "ab"
    assert repr(row) == "Sparse({2: 'c', 4: 'e'}, 5, None)"
    with pytest.raises(IndexError):
        row[5]


def test_stray_cell_takes_no_room():
    """One cell in the last column of each of many rows stays one cell."""
    assert isinstance(row_of({16384: 1}), Sparse)
    assert isinstance(row_of({1: 1, 30: 2}), tuple)
