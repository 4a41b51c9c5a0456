"""Columns that stand side by side, and blocks with a heading row."""

from __future__ import annotations

import pytest

from addin.udfs.cell_error import CellError
from addin.udfs.columns import by_heading, in_place, side_by_side

FIELDS = {"account": ("acct", "code"), "amount": ("total",), "note": ("remarks",)}


def test_columns_of_one_table_give_its_rows():
    """Rows that are empty in every column are left out; order stays."""
    rows = side_by_side(accounts=("1100", None, "1200"), amounts=(1, None, None))

    assert list(rows) == [("1100", 1), ("1200", None)]


def test_a_column_cut_short_is_an_error_that_names_both():
    """The row that one range misses would be lost in silence."""
    with pytest.raises(CellError, match="amounts has 2 cells, accounts has 3"):
        list(side_by_side(accounts=("1100", "1200", "1300"), amounts=(1, 2)))


def test_empty_cells_below_the_shorter_column_are_no_error():
    """Hosts cut off what is empty below a column."""
    assert list(side_by_side(accounts=("1100", None, None), amounts=(1,))) == [("1100", 1)]


def test_a_block_is_read_by_its_headings_in_any_order_and_spelling():
    """Case, plural and punctuation aside; a field without a column is None if it may be."""
    block = (("Total ", None, "ACCT."), (5.0, "x", "1100"), (None, None, None), (6.0, None, "1200"))

    assert by_heading("lines", block, FIELDS, optional=["note"]) == [
        {"account": "1100", "amount": 5.0, "note": None},
        {"account": "1200", "amount": 6.0, "note": None},
    ]


def test_a_missing_heading_is_named_beside_those_found():
    """The message says what to look for and what is there."""
    with pytest.raises(CellError, match="lines has no column “amount”; its headings: Code, Sum"):
        by_heading("lines", (("Code", "Sum"), ("1100", 1.0)), FIELDS, optional=["note"])


def test_rows_in_place_keep_empty_rows_and_end_with_the_last_filled_one():
    """What spills beside them stands in the right rows; a column left out is empty."""
    rows = in_place(accounts=("1100", None, "1200", None), amounts=(1, None, None, None), notes=())

    assert rows == [("1100", 1, None), (None, None, None), ("1200", None, None)]


def test_rows_in_place_refuse_a_column_cut_short():
    """Unless it is empty altogether: then it was left out."""
    with pytest.raises(CellError, match="amounts has 1 cells, accounts has 2"):
        in_place(accounts=("1100", "1200"), amounts=(1,))

    assert in_place(accounts=("1100", "1200"), amounts=(None,)) == [("1100", None), ("1200", None)]
    assert in_place(accounts=("1100",), amounts=(None, None, None)) == [("1100", None)]
    assert in_place(accounts=(None,), amounts=()) == []
