"""Times in cells: however a host or a person writes them, and never hours taken for days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from addin.udfs.times import when, whens

HALF_PAST_SEVEN = dt.timedelta(hours=19, minutes=30)


@pytest.mark.parametrize(
    "cell",
    ["19:30", "7:30 PM", "7:30p", "19.30", "19h30", "1930", 1930, 1930.0, 0.8125, " 19:30:00 ",
     dt.datetime(1899, 12, 30, 19, 30)],
)  # fmt: skip
def test_half_past_seven_in_the_evening_is_one_time(cell):
    """As text, as a clock number, as a fraction of a day, as a date without a day."""
    assert when("wrap", cell) == HALF_PAST_SEVEN


@settings(deadline=None)
@given(st.integers(0, 24 * 60 - 1))
def test_every_minute_of_the_day_reads_the_same_in_every_form(minute):
    """Twelve o'clock included."""
    hour, rest = divmod(minute, 60)
    wanted = dt.timedelta(minutes=minute)
    half = f"{hour % 12 or 12}:{rest:02} {'PM' if hour >= 12 else 'AM'}"

    assert (
        when("t", f"{hour:02}:{rest:02}") == when("t", half) == when("t", minute / 1440) == wanted
    )


def test_half_past_one_of_the_next_day_is_25_30():
    """Three hosts put it on three dates."""
    late = dt.timedelta(hours=25, minutes=30)

    for cell in (
        "25:30",
        25.5 / 24,
        dt.datetime(1899, 12, 31, 1, 30),
        dt.datetime(1900, 1, 1, 1, 30),
    ):
        assert when("wrap", cell) == late


def test_dates_with_times_are_moments():
    """As a date, as a serial number, as text."""
    moment = dt.datetime(2026, 3, 2, 18)

    assert [
        when("t", cell) for cell in (moment, 46083.75, "2026-03-02 18:00", "2026-03-02T18:00")
    ] == [moment] * 4
    assert when("t", dt.date(2026, 3, 2)) == dt.datetime(2026, 3, 2)


@pytest.mark.parametrize(
    "cell",
    [
        18.5,
        7,
        19,
        2,
        99,
        1960,
        4830,
        "7",
        "13 PM",
        "0:30 AM",
        "48:00",
        "12:60",
        "late",
        True,
        "1901-01-01",
        -1,
        1e300,
        dt.datetime(1900, 5, 1),
        None,
    ],
)
def test_what_may_be_hours_or_days_is_an_error(cell):
    """18.5 may be half past six or a day in 1900; the message says how to write it."""
    with pytest.raises(CellError, match=r"wrap: .*a time such as 18:30"):
        when("wrap", cell)


def test_a_column_may_have_a_heading_and_gaps():
    """A wrong cell is named by its place."""
    assert whens("calls", ("Call", None, "7:00")) == (None, None, dt.timedelta(hours=7))
    with pytest.raises(CellError, match="calls, cell 2"):
        whens("calls", ("7:00", "Call"))
