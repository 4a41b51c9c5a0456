"""Call sheets and production reports among the workbooks reach the rules, and are no lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from addin.adapters.memory import Memory
from addin.jobs.build_call_sheet import build_call_sheet
from addin.jobs.check import check
from addin.jobs.issued_forms import issued_forms
from addin.jobs.load import load
from addin.settings.model import Settings
from addin.tables.table import Book, Sheet
from tests.grid import grid
from tests.jobs.test_build_call_sheet import BOARD, CAST, CREW, MONDAY, TUESDAY

DPR = """
    Daily Production Report | | Day 1 | Monday 2 March 2026

    | Scheduled | Actual
    Crew call | 07:00 | 07:00
    Wrap | 19:00 | 19:30

    Position | Name | In | Out | Hours
    DP | Jo Hale | 07:00 | 19:30 | 12
    Key Grip | Cy Diaz | 07:00 | 19:30 | 12
"""


def _with_call_sheet(board: str = BOARD) -> Memory:
    """The call sheet that Build Call Sheet makes of the board, beside the board as it is now."""
    drawn = {"Cast list": CAST, "Crew list": CREW}
    lists = tuple(grid(text, name) for name, text in drawn.items())
    before = Book("Show.xlsx", (grid(BOARD, "Stripboard"), *lists), "digest")
    plan = build_call_sheet(Memory(before), Settings(), "Show", TUESDAY, MONDAY)
    (made,) = plan.batch.changes.sheets
    called = Sheet(made.name, [[cell.value for cell in row] for row in made.rows])
    sheets = (grid(board, "Stripboard"), *lists, called)
    return Memory(replace(before, sheets=sheets))


def _codes(workbooks: Memory) -> set[str]:
    at = dt.datetime(2026, 3, 2, 12)
    checked = check(workbooks, Settings(), name="Show", folder="", at=at)
    return {
        point.finding.code
        for point in checked.report.standpoints
        if point.finding.code.startswith("SCH5")
    }


def test_a_call_sheet_that_was_just_built_agrees():
    """Scenes, cast, status and crew are those of the board it was built from."""
    production = load(_with_call_sheet(), Settings(), "Show").production

    (sheet,) = production.call_sheets
    assert (sheet.date, sheet.number) == (TUESDAY, 2)
    assert [one.scene for one in sheet.scenes] == ["3"]
    assert _codes(_with_call_sheet()) == set()


def test_a_call_sheet_goes_stale_when_the_board_is_changed():
    """Scenes and cast that moved are found; its own lists make no second board."""
    moved = BOARD.replace("3 | EXT | YARD | D | 2 | 2, 7", "5 | EXT | YARD | D | 2 | '1")

    assert _codes(_with_call_sheet(moved)) == {"SCH501", "SCH502"}
    assert len(load(_with_call_sheet(moved), Settings(), "Show").production.strips) == 4


def test_the_people_of_a_production_report_are_no_time_cards():
    """A report is a form; its lists are no lists of the production."""
    book = Book("Show.xlsx", (grid(BOARD, "Stripboard"), grid(DPR, "DPR 1")), "digest")
    loaded = load(Memory(book), Settings(), "Show")

    (report,) = loaded.production.production_reports
    assert report.date == MONDAY
    assert loaded.production.timecards == ()
    assert {table.sheet for table in loaded.tables} == {"Stripboard"}


def test_other_sheets_are_no_forms():
    """A board and a crew list are lists."""
    book = Book("Show.xlsx", (grid(BOARD, "Stripboard"), grid(CREW, "Crew list")), "digest")

    assert issued_forms([book]).sheets == frozenset()
