"""ANIM_: frames, seconds, timecode, and whether the shots fill the edit."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from addin.domain.animation import Shot, cut_problems
from addin.domain.timecode import (
    frame_rate,
    frames_of,
    frames_of_timecode,
    seconds_of,
    timecode_of,
)
from addin.tables.cells import to_number
from addin.udfs.animation import CATEGORY
from addin.udfs.cell_error import CellError
from addin.udfs.columns import side_by_side
from addin.udfs.kinds import Answer, Cell, Column, Spill
from addin.udfs.registry import function


@function(CATEGORY)
def anim_frames(length: Cell, fps: Decimal) -> int:
    """Frames of a running time in seconds, or the frame that a timecode names.

    Args:
        length: seconds as a number, to the nearest frame; or timecode as text, "00:01:30:12", with
            ";" before the frames for drop-frame.
        fps: frames a second: 24, 25, 30; 23.976, 29.97 and 59.94 are 24, 30, 60 x 1000/1001.

    Example:
        =ANIM_FRAMES(1.5, 24) gives 36
        =ANIM_FRAMES("00:01:30:12", 24) gives 2172
        =ANIM_FRAMES("00:10:00;00", 29.97) gives 17982

    Source:
        SMPTE ST 12-1 (timecode).
    """
    rate = frame_rate(fps)
    if isinstance(length, str) and (":" in length or ";" in length):
        return frames_of_timecode(length, rate)
    if isinstance(length, dt.date):
        raise CellError("#VALUE!", "length is a time of day: give seconds, or timecode as text")
    seconds = to_number(length)
    if seconds is None:
        raise CellError("#VALUE!", "length is no number of seconds, and no timecode")
    return frames_of(Decimal(seconds), rate)


@function(CATEGORY)
def anim_seconds(frames: Decimal, fps: Decimal) -> Fraction:
    """Running time of so many frames, in seconds.

    Args:
        frames: how many frames.
        fps: frames a second: 24, 25, 30; 23.976, 29.97 and 59.94 are 24, 30, 60 x 1000/1001.

    Example:
        =ANIM_SECONDS(36, 24) gives 1.5
        =ANIM_SECONDS(24, 23.976) gives 1.001
    """
    return seconds_of(frames, frame_rate(fps))


@function(CATEGORY)
def anim_timecode(frames: int, fps: Decimal, drop_frame: bool = False) -> str:  # noqa: FBT001, FBT002 - an argument of a formula
    """Timecode of a frame, the first being 0: hours:minutes:seconds:frames.

    Args:
        frames: the frame, or a number of frames.
        fps: frames a second: 24, 25, 30; 23.976, 29.97 and 59.94 are 24, 30, 60 x 1000/1001.
        drop_frame: TRUE for drop-frame timecode, at 29.97 and 59.94 only.

    Example:
        =ANIM_TIMECODE(2172, 24) gives "00:01:30:12"
        =ANIM_TIMECODE(17982, 29.97, TRUE) gives "00:10:00;00"

    Source:
        SMPTE ST 12-1 (timecode).
    """
    return timecode_of(frames, frame_rate(fps), drop=drop_frame)


@function(CATEGORY)
def anim_frames_check(
    shots: Column[str],
    first_frames: Column[int],
    last_frames: Column[int],
    edit_frames: int | None = None,
) -> Spill:
    """Whether the shots fill the edit: gaps, overlaps, and their sum against its length.

    Spills one row for each problem: shot, what is wrong, by how many frames. Without a problem, one
    row says so, with the frames of all shots.

    Args:
        shots: the name of each shot.
        first_frames: its first frame in the edit.
        last_frames: its last frame in the edit, which belongs to it.
        edit_frames: how long the edit is, in frames; may be left out.

    Example:
        =ANIM_FRAMES_CHECK({"SH010";"SH020"}, {1;49}, {48;96}, 96) gives
            {"All shots","fill the edit",96}
        =ANIM_FRAMES_CHECK({"SH010";"SH020"}, {1;51}, {48;96}, 96) gives
            {"SH020","gap after SH010",2;"All shots","shorter than the edit",2}
    """
    found = [
        Shot(name or "(no name)", *_both(name, first, last))
        for name, first, last in side_by_side(
            shots=shots, first_frames=first_frames, last_frames=last_frames
        )
        if first is not None or last is not None
    ]
    if not found:
        raise CellError("#N/A", "shots has no shot with frames")
    problems: list[tuple[Answer, ...]] = [
        (each.shot, each.so, each.frames) for each in cut_problems(found, edit_frames)
    ]
    return problems or [("All shots", "fill the edit", sum(shot.frames for shot in found))]


def _both(name: str | None, first: int | None, last: int | None) -> tuple[int, int]:
    if first is None or last is None:
        raise CellError("#VALUE!", f"{name or 'a shot'} has only one of its two frames")
    return first, last
