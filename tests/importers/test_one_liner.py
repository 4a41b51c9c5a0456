"""One-line schedules pasted as text."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.domain.shooting_days import named, of_category
from addin.domain.stripboard import Category, ShootingSchedule, StripKind
from addin.errors import ImportRefused
from addin.importers.one_liner import ONE_LINER

PASTED = """\
                       NIGHT SHIFT - ONE LINE SCHEDULE
SHOOT DAY #1 -- Monday, March 2, 2026
Scs. 12A   INT   KITCHEN - ADA'S HOUSE           Day    2 3/8 pgs.   1, 2, 12X
           Ada burns the toast.
14, 15     EXT   YARD                            Night  1 pgs.       1
           They part.
END OF DAY #1 -- Monday, March 2, 2026 -- 3 3/8 Total Pages

3          EXT   PARK                            Dusk   4/8 pgs.     2
COMPANY MOVE TO STAGE 4
7          INT   STAGE 4 - TUNNEL                Night  1 1/8 pgs.
END OF DAY #2 -- Tuesday, March 3, 2026 -- 2 Total Pages
BONEYARD
99         INT   ATTIC                           Day    1/8 pgs.     1
"""


def _schedule(text: str = PASTED) -> ShootingSchedule:
    schedule = ONE_LINER.read(text.encode(), "liner.txt").schedule
    assert schedule is not None
    return schedule


def test_scenes_stand_in_their_days() -> None:
    """Numbers, pages, sets, lights and cast of each line, between the day breaks."""
    schedule = _schedule()
    (board,) = schedule.boards
    assert [(day.number, day.date) for day in board.days] == [
        (1, dt.date(2026, 3, 2)),
        (2, dt.date(2026, 3, 3)),
    ]
    first = schedule.strips[board.days[0].strips[0]]
    assert (first.scene, first.eighths, first.description) == ("12A", 19, "Ada burns the toast.")
    assert named(schedule, first, Category.SET) == "KITCHEN - ADA'S HOUSE"
    assert named(schedule, first, Category.DAY_NIGHT) == "DAY"
    cast = of_category(schedule, first, Category.CAST)
    assert [one.number for one in cast] == ["1", "2", "12X"]
    assert [schedule.strips[one].scene for one in board.boneyard] == ["99"]


def test_a_banner_keeps_its_place() -> None:
    """An indented line is the synopsis, capitals at the margin are a banner of their own."""
    schedule = _schedule(PASTED.replace("COMPANY MOVE", "           He waits.\nCOMPANY MOVE"))
    second = [schedule.strips[one] for one in schedule.boards[0].days[1].strips]
    assert [one.kind for one in second] == [StripKind.SCENE, StripKind.BANNER, StripKind.SCENE]
    assert second[0].description == "He waits."


def test_pages_that_do_not_add_up_are_said() -> None:
    """Day 2 states two pages and holds 1 5/8: the remark names the line."""
    remarks = ONE_LINER.read(PASTED.encode(), "liner.txt").remarks
    assert [(one.line, one.text) for one in remarks] == [
        (12, "day 2 states 2 pages, its scenes add up to 1 5/8")
    ]


def test_it_is_known_by_its_day_breaks_and_scenes() -> None:
    """A letter about day 1 is no schedule."""
    assert ONE_LINER.knows(PASTED.encode(), "a.txt")
    assert not ONE_LINER.knows(b"Dear all,\nEnd of day 1 went well.\n", "a.txt")
    with pytest.raises(ImportRefused, match="holds no line"):
        ONE_LINER.read(b"Dear all,\nEnd of day 1 went well.\n", "a.txt")
