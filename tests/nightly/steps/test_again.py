"""A night says what is true at its end: what its steps wrote is checked again, once."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from addin import wiring
from addin.adapters.database.history import DatabaseHistory
from addin.domain.night import Ended, Outcome, Step
from addin.errors import HistoryUnusable
from addin.macros.press import press
from addin.macros.undo_last import BUTTON as UNDO
from addin.nightly.bench_of import Means, bench_of
from addin.nightly.orders import Orders
from addin.nightly.steps import refresh
from addin.nightly.steps.put_sheets import put_sheets
from addin.nightly.steps.validate import validate
from addin.reports.as_sheet import SHEET_NAME
from addin.settings.studio import NightSettings, StepName, Writes
from addin.settings.write import binding_text
from addin.tables.changes import Changes
from addin.tables.table import CellEdit
from tests.nightly.production_at_night import AT, EVERYTHING, NOTHING, dropped, made, night, step
from tests.nightly.steps.test_sync import LOG

REPORT = "Cost Report.xlsx"


def checks(folder, *given, **orders):
    """A night, and how often it checked."""
    moments: list[str] = []
    found = night(folder, *given, hook=moments.append, **orders)
    return found, moments.count("checked")


def standings(found):
    """The findings of a night as people count them."""
    return sorted((one.code, one.standing) for one in found.points)


def runs(folder):
    """Findings by severity in each run that the production's history keeps."""
    with closing(sqlite3.connect(folder / ".tieout" / "history.db")) as history:
        return history.execute("select errors, warnings, notes from run order by id").fetchall()


def findings_in(folder, name):
    """The codes that the findings sheet of a workbook lists; None without one."""
    sheet = wiring.workbooks(folder).read(name).sheet(SHEET_NAME)
    return None if sheet is None else [row[1] for row in sheet.rows[4:]]


def undone(folder):
    """Undo Last, as a person presses it in the morning."""
    asked = Orders("morning", AT)
    with bench_of(folder, asked) as bench:
        return press(UNDO, bench.desk)


def test_what_the_refresh_settled_is_no_finding_of_the_night(tmp_path):
    """The step that settled it says so; the check, the figures and the sheets say what is left."""
    show = made(tmp_path / "show")
    night(show, {Writes.FINDINGS})
    before = findings_in(show, REPORT)

    found, count = checks(show, EVERYTHING, name="two")

    assert (before, count) == (["COS102"], 2)
    assert step(found, StepName.REFRESH).sentence.endswith("It settled 1 finding.")
    assert step(found, StepName.VALIDATE).sentence == "0 errors, 0 warnings, 0 notes (1 resolved)."
    assert step(found, StepName.RECONCILE).sentence.endswith("0 lines to look at.")
    assert standings(found) == [("COS102", "resolved")]
    assert {one.suggested for one in found.facts.pairs} == {0}
    assert findings_in(show, REPORT) == []


def test_both_checks_of_a_night_are_one_run(tmp_path):
    """It is the last that counts, and what was open before the night is resolved by it."""
    show = made(tmp_path / "show")
    night(show)
    night(show, EVERYTHING, name="two")
    night(show, EVERYTHING, name="three")

    assert runs(show) == [(1, 0, 0), (0, 0, 0), (0, 0, 0)]


def test_what_was_found_and_settled_in_one_night_is_neither_new_nor_resolved(tmp_path):
    """Nobody ever saw it; the step alone tells of it, and the next night has no news."""
    show = made(tmp_path / "show")

    first = night(show, EVERYTHING)
    second = night(show, EVERYTHING, name="two")

    assert (standings(first), standings(second)) == ([], [])
    assert "It settled 1 finding." in step(first, StepName.REFRESH).sentence
    assert [one.touched for one in second.steps] == [()] * len(second.steps)


def test_what_a_step_brings_up_is_told_too(tmp_path):
    """A figure that is right now may show an over-spend that nobody had seen."""
    show = made(tmp_path / "show")
    wiring.workbooks(show).write(
        "Ledger.xlsx", Changes(cells=(CellEdit("Ledger", 8, 7, 987654321.0),))
    )
    before = night(show)

    found = night(show, EVERYTHING, name="two")

    fresh = {one.key for one in found.open} - {one.key for one in before.open}
    assert fresh
    assert f"brought up {len(fresh)} finding" in step(found, StepName.REFRESH).sentence
    assert {one.standing for one in found.open if one.key in fresh} == {"new"}


@pytest.mark.parametrize(
    "asked",
    [
        {"write": NOTHING},
        {"write": {Writes.FINDINGS}},
        {"write": EVERYTHING, "is_dry": True},
        {"write": EVERYTHING, "steps": (StepName.VALIDATE, StepName.PUBLISH)},
    ],
    ids=["no permission", "another permission", "dry", "no such step"],
)
def test_where_no_list_is_written_it_is_checked_once(tmp_path, asked):
    """And nothing is said to be settled."""
    found, count = checks(made(tmp_path / "show"), **asked)

    assert count == 1
    assert not any("settled" in one.sentence for one in found.steps)
    assert standings(found) == [("COS102", "new")]


def test_a_refresh_that_was_refused_changes_nothing_and_is_not_checked_again(tmp_path):
    """The findings stand as they were, for so does the workbook."""
    show = made(tmp_path / "show")
    (show / ".~lock.Cost Report.xlsx#").write_text("Ada,ada,host,now,file:///x;")

    found, count = checks(show, {Writes.COST_REPORT})

    assert (count, step(found, StepName.REFRESH).error) == (1, "FileInUse")
    assert standings(found) == [("COS102", "new")]


def test_only_what_was_written_is_read_again(tmp_path, monkeypatch):
    """Each workbook once, and the cost report once more."""
    read = []
    folder = type(wiring.workbooks(tmp_path))
    plain = folder.read

    def reading(self, name):
        read.append(name)
        return plain(self, name)

    monkeypatch.setattr(folder, "read", reading)
    night(made(tmp_path / "show"), {Writes.COST_REPORT}, keeps_history=False)

    assert sorted(set(read)) == ["Budget.xlsx", REPORT, "Ledger.xlsx", "PO Log.xlsx"]
    assert {name for name in read if read.count(name) > 1} == {REPORT}


def test_findings_that_are_left_go_onto_the_sheets_once(tmp_path):
    """One backup for findings and statements together, one for the refresh."""
    show = made(tmp_path / "show")
    night(show, EVERYTHING)
    kept = show / ".tieout" / "backups"

    counts = {one.name: len(list(one.iterdir())) for one in kept.iterdir() if one.is_dir()}
    assert set(counts.values()) == {1}


def test_where_it_cannot_be_checked_again_nothing_more_is_written(tmp_path, monkeypatch):
    """The check says why; what it had found before is told, for it is all that is known."""
    show = made(tmp_path / "show")
    count = []
    record = DatabaseHistory.record

    def failing(self, *given):
        count.append(given)
        if len(count) > 1:
            raise HistoryUnusable("history", "the disk is full", "Make room.")
        return record(self, *given)

    monkeypatch.setattr(DatabaseHistory, "record", failing)
    found = night(show, EVERYTHING)

    checked = step(found, StepName.VALIDATE)
    assert (found.ended, checked.outcome) == (Ended.PARTLY, Outcome.FAILED)
    assert checked.sentence.startswith("What the step 'refresh' wrote could not be looked at again")
    assert step(found, StepName.PUBLISH).outcome is Outcome.HELD
    assert findings_in(show, REPORT) is None


def test_a_sync_is_held_back_by_what_is_true_behind_the_refresh(tmp_path):
    """An error in the tied sheet that the refresh settled holds nothing back."""
    binding = replace(LOG, workbook=REPORT, sheet="CR wk09")
    shows = [made(tmp_path / name, binding_text(binding)) for name in ("left", "refreshed")]

    left, refreshed = (
        step(night(show, write), StepName.SYNC)
        for show, write in zip(shows, (NOTHING, {Writes.COST_REPORT}), strict=True)
    )

    assert (left.error, "COS102" in left.sentence) == ("HeldBack", True)
    assert refreshed.error != "HeldBack"


@pytest.mark.parametrize("drops", [(), ("bank.csv",)], ids=["refresh", "import too"])
def test_undo_takes_back_what_the_night_wrote_although_a_sheet_stands_behind_it(tmp_path, drops):
    """Step by step, in the morning: each workbook is as it was before, to the byte."""
    show = made(tmp_path / "show")
    night(show, {Writes.FINDINGS, Writes.RECONCILIATION})
    before = (show / REPORT).read_bytes()
    for name in drops:
        dropped(show, name)
    night(show, EVERYTHING, name="two", at=AT + dt.timedelta(days=1))
    written = (show / REPORT).read_bytes()

    said = [undone(show) for _ in range(2 + len(drops))]

    assert [one.ok for one in said] == [True] * len(said), [one.sentence for one in said]
    assert (show / REPORT).read_bytes() == before != written
    assert not (show / "Bank statement.xlsx").exists()


def test_what_somebody_saves_behind_the_sheets_is_never_undone(tmp_path):
    """They saved the moment the sheets were there: Undo Last says so, and leaves it."""
    show = made(tmp_path / "show")
    kept = []

    def saved(moment):
        if moment == f"sheets written: {REPORT}":
            book = wiring.workbooks(show)
            book.write(REPORT, Changes(cells=(CellEdit("CR wk09", 60, 1, "theirs"),)))
            kept.append((show / REPORT).read_bytes())

    night(show, {Writes.FINDINGS})
    night(show, EVERYTHING - {Writes.PAGES}, name="two", hook=saved)
    said = undone(show)

    assert not said.ok
    assert kept == [(show / REPORT).read_bytes()]


def test_a_night_that_is_killed_behind_its_sheets_can_be_undone(tmp_path):
    """The journal knows of each sheet before the next is put."""
    show = made(tmp_path / "show")
    night(show, {Writes.FINDINGS})
    before = (show / REPORT).read_bytes()

    def killed(moment):
        if moment == f"sheets written: {REPORT}":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        night(show, EVERYTHING - {Writes.PAGES}, name="two", hook=killed)
    said = undone(show)

    assert said.ok
    assert (show / REPORT).read_bytes() == before


def test_sheets_never_go_into_a_workbook_that_was_saved_since_the_check(tmp_path):
    """What they say is of another workbook; why it was left alone is told."""
    show = made(tmp_path / "show")
    asked = Orders("one", AT, NightSettings(write=EVERYTHING), keeps_history=False)
    with bench_of(show, asked, Means(lambda _: None)) as bench:
        done: dict[str, Step] = {StepName.VALIDATE: validate(bench)}
        other = wiring.workbooks(show)
        other.write(REPORT, Changes(cells=(CellEdit("CR wk09", 60, 1, "theirs"),)))
        theirs = (show / REPORT).read_bytes()
        bench.reading.over()
        put_sheets(bench, done)

    assert (show / REPORT).read_bytes() == theirs
    assert done[StepName.VALIDATE].error == "FileChanged"


def test_a_bug_in_the_refresh_leaves_the_first_check_standing(tmp_path, monkeypatch):
    """Nothing was written, so there is nothing to look at again."""
    show = made(tmp_path / "show")

    def broken(*_, **__):
        raise ZeroDivisionError("x")

    monkeypatch.setattr(refresh, "press_surely", broken)
    found, count = checks(show, EVERYTHING)

    assert (count, step(found, StepName.REFRESH).error) == (1, "ZeroDivisionError")
    assert standings(found) == [("COS102", "new")]
