"""A workbook with fresh values in place of those its file shows."""

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.fresh_values import freshened
from tests.grid import book, grid

BOOK = book(grid("1 | =A1*2 -> 2 | =A1*3\n2 | =A2*2 -> 5 |", "Costs"))
CELLS = st.tuples(st.integers(1, 4), st.integers(1, 5))


def test_a_fresh_value_stands_where_the_old_one_stood():
    """And a cell that held none is known as computed."""
    fresh = freshened(BOOK, {("Costs", 2, 2): 4, ("Costs", 1, 3): 3})

    sheet = fresh.sheets[0]
    assert [list(row) for row in sheet.rows] == [[1, 2, 3], [2, 4]]
    assert sheet.computed == {(1, 3)}
    assert sheet.uncached == sheet.outdated == frozenset()


def test_a_lost_value_is_unknown_and_not_zero():
    """The file's own value is known to be there, but is not used."""
    sheet = freshened(BOOK, {}, [("Costs", 2, 2), ("Costs", 1, 3)]).sheets[0]

    assert sheet.value(2, 2) is None
    assert sheet.uncached == {(2, 2), (1, 3)}
    assert sheet.outdated == {(2, 2)}


def test_nothing_fresh_is_the_very_same_workbook():
    """No copy is made of a workbook whose values agree."""
    assert freshened(BOOK, {}) is BOOK


@given(st.dictionaries(CELLS, st.integers(1, 9)), st.sets(CELLS))
@settings(deadline=None)
def test_only_the_cells_named_change(values, lost):
    """Every other cell shows what it showed, wherever the new ones stand."""
    fresh = freshened(
        BOOK,
        {("Costs", *cell): value for cell, value in values.items()},
        [("Costs", *cell) for cell in lost],
    ).sheets[0]

    for row in range(1, 6):
        for column in range(1, 7):
            cell = row, column
            before = BOOK.sheets[0].value(*cell)
            expected = None if cell in lost else values.get(cell, before)
            assert fresh.value(*cell) == expected
