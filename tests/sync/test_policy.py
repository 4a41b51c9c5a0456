"""Who wins in a column that goes by the side that was saved last."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.ports.binding import Policy
from addin.sync.policy import winner, workbook_is_newer

NINE = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("minutes", "found"), [(5, True), (-5, False), (0, None), (0.9, None), (-1, None)]
)
def test_the_later_file_is_the_newer_one(minutes, found):
    """Only where the times are further apart than clocks are."""
    assert workbook_is_newer(NINE + dt.timedelta(minutes=minutes), NINE) is found


def test_a_time_that_is_not_known_is_asked_about():
    """A workbook that is open has none, nor has a sheet that was not probed."""
    assert workbook_is_newer(None, NINE) is None
    assert workbook_is_newer(NINE, None) is None
    assert winner(Policy.NEWER, workbook_is_newer=None) == ("sheet", "")
