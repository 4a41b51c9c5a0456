"""A press that fails or is refused leaves every workbook as it was, and says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from addin.hosts import watched
from addin.hosts.desktop import buttons
from addin.macros.button import Done
from addin.macros.catalogue import BY_NAME
from tests.adapters.live_excel.in_excel import Breaks
from tests.hosts.desktop.buttons.production import ORDER, Production
from tests.hosts.desktop.excel_stand_in import Gone
from tests.hosts.desktop.pressing import CANCEL_BOX, NO


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


def test_a_workbook_closed_meanwhile_is_not_written(show, monkeypatch):
    """Between the last reading and the writing: what was decided on is gone, the file stays."""
    before = (show.root / "PO Log.xlsx").read_bytes()
    write = watched.WatchedWorkbooks.write
    show.app.books["PO Log.xlsx"].sheets["POs"].range("H3").value = 7  # not saved

    def closing(self, name, changes, *, digest=""):
        show.app.books[name].close()
        return write(self, name, changes, digest=digest)

    monkeypatch.setattr(watched.WatchedWorkbooks, "write", closing)
    said = show.click("new_po", *ORDER, boxes=(NO, CANCEL_BOX))

    assert "PO Log.xlsx" in said[-1]
    assert "changed" in said[-1]
    assert (show.root / "PO Log.xlsx").read_bytes() == before
    assert show.entries() == []
