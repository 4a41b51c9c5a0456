"""Buttons in Excel: ribbon → VBA → Python → the open workbooks → a message box."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from addin import wiring
from addin.adapters.live_excel.files.engine import file_engine
from addin.domain.source import Place
from addin.hosts.desktop import asking, buttons, calling, ribbon, watching
from addin.hosts.desktop.buttons import LONGEST_MESSAGE, State, pressed_in_excel
from addin.macros.button import Done, Kind, Selection
from addin.macros.catalogue import BUTTONS, BY_NAME
from addin.macros.press import Pressed, press
from tests.adapters.live_excel.in_excel import Breaks
from tests.cli.drawn_files import folder_of
from tests.hosts.desktop.excel_stand_in import Gone
from tests.hosts.desktop.pressing import CANCEL, CANCEL_BOX, NO, OK, RETRY, YES, Office
from tests.macros.test_live import contents
from tests.macros.test_press import desk

CALLBACKS = {
    str(one.get("id")): str(one.get("onAction"))
    for one in etree.fromstring(ribbon.xml().encode()).iter(f"{{{ribbon.NAMESPACE}}}button")
}
"""What the ribbon calls, by a button's identifier."""
ORDER = ("Northlight Ltd", "125.50")
"""Vendor and amount, typed into New PO's boxes."""


class Production:
    """A production whose workbooks are all open, and Excel with the PO log in front."""

    def __init__(self, root: Path, app: Any, windows: Any) -> None:
        self.root = root
        self.app = app
        for path in sorted(root.glob("*.xlsx")):
            app.books.open(str(path))
        self.app.books["PO Log.xlsx"].activate()
        self.before = self.seen()
        self.office = Office(windows.server.CallUDF, root / "PO Log.xlsx", "POs", "H3")

    def seen(self) -> Any:
        """Every cell of every workbook."""
        return contents(wiring.open_workbooks(self.root))

    def click(self, button: str, *typed: object, boxes: tuple[int, ...] = (OK,)) -> list[str]:
        """Press a button of the ribbon, by what the ribbon's XML says it runs."""
        return self.office.click(CALLBACKS[f"tieout_{button}"], *typed, boxes=boxes)

    def entries(self) -> list[str]:
        """The buttons in the journal."""
        with wiring.kept(self.root, None) as kept:
            assert kept is not None
            return [one.button for one in kept.journal.entries(self.root.name)]


@pytest.fixture
def show(tmp_path, windows) -> Iterator[Production]:
    """A production with a PO log, a ledger and a cost report that does not tie."""
    with file_engine() as app:
        yield Production(folder_of(tmp_path / "show", "500"), app, windows)


def test_a_button_of_the_ribbon_does_its_job_and_says_so(show):
    """The sentence in a message box, the sheet in the open workbook, an entry in the journal."""
    (said,) = show.click("validate")

    assert said.startswith("show: ")
    assert show.seen() != show.before
    assert show.entries() == ["validate"]


def noting(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str], Selection]]:
    """Presses are noted instead of done: the button, the answers, where somebody stood."""
    seen: list[tuple[str, dict[str, str], Selection]] = []

    def noted(pressed, desk, answers=None):
        seen.append((pressed.name, dict(answers), desk.selection))
        return Pressed(ok=True, sentence=f"{pressed.label} was here.")

    monkeypatch.setattr(buttons, "press", noted)
    return seen


@pytest.mark.parametrize("button", BUTTONS, ids=lambda one: one.name)
def test_every_button_of_the_catalogue_gets_from_the_ribbon_to_its_job(show, button, monkeypatch):
    """Its answers arrive by their names, and what it says is shown."""
    seen = noting(monkeypatch)
    fields = asking.asked(button)
    required = [field for field in fields if not field.optional]
    show.office.screen.chosen_file = "text of file"  # from Excel's own window
    typed = [one for one in required if one.kind not in {Kind.YES_NO, Kind.FILE}]
    said = show.click(
        button.name,
        *[f"text of {field.name}" for field in typed],
        *[... for field in fields if field.optional and len(fields) - len(required) == 1],
        boxes=(*([NO] if len(fields) - len(required) > 1 else []), OK),
    )

    assert said[-1] == f"{button.label} was here."
    expected = {field.name: f"text of {field.name}" for field in required}
    assert seen == [(button.name, expected, Selection("PO Log.xlsx", "POs", "H3"))]


@pytest.mark.parametrize("button", [one.name for one in BUTTONS if one.shortcut])
def test_a_shortcut_presses_its_button(show, button, monkeypatch):
    """Through the procedure that the add-in gives to Excel's OnKey, and gives back on closing."""
    seen = noting(monkeypatch)
    show.office.app.run("TieoutTakeKeys")
    one = BY_NAME[button]
    procedure = show.office.screen.on_keys[one.shortcut.lower()].rpartition("!")[2]
    optional = len(asking.asked(one))
    show.office.click(procedure, *[...] * (optional == 1), boxes=(*[NO] * (optional > 1), OK))

    assert [name for name, _, _ in seen] == [button]
    show.office.app.run("TieoutGiveKeysBack")
    assert show.office.screen.on_keys == {}


def test_what_is_typed_into_the_boxes_reaches_the_log(show):
    """New PO, from the boxes to the line in the open workbook."""
    said = show.click("new_po", *ORDER, boxes=(NO, OK))

    assert "Northlight Ltd" in said[-1]
    log = show.app.books["PO Log.xlsx"].sheets["POs"].range("A1:H12").value
    assert [125.5 in line for line in log if "Northlight Ltd" in line][-1]
    assert show.entries() == ["new_po"]


def test_what_may_stay_empty_is_asked_on_demand(show):
    """Yes to the question brings its boxes, one for each field, with what they take."""
    rest = ("2510", "", "2026-03-11", "", "")
    said = show.click("new_po", *ORDER, *rest, boxes=(YES, OK))

    assert "Description" in said[0]
    prompts = [prompt for _, prompt in show.office.screen.boxes]
    assert prompts[:2] == ["Vendor", "Amount (as 1250.00)"]
    assert prompts[4] == "Date (as 2026-03-14; empty: today)"
    assert show.entries() == ["new_po"]


@pytest.mark.parametrize(
    ("typed", "boxes"),
    [((CANCEL,), ()), (("Northlight Ltd", CANCEL), ()), (ORDER, (CANCEL_BOX,)),
     ((*ORDER, "2510", CANCEL), (YES,))],
)  # fmt: skip
def test_cancel_in_any_box_writes_nothing(show, typed, boxes):
    """And nothing is said: it was the person's wish."""
    said = show.click("new_po", *typed, boxes=boxes)

    assert len(said) == len(boxes)
    assert show.seen() == show.before
    assert show.entries() == []


def test_a_refusal_may_be_answered_again_with_what_was_typed(show):
    """Retry shows the boxes once more; what was right stays in them."""
    said = show.click("new_po", "Northlight Ltd", "a lot", ..., "125.50", boxes=(NO, RETRY, NO, OK))

    assert "'a lot' is no amount" in said[1]
    assert "Northlight Ltd" in said[-1]
    assert show.entries() == ["new_po"]


def test_a_refusal_that_is_not_answered_again_leaves_everything(show):
    """Cancel beside Retry."""
    show.click("new_po", "Northlight Ltd", "a lot", boxes=(NO, CANCEL_BOX))

    assert show.seen() == show.before
    assert show.entries() == []


def test_a_plan_is_shown_and_done_on_yes_alone(show):
    """Adopt says what it would keep; No writes nothing, Yes writes the settings."""
    (said,) = show.click("adopt", boxes=(NO,))
    assert said.endswith("Do it now?")
    assert not (show.root / "production.toml").exists()

    first, then = show.click("adopt", boxes=(YES, OK))
    assert first == said
    assert "confirm" not in then
    assert (show.root / "production.toml").exists()


def test_a_choice_is_made_by_its_number(show, monkeypatch):
    """The choices stand in the box, numbered."""
    seen = noting(monkeypatch)
    show.click("switch_names", "2")

    assert [answers for _, answers, _ in seen] == [{"to": "office"}]
    assert "2 office" in show.office.screen.boxes[0][1]


def test_the_cell_to_look_at_is_selected(show):
    """Next Finding: its workbook comes to the front, the cell is selected."""
    (said,) = show.click("show_finding")
    expected = press(BY_NAME["show_finding"], desk(wiring.workbooks(show.root), None)).goto

    assert expected is not None
    chosen = show.app.selection
    assert said
    assert (chosen.sheet.book.name, chosen.sheet.name) == (expected.workbook, expected.sheet)
    assert chosen.get_address(row_absolute=False, column_absolute=False) == expected.cell


def test_a_cell_in_a_workbook_that_is_not_open_is_named(show):
    """Nothing is opened behind somebody's back."""
    place = Place("Ledger.xlsx", "Postings", "B2")
    show.app.books["Ledger.xlsx"].close()

    said = calling.show(place, show.root, show.app.books)
    assert said == "It is in Ledger.xlsx, which is not open."
    assert "no sheet 'Nix'" in calling.show(Place("PO Log.xlsx", "Nix"), show.root, show.app.books)


def test_a_failing_job_shows_a_message_and_leaves_the_workbooks(show, monkeypatch):
    """A bug of ours: what it is called, and that everything is as it was."""

    def bug(_desk, _answers) -> Done:
        raise ZeroDivisionError("division by zero")

    broken = replace(BY_NAME["validate"], job=bug)
    monkeypatch.setattr(buttons, "BY_NAME", {**BY_NAME, "validate": broken})
    settings = show.office.settings

    (said,) = show.click("validate")
    assert "division by zero" in said
    assert "Every workbook is as it was" in said
    assert show.seen() == show.before
    assert show.office.settings == settings


def test_a_failure_before_the_job_shows_a_message_too(show):
    """Settings with a mistake: the message names the file and the line."""
    (show.root / "production.toml").write_text("nonsense = \n")

    (said,) = show.click("validate")
    assert "production.toml" in said
    assert show.seen() == show.before


def test_excel_s_refusal_in_the_middle_of_writing_puts_everything_back(show, monkeypatch):
    """The second block of cells fails; settings of Excel and cells are as before."""
    settings = (show.app.calculation, show.app.screen_updating, show.app.enable_events)
    Breaks(monkeypatch, 2, error=RuntimeError("Excel said no"))

    (said,) = show.click("validate")
    assert "Excel said no" in said
    assert show.seen() == show.before
    assert (show.app.calculation, show.app.screen_updating, show.app.enable_events) == settings


def reopened(show: Production, name: str, change: Callable[[Any], None]) -> None:
    """A workbook changed by another program, and opened again."""
    show.app.books[name].close()
    made = openpyxl.load_workbook(show.root / name)
    change(made)
    made.save(show.root / name)
    show.app.books.open(str(show.root / name))
    show.before = show.seen()


def test_a_protected_sheet_is_left_alone_and_named(show):
    """New PO into a protected log: refused before anything is written."""
    reopened(show, "PO Log.xlsx", lambda made: made["POs"].protection.enable())
    said = show.click("new_po", *ORDER, boxes=(NO, CANCEL_BOX))

    assert "PO Log.xlsx" in said[-1]
    assert "protected" in said[-1]
    assert show.seen() == show.before
    assert show.entries() == []


def test_a_log_whose_rows_a_filter_hides_is_left_alone_and_the_row_is_named(show):
    """A line written where nobody sees it would be written twice."""

    def filtered(made: Any) -> None:
        sheet = made["POs"]
        sheet.auto_filter.ref = f"A1:{sheet.cell(1, sheet.max_column).coordinate[0]}20"
        sheet.auto_filter.add_filter_column(0, ["PO-1"])
        for row in range(2, 21):
            sheet.row_dimensions[row].hidden = True

    reopened(show, "PO Log.xlsx", filtered)
    said = show.click("new_po", *ORDER, boxes=(NO, CANCEL_BOX))

    assert "row 6 of 'POs' is hidden" in said[-1]
    assert show.seen() == show.before
    assert show.entries() == []


class Killed(BaseException):
    """Python ends in the middle."""


def test_what_a_killed_press_had_written_is_taken_back_by_the_next(show, monkeypatch):
    """Python dies between two blocks; the message says what to do, and the next press does it."""
    with monkeypatch.context() as patched:
        Breaks(patched, 2, for_good=True, error=Killed())
        _dies_in_vba(patched, show)
        settings = show.office.settings
        (said,) = show.click("validate")
    assert "ended in the middle" in said
    assert show.office.settings == settings
    assert show.seen() != show.before

    (said,) = show.click("show_finding")
    assert "An earlier press was cut off in" in said
    assert show.seen() == show.before


def _dies_in_vba(patched: pytest.MonkeyPatch, show: Production) -> None:
    """What kills Python reaches VBA as a server that is gone."""
    answering = show.office.python.answering

    def dying(*given):
        try:
            return answering(*given)
        except Killed:  # and nobody in Python sets Excel right again
            screen = show.office.screen
            screen.screen_updating = screen.enable_events = screen.display_alerts = False
            screen.calculation = -4135
            raise Gone from None

    patched.setattr(show.office.python, "answering", dying)


def test_a_python_that_ended_before_is_started_again_for_the_press(show):
    """Nothing was begun, so the press is sent; a formula would do the same."""
    show.click("show_finding")
    gone = show.office.python
    ends = iter([True])
    kept = gone.answering

    def once_gone(*given):
        if next(ends, False):
            raise Gone
        return kept(*given)

    gone.answering = once_gone
    for python in gone.started:
        python.answering = once_gone
    (said,) = show.click("validate")

    assert said.startswith("show: ")
    assert gone.starts == 2


def test_a_second_press_is_told_who_is_at_work(show):
    """The lock is the production's: any program on any computer that reaches the folder."""
    at = dt.datetime(2026, 3, 12, 12, 5)
    with wiring.pressing(show.root, "Sam", "Close Week", at):
        (said,) = show.click("validate")

    assert said.startswith("Sam's Close Week, pressed at 12:05 on 2026-03-12, is still at work")
    assert "Nothing was done" in said
    assert show.seen() == show.before
    assert show.click("validate")[0].startswith("show: ")


def test_a_press_within_a_press_is_told_too(show, monkeypatch):
    """Excel may send a second call while Python waits for the first Excel."""
    inner = []
    arguments = ("validate", str(show.root / "PO Log.xlsx"), "POs", "H3")

    def nested(desk, answers):
        inner.append(pressed_in_excel(arguments))
        return BY_NAME["show_finding"].job(desk, answers)

    outer = replace(BY_NAME["show_finding"], job=nested)
    monkeypatch.setattr(buttons, "BY_NAME", {**BY_NAME, "show_finding": outer})
    show.click("show_finding")

    assert inner[0].state is State.REFUSED
    assert "Next Finding" in inner[0].text


def test_a_workbook_closed_meanwhile_is_not_written(show, monkeypatch):
    """Between the last reading and the writing: what was decided on is gone, the file stays."""
    before = (show.root / "PO Log.xlsx").read_bytes()
    write = watching.WatchedWorkbooks.write
    show.app.books["PO Log.xlsx"].sheets["POs"].range("H3").value = 7  # not saved

    def closing(self, name, changes, *, digest=""):
        show.app.books[name].close()
        return write(self, name, changes, digest=digest)

    monkeypatch.setattr(watching.WatchedWorkbooks, "write", closing)
    said = show.click("new_po", *ORDER, boxes=(NO, CANCEL_BOX))

    assert "PO Log.xlsx" in said[-1]
    assert "changed" in said[-1]
    assert (show.root / "PO Log.xlsx").read_bytes() == before
    assert show.entries() == []


@contextmanager
def stopping(after: int) -> Iterator[Callable[[Any], Callable[[], bool]]]:
    """Esc at the n-th look at the keyboard."""
    looks = 0

    def pressed() -> bool:
        nonlocal looks
        looks += 1
        return looks > after + 1  # the first look forgets what was pressed before

    yield lambda _app: pressed


@pytest.mark.parametrize("after", [0, 1, 2])
def test_esc_while_it_reads_stops_a_press_with_nothing_written(show, after):
    """The sentence says so; the status bar is Excel's again by VBA."""
    arguments = ("validate", str(show.root / "PO Log.xlsx"), "POs", "H3")
    with stopping(after) as keys:
        told = pressed_in_excel(arguments, keys)

    assert (told.state, told.text) == (State.REFUSED, "Stopped. Nothing was written.")
    assert show.seen() == show.before
    assert show.entries() == []


def test_esc_after_the_first_writing_is_too_late(show, monkeypatch):
    """It goes through to the end: never half a production."""
    told = []
    progress = watching.Watch.progress

    def noted(self, done, said):
        told.append((said, self._writes))
        progress(self, done, said)

    monkeypatch.setattr(watching.Watch, "progress", noted)
    arguments = ("validate", str(show.root / "PO Log.xlsx"), "POs", "H3")
    writes = lambda _app: lambda: any(is_writing for _, is_writing in told)  # noqa: E731 - one line

    assert pressed_in_excel(arguments, writes).state is State.DONE
    assert show.seen() != show.before
    assert told[0] == ("Reading the workbooks", False)
    assert any(said.startswith("Writing ") for said, _ in told)


def test_the_status_bar_shows_how_far_it_is(show, monkeypatch):
    """What is read, what is written, and that Esc stops it; Excel's own text comes back."""
    bars = []
    progress = watching.Watch.progress

    def noted(self, done, said):
        progress(self, done, said)
        bars.append(str(show.app.status_bar))

    monkeypatch.setattr(watching.Watch, "progress", noted)
    show.office.screen.status_bar = "somebody's text"
    show.click("validate")

    assert bars[0] == "Tieout: Validate - Reading the workbooks (Esc stops)"
    assert "Tieout: Validate - Reading PO Log.xlsx (Esc stops)" in bars
    assert any(re.fullmatch(r"Tieout: Validate - Writing .*\.xlsx", bar) for bar in bars)
    assert show.office.screen.status_bar == "somebody's text"


def test_a_formula_presses_no_button(show):
    """Called from a cell, the procedure does nothing: a received workbook cannot press."""
    show.office.screen.caller = show.office.app.sheet(1).sheet.vba_get("Range", ["A1"])

    assert show.click("validate", boxes=()) == []
    assert show.seen() == show.before


def test_a_button_in_a_workbook_presses_the_same(show):
    """Its macro runs TieoutFromWorkbook with a name."""
    show.office.screen.caller = "Button 1"
    show.office.app.interpreter.dialogs.clear()
    show.office.app.run(ribbon.FROM_A_WORKBOOK, "validate")

    assert show.office.app.interpreter.dialogs[0][1].startswith("show: ")
    assert show.entries() == ["validate"]


def test_a_workbook_that_was_never_saved_is_in_no_production():
    """There is no folder to look in."""
    told = pressed_in_excel(("validate", "Book1", "Sheet1", "A1"))

    assert told.state is State.REFUSED
    assert "save the workbook" in told.text


def test_a_workbook_in_the_cloud_alone_is_said_to_be():
    """Excel gives a web address for it."""
    told = pressed_in_excel(("validate", "https://d.docs.live.net/1/Other.xlsx", "S", "A1"))

    assert told.state is State.REFUSED
    assert "Sync its folder to this computer" in told.text


def test_a_button_that_this_version_does_not_have_is_named(show):
    """An add-in of another build."""
    told = pressed_in_excel(("teleport", str(show.root / "PO Log.xlsx"), "POs", "A1"))

    assert told.state is State.REFUSED
    assert "tieout install desktop" in told.text


def test_a_workbook_in_a_folder_below_belongs_to_the_production_above(show):
    """The nearest settings upwards say where a production is."""
    (show.root / "production.toml").write_text('name = "Night Shift"\n')
    below = show.root / "Logs"
    below.mkdir()
    shutil.copy(show.root / "PO Log.xlsx", below / "More.xlsx")
    show.app.books.open(str(below / "More.xlsx"))

    found = calling.caller_of(str(below / "More.xlsx"), show.app.books)
    assert (found.folder, found.name) == (show.root, "Logs/More.xlsx")


def test_a_long_text_is_cut_to_what_a_box_shows_and_a_plan_keeps_its_question():
    """VBA shows 1,024 letters."""
    text = buttons._fitted("x" * 5000, is_plan=True)

    assert len(text) == LONGEST_MESSAGE
    assert text.endswith("Do it now?")
