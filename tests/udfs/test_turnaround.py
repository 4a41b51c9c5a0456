"""SCHED_TURNAROUND, SCHED_REST_SHORT, SCHED_FORCED_CALLS."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

OWN = [
    ["Parameter", "Value", "Class", "Effective from", "Effective to"],
    ["rest_hours", 10, "", "", "2026-03-31"],
    ["rest_hours", 11, "", "2026-04-01", ""],
    ["rest_hours", 9, "Driver", "2026-04-01", ""],
]


def test_the_rules_of_the_day_of_the_release_count():
    """Nine hours of rest miss one in March and two in April; drivers miss none."""
    march = ("2026-03-31 22:00", "2026-04-01 07:00", OWN)
    april = ("2026-04-01 22:00", "2026-04-02 07:00", OWN)

    assert called("SCHED_REST_SHORT", *march) == 1
    assert called("SCHED_REST_SHORT", *april) == 2
    assert called("SCHED_REST_SHORT", *april, "driver") == 0
    assert called("SCHED_REST_SHORT", "22:00", "07:00", OWN) == 2
    assert called("SCHED_REST_SHORT", "22:00", "07:00", OWN, "", "", "2026-03-01") == 1


def test_a_whole_column_spills():
    """Release and call beside each other, filled down in one formula."""
    assert called("SCHED_TURNAROUND", [["20:00"], ["22:30"]], [["06:00"], ["07:00"]]) == [
        [10],
        [8.5],
    ]
    assert called("SCHED_REST_SHORT", [["20:00"], ["22:30"]], [["06:00"], ["07:00"]], 10) == [
        [0],
        [1.5],
    ]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 10), st.integers(6, 10), st.integers(16, 23)),
        max_size=12,
        unique_by=lambda day: day[0],
    )
)
def test_forced_calls_are_the_short_rests_between_days_in_order(days):
    """In whatever order the rows stand, each is what the two moments say."""
    first = dt.datetime(2026, 3, 2)
    moments = [
        (first + dt.timedelta(days=at, hours=call), first + dt.timedelta(days=at, hours=release))
        for at, call, release in days
    ]
    ordered = sorted(moments)
    expected = [
        (release, call)
        for (_, release), (call, _) in itertools.pairwise(ordered)
        if call - release < dt.timedelta(hours=12)
    ]

    found = called(
        "SCHED_FORCED_CALLS", [["Who"], *([["Ana"]] * len(days))], [["Call"], *([call] for call, _ in moments)],
        [["Out"], *([out] for _, out in moments)], 12,
    )[1:]  # fmt: skip

    assert [(row[1], row[2]) for row in found] == expected
    assert all(row[3] + row[4] == 12 for row in found)
    assert not found or found == [
        [
            row[0],
            row[1],
            row[2],
            called("SCHED_TURNAROUND", row[1], row[2]),
            called("SCHED_REST_SHORT", row[1], row[2], 12),
        ]
        for row in found
    ]


def test_rows_that_cannot_be_are_told():
    """A time without its date, a release before its call, a call before the last release."""
    with pytest.raises(CellError, match="Ana needs a date and a time"):
        called("SCHED_FORCED_CALLS", [["Ana"]], [["07:00"]], [["19:00"]], 10)
    with pytest.raises(CellError, match="is released"):
        called("SCHED_FORCED_CALLS", [["Ana"]], [["2026-03-03 07:00"]], [["2026-03-02 19:00"]], 10)
    with pytest.raises(CellError, match="is called"):
        called(
            "SCHED_FORCED_CALLS",
            [["Ana"], ["Ana"]],
            [["2026-03-02 07:00"], ["2026-03-02 18:00"]],
            [["2026-03-02 19:00"], ["2026-03-02 20:00"]],
            10,
        )
    with pytest.raises(CellError, match="#N/A US GSA per diem has no rest_hours"):
        called("SCHED_REST_SHORT", "20:00", "06:00", "US GSA per diem")


def test_a_forced_call_costs_nothing_where_the_rest_is_enough():
    """A column of shortfalls, each at its price; blanks are no forced calls."""
    short = called(
        "SCHED_REST_SHORT", [["20:00"], ["22:30"], ["22:00"]], [["09:00"], ["07:00"], [None]], 12
    )

    assert called("CREW_FORCED_CALL", short, "SAG-AFTRA", 700, None, "Day performer") == [
        [0],
        [700],
        [0],
    ]
    with pytest.raises(CellError, match="give the day rate"):
        called("CREW_FORCED_CALL", 1, "SAG-AFTRA", None, None, "Day performer")
    with pytest.raises(CellError, match=r"#N/A .*forced_call_times"):
        called("CREW_FORCED_CALL", 1, "UK Working Time")
