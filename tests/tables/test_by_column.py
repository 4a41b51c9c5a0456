"""A sheet's cells column by column."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.by_column import stretches
from addin.tables.table import Value

values = st.one_of(st.none(), st.integers(), st.text(max_size=3))


@settings(deadline=None)
@given(st.lists(st.lists(values, max_size=5).map(tuple), max_size=12))
def test_each_cell_is_given_once_and_in_its_place(rows):
    """However long its rows are, a sheet read by columns is the sheet read by rows."""
    by_rows = {
        (row, column): value
        for row, cells in enumerate(rows, 1)
        for column, value in enumerate(cells, 1)
    }
    by_columns = [
        ((row, part.column), value)
        for part in stretches(rows)
        for row, value in enumerate(part.values, part.top)
    ]

    assert dict(by_columns) == by_rows
    assert len(by_columns) == len(by_rows)


def test_rows_of_one_length_are_taken_together():
    """The body of a table is one stretch per column."""
    rows: list[tuple[Value, ...]] = [("A",), *[(1, 2)] * 1000]

    assert [(part.column, part.top, len(part.values)) for part in stretches(rows)] == [
        (1, 1, 1),
        (1, 2, 1000),
        (2, 2, 1000),
    ]
