"""The notation that other tests draw their sheets in."""

import datetime as dt

from addin.tables.table import ErrorValue
from tests.grid import grid


def test_a_drawn_sheet_has_values_formulas_and_uncached_cells():
    """Numbers, dates, errors and text as a person would read them; formulas with their value."""
    sheet = grid("""
        PO   | Amount  | Date
        '007 | =1+1->2 | 2026-03-14
             | =B2*2   | #REF!
    """)

    assert [list(row) for row in sheet.rows] == [
        ["PO", "Amount", "Date"],
        ["007", 2, dt.datetime(2026, 3, 14)],
        [None, None, ErrorValue("#REF!")],
    ]
    assert sheet.formulas == {(2, 2): "1+1", (3, 2): "B2*2"}
    assert sheet.uncached == {(3, 2)}
