"""Frames, seconds and timecode at a frame rate.

Rates written 23.976, 29.97 or 59.94 are 24, 30 and 60 times 1000/1001. Timecode counts the whole
number of frames; drop-frame timecode leaves out numbers, never frames, so that it keeps to the
clock.

Source:
    SMPTE ST 12-1: two numbers are left out each minute but every tenth, four at 59.94.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.money import round_half_up

_NTSC: Final = Fraction(1000, 1001)
_NEAR: Final = Fraction(1, 100)
"""How far from the exact rate people write it: 23.98, 23.976."""
_DROPS: Final = {30: 2, 60: 4}
"""Numbers left out in a minute, by the whole number of frames in a second."""
_TIMECODE: Final = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)([:;.])(\d{2,3})")


@dataclass(frozen=True, slots=True)
class FrameRate:
    """Frames in a second: exact, and as timecode counts them."""

    exact: Fraction
    counted: int

    @property
    def can_drop(self) -> bool:
        """Whether drop-frame timecode is defined for it."""
        return self.counted in _DROPS and self.exact != self.counted


def frame_rate(fps: Decimal) -> FrameRate:
    """A frame rate as people write it.

    Raises:
        ValueError: no rate: zero or less.

    >>> frame_rate(Decimal("23.976")).exact, frame_rate(Decimal(25)).counted
    (Fraction(24000, 1001), 25)
    """
    if fps <= 0:
        raise ValueError(f"{fps} frames a second: a frame rate is above 0")
    written = Fraction(fps)
    whole = max(round_half_up(written), 1)
    exact = whole * _NTSC
    if written != whole and abs(written - exact) < _NEAR:
        return FrameRate(exact, whole)
    return FrameRate(written, whole)


def frames_of(seconds: Decimal | Fraction, rate: FrameRate) -> int:
    """The frames of a running time, to the nearest frame.

    >>> frames_of(Decimal("1.5"), frame_rate(Decimal(24)))
    36
    """
    return round_half_up(Fraction(seconds) * rate.exact)


def seconds_of(frames: Decimal | int, rate: FrameRate) -> Fraction:
    """The running time of so many frames."""
    return Fraction(frames) / rate.exact


def frames_of_timecode(text: str, rate: FrameRate) -> int:
    """The frame that a timecode names, the first being 0: ``01:00:00:00``; ``;`` is drop-frame.

    Raises:
        ValueError: no timecode, or one that this rate does not have.

    >>> frames_of_timecode("00:01:00;02", frame_rate(Decimal("29.97")))
    1800
    """
    match = _TIMECODE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text}” is no timecode such as 01:02:03:04")
    hours, minutes, seconds, frames = (int(match[at]) for at in (1, 2, 3, 5))
    if frames >= rate.counted:
        raise ValueError(f"{text} has frame {frames}, but a second has {rate.counted}")
    count = ((hours * 60 + minutes) * 60 + seconds) * rate.counted + frames
    if match[4] == ":":
        return count
    dropped = _dropped(rate)
    whole = hours * 60 + minutes
    if seconds == 0 and frames < dropped and whole % 10:
        raise ValueError(f"{text} does not exist: drop-frame timecode leaves it out")
    return count - dropped * (whole - whole // 10)


def timecode_of(frames: int, rate: FrameRate, *, drop: bool = False) -> str:
    """The timecode of a frame, the first being 0.

    Raises:
        ValueError: below 0, or drop-frame at a rate that has none.

    >>> timecode_of(1800, frame_rate(Decimal("29.97")), drop=True)
    '00:01:00;02'
    """
    if frames < 0:
        raise ValueError(f"frame {frames} has no timecode")
    if drop:
        dropped = _dropped(rate)
        minute = rate.counted * 60 - dropped
        ten = minute * 10 + dropped
        tens, rest = divmod(frames, ten)
        # the first minute of ten has all its numbers
        later = max(rest - dropped, 0) // minute
        frames += dropped * (9 * tens + later)
    seconds, frame = divmod(frames, rate.counted)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}{';' if drop else ':'}{frame:02}"


def _dropped(rate: FrameRate) -> int:
    if not rate.can_drop:
        raise ValueError("drop-frame timecode is for 29.97 and 59.94 frames a second")
    return _DROPS[rate.counted]
