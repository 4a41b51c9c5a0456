"""Stripboards, cast lists and day-out-of-days read from sheets as people lay them out."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import pytest

from addin.domain.day_out_of_days import Code
from addin.domain.schedule_lines import CastLine, CrewLine, DoodLine, StripLine
from addin.tables.parse import Parsed, parse
from addin.tables.recognise import recognise
from addin.tables.records.schedule import Break, day_break
from addin.tables.table import Role
from tests.grid import grid

_R = TypeVar("_R")


def _parsed(text: str, name: str = "Sheet1") -> Parsed:
    sheet = grid(text, name=name)
    (table,) = recognise(sheet, "show.xlsx")
    return parse(table, sheet)


def _strips(text: str, name: str = "Stripboard") -> list[StripLine]:
    read = _parsed(text, name)
    assert read.role is Role.STRIPBOARD
    return [line for line in read.records if isinstance(line, StripLine)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("END OF DAY 3 - Tuesday, March 4, 2026 - 4 2/8 pgs", Break(3, dt.date(2026, 3, 4), True)),
        ("--- End of Shooting Day #12 -- 2026-03-04", Break(12, dt.date(2026, 3, 4), True)),
        ("DAY 1", Break(1, None, False)),
        ("Shoot Day 2: Mon 2 March 2026", Break(2, dt.date(2026, 3, 2), False)),
        ("Daytime exteriors first", None),
        ("COMPANY MOVE", None),
    ],
)
def test_a_day_break_says_which_day_ends_or_begins(text: str, told: Break | None) -> None:
    """Number and date of a break are read however it is written; other banners are none."""
    assert day_break(text) == told


def test_strips_with_a_column_for_the_day() -> None:
    """Pages in eighths, cast as ids, day and date from their columns."""
    first, second = _strips(
        """
        Shoot Day | Date | Scene | I/E | Set | D/N | Pages | Cast | Location
        1 | 2026-03-02 | 12A | INT | KITCHEN | D | 2 3/8 | 1, 2, 12x | Stage 4
        2 | 2026-03-03 | 3 | EXT | PARK | D | 3.5 | 5 | High Park
        """
    )
    assert (first.scene, first.eighths, first.cast) == ("12A", 19, ("1", "2", "12X"))
    assert (second.day, second.date, second.eighths) == (2, dt.date(2026, 3, 3), 28)


def test_strips_between_day_breaks_stand_in_the_day_that_ends_below_them() -> None:
    """A break closes the strips above it; what follows the last one is in no day."""
    board = _strips(
        """
        Scene | I/E | Set | D/N | Pages | Cast
        1 | INT | BARN | D | 1 1/8 | 1
        2 | INT | BARN | N | 4/8 | 1, 2
        END OF DAY 1 - 2026-03-02 - 1 5/8 pgs
        3 | EXT | YARD | D | 2 | 2
        END OF DAY 2 - 2026-03-03 - 2 pgs
        4 | EXT | ROAD | D | 1/8 | 1
        """
    )
    assert [(line.scene, line.day) for line in board] == [
        ("1", 1),
        ("2", 1),
        ("3", 2),
        ("4", None),
    ]
    assert board[2].date == dt.date(2026, 3, 3)


def test_strips_below_a_heading_for_the_day_and_the_boneyard() -> None:
    """A heading opens a day; strips below BONEYARD are off the board."""
    board = _strips(
        """
        Scene | I/E | Set | D/N | Pages | Cast
        DAY 1 - March 2, 2026
        1 | INT | BARN | D | 1 1/8 | 1
        2 | INT | BARN | N | 4/8 | 1, 2
        DAY 2 - March 3, 2026
        3 | EXT | YARD | D | 2 | 2
        BONEYARD
        4 | EXT | ROAD | D | 1/8 | 1
        """
    )
    assert [(line.day, line.is_boneyard) for line in board] == [
        (1, False),
        (1, False),
        (2, False),
        (None, True),
    ]


def test_pages_that_excel_took_for_a_date_are_pages() -> None:
    """3/8 that became 8 March is three eighths; what is no page count is a finding."""
    text = """
        Scene | I/E | Set | D/N | Pages | Cast
        1 | INT | BARN | D | 2026-03-08 | 1
        2 | INT | BARN | N | tbc | 1, 2
        3 | EXT | YARD | D | 1 | 5-7
        """
    read = _parsed(text, "One liner")
    assert [line.eighths for line in _strips(text)] == [3, None, 8]
    assert {(one.code, one.places[0].cell) for one in read.findings} == {
        ("DAT109", "E3"),
        ("DAT110", "F4"),
    }


def _of(kind: type[_R], text: str, name: str) -> list[_R]:
    return [line for line in _parsed(text, name).records if isinstance(line, kind)]


def test_cast_crew_and_day_out_of_days() -> None:
    """A part with its performer, a position with its person, a code for each day."""
    ada, _ = _of(
        CastLine,
        """
        No. | Character | Actor | Start Date
        1 | ADA | Kim Marsh | 2026-03-02
        2 | BEN | Ola Berg | 2026-03-03
        """,
        "Cast list",
    )
    assert (ada.number, ada.character, ada.performer) == ("1", "ADA", "Kim Marsh")
    _, grip = _of(
        CrewLine,
        """
        Department | Position | Name | Phone
        Camera | DP | Jo Hale | 555-010-0199
        Grip | Key Grip | Bo Chan | 555-010-0133
        """,
        "Crew list",
    )
    assert (grip.person, grip.position) == ("Bo Chan", "Key Grip")
    ada_works, ben_works = _of(
        DoodLine,
        """
        No. | Character | 2026-03-02 | 2026-03-03 | 2026-03-04 | Work | Hold
        1 | ADA | SW | H | WF | 2 | 1
        2 | BEN | | SWF | | 1 | 0
        """,
        "DOOD",
    )
    assert ada_works.codes == {
        dt.date(2026, 3, 2): Code.START,
        dt.date(2026, 3, 3): Code.HOLD,
        dt.date(2026, 3, 4): Code.FINISH,
    }
    assert (ada_works.worked, ada_works.held) == (2, 1)
    assert ben_works.columns[dt.date(2026, 3, 3)] == "D"
