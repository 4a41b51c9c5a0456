"""Times in cells, whatever a host makes of them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.clock_cells import to_when

HALF_PAST_SEVEN = dt.timedelta(hours=7, minutes=30)


@pytest.mark.parametrize(
    "cell",
    ["7:30", "07:30 AM", "0730", 730, 0.3125, dt.time(7, 30), HALF_PAST_SEVEN, "7h30",
     dt.datetime(1899, 12, 30, 7, 30)],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_and_hosts_write_it(cell):
    """Text, a number of four digits, a part of a day, a time, a span, a date long ago."""
    assert to_when(cell) == HALF_PAST_SEVEN


@pytest.mark.parametrize("cell", [None, "", "o/c", "TBD", "per 1st AD", 7, True, "29:75"])
def test_what_is_no_time_is_none(cell):
    """On call, to be decided, a number that may be hours."""
    assert to_when(cell) is None


@settings(deadline=None)
@given(st.times())
def test_every_time_of_day_survives_its_text(time):
    """To the second."""
    shown = to_when(f"{time:%H:%M:%S}")

    assert shown == to_when(time.replace(microsecond=0))
