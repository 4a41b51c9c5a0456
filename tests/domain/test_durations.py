"""Durations as they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.domain.durations import Length, length_of


@pytest.mark.parametrize(
    ("text", "days"),
    [("5", 5), ("5 days?", 5), ("1,5d", "1.5"), ("2 wks", 10), ("4h", "0.5"), ("1mo", 20), ("480 min", 1)],
)  # fmt: skip
def test_units_become_days(text, days):
    """Days of eight hours, weeks of five days, months of twenty."""
    assert length_of(text) == Length(Decimal(days))


def test_elapsed_ones_go_round_the_clock():
    """An elapsed day is three days of eight hours."""
    assert length_of("1 eday") == Length(Decimal(3), is_elapsed=True)
    assert length_of("1 ew", Decimal(24)) == Length(Decimal(7), is_elapsed=True)


@given(st.text(max_size=12))
def test_any_other_text_is_no_duration(text):
    """It is read, or it is None."""
    found = length_of(text)
    assert found is None or found.days >= 0
