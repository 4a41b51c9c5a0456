"""Sync Now and Resolve Conflicts, pressed on a production whose PO log is tied to a sheet."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from addin.adapters.database.connected import Connected
from addin.adapters.database.decisions import DatabaseDecisions
from addin.adapters.database.history import DatabaseHistory
from addin.adapters.database.journal import DatabaseJournal
from addin.adapters.database.sync_store import DatabaseSyncStore
from addin.jobs.load import load
from addin.macros.button import Desk
from addin.macros.catalogue import BY_NAME
from addin.macros.press import press
from addin.ports import Kept
from addin.ports.binding import Limits
from addin.settings.model import Settings
from addin.tables.table import Role
from tests.jobs.test_sync import COLUMNS, MONDAY, Show
from tests.sync.drawn_log import BOOK
from tests.sync.world import World

SYNC, RESOLVE = BY_NAME["sync_now"], BY_NAME["resolve_conflicts"]
YES = {"confirm": "yes"}
CONFLICTS = "Tieout conflicts"


@pytest.fixture
def show(tmp_path):
    """A production, synced once."""
    database = Connected.in_folder(tmp_path / ".tieout")
    store = DatabaseSyncStore(database, "")
    found = Show(tmp_path, World(key="PO", columns=COLUMNS, notes=False), store)
    found.sync()
    found.kept = Kept(
        DatabaseHistory(database),
        DatabaseDecisions(database),
        DatabaseJournal(database),
        lambda _: store,
    )
    yield found
    database.close()


def desk(show, **more) -> Desk:
    """Somebody at that production."""
    return Desk(
        show.files, show.desk.settings, "Show", "show", MONDAY, "Sam", kept=show.kept,
        sheets=lambda _: show.world.shared(), **more,
    )  # fmt: skip


def conflict(show):
    """One amount that both sides change."""
    show.save("D6", 310)
    show.type_in("PO-1003", "Amount", 999)


def fill_in(show, answer):
    """Somebody answers the first question on the sheet, and saves."""
    book = openpyxl.load_workbook(show.folder / BOOK)
    book[CONFLICTS]["J5"] = answer
    book.save(show.folder / BOOK)


def test_the_plan_comes_first(show):
    """Nothing is written on either side until it is confirmed; then it is."""
    show.type_in("PO-1003", "Amount", 999)

    plan = press(SYNC, desk(show))

    assert plan.is_plan
    assert plan.sentence == (
        "PO log: Would be done. Sheet: unchanged. Workbook: 1 row changed (1 cell). "
        "No conflicts; confirm to do it."
    )
    assert "~  PO-1003  Amount 300 → 999" in plan.detail
    assert show.cell(6, 4) == 300

    done = press(SYNC, desk(show), YES)

    assert done.ok
    assert not done.is_plan
    assert show.cell(6, 4) == 999


def test_nothing_to_do_asks_nothing(show):
    """And makes no sheet of conflicts."""
    show.sync()
    done = press(SYNC, desk(show))

    assert (done.sentence, done.is_plan) == (
        "PO log: Nothing has changed on either side.", False,
    )  # fmt: skip
    assert show.files.read(BOOK).sheet(CONFLICTS) is None


def test_conflicts_are_asked_on_a_sheet_of_their_own(show):
    """With all three values and room for an answer; the check does not read it as a list."""
    conflict(show)
    done = press(SYNC, desk(show), YES)

    assert done.sentence.endswith("1 conflict to settle, on the sheet 'Tieout conflicts'.")
    sheet = show.files.read(BOOK).sheet(CONFLICTS)
    assert tuple(sheet.rows[4][1:9]) == (
        "PO log", "PO-1003", "Amount", "both changed it", 300, 310, 999, 999,
    )  # fmt: skip
    loaded = load(show.files, Settings(), "Show")
    assert {table.sheet for table in loaded.tables if table.role is not Role.UNKNOWN} <= {"Log"}


@pytest.mark.parametrize(("answer", "amount"), [("take the other", 310), ("Keep", 999)])
def test_what_is_filled_in_settles_it(show, answer, amount):
    """On both sides; the sheet then says that no conflict is open."""
    conflict(show)
    press(SYNC, desk(show), YES)
    fill_in(show, answer)

    plan = press(RESOLVE, desk(show))
    assert plan.is_plan
    assert show.cell(6, 4) == 999
    done = press(RESOLVE, desk(show), YES)

    assert done.sentence == "Settled 1 conflict."
    assert (show.cell(6, 4), show.shared("PO-1003", "Amount")) == (amount, amount)
    told = show.files.read(BOOK).sheet(CONFLICTS)
    assert "No conflict is open." in str(told.rows[1][0])
    assert press(RESOLVE, desk(show), YES).sentence == "No conflict is open. Nothing was done."


def test_an_answer_can_be_given_in_the_fields(show):
    """By the number of the conflict, wherever the sheet is."""
    conflict(show)
    show.sync()
    number = str(show.desk.stores(show.binding).conflicts("PO log")[0].number)

    assert "Say the number" in press(RESOLVE, desk(show), {"answer": "take"}).sentence
    done = press(RESOLVE, desk(show), {"number": number, "answer": "take", **YES})

    assert done.ok
    assert show.shared("PO-1003", "Amount") == 310.0


def test_an_answer_that_cannot_be_read_settles_nothing(show):
    """It is named with its row."""
    conflict(show)
    press(SYNC, desk(show), YES)
    fill_in(show, "maybe")

    said = press(RESOLVE, desk(show), YES).sentence

    assert "'maybe' in row 5 of 'Tieout conflicts' is neither keep nor take" in said


def test_an_answer_to_a_later_edit_stays_open(show):
    """And is said to."""
    conflict(show)
    press(SYNC, desk(show), YES)
    fill_in(show, "take the other")
    show.type_in("PO-1003", "Amount", 5)

    done = press(RESOLVE, desk(show), YES)

    assert "1 question could not be answered and stays open" in done.sentence
    assert show.cell(6, 4) == 5


def test_without_shared_sheets_or_a_memory_it_says_so(show):
    """Nothing is done."""
    assert "Run 'tieout sync'" in press(SYNC, replace(desk(show), sheets=None)).sentence
    assert "cannot be kept there" in press(SYNC, replace(desk(show), kept=None)).sentence
    untied = replace(desk(show), settings=Settings())
    assert "No table of this production is tied" in press(SYNC, untied).sentence


def test_a_guard_asks_before_many_rows_go(show):
    """The plan says why it would stop; confirming it is a person's word."""
    for _ in range(9):
        show.world.delete(3)
    careful = replace(show.binding, limits=Limits())
    show.desk = replace(show.desk, settings=Settings(syncs=(careful,)))

    plan = press(SYNC, desk(show))

    assert "It would stop: " in plan.detail
    assert show.cell(6, 1) == "PO-1003"
    assert press(SYNC, desk(show), YES).ok
