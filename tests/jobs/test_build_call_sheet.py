"""The call sheet of a day: from the board and the lists, and what people typed into it stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from addin.adapters.memory import Memory
from addin.errors import NothingToDo
from addin.jobs.build_call_sheet import BuiltCallSheet, build_call_sheet
from addin.reports.call_sheet import typed_in
from addin.settings.model import Settings
from addin.tables.table import Book, Sheet, Value
from tests.grid import grid

BOARD = """
    Scene | I/E | Set | D/N | Pages | Cast | Synopsis
    1 | INT | BARN | D | 1 1/8 | 1 | They meet
    2 | INT | BARN | N | 4/8 | 1, 2 | They part
    END OF DAY 1 - 2026-03-02
    3 | EXT | YARD | D | 2 | 2, 7 | He waits
    END OF DAY 2 - 2026-03-03
    4 | EXT | ROAD | D | 1/8 | 1 | She leaves
    END OF DAY 3 - 2026-03-04
"""
CAST = """
    No. | Character | Actor
    1 | ADA | Kim Marsh
    2 | BEN | Ola Berg
"""
CREW = """
    Department | Position | Name | Phone | Start Date | End Date
    Camera | DP | Jo Hale | 555-010-0199 | 2026-03-02 | 2026-03-04
    Camera | 1st AC | Bo Chan | 555-010-0133 | 2026-03-04 | 2026-03-04
    Grip | Key Grip | Cy Diaz | 555-010-0111 | 2026-03-02 | 2026-03-02
"""
MONDAY, TUESDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)


def _book() -> Book:
    drawn = {"Stripboard": BOARD, "Cast list": CAST, "Crew list": CREW}
    return Book("Show.xlsx", tuple(grid(text, name) for name, text in drawn.items()), "digest")


def _built(
    book: Book, day: dt.date | None, general: dt.time | None = None, today: dt.date = MONDAY
) -> BuiltCallSheet:
    return build_call_sheet(Memory(book), Settings(), "Show", day, today, general=general)


def _sheet(plan: BuiltCallSheet) -> Sheet:
    (made,) = plan.batch.changes.sheets
    return Sheet(made.name, [[cell.value for cell in row] for row in made.rows])


def _row(sheet: Sheet, first: Value) -> list[Value]:
    return next(list(row) for row in sheet.rows if row and row[0] == first)


def test_scenes_cast_and_crew_are_those_of_the_day() -> None:
    """Ben works, Ada is held, the grip has left, the assistant has not begun."""
    plan = _built(_book(), TUESDAY, dt.time(7, 30))
    sheet = _sheet(plan)
    assert plan.sentence == (
        "Built 'Call Sheet Day 2' for Tuesday 3 March 2026: 1 scene, 2 pages, 2 of the cast, 1 of"
        " the crew."
    )
    assert _row(sheet, "3")[2:6] == ["YARD", "D", "2", "2, 7"]
    assert _row(sheet, 2)[1:4] == ["BEN", "Ola Berg", "WF"]
    assert _row(sheet, 1)[1:4] == ["ADA", "Kim Marsh", "H"]
    assert _row(sheet, "Camera")[1:4] == ["DP", "Jo Hale", dt.time(7, 30)]
    assert not any("Cy Diaz" in row for row in sheet.rows)
    assert plan.lines == ("Cast 7 stand in scenes of the day and in no cast list.",)


def test_without_a_day_the_next_one_is_built() -> None:
    """After Monday comes Tuesday; after the last day somebody must say which."""
    assert "Tuesday 3 March" in _built(_book(), None).sentence
    with pytest.raises(NothingToDo, match="say which day"):
        _built(_book(), None, today=dt.date(2026, 3, 9))


def test_what_was_typed_before_stays() -> None:
    """Weather, a pick-up and one person's own call survive a rebuild; calls follow people."""
    made = _sheet(_built(_book(), TUESDAY, dt.time(7, 30)))
    rows = [list(row) + [None] * (8 - len(row)) for row in made.rows]
    for row in rows:
        if row[0] == "Weather":
            row[1] = "Rain from noon"
        if row[0] == 2:
            row[4] = "06:10"
        if row[2] == "Jo Hale":
            row[3] = dt.time(6, 0)
    before = Sheet(made.name, rows)
    book = _book()
    plan = _built(replace(book, sheets=(*book.sheets, before)), TUESDAY)
    assert plan.sentence.startswith("Rebuilt")
    kept = typed_in(_sheet(plan))
    assert kept.asked["Weather"] == "Rain from noon"
    assert kept.asked["General call"] == dt.time(7, 30)
    assert kept.cast["2", "Pick-up"] == "06:10"
    assert kept.crew["Jo Hale"] == dt.time(6, 0)
    assert "1 of the crew" in plan.sentence, "the call sheet is no crew list"


def test_a_day_without_scenes_is_refused() -> None:
    """Sunday is no day of the board, and the sentence says between which days it lies."""
    with pytest.raises(NothingToDo, match="between 2026-03-02 and 2026-03-04"):
        _built(_book(), dt.date(2026, 3, 8))
