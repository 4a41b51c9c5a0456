"""Bookings: every overlap is found, and nothing else."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.bookings import Booking, EndsBeforeStart, conflicts, overlap

START = dt.datetime(2026, 3, 2)
bookings = st.lists(
    st.builds(
        lambda resource, start, length, label: Booking(
            resource,
            START + dt.timedelta(hours=start),
            START + dt.timedelta(hours=start + length),
            str(label),
        ),
        st.sampled_from(["Van", "van", "Stage 2"]),
        st.integers(0, 40),
        st.integers(1, 12),
        st.integers(),
    ),
    max_size=25,
    unique_by=lambda one: one.label,
)


@settings(deadline=None)
@given(bookings, st.integers(0, 5))
def test_conflicts_are_those_that_comparing_every_pair_finds(given_bookings, gap_hours):
    """The sweep leaves none out, with a gap or without."""
    gap = dt.timedelta(hours=gap_hours)
    expected = {
        frozenset((one.label, other.label))
        for one, other in combinations(given_bookings, 2)
        if one.resource.casefold() == other.resource.casefold()
        and one.start < other.end + gap
        and other.start < one.end + gap
    }

    found = list(conflicts(given_bookings, gap))

    assert {frozenset((each.first.label, each.second.label)) for each in found} == expected
    assert len(found) == len(expected)
    for each in found:
        if each.overlap > dt.timedelta(0):
            assert each.overlap == overlap(each.first, each.second)


def test_bookings_that_touch_do_not_overlap():
    """One ends at noon, the next begins at noon."""
    morning = Booking("Stage", START, START + dt.timedelta(hours=12))
    evening = Booking("Stage", START + dt.timedelta(hours=12), START + dt.timedelta(hours=20))

    assert list(conflicts([evening, morning])) == []
    assert len(list(conflicts([evening, morning], dt.timedelta(minutes=1)))) == 1
    assert overlap(morning, evening) == dt.timedelta(0)


def test_a_booking_that_ends_before_it_starts_is_an_error():
    """Swapped columns are told, not sorted out; a booking of no time is one."""
    assert Booking("Van", START, START).end == START
    with pytest.raises(EndsBeforeStart, match="Unit A ends"):
        Booking("Van", START, START - dt.timedelta(hours=1), "Unit A")
