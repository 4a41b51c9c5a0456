"""The night of one production: steps in order, whatever happens, the same however often."""

from __future__ import annotations

import os
import pickle
import shutil
from dataclasses import replace

import pytest

from addin import wiring
from addin.adapters.press_lock import pressing
from addin.domain.night import Ended, Outcome
from addin.macros import press
from addin.nightly.orders import Orders, Task
from addin.nightly.production import work
from addin.settings.studio import EVERY_STEP, NightSettings, StepName, Writes
from tests.nightly.production_at_night import (
    AT,
    EVERYTHING,
    LATER,
    dropped,
    made,
    night,
    step,
    tree,
)


def every_file(folder):
    """Every file with when it was written, what Tieout keeps for itself too."""
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def kept_of(folder):
    """What a production remembers: who did what by which button, and what was found and when."""
    with wiring.kept(folder, None) as kept:
        assert kept is not None
        entries = kept.journal.entries("Passage")
        return [(one.who, one.button, one.sentence, one.at) for one in entries]


def test_every_step_runs_in_its_order_and_says_what_it_did(tmp_path):
    """What may not be written is only said; the production is checked."""
    found = night(made(tmp_path / "show"))

    assert [one.name for one in found.steps] == list(EVERY_STEP)
    assert (found.ended, found.production) == (Ended.CHECKED, "Passage")
    assert all(one.sentence for one in found.steps)
    assert step(found, StepName.PUBLISH).outcome is Outcome.WOULD


def test_what_goes_to_a_worker_and_comes_back_survives_the_way(tmp_path):
    """Workers are other processes, on other machines."""
    task = Task(4, str(made(tmp_path / "show")), Orders("one", AT, keeps_history=False))
    function, there = pickle.loads(pickle.dumps((work, task)))  # noqa: S301 - our own

    back = pickle.loads(pickle.dumps(function(there)))  # noqa: S301 - our own

    assert (back.position, back.ended) == (4, Ended.CHECKED)


def test_two_nights_over_unchanged_files_tell_the_same(tmp_path):
    """Whatever may be written: once all is done, nothing is touched, and all is said as before."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv")
    night(show, EVERYTHING)
    second = night(show, EVERYTHING, name="two")
    before = every_file(show)
    third = night(show, EVERYTHING, name="three")

    assert second.told() == third.told()
    for one in (second, third):
        assert [step.touched for step in one.steps] == [()] * len(EVERY_STEP)
    after = every_file(show)
    changed = {path.name for path in before if before[path] != after[path]}
    assert (after.keys(), changed - {"press.lock"}) == (before.keys(), {"history.db"})


def test_a_dry_night_writes_nothing_at_all(tmp_path):
    """No history, no lock, nothing moved; it says what would be done."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv")
    before = every_file(show)

    found = night(show, EVERYTHING, is_dry=True)

    assert every_file(show) == before
    assert not (show / ".tieout").exists()
    assert step(found, StepName.IMPORT).outcome is Outcome.WOULD
    assert "bank.csv" in step(found, StepName.IMPORT).sentence


def test_where_nothing_may_be_written_only_the_history_is(tmp_path):
    """A night without permissions leaves workbooks, pages and drop folders as they are."""
    show = made(tmp_path / "show")
    dropped(show, "bank.csv")
    before = tree(show)

    night(show)

    assert tree(show) == before
    assert (show / ".tieout" / "history.db").exists()


def test_a_production_that_somebody_works_in_is_left_alone(tmp_path):
    """Nothing is done; whose press it is is said."""
    show = made(tmp_path / "show")
    with pressing(show / ".tieout", "Ada", "Reconcile", AT):
        before = tree(show)
        found = night(show, EVERYTHING)

    assert (found.ended, found.steps, tree(show)) == (Ended.BUSY, (), before)
    assert "Ada's Reconcile" in found.failure


def test_a_night_that_kept_nothing_leaves_no_trace_of_its_lock(tmp_path):
    """The lock is there while it works, and gone behind it."""
    show = made(tmp_path / "show")
    seen = []
    night(show, keeps_history=False, hook=lambda _: seen.append((show / ".tieout").exists()))

    assert all(seen)
    assert not (show / ".tieout").exists()


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (shutil.rmtree, "FileMissing"),
        (lambda show: [one.unlink() for one in show.glob("*.xlsx")], "NothingToDo"),
        (lambda show: [one.write_bytes(b"PK no") for one in show.glob("*.xlsx")], "NothingToDo"),
        (lambda show: (show / "production.toml").write_text("[night]\nstep = 1"), "SettingsError"),
    ],
    ids=["no folder", "no workbook", "none to be read", "settings"],
)
def test_a_production_that_cannot_be_read_fails_with_a_sentence(tmp_path, spoil, error):
    """Never with an exception, whatever else was asked for."""
    show = made(tmp_path / "show")
    spoil(show)

    found = night(show, EVERYTHING)

    assert (found.ended, found.error, bool(found.failure)) == (Ended.FAILED, error, True)
    assert found.points == ()


def test_a_history_that_cannot_be_used_fails_the_check_and_holds_all_else_back(tmp_path):
    """Nothing is written by steps that come after a check that there was not."""
    show = made(tmp_path / "show")
    (show / ".tieout").mkdir()
    (show / ".tieout" / "history.db").write_bytes(b"not a database, and longer than a header" * 9)
    before = tree(show)

    found = night(show, EVERYTHING)

    assert (found.ended, found.error) == (Ended.FAILED, "HistoryUnusable")
    assert {one.outcome for one in found.steps[3:]} == {Outcome.HELD}
    assert tree(show) == before


def test_one_damaged_workbook_is_a_finding_and_stops_nothing(tmp_path):
    """The others are checked."""
    show = made(tmp_path / "show")
    (show / "PO Log.xlsx").write_bytes(b"PK no")

    found = night(show)

    assert found.ended is Ended.CHECKED
    assert "FIL101" in {one.code for one in found.points}


def test_a_workbook_open_in_another_program_is_read_and_not_written(tmp_path):
    """The night says who has it, tries again as often as it may, and goes on with the others."""
    show = made(tmp_path / "show")
    (show / ".~lock.Cost Report.xlsx#").write_text("Ada,ada,host,now,file:///x;")
    ledger = show / "Ledger.xlsx"
    before = (show / "Cost Report.xlsx").read_bytes(), ledger.read_bytes()

    found = night(show, EVERYTHING)

    assert found.ended is Ended.PARTLY
    stopped = step(found, StepName.VALIDATE)
    assert (stopped.outcome, stopped.error, stopped.tries) == (Outcome.FAILED, "FileInUse", 3)
    assert stopped.touched == ("Ledger.xlsx",)
    assert "Ada has it open in LibreOffice" in stopped.sentence
    assert (show / "Cost Report.xlsx").read_bytes() == before[0]
    assert ledger.read_bytes() != before[1]
    assert found.points


def test_a_productions_own_settings_come_before_those_of_the_studio(tmp_path):
    """It may ask for fewer steps, and for no writing."""
    show = made(tmp_path / "show", '[night]\nsteps = ["validate"]\nwrite = []\n')
    before = tree(show)

    found = night(show, EVERYTHING)

    assert [one.name for one in found.steps] == ["validate"]
    assert tree(show) == before


def test_a_bug_in_one_step_is_its_failure_and_no_other_steps(tmp_path, monkeypatch):
    """The rest of the night is done; the sentence says that Tieout itself failed."""

    def broken(_):
        raise ZeroDivisionError("x")

    monkeypatch.setitem(
        __import__("addin.nightly.production", fromlist=["STEPS"]).STEPS,
        StepName.RECONCILE,
        broken,
    )
    found = night(made(tmp_path / "show"))

    assert (found.ended, step(found, StepName.RECONCILE).error) == (
        Ended.PARTLY,
        "ZeroDivisionError",
    )
    assert step(found, StepName.PUBLISH).outcome is Outcome.WOULD


def test_the_workbooks_are_read_once_where_nothing_is_written(tmp_path, monkeypatch):
    """Check, reconciliation, cost report and page stand on one reading."""
    read = []
    folder = type(wiring.workbooks(tmp_path))
    plain = folder.read

    def reading(self, name):
        read.append(name)
        return plain(self, name)

    monkeypatch.setattr(folder, "read", reading)

    night(made(tmp_path / "show"))

    assert sorted(read) == ["Budget.xlsx", "Cost Report.xlsx", "Ledger.xlsx", "PO Log.xlsx"]


WITHIN_A_PRESS = ("_entered_or_taken_back", "_entered")
"""Where a button has written and the journal does not know of it, and where it does."""


def killed_at(folder, where: str) -> bool:
    """Run a night in a process that ends there as by a power cut; False: it came to its end."""

    def hook(here: str) -> None:
        if here == where:
            os._exit(9)

    child = os.fork()
    if child == 0:
        try:
            before, _, button = where.partition(" of ")
            if before in WITHIN_A_PRESS:
                kill_within(before, button)
            night(folder, EVERYTHING, hook=hook)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def kill_within(name: str, button: str) -> None:
    """End this process inside the press of a button: before its entry is made, or right behind."""
    plain = getattr(press, name)

    def ending(pressed, *rest):
        if pressed.name != button:
            return plain(pressed, *rest)
        if name == "_entered":
            plain(pressed, *rest)
        os._exit(9)

    setattr(press, name, ending)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be ended anywhere")
def test_a_night_killed_at_any_moment_and_gone_on_with_is_as_if_it_had_not_been(tmp_path):
    """Workbooks, pages, drop folder, journal and findings: nothing lost, nothing twice."""
    before, whole = made(tmp_path / "before"), tmp_path / "whole"
    dropped(before, "bank.csv")
    dropped(before, "later.csv", LATER)
    for name in ("Budget.xlsx", "PO Log.xlsx"):  # two workbooks show it as well as four
        (before / name).unlink()
    assert night(before, name="the night before").open
    shutil.copytree(before, whole)
    moments: list[str] = []
    night(whole, EVERYTHING, hook=moments.append)
    again = night(whole, EVERYTHING)
    wanted, entries = tree(whole), kept_of(whole)
    pressed = dict.fromkeys(button for _, button, *_ in entries)
    moments += [f"{where} of {button}" for where in WITHIN_A_PRESS for button in pressed]

    assert len(pressed) == 3
    for moment in moments:
        if moment.startswith("step:"):  # nothing happens between it and the one before
            continue
        folder = tmp_path / "killed"
        shutil.copytree(before, folder)
        assert killed_at(folder, moment), moment
        night(folder, EVERYTHING)
        found = night(folder, EVERYTHING)

        assert tree(folder) == wanted, moment
        assert kept_of(folder) == entries, moment
        assert standings(found) == standings(again), moment
        shutil.rmtree(folder)


def standings(found):
    """The findings of a night, and where they stand; what it settled is resolved."""
    assert "resolved" in {one.standing for one in found.points}
    return {(one.key, one.standing, one.since) for one in found.points}


def test_inputs_are_those_after_the_night_and_change_with_what_is_in_the_files(tmp_path):
    """So the next night can tell that nothing happened since."""
    show = made(tmp_path / "show")
    first = night(show, {Writes.FINDINGS})
    second = night(show, {Writes.FINDINGS}, name="two")
    (show / "notes.csv").write_text("Account,Amount\n1100,5\n")

    third = night(show, name="three")

    assert first.inputs == second.inputs != third.inputs
    assert first.inputs


def test_what_is_told_does_not_depend_on_where_or_when_a_night_runs(tmp_path):
    """Two copies, two machines' worth of times: the same but for the folder."""
    left, right = made(tmp_path / "a" / "show"), made(tmp_path / "b" / "show")

    one, other = night(left, EVERYTHING), night(right, EVERYTHING)

    assert replace(one.told(), folder="") == replace(other.told(), folder="")


def test_settings_of_a_studio_reach_the_night(tmp_path):
    """A drop folder that the manifest names, where the production says nothing."""
    show = made(tmp_path / "show")
    (show / "From the bank").mkdir()
    (show / "From the bank" / "bank.csv").write_text("a,b\n1,2\n")
    asked = NightSettings(drop=("From the bank",))

    found = work(Task(0, str(show), Orders("one", AT, asked, keeps_history=False)))

    assert "From the bank/bank.csv" in step(found, StepName.IMPORT).sentence


def test_a_dry_night_knows_what_earlier_nights_found_and_people_decided(tmp_path):
    """What was waived is not open again, what was there before is not new; nothing is written."""
    show = made(tmp_path / "show")
    (waived, *_), name = night(show).points, "Passage"
    with wiring.kept(show, None) as kept:
        assert kept is not None
        kept.history.waive(name, waived.key, "agreed", "Ada", AT)
    before = every_file(show)

    dry = night(show, is_dry=True, name="two")

    assert every_file(show) == before
    said = [(one.key, one.standing) for one in dry.points]
    assert (waived.key, "waived") in said
    assert not {"new"} & {standing for _, standing in said}
    assert said == [(one.key, one.standing) for one in night(show, name="two").points]


@pytest.mark.parametrize("name", ["Budget.xlsx", "New.xlsx", "production.toml", "Inbox/bank.csv"])
def test_what_somebody_saves_while_it_is_worked_on_is_a_change_for_the_next_night(tmp_path, name):
    """The night did not look at it, so nobody may say that nothing changed since."""
    show = made(tmp_path / "show")
    (show / "Inbox").mkdir()
    usual = night(show, EVERYTHING)

    def saved(moment: str) -> None:
        if moment == "checked":
            content = (show / "Budget.xlsx").read_bytes() if name.endswith("xlsx") else b"# x\n"
            (show / name).write_bytes(content)
            os.utime(show / name, (1, 1))

    found = night(show, EVERYTHING, name="two", hook=saved)

    assert found.ended is Ended.CHECKED
    assert (bool(usual.inputs), found.inputs) == (True, "")
