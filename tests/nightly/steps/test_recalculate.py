"""Formulas without a number in the file: said, or put in where that is permitted."""

from __future__ import annotations

import openpyxl
import pytest

from addin import wiring
from addin.domain.night import Ended, Outcome
from addin.errors import EngineFailed
from addin.settings.studio import StepName, Writes
from tests.nightly.production_at_night import made, night, step

ONLY = (StepName.RECALCULATE,)
NUMBERS = frozenset({Writes.NUMBERS})


@pytest.fixture(name="show")
def _show(tmp_path):
    """A production of which one workbook was saved by a program that works nothing out."""
    show = made(tmp_path / "show")
    book = openpyxl.load_workbook(show / "Budget.xlsx")
    book.save(show / "Budget.xlsx")
    return show


def lacking(show):
    """Formulas of the budget that show no number."""
    sheets = wiring.workbooks(show).read("Budget.xlsx").sheets
    return sum(len(sheet.uncached) for sheet in sheets)


def test_it_is_said_which_workbook_shows_no_number(show):
    """And nothing is written."""
    assert lacking(show)

    done = step(night(show, steps=ONLY), StepName.RECALCULATE)

    assert done.outcome is Outcome.WOULD
    assert "Budget.xlsx" in done.sentence
    assert lacking(show)


def test_fresh_numbers_are_put_in_once(show):
    """The next night finds nothing to do."""
    first = step(night(show, NUMBERS, steps=ONLY), StepName.RECALCULATE)
    second = step(night(show, NUMBERS, steps=ONLY, name="two"), StepName.RECALCULATE)

    assert (first.outcome, first.touched) == (Outcome.DONE, ("Budget.xlsx",))
    assert lacking(show) == 0
    assert (second.outcome, second.touched) == (Outcome.NOTHING, ())


def test_settings_may_leave_every_number_as_the_file_shows_it(show):
    """Then nothing is looked at."""
    path = show / "production.toml"
    path.write_text(f'{path.read_text()}[recalculate]\nwhen = "never"\n')

    done = step(night(show, NUMBERS, steps=ONLY), StepName.RECALCULATE)

    assert (done.outcome, bool(lacking(show))) == (Outcome.NOTHING, True)


def test_every_formula_is_worked_out_where_the_settings_ask_for_it(show):
    """The default program for it needs no other to be installed."""
    path = show / "production.toml"
    path.write_text(f'{path.read_text()}[recalculate]\nwhen = "always"\n')

    found = night(show, NUMBERS)

    assert found.ended is Ended.CHECKED
    assert step(found, StepName.RECALCULATE).touched == ("Budget.xlsx",)


def test_a_workbook_open_elsewhere_keeps_its_formulas_without_a_number(show):
    """The step fails with who has it open, after as many tries as there may be."""
    (show / ".~lock.Budget.xlsx#").write_text("Ada,ada,host,now,file:///x;")

    done = step(night(show, NUMBERS, steps=ONLY), StepName.RECALCULATE)

    assert (done.outcome, done.error, done.tries) == (Outcome.FAILED, "FileInUse", 3)


def test_what_was_written_is_read_again_where_another_workbook_then_fails(show, monkeypatch):
    """The check sees the fresh numbers of the first, and the sheets go into both."""
    book = openpyxl.load_workbook(show / "Cost Report.xlsx")
    book.worksheets[0]["Z90"] = "=1+1"
    book.save(show / "Cost Report.xlsx")
    usual = wiring.engine

    def breaks_down(*given):
        engine = usual(*given)

        class OnceOnly:
            name = engine.name

            def recalculate(self, book, content, linked):
                if book.name != "Budget.xlsx":
                    raise EngineFailed("the program", "it broke down")
                return engine.recalculate(book, content, linked)

        return OnceOnly()

    monkeypatch.setattr(wiring, "engine", breaks_down)
    wants = (StepName.RECALCULATE, StepName.VALIDATE)

    found = night(show, NUMBERS | {Writes.FINDINGS}, steps=wants)

    assert lacking(show) == 0
    assert step(found, StepName.RECALCULATE).touched == ("Budget.xlsx",)
    assert step(found, StepName.RECALCULATE).error == "EngineFailed"
    assert step(found, StepName.VALIDATE).outcome is Outcome.DONE
