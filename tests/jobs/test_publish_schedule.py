"""A stripboard in a workbook goes out as a page and as a calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.adapters.memory import Memory
from addin.errors import NothingToDo
from addin.importers.icalendar_file import ICALENDAR
from addin.jobs.publish_schedule import PublishedSchedule, publish_schedule
from addin.settings.model import Settings
from addin.tables.table import Book
from tests.grid import grid
from tests.jobs.documents_in_memory import DocumentsInMemory

BOARD = """
    Scene | I/E | Set | D/N | Pages | Cast | Synopsis
    1 | INT | BARN | D | 1 1/8 | 1 | They meet
    2 | INT | BARN | N | 4/8 | 1, 2 | They part
    END OF DAY 1 - 2026-03-02
    3 | EXT | YARD | D | 2 | 2 | He waits
    END OF DAY 2 - 2026-03-04
    BONEYARD
    9 | EXT | ROAD | D | 1/8 | 1 | Cut
"""
CAST = """
    No. | Character | Actor
    1 | ADA | Kim Marsh
    2 | BEN | Ola Berg
"""
DOOD = """
    No. | Character | 2026-03-01 | 2026-03-02 | 2026-03-04 | Work
    1 | ADA | TR | SWF | | 1
    2 | BEN | | SW | WF | 2
"""
AT = dt.datetime(2026, 2, 27, 18, 30)


def _published(*drawn: tuple[str, str], sheet: str = "") -> PublishedSchedule:
    book = Book("Show.xlsx", tuple(grid(text, name) for name, text in drawn), "digest")
    return publish_schedule(
        Memory(book), DocumentsInMemory(), Settings(name="Show"), "show", at=AT, sheet=sheet
    )


def test_the_page_and_the_calendar_hold_the_days_of_the_board() -> None:
    """Days, pages, parts by name, travel from the day-out-of-days; the boneyard is apart."""
    made = _published(("Stripboard", BOARD), ("Cast list", CAST), ("DOOD", DOOD))
    page, calendar = made.savings
    assert made.sentence == (
        "Stripboard published as 'Show, schedule 2026-02-27.html' and 'Show, schedule.ics': 2 days,"
        " 3 5/8 pages."
    )
    html = page.content.decode()
    assert "Day 2, Wednesday 4 March 2026" in html
    assert "1 <bdi>ADA</bdi>" in html
    assert ">TR<" in html
    assert "in the boneyard" in html
    rows = ICALENDAR.read(calendar.content, "a.ics").tables[0].rows
    assert [row[:2] for row in rows] == [
        ("Day 1: 2 scenes, 1 5/8 pages", dt.date(2026, 3, 2)),
        ("Day 2: 1 scene, 2 pages", dt.date(2026, 3, 4)),
    ]


def test_what_cannot_be_published_is_said() -> None:
    """No dates, several boards, nowhere to put it: a sentence each."""
    undated = "\n".join(line.partition(" - 2026")[0] for line in BOARD.splitlines())
    with pytest.raises(NothingToDo, match="no stripboard with dates"):
        _published(("Stripboard", undated))
    with pytest.raises(NothingToDo, match="Several"):
        _published(("Stripboard", BOARD), ("Board B", BOARD))
    assert (
        "2 days" in _published(("Stripboard", BOARD), ("Board B", BOARD), sheet="Board B").sentence
    )
    with pytest.raises(NothingToDo, match="Save the workbook"):
        publish_schedule(Memory(), None, Settings(), "show", at=AT)
