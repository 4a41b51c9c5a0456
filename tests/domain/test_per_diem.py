"""Per diem: days of trips, their ends and their places."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import Money, total
from addin.domain.per_diem import WrongTrip, allowances, days_of

FIRST = dt.date(2026, 3, 2)
RATE = Money(6800)


@settings(deadline=None)
@given(st.integers(0, 60), st.decimals(0, 1, places=2))
def test_a_trip_is_its_full_days_and_a_share_of_two(length, share):
    """A trip of one day is paid the share once."""
    days = days_of(FIRST, FIRST + dt.timedelta(days=length))

    found = allowances(((day, "Leeds") for day in days), lambda *_: RATE, share)

    ends = RATE.times(share)
    expected = ends if not length else Money(ends.minor * 2 + RATE.minor * (length - 1))
    assert total(each.amount for each in found) == expected
    assert [each.day for each in found] == list(days)


@settings(deadline=None)
@given(st.sets(st.integers(0, 40)))
def test_days_in_a_row_are_one_trip(offsets):
    """A gap ends one trip and begins the next; every trip has its own ends."""
    found = allowances(
        ((FIRST + dt.timedelta(days=at), "x") for at in offsets), lambda *_: RATE, Decimal("0.5")
    )

    ends = {at for at in offsets if at - 1 not in offsets or at + 1 not in offsets}
    assert {(each.day - FIRST).days for each in found if each.share != 1} == ends
    assert len(found) == len(offsets)


def test_each_day_has_the_rate_of_its_place():
    """Two places, two rates, and the date is asked for, too."""
    found = allowances(
        [(FIRST, "York"), (FIRST + dt.timedelta(days=1), "Leeds")],
        lambda place, day: Money(len(place) * 100 + day.day),
    )

    assert [each.amount.minor for each in found] == [402, 503]


def test_trips_that_contradict_themselves_are_errors():
    """One day in two places, a share of more than all, an end before the start."""
    with pytest.raises(WrongTrip, match="both in York and in Leeds"):
        allowances([(FIRST, "York"), (FIRST, "Leeds")], lambda *_: RATE)
    with pytest.raises(WrongTrip, match="between 0 and 1"):
        allowances([(FIRST, "York")], lambda *_: RATE, Decimal("1.5"))
    with pytest.raises(WrongTrip, match="before it starts"):
        days_of(FIRST, FIRST - dt.timedelta(days=1))
    with pytest.raises(WrongTrip, match="ten years"):
        days_of(FIRST, FIRST + dt.timedelta(days=3661))
    assert len(days_of(FIRST, FIRST + dt.timedelta(days=3660))) == 3661
    assert len(allowances([(FIRST, "York"), (FIRST, "york")], lambda *_: RATE)) == 1
