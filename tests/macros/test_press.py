"""Pressing a button: one batch, one entry, one sentence; nothing half done, no exception."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import openpyxl
import pytest

from addin.adapters.database.connected import Connected
from addin.adapters.database.decisions import DatabaseDecisions
from addin.adapters.database.history import DatabaseHistory
from addin.adapters.database.journal import DatabaseJournal
from addin.adapters.folder import Folder
from addin.adapters.memory import Memory
from addin.errors import FileInUse, HistoryUnusable
from addin.macros.button import Button, Desk, Done, Field, Kind, Selection
from addin.macros.catalogue import BUTTONS, BY_NAME
from addin.macros.press import press
from addin.ports import Kept
from addin.settings.model import Settings
from tests.cli.drawn_files import saved
from tests.jobs import bank_in_memory, production_in_memory

AT = dt.datetime(2026, 3, 12, 12)


@pytest.fixture
def kept(tmp_path):
    """An empty history in a folder of its own."""
    database = Connected.in_folder(tmp_path / "state")
    yield Kept(DatabaseHistory(database), DatabaseDecisions(database), DatabaseJournal(database))
    database.close()


def desk(workbooks, kept=None, **more) -> Desk:
    """Somebody at a production."""
    return Desk(workbooks, Settings(), "Night Shift", "show", AT, "Sam", kept=kept, **more)


def files(place, books) -> Folder:
    """The drawn workbooks as files."""
    return Folder(saved(place, books))


def everything(folder: Folder) -> dict[str, bytes]:
    """The bytes of every workbook."""
    return {name: (folder.root / name).read_bytes() for name in folder.names()}


def test_every_button_says_what_it_is():
    """A name, a label, a tip that is a sentence, a group, an icon; names and shortcuts once."""
    names = [one.name for one in BUTTONS]
    shortcuts = [one.shortcut for one in BUTTONS if one.shortcut]

    assert len(names) == len(set(names)) == len(BY_NAME)
    assert len(shortcuts) == len(set(shortcuts))
    for one in BUTTONS:
        assert one.label
        assert one.tip.endswith(".")
        assert one.group
        assert one.icon
        assert all(field.label for field in one.asks)


def test_buttons_of_a_group_stand_together():
    """A ribbon shows each group once."""
    groups = [one.group for one in BUTTONS]

    assert len([g for at, g in enumerate(groups) if at == 0 or groups[at - 1] != g]) == len(
        set(groups)
    )


def test_validate_writes_findings_enters_the_journal_and_can_be_undone(tmp_path, kept):
    """Taken back to the byte; the journal keeps both."""
    folder = files(tmp_path / "show", production_in_memory.books("500"))
    before = everything(folder)
    at_work = desk(folder, kept)

    pressed = press(BY_NAME["validate"], at_work)
    assert pressed.ok, pressed.sentence
    assert "error" in pressed.sentence
    assert pressed.goto is not None
    assert everything(folder) != before
    back = press(BY_NAME["undo_last"], at_work)

    assert back.sentence.startswith("Taken back: Night Shift: ")
    assert everything(folder) == before
    entries = kept.journal.entries("Night Shift")
    assert [(one.button, one.undone is not None) for one in entries] == [
        ("validate", True),
        ("undo_last", False),
    ]
    assert press(BY_NAME["undo_last"], at_work).sentence == "There is nothing to take back."


def test_undo_takes_back_press_after_press(tmp_path, kept):
    """Two presses, two undos, in the reverse order."""
    folder = files(tmp_path / "show", bank_in_memory.books())
    at_work = desk(folder, kept)
    states = [everything(folder)]
    for name in ("validate", "reconcile"):
        assert press(BY_NAME[name], at_work).ok
        states.append(everything(folder))

    for wanted in reversed(states[:-1]):
        assert press(BY_NAME["undo_last"], at_work).ok
        assert everything(folder) == wanted


def test_a_file_that_somebody_changed_since_is_not_undone(tmp_path, kept):
    """Their work stays; the sentence says so."""
    folder = files(tmp_path / "show", bank_in_memory.books())
    at_work = desk(folder, kept)
    press(BY_NAME["reconcile"], at_work)
    later = openpyxl.load_workbook(folder.root / "Bank.xlsx")
    later.worksheets[0]["H1"] = "checked"
    later.save(folder.root / "Bank.xlsx")
    now = everything(folder)

    pressed = press(BY_NAME["undo_last"], at_work)

    assert not pressed.ok
    assert "changed" in pressed.sentence
    assert everything(folder) == now
    assert kept.journal.entries("Night Shift")[0].can_be_undone


def test_accept_of_the_selected_row_is_kept_and_undone(kept):
    """Stand on a row of the suggestion, press Accept; Undo Last opens it again."""
    at_work = desk(
        bank_in_memory.bank(), kept, selection=Selection("Bank.xlsx", "Bank statement", "B5")
    )
    pressed = press(BY_NAME["accept_suggestion"], at_work, {"why": "one lorry"})

    assert pressed.ok, pressed.sentence
    assert pressed.sentence.startswith("Accepted: ")
    assert len(kept.decisions.decisions("Night Shift").accepted) == 1
    again = press(BY_NAME["accept_suggestion"], at_work)
    assert "is in no suggestion" in again.sentence
    assert press(BY_NAME["undo_last"], at_work).ok
    assert not kept.decisions.decisions("Night Shift")


def test_next_finding_goes_round_through_all_of_them():
    """From wherever one stands, and back to the first after the last."""
    at_work = desk(production_in_memory.production("500"))
    seen = []
    for _ in range(12):
        pressed = press(BY_NAME["show_finding"], at_work)
        assert pressed.goto is not None
        if pressed.goto in seen:
            break
        seen.append(pressed.goto)
        selected = Selection(pressed.goto.workbook, pressed.goto.sheet, pressed.goto.cell)
        at_work = replace(at_work, selection=selected)

    assert len(seen) >= 2
    assert pressed.goto == seen[0]
    clean = press(BY_NAME["show_finding"], desk(production_in_memory.production()))
    assert (clean.ok, "ties out" in clean.sentence) == (False, True)


def test_explain_says_where_the_selected_number_comes_from():
    """The first line is the answer, the rest the tree."""
    at_work = desk(
        production_in_memory.production(), selection=Selection("PO Log.xlsx", "POs", "H3")
    )
    pressed = press(BY_NAME["explain_cell"], at_work)

    assert "=F3-G3" in pressed.sentence
    assert "800" in pressed.detail
    assert (
        "Select a cell"
        in press(BY_NAME["explain_cell"], replace(at_work, selection=Selection())).sentence
    )


def test_a_finding_is_waived_by_its_id(kept):
    """With the reason; without a history there is nowhere to keep it."""
    at_work = desk(production_in_memory.production("500"), kept)
    press(BY_NAME["validate"], at_work)
    (point, *_) = kept.history.record("Night Shift", [], AT)
    assert press(BY_NAME["validate"], at_work).ok
    answers = {"finding": point.id, "reason": "posted tomorrow"}

    assert press(BY_NAME["waive_finding"], at_work, answers).sentence.startswith("Waived: ")
    alone = press(BY_NAME["waive_finding"], desk(production_in_memory.production()), answers)
    assert not alone.ok


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({}, "Amount is missing"),
        ({"amount": "lots"}, "'lots' is no amount"),
        ({"amount": "5", "day": "3/4/2026"}, "is no date"),
        ({"amount": "5", "side": "both"}, "Side is one of debit, credit"),
        ({"amount": "5", "sure": "maybe"}, "Sure is yes or no"),
        ({"amount": "5", "colour": "red"}, "there is no field 'colour'"),
    ],
)
def test_answers_that_cannot_be_read_are_said_and_nothing_is_run(answers, why):
    """All of them at once, in the words of the form."""
    ran = []
    asks = (
        Field("amount", "Amount", Kind.AMOUNT),
        Field("day", "Day", Kind.DATE, optional=True),
        Field("side", "Side", Kind.CHOICE, choices=("debit", "credit"), optional=True),
        Field("sure", "Sure", Kind.YES_NO, optional=True),
    )

    def runs(*given):
        ran.append(given)
        return Done("Done.")

    button = Button("t", "Try", "Try.", "Test", runs, "Undo", asks)
    pressed = press(button, desk(Memory()), answers)

    assert not pressed.ok
    assert why in pressed.sentence
    assert ran == []


def test_a_bug_becomes_a_sentence():
    """Nobody's Excel is closed by a mistake of ours."""

    def fails(*_):
        raise ZeroDivisionError("x")

    pressed = press(Button("t", "Try", "Try.", "Test", fails, "Undo"), desk(Memory()))

    assert not pressed.ok
    assert "Try failed inside Tieout (ZeroDivisionError: x)" in pressed.sentence


def test_a_refused_write_leaves_no_entry_and_no_change(kept):
    """The workbook is open: the sentence says what to do."""

    class OpenInExcel(Memory):
        """Somebody has it open."""

        def write(self, name, changes, *, digest=""):
            del changes, digest
            raise FileInUse(name)

    pressed = press(BY_NAME["reconcile"], desk(OpenInExcel(*bank_in_memory.books()), kept))

    assert not pressed.ok
    assert "Close it there" in pressed.sentence
    assert kept.journal.entries("Night Shift") == ()


def test_what_the_journal_cannot_keep_is_taken_back(tmp_path, kept):
    """A change that no entry tells of could not be undone: it is not left there."""

    class Full:
        """A journal on a disk without room."""

        def enter(self, production, at, **told):
            del at, told
            raise HistoryUnusable(production, "the disk is full")

        def entries(self, production):
            del production
            return ()

        def undone(self, production, number, at):
            del production, number, at

    folder = files(tmp_path / "show", bank_in_memory.books())
    before = everything(folder)
    pressed = press(BY_NAME["reconcile"], desk(folder, replace(kept, journal=Full())))

    assert not pressed.ok
    assert "the disk is full" in pressed.sentence
    assert everything(folder) == before
