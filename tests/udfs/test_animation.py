"""ANIM_ in cells."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.udfs.cell_error import CellError
from tests.udfs.called import called


@pytest.mark.parametrize(
    ("name", "arguments", "code", "says"),
    [
        ("ANIM_WEEKS", [5.0, 0.0], "#DIV/0!", "quota is not above 0"),
        ("ANIM_WEEKS", [5.0, 1.0, 0.0], "#DIV/0!", "nobody"),
        ("ANIM_QUOTA", [5.0, 1.0, 0.0], "#DIV/0!", "no time"),
        ("ANIM_COST", [[[5.0], [6.0]], [[1.0], [""]], 10.0], "#DIV/0!", "quota is not above 0"),
        ("ANIM_COST", [5.0, 1.0, ""], "#VALUE!", "weekly_rates is empty"),
        ("ANIM_BY_COMPLEXITY", ["D", 1.0, "A", 1.0], "#N/A", "no quota for complexity d"),
        ("ANIM_BY_COMPLEXITY", ["A", 1.0, [["A"], ["a"]], [[1.0], [2.0]]], "#VALUE!", "twice"),
        ("ANIM_BY_COMPLEXITY", ["A", 1.0, "", ""], "#VALUE!", "no class"),
        ("ANIM_FRAMES", ["abc", 24.0], "#VALUE!", "no number of seconds"),
        ("ANIM_FRAMES", [dt.datetime(2026, 3, 14), 24.0], "#VALUE!", "time of day"),
        ("ANIM_FRAMES", ["01:00", 24.0], "#VALUE!", "no timecode"),
        ("ANIM_TIMECODE", [-1.0, 24.0], "#VALUE!", "no timecode"),
        ("ANIM_FRAMES_CHECK", ["A", 1.0, ""], "#VALUE!", "only one of its two frames"),
        ("ANIM_FRAMES_CHECK", ["A", "", ""], "#N/A", "no shot"),
    ],
)
def test_what_cannot_be_worked_out_says_why(name, arguments, code, says):
    """In the words of the trade."""
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


def test_the_cost_by_class_is_the_cost_of_all_shots():
    """Worked out by class, or shot by shot with the quota of its class."""
    classes, works = [["A"], ["b"], ["A"]], [[30.0], [20.0], [15.0]]

    table = called("ANIM_BY_COMPLEXITY", classes, works, [["A"], ["B"]], [[15.0], [5.0]], 1999.0)
    cost = called("ANIM_COST", works, [[15.0], [5.0], [15.0]], 1999.0)

    assert table[-1] == ["Total", 3, 65, 7, cost]
