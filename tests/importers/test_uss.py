"""The Universal Schedule Standard: its own samples, and what departs from its text."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from addin.domain.day_out_of_days import Code
from addin.domain.stripboard import Category, ShootingSchedule, StripKind
from addin.errors import ImportRefused
from addin.importers.uss import USS


def _read(told: object) -> ShootingSchedule:
    schedule = USS.read(json.dumps({"universalScheduleStandard": told}).encode(), "a.uss").schedule
    assert schedule is not None
    return schedule


@pytest.mark.real
def test_the_full_sample_is_read_whole(real: Path) -> None:
    """All strips, pages, elements and boards of the standard's full sample arrive."""
    content = (real / "uss-official" / "full_sample_schedule.uss").read_bytes()
    schedule = USS.read(content, "full.uss").schedule
    assert schedule is not None
    scenes = [one for one in schedule.strips.values() if one.kind is StripKind.SCENE]
    assert (len(schedule.strips), len(scenes), len(schedule.elements)) == (174, 173, 238)
    assert sum(one.eighths for one in scenes) == 1421  # 177 5/8 pages
    assert [(one.name, len(one.days), len(one.strips)) for one in schedule.boards] == [
        ("Script Order", 0, 171),
        ("First Pass", 60, 173),
        ("Second Pass", 67, 173),
        ("Rev. WHITE", 56, 171),
    ]
    george = next(one for one in schedule.elements.values() if one.number == "1")
    assert (george.name, george.category, george.hold.drop_gap) == ("GEORGE", Category.CAST, 10)
    assert george.events == (
        (dt.date(2022, 6, 6), Code.TRAVEL),
        (dt.date(2022, 6, 7), Code.REHEARSAL),
    )
    first = schedule.calendars["First Pass"]
    assert first.start == dt.date(2022, 8, 3)
    assert first.days_off == {5, 6}


def test_names_of_the_text_and_of_the_sample_mean_the_same() -> None:
    """``breakdownIds`` and ``breakdownArrays`` are both a board's strips."""
    for key in ("breakdownIds", "breakdownArrays"):
        board = {"name": "stripboard", key: [["a", "b"], ["c"]]}
        schedule = _read(
            {
                "name": "Show",
                "breakdowns": [{"id": one, "type": "scene"} for one in "abc"],
                "stripboards": [{"name": "Draft", "boards": [board]}],
            }
        )
        assert [day.strips for day in schedule.boards[0].days] == [("a", "b"), ("c",)]


def test_a_banner_between_days_belongs_to_the_day_after_it() -> None:
    """A banner that stands alone keeps its place in the order."""
    board = {"name": "stripboard", "breakdownIds": [["a"], "n", ["b"]]}
    schedule = _read(
        {
            "breakdowns": [
                {"id": "a", "type": "scene"},
                {"id": "n", "type": "banner", "bannerText": "LUNCH"},
                {"id": "b", "type": "scene"},
            ],
            "stripboards": [{"name": "Draft", "boards": [board]}],
        }
    )
    assert [day.strips for day in schedule.boards[0].days] == [("a",), ("n", "b")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"universalScheduleStandard": {"name": "x",}}', "line 1"),
        (b'{"universalScheduleStandard": []}', "there is no"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 100_000, "deep"),
    ],
)
def test_what_is_no_schedule_is_refused(content: bytes, reason: str) -> None:
    """A refusal says what is wrong, and on which line where there are lines."""
    with pytest.raises(ImportRefused, match=reason):
        USS.read(content, "a.uss")
