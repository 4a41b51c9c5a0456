"""What is charged again and again and rightly so."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.rules.instalments import is_part, is_regular


@given(st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1)), st.integers(6, 60), st.integers(3, 12))
@settings(deadline=None)
def test_an_even_pace_is_regular(first, step, count):
    """Every so many days, from a week on, three times and more."""
    days = [first + dt.timedelta(days=step * n) for n in range(count)]

    assert is_regular(days)
    assert not is_regular([*days, days[-1] + dt.timedelta(days=step * 3)])
    assert not is_regular([*days, None])
    assert not is_regular(days[:2])


def test_months_are_even_enough():
    """The first of each month."""
    assert is_regular(dt.date(2026, month, 1) for month in (1, 2, 3, 4))


def test_words_of_parts():
    """Rent, instalments, weeks; a final cut is one too, which only makes a rule more careful."""
    assert all(map(is_part, ("Rent April", "3/6", "week 2", "Deposit")))
    assert not any(map(is_part, ("Lumber", "Partition wall", "Rented1")))
