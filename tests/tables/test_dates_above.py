"""The date up to which a report goes is found above it, and moves on as it was written."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.tables.dates_above import dates_above, moved_on
from addin.tables.recognise import recognise
from tests.grid import grid

OLD, NEW = dt.date(2026, 3, 7), dt.date(2026, 3, 14)
BELOW = """
    Acct  | Description | To Date | POs | Total Cost | ETC | EFC  | Budget | Variance
    '2510 | Lighting    | 545     | 120 | 665        | 335 | 1000 | 1000   | 0
    '2520 | Catering    | 300     | 500 | 800        | 100 | 900  | 700    | -200
"""


def after(head, old=OLD, new=NEW):
    """The cells above, once the date has moved on."""
    sheet = grid(head.rstrip() + "\n" + BELOW.strip("\n"))
    (table,) = recognise(sheet, "Book.xlsx")
    edits = [moved_on(one, "Sheet1", old, new) for one in dates_above(sheet, table)]
    return [edit.value for edit in edits if edit]


@pytest.mark.parametrize(
    ("head", "now"),
    [
        ("    Week ending 03/07/2026", ["Week ending 03/14/2026"]),
        ("    Week ending 3/7/2026", ["Week ending 3/14/2026"]),
        ("    Week ending 07/03/2026", ["Week ending 14/03/2026"]),
        ("    Report as of 7 March 2026, USD", ["Report as of 14 March 2026, USD"]),
        ("    Cut-off: 7.3.2026", ["Cut-off: 14.3.2026"]),
        ("    Week ending | 2026-03-07", [NEW]),
        ("    Period ending | 03/07/2026", ["03/14/2026"]),
        ("    Printed 03/07/2026", []),
        ("    Printed | 2026-03-07", []),
        ("    Week ending 02/28/2026", []),
        ("    Week ending 03/01/2026 to date 03/07/2026", []),
    ],
)
def test_the_end_of_the_week_moves_and_nothing_else(head, now):
    """Written as before; other dates, and texts with two, are left to people."""
    assert after(head) == now


def test_a_date_that_reads_both_ways_alike_is_left_alone():
    """03/03/2026 does not say how to write the tenth."""
    day = dt.date(2026, 3, 3)

    assert after("    Week ending 03/03/2026", day, dt.date(2026, 3, 10)) == []
