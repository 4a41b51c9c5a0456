"""Times of a call sheet, in order over midnight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.clock import DAY, TimesMixed, When, hours, in_order

times = st.timedeltas(dt.timedelta(0), dt.timedelta(hours=23, minutes=59))


def moments(whens: Sequence[When]) -> list[dt.datetime]:
    """The moments of times, all of them given."""
    return [each for each in in_order(whens) if each is not None]


@settings(deadline=None)
@given(st.lists(times, max_size=8))
def test_times_of_day_become_moments_that_never_run_back(given_times):
    """Each is the next such time after the one before, so less than a day later."""
    found = moments(given_times)

    assert all(dt.timedelta(0) <= other - one < DAY for one, other in pairwise(found))
    assert [
        moment - dt.datetime(moment.year, moment.month, moment.day) for moment in found
    ] == given_times


def test_times_of_24_hours_and_more_say_their_day():
    """25:30 is half past one on the next day, also first in the row."""
    late, call = moments([dt.timedelta(hours=25, minutes=30), dt.timedelta(hours=11)])
    assert call - late == dt.timedelta(hours=9, minutes=30)
    call, wrap = moments([dt.timedelta(hours=18), dt.timedelta(hours=25)])
    assert wrap - call == dt.timedelta(hours=7)


def test_a_time_follows_a_date():
    """Where the call has a date, the meal and the wrap need none."""
    found = in_order([dt.datetime(2026, 3, 2, 18), None, dt.timedelta(hours=2)])

    assert found == [dt.datetime(2026, 3, 2, 18), None, dt.datetime(2026, 3, 3, 2)]


def test_a_date_after_a_time_without_one_is_an_error():
    """Which day the first was on is a guess; and dates do not run back."""
    with pytest.raises(TimesMixed, match="all times a date"):
        in_order([dt.timedelta(hours=18), dt.datetime(2026, 3, 2, 18)])
    with pytest.raises(TimesMixed, match="comes before"):
        in_order([dt.datetime(2026, 3, 2), dt.datetime(2026, 3, 1)])


def test_hours_are_exact():
    """Twenty minutes are a third of an hour, not 0.3333."""
    assert hours(dt.timedelta(minutes=20)) == Fraction(1, 3)


def test_late_times_count_from_the_day_of_the_call():
    """23:00, 47:00 and 47:30 are one evening, the next, and half an hour later."""
    call, meal, wrap = moments(
        [dt.timedelta(hours=23), dt.timedelta(hours=47), dt.timedelta(hours=47.5)]
    )

    assert (meal - call, wrap - meal) == (DAY, dt.timedelta(minutes=30))
