"""A schedule into the workbooks: new sheets, a revision beside the one that is there, call sheets."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin import wiring
from addin.adapters.memory import Memory
from addin.domain.stripboard import (
    Category,
    Element,
    ShootDay,
    ShootingCalendar,
    ShootingSchedule,
    Strip,
    Stripboard,
)
from addin.errors import NothingToDo
from addin.importers.uss import USS
from addin.jobs.apply import Batch, Saving
from addin.jobs.import_moves import Move, moves
from addin.jobs.import_schedule import Scheduling, scheduling
from addin.jobs.load import load
from addin.settings.model import Settings
from addin.tables.table import Book, NewSheet, Sheet
from tests.grid import grid

MONDAY = dt.date(2026, 3, 2)


def _schedule(days: list[list[str]], *, revision: str = "Blue") -> ShootingSchedule:
    scenes = [one for day in days for one in day]
    elements = {
        "ada": Element("ada", "ADA", Category.CAST, "1"),
        "barn": Element("barn", "BARN", Category.SET),
        "int": Element("int", "INT", Category.INT_EXT),
        "day": Element("day", "DAY", Category.DAY_NIGHT),
    }
    strips = {one: Strip(one, scene=one, eighths=8, elements=tuple(elements)) for one in scenes}
    board = Stripboard("Main", tuple(ShootDay(n, tuple(one)) for n, one in enumerate(days, 1)))
    calendars = {"Main": ShootingCalendar("Main", MONDAY)}
    return ShootingSchedule("Lantern", strips, elements, (board,), calendars, revision)


def _plan(schedule: ShootingSchedule, *books: Book, **choice: object) -> Scheduling:
    loaded = load(Memory(*books), Settings(), "Show") if books else None
    return scheduling(schedule, loaded, wiring.new_workbook, **choice)  # type: ignore[arg-type]


def _sheets(plan: Scheduling) -> dict[str, NewSheet]:
    assert isinstance(plan.batch, Batch)
    return {one.name: one for one in plan.batch.changes.sheets}


def _as_book(sheets: dict[str, NewSheet]) -> Book:
    read = [
        Sheet(one.name, [tuple(cell.value for cell in row) for row in one.rows])
        for one in sheets.values()
    ]
    return Book("Schedule.xlsx", tuple(read), "digest")


FIRST = _schedule([["1", "2"], ["3"]])
OTHER = Book("Notes.xlsx", (grid("Just | words", "Notes"),), "digest")
EMPTY = Book("Schedule.xlsx", (grid("Just | words", "Notes"),), "digest")


def test_a_workbook_is_made_where_there_is_none() -> None:
    """With stripboard, one-liner, cast list and day-out-of-days, as a file that opens."""
    plan = _plan(FIRST, OTHER)
    assert isinstance(plan.batch, Saving)
    made = openpyxl.load_workbook(io.BytesIO(plan.batch.content))

    assert plan.batch.name == "Schedule.xlsx"
    assert made.sheetnames == ["Stripboard", "One-liner", "Cast list", "Day out of Days"]
    assert [made["Day out of Days"].cell(4, c).value for c in (2, 4, 5)] == ["ADA", "SW", "WF"]
    assert plan.sentence.startswith("Lantern: 3 scenes on 2 days from 2 March 2026 to 3 March 2026")


def test_the_same_schedule_again_changes_nothing() -> None:
    """The board that the first import wrote is read back, and nothing moved."""
    book = _as_book(_sheets(_plan(FIRST, EMPTY)))
    plan = _plan(FIRST, book)
    assert plan.batch is None
    assert "'Stripboard' in Schedule.xlsx holds it already, nothing moved" in plan.sentence


def test_a_revision_stands_beside_the_board_that_is_there() -> None:
    """Nothing is overwritten; what moved, what is new and what is gone is said scene by scene."""
    book = _as_book(_sheets(_plan(FIRST, EMPTY)))
    plan = _plan(_schedule([["1"], ["2", "4"]], revision="Pink"), book)

    assert list(_sheets(plan)) == ["Stripboard Pink", "One-liner Pink"]
    assert "1 scene moved to another day, 1 is new, 1 is gone" in plan.sentence
    assert plan.lines[:3] == (
        "Scene 2: Mon 2 Mar → Tue 3 Mar",
        "Scene 4: new (Tue 3 Mar)",
        "Scene 3: gone (Tue 3 Mar)",
    )
    assert "Refresh DOOD" in plan.lines[3]


def test_a_revision_of_the_same_name_gets_a_number() -> None:
    """The sheet of the last revision stays as well."""
    book = _as_book(_sheets(_plan(FIRST, EMPTY)))
    pink = _sheets(_plan(_schedule([["1"], ["2", "3"]], revision="Pink"), book))
    both = Book("Schedule.xlsx", (*book.sheets, *_as_book(pink).sheets), "digest")
    plan = _plan(_schedule([["3"], ["2", "1"]], revision="Pink"), both)
    assert list(_sheets(plan)) == ["Stripboard Pink 2", "One-liner Pink 2"]


def test_a_call_sheet_for_each_day() -> None:
    """From the board as it will be read; what was typed into one before stays."""
    sheets = _sheets(_plan(FIRST, EMPTY, with_call_sheets=True))
    calls = [name for name in sheets if name.startswith("Call")]
    assert calls == ["Call Sheet Day 1", "Call Sheet Day 2"]
    cells = [cell.value for row in sheets[calls[0]].rows for cell in row]
    assert {"1", "2", "ADA", "SW"} <= set(map(str, cells))


def test_a_board_can_be_named_and_a_wrong_name_is_refused() -> None:
    """Of several the last with days is taken, and that is said."""
    two = ShootingSchedule(
        "Lantern", FIRST.strips, FIRST.elements,
        (*FIRST.boards, Stripboard("Second", (ShootDay(1, ("3",)),))),
    )  # fmt: skip
    assert "board 'Second', the last of 2 with days" in _plan(two).sentence
    assert "3 scenes on 2 days" in _plan(two, board="main").sentence
    with pytest.raises(NothingToDo, match="no board 'Third' in it: Main, Second"):
        _plan(two, board="Third")


def test_a_script_becomes_a_board_without_days() -> None:
    """Its scenes in the order of the story; no day-out-of-days, and no call sheets."""
    script = ShootingSchedule("Script", FIRST.strips, FIRST.elements)
    plan = _plan(script, EMPTY, with_call_sheets=True)
    assert list(_sheets(plan)) == ["Stripboard", "One-liner", "Cast list"]
    assert "3 scenes, in no day yet" in plan.sentence
    assert "no day of the board has a date" in " ".join(plan.lines)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(st.sampled_from("ABCDEFGH"), max_size=3), min_size=1, max_size=5))
def test_what_is_written_reads_back_without_a_move(days: list[list[str]]) -> None:
    """Any board, scenes split over days too: its own sheet says the same."""
    seen: set[str] = set()
    kept = [[one for one in day if not (one in seen or seen.add(one))] for day in days]  # type: ignore[func-returns-value]
    filled = [day for day in kept if day]
    if not filled:
        return
    schedule = _schedule(filled)
    book = _as_book(_sheets(_plan(schedule, EMPTY)))
    lines = load(Memory(book), Settings(), "Show").production.strips
    if len(lines) < 2:  # one line alone is no table
        return
    assert moves(schedule, _plan(schedule).board, lines) == ()


def test_a_scene_whose_length_changed_is_said() -> None:
    """In eighths, as boards write them."""
    book = _as_book(_sheets(_plan(FIRST, EMPTY)))
    longer = {**FIRST.strips, "1": Strip("1", scene="1", eighths=11, elements=("ada",))}
    schedule = ShootingSchedule(
        "Lantern", longer, FIRST.elements, FIRST.boards, FIRST.calendars, "Pink"
    )
    lines = load(Memory(book), Settings(), "Show").production.strips
    (moved,) = moves(schedule, _plan(schedule).board, lines)
    assert (moved.kind, str(moved)) == (Move.LENGTH, "Scene 1: 1 → 1 3/8")


@pytest.mark.real
def test_the_full_sample_reads_back_as_it_was(real: Path) -> None:
    """171 scenes of 56 days: its own sheets hold the same schedule, with a call sheet a day."""
    file = real / "uss-official" / "full_sample_schedule.uss"
    schedule = USS.read(file.read_bytes(), file.name).schedule
    assert schedule is not None
    sheets = _sheets(_plan(schedule, EMPTY, with_call_sheets=True))
    plan = _plan(schedule, _as_book(sheets))

    assert len(sheets) == 4 + 56
    assert plan.batch is None
    assert "169 scenes on 56 days from 17 August 2022 to 2 November 2022" in plan.sentence
    assert plan.lines[0] == "Neither on the board nor in the boneyard: 173, 29."
