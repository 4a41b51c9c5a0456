"""Frames, seconds and timecode."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.timecode import (
    frame_rate,
    frames_of,
    frames_of_timecode,
    seconds_of,
    timecode_of,
)

rates = st.sampled_from(["12", "23.976", "24", "25", "29.97", "30", "50", "59.94", "60"]).map(
    lambda fps: frame_rate(Decimal(fps))
)
DAY = 24 * 3600 * 24


@settings(deadline=None)
@given(st.integers(0, DAY), rates, st.booleans())
def test_timecode_there_and_back_is_the_same_frame(frames, rate, drop):
    """With all numbers, and with those that drop-frame leaves out."""
    drop = drop and rate.can_drop

    assert frames_of_timecode(timecode_of(frames, rate, drop=drop), rate) == frames


@settings(deadline=None)
@given(st.integers(0, DAY), rates)
def test_seconds_there_and_back_are_the_same_frames(frames, rate):
    """A running time in seconds loses no frame."""
    assert frames_of(seconds_of(frames, rate), rate) == frames


@settings(deadline=None)
@given(st.integers(0, 6 * 24))
def test_drop_frame_keeps_to_the_clock(tens):
    """Ten minutes of timecode are ten minutes of the clock, within a tenth of a second a day."""
    rate = frame_rate(Decimal("29.97"))
    shown = f"{tens // 6:02}:{tens % 6}0:00;00"

    frames = frames_of_timecode(shown, rate)

    assert frames == 17982 * tens
    assert abs(seconds_of(frames, rate) - 600 * tens) < Fraction(1, 10)


@pytest.mark.parametrize(
    ("frame", "shown"),
    [
        (0, "00:00:00;00"),
        (1799, "00:00:59;29"),
        (1800, "00:01:00;02"),
        (3597, "00:01:59;29"),
        (3598, "00:02:00;02"),
        (17981, "00:09:59;29"),
        (17982, "00:10:00;00"),
        (107892, "01:00:00;00"),
    ],
)
def test_drop_frame_numbers_are_those_of_the_standard(frame, shown):
    """Two numbers are left out each minute but every tenth. Source: SMPTE ST 12-1."""
    assert timecode_of(frame, frame_rate(Decimal("29.97")), drop=True) == shown


@pytest.mark.parametrize(
    ("text", "fps", "why"),
    [
        ("1:30", "24", "no timecode"),
        ("00:00:00:24", "24", "a second has 24"),
        ("00:61:00:00", "24", "no timecode"),
        ("00:01:00;00", "29.97", "leaves it out"),
        ("00:01:00;02", "25", "29.97 and 59.94"),
        ("00:01:00;02", "30", "29.97 and 59.94"),
        ("00:00:00:00", "0", "above 0"),
    ],
)
def test_what_is_no_timecode_is_refused(text, fps, why):
    """Minutes and seconds alone could be anything."""
    with pytest.raises(ValueError, match=why):
        frames_of_timecode(text, frame_rate(Decimal(fps)))


def test_frames_below_nothing_have_no_timecode():
    """A pre-roll is counted from an hour, not below zero."""
    with pytest.raises(ValueError, match="no timecode"):
        timecode_of(-1, frame_rate(Decimal(24)))


def test_rates_are_exact_however_they_are_written():
    """23.98 and 23.976 are one rate; 12.5 is itself."""
    assert frame_rate(Decimal("23.98")) == frame_rate(Decimal("23.976"))
    assert frame_rate(Decimal("59.94")).exact == Fraction(60000, 1001)
    assert frame_rate(Decimal("12.5")).exact == Fraction(25, 2)
