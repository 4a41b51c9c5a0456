"""ANIM_: frames and the edit, in cells."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.udfs.cell_error import CellError
from tests.udfs.called import called


@pytest.mark.parametrize(
    ("name", "arguments", "code", "says"),
    [
        ("ANIM_FRAMES", ["abc", 24.0], "#VALUE!", "no number of seconds"),
        ("ANIM_FRAMES", [dt.datetime(2026, 3, 14), 24.0], "#VALUE!", "time of day"),
        ("ANIM_FRAMES", ["01:00", 24.0], "#VALUE!", "no timecode"),
        ("ANIM_TIMECODE", [-1.0, 24.0], "#VALUE!", "no timecode"),
        ("ANIM_FRAMES_CHECK", ["A", 1.0, ""], "#VALUE!", "only one of its two frames"),
        ("ANIM_FRAMES_CHECK", ["A", "", ""], "#N/A", "no shot"),
    ],
)
def test_what_is_no_length_says_why(name, arguments, code, says):
    """Nothing is read as seconds that was meant as something else."""
    with pytest.raises(CellError, match=says) as raised:
        called(name, *arguments)

    assert raised.value.code == code


def test_a_column_of_shots_becomes_frames_at_once():
    """Seconds and timecode in one list, as people keep it."""
    lengths = [[1.5], ["00:00:02:00"], ["2"]]

    assert called("ANIM_FRAMES", lengths, 24.0) == [[36], [48], [48]]


def test_shots_are_checked_under_their_headings():
    """In any order; a blank row does not matter."""
    found = called(
        "ANIM_FRAMES_CHECK",
        [["Shot"], ["SH020"], [""], ["SH010"], ["SH030"]],
        [["In"], [49.0], [""], [1.0], [90.0]],
        [["Out"], [96.0], [""], [48.0], [120.0]],
        120.0,
    )

    assert found == [["SH030", "overlaps SH020", 7], ["All shots", "longer than the edit", 7]]
