"""Buttons on workbooks that are open in Excel do what they do on files.

Excel is played by real xlwings objects over our own reader and patcher; Excel itself is not here.
"""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from addin import wiring
from addin.adapters.live_excel.files.engine import file_engine
from addin.domain.source import Place
from addin.macros.button import Desk, Selection
from addin.macros.catalogue import BY_NAME
from addin.macros.press import Pressed, press
from addin.ports import Kept, Workbooks
from addin.settings.model import Settings
from addin.tables.table import Sheet
from tests.cli.drawn_files import folder_of, saved
from tests.jobs import bank_in_memory

AT = dt.datetime(2026, 3, 12, 12)
ORDER = {"vendor": "Northlight Ltd", "amount": "125.50", "account": "2510", "date": "2026-03-11"}
PRESSES: dict[str, dict[str, str]] = {
    "validate": {},
    "refresh_cost_report": {},
    "new_po": ORDER,
    "relieve_po": {"number": "PO-1042", "amount": "100"},
    "explain_cell": {},
    "show_finding": {},
}
CHANGING = ("validate", "refresh_cost_report", "new_po", "relieve_po")


class Studio:
    """Two folders with the same workbooks: one of files, one whose workbooks are all open."""

    def __init__(self, files: Path, app, histories) -> None:
        self.app = app
        self.closed = Path(files)
        self.open = Path(shutil.copytree(files, files.parent / "open" / files.name))
        for path in sorted(self.open.glob("*.xlsx")):
            app.books.open(str(path))
        self.kept = {
            place: histories.enter_context(wiring.kept(place, None))
            for place in (self.closed, self.open)
        }

    def desk(self, place: Path) -> Desk:
        """Somebody at one of the two."""
        workbooks = (
            wiring.open_workbooks(place, lambda: self.app.books)
            if place == self.open
            else wiring.workbooks(place)
        )
        return Desk(
            workbooks,
            Settings(),
            "Night Shift",
            "show",
            AT,
            "Sam",
            selection=Selection("PO Log.xlsx", "POs", "H3"),
            kept=self.kept[place],
        )

    def press(self, button: str, answers=None) -> tuple[Pressed, Pressed]:
        """A button pressed at both: on files, on open workbooks."""
        given = answers or {}
        return (
            press(BY_NAME[button], self.desk(self.closed), given),
            press(BY_NAME[button], self.desk(self.open), given),
        )


@pytest.fixture
def histories():
    """Closed at the end of the test."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def studio(tmp_path, histories):
    """A production with a PO log, a ledger and a cost report that does not tie."""
    with file_engine() as app:
        yield Studio(folder_of(tmp_path / "show", "500"), app, histories)


def contents(workbooks: Workbooks) -> dict[tuple[str, str], dict[str, object]]:
    """What people see in every workbook: what was entered, not what formulas give."""
    return {
        (name, sheet.name): _entered(sheet)
        for name in workbooks.names()
        for sheet in workbooks.read(name).sheets
    }


def _entered(sheet: Sheet) -> dict[str, object]:
    return {
        "formulas": dict(sheet.formulas),
        "notes": dict(sheet.notes),
        "values": {
            (row, column): (_kind(value), value)
            for row, cells in enumerate(sheet.rows, 1)
            for column, value in enumerate(cells, 1)
            if value is not None and (row, column) not in sheet.formulas
        },
    }


def _kind(value: object) -> type:
    """Excel has one kind of number."""
    return float if type(value) is int else type(value)


@pytest.mark.parametrize("button", PRESSES)
def test_a_button_says_and_does_the_same_on_open_workbooks_as_on_files(studio, button):
    """The sentence, the cell to go to, and every cell of every workbook."""
    on_files, live = studio.press(button, PRESSES[button])

    assert on_files.ok, on_files.sentence
    assert (live.ok, live.sentence, live.detail) == (True, on_files.sentence, on_files.detail)
    assert live.goto == on_files.goto
    expected = contents(wiring.workbooks(studio.closed))
    assert contents(studio.desk(studio.open).workbooks) == expected
    assert [one.workbook for one in live.touched] == [one.workbook for one in on_files.touched]


def test_reconcile_lays_its_statements_into_the_open_workbooks(tmp_path, histories):
    """The sheets beside the lists, as in files."""
    with file_engine() as app:
        studio = Studio(saved(tmp_path / "bank", bank_in_memory.books()), app, histories)
        on_files, live = studio.press("reconcile")

        assert on_files.ok, on_files.sentence
        assert (live.ok, live.sentence) == (True, on_files.sentence)
        expected = contents(wiring.workbooks(studio.closed))
        assert contents(studio.desk(studio.open).workbooks) == expected


@pytest.mark.parametrize("button", CHANGING)
def test_nothing_is_saved_by_a_button(studio, button):
    """The files stay as they are until the person saves."""
    before = {path.name: path.read_bytes() for path in studio.open.glob("*.xlsx")}
    assert studio.press(button, PRESSES[button])[1].ok

    assert {path.name: path.read_bytes() for path in studio.open.glob("*.xlsx")} == before


@pytest.mark.parametrize("button", CHANGING)
def test_undo_last_takes_a_press_back_on_open_workbooks(studio, button):
    """What was entered before stands there again, and no sheet more."""
    workbooks = studio.desk(studio.open).workbooks
    before = contents(workbooks)
    pressed = studio.press(button, PRESSES[button])[1]
    assert contents(workbooks) != before
    back = press(BY_NAME["undo_last"], studio.desk(studio.open))

    assert back.ok, back.sentence
    assert back.sentence == f"Taken back: {pressed.sentence}"
    assert contents(workbooks) == before


def test_a_press_is_undone_after_the_workbook_was_saved_closed_and_opened_again(studio):
    """What takes it back is kept in a file beside the workbook."""
    workbooks = studio.desk(studio.open).workbooks
    before = contents(workbooks)
    assert studio.press("new_po", ORDER)[1].ok
    for book in list(studio.app.books):
        book.save()
        book.close()
    closed = press(BY_NAME["undo_last"], studio.desk(studio.open))
    assert not closed.ok
    assert "open it again" in closed.sentence
    for path in sorted(studio.open.glob("*.xlsx")):
        studio.app.books.open(str(path))

    back = press(BY_NAME["undo_last"], studio.desk(studio.open))
    assert back.ok, back.sentence
    assert contents(workbooks) == before


def test_what_was_written_on_files_is_not_undone_in_an_open_workbook(studio):
    """Its backup is a file: close the workbook first."""
    for book in list(studio.app.books):
        book.close()
    assert press(BY_NAME["new_po"], studio.desk(studio.open), ORDER).ok
    studio.app.books.open(str(studio.open / "PO Log.xlsx"))

    back = press(BY_NAME["undo_last"], studio.desk(studio.open))
    assert not back.ok
    assert "close it in Excel" in back.sentence


def test_a_workbook_that_is_closed_is_written_as_a_file_beside_open_ones(studio):
    """One production, some of it open: each where it is."""
    studio.app.books["Ledger.xlsx"].close()
    on_files, live = studio.press("validate")

    assert on_files.ok
    assert (live.ok, live.sentence) == (True, on_files.sentence)
    expected = contents(wiring.workbooks(studio.closed))
    assert contents(studio.desk(studio.open).workbooks) == expected


def test_work_that_is_not_saved_is_what_a_button_sees(studio):
    """Not the file on the disk: what stands on the screen."""
    report = studio.app.books["Cost Report.xlsx"].sheets["Report"]
    report["C2"].value = 545
    pressed = press(BY_NAME["validate"], studio.desk(studio.open))
    on_files = press(BY_NAME["validate"], studio.desk(studio.closed))

    assert pressed.sentence != on_files.sentence


def test_a_press_while_somebody_types_meanwhile_writes_nothing(studio):
    """Their cell stays, and so does everything else; the sentence says to run again."""
    at_work = studio.desk(studio.open)
    log = studio.app.books["PO Log.xlsx"].sheets["POs"]

    class Slow:
        """Somebody types after the job's last look at the workbooks."""

        def __init__(self, workbooks: Workbooks) -> None:
            self.names, self.content = workbooks.names, workbooks.content
            self.read, self.restore = workbooks.read, workbooks.restore
            self._write = workbooks.write

        def write(self, name, changes, *, digest=""):
            log["A9"].value = "theirs"
            return self._write(name, changes, digest=digest)

    pressed = press(BY_NAME["new_po"], replace(at_work, workbooks=Slow(at_work.workbooks)), ORDER)

    assert not pressed.ok
    assert "changed" in pressed.sentence
    assert log["A9"].value == "theirs"
    assert log["A6"].value is None


def test_no_workbook_is_open_where_there_is_no_excel(tmp_path):
    """The whole production is files then, and nothing fails."""
    root = folder_of(tmp_path / "show", "500")
    desk = Desk(wiring.open_workbooks(root), Settings(), "Night Shift", "show", AT, "Sam")
    pressed = press(BY_NAME["validate"], desk)

    assert pressed.ok, pressed.sentence
    assert isinstance(pressed.goto, Place)


def test_one_workbook_alone_is_found_open_too(studio):
    """As ``tieout check`` of one file."""
    place = studio.open / "PO Log.xlsx"
    workbooks = wiring.open_workbooks(place, lambda: studio.app.books)
    studio.app.books["PO Log.xlsx"].sheets["POs"]["F2"].value = 1

    assert list(workbooks.names()) == ["PO Log.xlsx"]
    assert workbooks.read("PO Log.xlsx").sheets[0].value(2, 6) == 1


def test_what_is_kept_is_there(studio):
    """The journal has an entry of each press."""
    studio.press("new_po", ORDER)
    kept = studio.kept[studio.open]

    assert isinstance(kept, Kept)
    assert [entry.button for entry in kept.journal.entries("Night Shift")] == ["new_po"]
