"""One cell that counts for every row beside it."""

from __future__ import annotations

from addin.udfs.one_for_all import one_for_all


def test_one_cell_counts_for_every_row_and_a_column_for_its_own():
    """An empty cell stays empty in all of them; a column that is too short is not stretched."""
    assert one_for_all((5,), 3) == (5, 5, 5)
    assert one_for_all((None,), 2) == (None, None)
    assert one_for_all((5, 6), 3) == (5, 6)
    assert one_for_all((), 3) == ()
