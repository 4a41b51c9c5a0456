"""The tied tables of a production, synced: a real workbook, a real memory, the emulator's sheet."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace

import openpyxl
import pytest

from addin.adapters.database.connected import Connected
from addin.adapters.database.sync_store import DatabaseSyncStore
from addin.adapters.live_excel.files.engine import file_engine
from addin.adapters.live_excel.workbooks import LiveExcel
from addin.adapters.open_and_closed import OpenAndClosed
from addin.errors import NothingToDo, SharingRefused
from addin.jobs.sync import SyncDesk, answer_all, history, questions, sync_all, tied, undo_last
from addin.ports import Kept
from addin.ports.binding import Policy
from addin.settings.model import Settings
from tests.sync.drawn_log import BOOK, orders
from tests.sync.world import World

MONDAY = dt.datetime(2026, 11, 16, 9)
COLUMNS = ("PO", "Date", "Vendor", "Amount")


class Show:
    """A production whose PO log is tied to a sheet; what people do to either side."""

    kept: Kept  # where a test keeps more than the sync

    def __init__(self, folder, world, store) -> None:
        self.folder = folder
        self.world = world
        binding = replace(world.binding, workbook=BOOK, sheet="Log", name="PO log")
        self.files = orders(folder, gap=3)
        self.desk = SyncDesk(
            self.files,
            Settings(syncs=(binding,)),
            lambda _: world.shared(),
            lambda _: store,
            MONDAY,
            "Sam",
        )
        self.binding = binding

    def sync(self, **how):
        """Sync; what became of the one table."""
        (outcome,) = sync_all(self.desk, **how)
        if outcome.trouble:
            raise outcome.trouble
        return outcome.synced

    def save(self, cell, value):
        """Somebody saves the workbook with a cell changed."""
        book = openpyxl.load_workbook(self.folder / BOOK)
        book["Log"][cell] = value
        book.save(self.folder / BOOK)

    def cell(self, row, column):
        """A cell of the workbook's file."""
        return self.files.read(BOOK).sheet("Log").value(row, column)

    def shared(self, order, heading):
        """A cell of the shared sheet, by its order number."""
        for cells in self.world.grid().values():
            if cells["PO"].content == order:
                return cells[heading].content
        return None

    def type_in(self, order, heading, value):
        """Somebody types into the shared sheet."""
        for row, cells in self.world.grid().items():
            if cells["PO"].content == order:
                self.world.type_in(row, self.world.headings.index(heading) + 1, value)
                return
        raise LookupError(order)


@pytest.fixture
def show(tmp_path):
    """A production, synced once."""
    database = Connected.in_folder(tmp_path / ".tieout")
    world = World(key="PO", columns=COLUMNS, notes=False)
    found = Show(tmp_path, world, DatabaseSyncStore(database, "Show"))
    found.sync()
    yield found
    database.close()


def test_the_first_sync_fills_the_sheet(show):
    """With typed values, in the order of the workbook; the second has nothing to do."""
    assert show.shared("PO-1002", "Amount") == 200.0
    assert show.shared("PO-1002", "Date") == 46083.0
    assert not show.sync().plan


def test_edits_on_both_sides_meet(show):
    """Each goes to the other side; the workbook's formulas show what follows at once."""
    show.save("C5", "Northlight Ltd")
    show.type_in("PO-1003", "Amount", 999)

    show.sync()

    assert show.shared("PO-1002", "Vendor") == "Northlight Ltd"
    assert show.cell(6, 4) == 999
    sheet = show.files.read(BOOK).sheet("Log")
    assert sheet.formulas[6, 6] == "D6-E6"
    assert sheet.value(6, 6) == 999 - 31.5
    assert sheet.value(19, 4) == 7800 - 300 + 999
    assert not questions(show.desk)


def test_a_dry_run_changes_nothing(show):
    """And says what a sync would do."""
    show.type_in("PO-1003", "Amount", 999)
    before = show.files.read(BOOK).digest

    done = show.sync(dry_run=True)

    assert done.dry
    assert [one.column for one in done.plan.workbook_changes] == ["Amount"]
    assert show.files.read(BOOK).digest == before
    assert show.sync().plan.workbook_changes == done.plan.workbook_changes


def both_change_one(show):
    """One amount, changed on both sides: a question."""
    show.save("D6", 310)
    show.type_in("PO-1003", "Amount", 999)
    show.sync()
    (question,) = questions(show.desk)
    return question


def test_a_conflict_is_asked_and_shows_the_sheet_s_value(show):
    """With all three values in the log."""
    question = both_change_one(show)
    conflict = question.kept.conflict

    assert [one.content for one in (conflict.base, conflict.workbook, conflict.sheet)] == [
        300.0, 310.0, 999.0,
    ]  # fmt: skip
    assert (show.cell(6, 4), show.shared("PO-1003", "Amount")) == (999, 999.0)
    assert (question.shows, question.other) == ("sheet", "workbook")


def test_the_other_value_is_taken_on_both_sides(show):
    """At once; the question is settled, and no new one comes of it."""
    question = both_change_one(show)

    (done,) = answer_all(show.desk, {question.kept.number: "take"})

    assert not done.refused
    assert (show.cell(6, 4), show.shared("PO-1003", "Amount")) == (310, 310.0)
    assert not questions(show.desk)
    assert not show.sync().plan


def test_an_answer_is_taken_back_like_any_sync(show):
    """On both sides; the next sync does not bring it again."""
    question = both_change_one(show)
    answer_all(show.desk, {question.kept.number: "take"})

    undo_last(show.desk)
    show.sync()

    assert (show.cell(6, 4), show.shared("PO-1003", "Amount")) == (999, 999.0)


def test_what_shows_is_kept(show):
    """Nothing is written; the answer is in the log."""
    question = both_change_one(show)
    answer_all(show.desk, {question.kept.number: "keep"})

    assert not questions(show.desk)
    assert show.cell(6, 4) == 999
    (kept,) = show.desk.stores(show.binding).conflicts("PO log", open_only=False)
    assert kept.answer == "kept by Sam"


def test_an_answer_to_what_was_edited_since_is_refused(show):
    """The question stays open; the later edit stays."""
    question = both_change_one(show)
    show.type_in("PO-1003", "Amount", 5)

    (done,) = answer_all(show.desk, {question.kept.number: "take"})

    assert done.refused == "the cell was edited since"
    assert show.cell(6, 4) == 5
    assert questions(show.desk)


def test_an_unknown_number_settles_nothing(show):
    """Not even the others."""
    question = both_change_one(show)
    with pytest.raises(NothingToDo, match="No open conflict has the number 99"):
        answer_all(show.desk, {question.kept.number: "keep", 99: "take"})
    assert questions(show.desk)


def test_rows_come_and_go(show):
    """A new order from the sheet takes a blank row above the totals; a deleted one is emptied."""
    show.world.delete(4)
    last = max(show.world.grid()) + 1
    for column, value in enumerate(("PO-2000", "Northlight Ltd", 77), 1):
        show.world.type_in(last, column if column == 1 else column + 1, value)

    show.sync()

    assert show.cell(6, 1) is None
    assert (show.cell(16, 1), show.cell(16, 3), show.cell(16, 4)) == (
        "PO-2000", "Northlight Ltd", 77,
    )  # fmt: skip
    assert not show.sync().plan


def test_a_sync_is_taken_back_on_both_sides(show):
    """Once; what was edited since stays."""
    show.save("C5", "Northlight Ltd")
    show.type_in("PO-1003", "Amount", 999)
    show.sync()

    undo_last(show.desk)

    assert (show.cell(6, 4), show.shared("PO-1002", "Vendor")) == (300, "Vendor 2")
    runs = history(show.desk)
    assert runs[-1][1].undoes == runs[-2][1].number
    with pytest.raises(NothingToDo, match="There is no sync 99 to take back"):
        undo_last(show.desk, run=99)


def test_without_room_the_sheet_s_row_waits(show):
    """It is refused by name, and written once there is room: nothing is lost."""
    last = max(show.world.grid()) + 1
    for count in range(4):
        show.world.type_in(last + count, 1, f"PO-200{count}")
    with pytest.raises(Exception, match="insert blank rows above it"):
        show.sync()
    assert show.cell(16, 1) is None

    book = openpyxl.load_workbook(show.folder / BOOK)
    sheet = book["Log"]
    sheet.move_range("A19:F19", rows=5)
    book.save(show.folder / BOOK)
    show.sync()

    assert [show.cell(row, 1) for row in range(16, 20)] == [f"PO-200{n}" for n in range(4)]


def test_a_workbook_that_is_open_is_synced_as_it_stands_there(show):
    """Its unsaved edits go to the sheet, the sheet's into it; the file stays for its owner to save."""
    before = (show.folder / BOOK).read_bytes()
    with file_engine() as app:
        app.books.open(str(show.folder / BOOK))
        opened = OpenAndClosed(show.files, LiveExcel(show.folder, lambda: app.books))
        show.desk = replace(show.desk, workbooks=opened)
        sheet = app.books[0].sheets["Log"]
        sheet["C5"].value = "Northlight Ltd"
        show.type_in("PO-1003", "Amount", 999)
        last = max(show.world.grid()) + 1
        show.world.type_in(last, 1, "PO-2000")

        show.sync()

        assert (sheet["D6"].value, sheet["A16"].value) == (999, "PO-2000")
        assert show.shared("PO-1002", "Vendor") == "Northlight Ltd"
        assert not show.sync().plan
    assert (show.folder / BOOK).read_bytes() == before


def test_one_that_fails_stops_no_other(show):
    """What stood in the way is told beside what went well."""
    other = replace(show.binding, name="Gone", sheet_id=78)

    def sheets(binding):
        if binding.name == "Gone":
            raise SharingRefused("Gone")
        return show.world.shared()

    desk = replace(show.desk, settings=Settings(syncs=(other, show.binding)), sheets=sheets)
    first, second = sync_all(desk)

    assert isinstance(first.trouble, SharingRefused)
    assert second.synced is not None


def test_a_production_that_ties_nothing_says_so():
    """And names the syncs there are, for one that is not."""
    with pytest.raises(NothingToDo, match="tieout sheets link"):
        tied(Settings())
    world = World(key="PO", columns=COLUMNS)
    with pytest.raises(NothingToDo, match="no sync called 'x'; there are 'po'"):
        tied(Settings(syncs=(world.binding,)), "x")


@pytest.mark.parametrize(
    ("minutes", "shows"),
    [(30, 310), (-30, 999), (0, None)],
    ids=["the workbook's", "the sheet's", "nobody knows"],
)
def test_a_column_can_go_by_what_was_saved_last(show, minutes, shows):
    """By the times of the two files; where they are too close, it is asked as any conflict."""
    columns = tuple(
        replace(one, policy=Policy.NEWER if one.name == "Amount" else one.policy)
        for one in show.binding.columns
    )
    show.desk = replace(
        show.desk, settings=Settings(syncs=(replace(show.binding, columns=columns),))
    )
    show.save("D6", 310)
    show.type_in("PO-1003", "Amount", 999)
    file = show.world.api(
        "GET", f"/drive/v3/files/{show.world.book}", None, {"fields": ["modifiedTime"]}
    )
    there = dt.datetime.fromisoformat(file["modifiedTime"]).timestamp()
    os.utime(show.folder / BOOK, (there + minutes * 60,) * 2)

    show.sync()

    assert show.cell(6, 4) == show.shared("PO-1003", "Amount") == (shows or 999)
    assert len(questions(show.desk)) == (0 if shows else 1)
