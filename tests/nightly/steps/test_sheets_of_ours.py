"""Our sheets are written where they say something new, and only there."""

from __future__ import annotations

import datetime as dt

from addin import wiring
from addin.domain.night import Outcome
from addin.errors import FileInUse, WriteRefused
from addin.jobs.load import load
from addin.nightly.steps.sheets_of_ours import refusals
from addin.reports.as_sheet import SHEET_NAME
from addin.settings.studio import StepName, Writes
from addin.tables.changes import Changes
from addin.tables.table import CellEdit
from tests.nightly.production_at_night import AT, made, night, step

SHEETS = frozenset({Writes.FINDINGS, Writes.RECONCILIATION})
STEPS = (StepName.VALIDATE, StepName.RECONCILE)


def backups(show):
    """How often a workbook was written."""
    return len(list((show / ".tieout" / "backups").glob("*/*")))


def test_a_sheet_that_says_the_same_a_day_later_is_left_alone(tmp_path):
    """Its moment is not what it says; a backup each night would push out those that matter."""
    show = made(tmp_path / "show")
    first = night(show, SHEETS, steps=STEPS)
    before = {path: path.read_bytes() for path in show.glob("*.xlsx")}
    count = backups(show)

    later = night(show, SHEETS, steps=STEPS, name="two", at=AT + dt.timedelta(days=1))

    assert step(first, StepName.VALIDATE).touched
    assert step(first, StepName.RECONCILE).touched
    assert [one.touched for one in later.steps] == [(), ()]
    assert {path: path.read_bytes() for path in before} == before
    assert backups(show) == count


def test_a_sheet_that_says_something_else_is_written(tmp_path):
    """Somebody wrote into it, say."""
    show = made(tmp_path / "show")
    (name, *_) = step(night(show, SHEETS, steps=STEPS), StepName.VALIDATE).touched
    workbooks = wiring.workbooks(show)
    said = workbooks.read(name).sheet(SHEET_NAME)
    edit = CellEdit(SHEET_NAME, 5, 4, "All is well.")
    workbooks.write(name, Changes(cells=(edit,)))

    done = step(night(show, SHEETS, steps=STEPS, name="two"), StepName.VALIDATE)

    assert (done.outcome, done.touched) == (Outcome.DONE, (name,))
    again = workbooks.read(name).sheet(SHEET_NAME)
    assert said is not None
    assert again is not None
    assert again.rows == said.rows


def test_a_sheet_in_one_workbook_does_not_make_the_production_be_read_again(tmp_path, monkeypatch):
    """It is no list: the statements go into the same workbook right behind it."""
    count = []

    def loading(*given):
        count.append(given)
        return load(*given)

    monkeypatch.setattr("addin.nightly.bench_of.load", loading)
    found = night(made(tmp_path / "show"), SHEETS, steps=STEPS)

    assert all(one.touched for one in found.steps)
    assert len(count) == 1


def test_workbooks_that_are_not_written_for_one_reason_are_told_in_one_sentence():
    """By their names alone: thirty that are read-only are one thing to put right."""
    books = [WriteRefused(f"/shows/a/{name}.xlsx", "it is read-only") for name in "ABCDE"]
    said = list(refusals([*books, FileInUse("/shows/a/F.xlsx", "Kim has it open")]))

    assert said == [
        (
            "Each of 5 workbooks (A.xlsx, B.xlsx, C.xlsx, 2 more) was left alone: it is read-only. "
            "Nothing was written."
        ),
        (
            "F.xlsx is open in another program: Kim has it open. Nothing was written. "
            "Close it there, then run again."
        ),
    ]
