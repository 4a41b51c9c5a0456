"""SCHED_CONFLICTS and SCHED_OVERLAP from columns of a sheet."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

VANS = [["Vehicle"], ["Van 1"], ["van 1"], ["Van 2"]]


def test_whole_days_end_with_their_last_day():
    """Back on the 4th and out again on the 4th is a conflict of a day."""
    starts = [["From"], ["2026-03-02"], ["2026-03-04"], ["2026-03-02"]]
    ends = [["To"], ["2026-03-04"], ["2026-03-06"], ["2026-03-09"]]

    (line,) = called("SCHED_CONFLICTS", VANS, starts, ends)[1:]

    assert line == ["van 1", "row 2", "row 3", dt.datetime(2026, 3, 4), dt.datetime(2026, 3, 5), 24]


def test_times_end_when_they_say():
    """Back at noon and out at noon is none, but leaves no time to drive."""
    starts = [["From"], ["2026-03-02 08:00"], ["2026-03-02 12:00"], ["2026-03-02"]]
    ends = [["To"], ["2026-03-02 12:00"], ["2026-03-02 18:00"], ["2026-03-09"]]

    assert len(called("SCHED_CONFLICTS", VANS, starts, ends)) == 1
    (line,) = called("SCHED_CONFLICTS", VANS, starts, ends, [], 0.5)[1:]
    assert line[-1] == 0


def test_rows_that_are_no_booking_are_told():
    """A booking without its end, a time without its date, an end before the start."""
    with pytest.raises(CellError, match="row 2 needs a resource, a start and an end"):
        called(
            "SCHED_CONFLICTS",
            [["Van"], ["Van"]],
            [["2026-03-02"], ["2026-03-02"]],
            [["2026-03-02"], [None]],
        )
    with pytest.raises(CellError, match="need dates"):
        called("SCHED_CONFLICTS", [["Van"]], [["08:00"]], [["09:00"]])
    with pytest.raises(CellError, match="Unit A ends"):
        called("SCHED_CONFLICTS", [["Van"]], [["2026-03-09"]], [["2026-03-02"]], [["Unit A"]])
    with pytest.raises(CellError, match="all four"):
        called("SCHED_OVERLAP", "08:00", "09:00", "2026-03-02 08:00", "2026-03-02 09:00")
    assert called("SCHED_CONFLICTS", [["Van"]], [[None]], [[None]]) == [
        ["Resource", "First", "Second", "From", "To", "Hours"]
    ]


def test_thousands_of_conflicts_are_a_mistake_in_the_list():
    """Every row in one room for one day is a column in the wrong place."""
    rows = 600

    with pytest.raises(CellError, match="#NUM! more than 100,000 conflicts"):
        called(
            "SCHED_CONFLICTS", [["Room"]] * rows, [["2026-03-02"]] * rows, [["2026-03-02"]] * rows
        )
