"""A night syncs what a production ties, but for tables in which its check found an error."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from addin import wiring
from addin.domain.night import Ended, Outcome
from addin.domain.source import Place
from addin.findings import Finding, Severity, Standing, Standpoint
from addin.jobs.tie import tied, tying
from addin.nightly.steps.sync import held_back, syncs, told_step
from addin.reports.check import CheckReport
from addin.settings.model import FILE_NAME
from addin.settings.studio import StepName
from addin.settings.write import binding_text, with_binding
from addin.sync.plan import Counts
from addin.sync.told import SyncTold
from addin.tables.binding import Binding, BoundColumn
from tests.nightly.production_at_night import EVERYTHING, NOTHING, made, night, step
from tests.sync.drawn_log import BOOK, orders

LOG = Binding("PO log", "PO Log.xlsx", "PO Log", "s", 0, (BoundColumn("PO"),), key="PO")
COSTS = replace(LOG, name="Costs", sheet="Costs")
ONLY = (StepName.SYNC,)


def report(sheet, severity=Severity.ERROR, standing=Standing.NEW):
    """A check that found one thing in a sheet."""
    finding = Finding("PO101", severity, "A number twice.", (Place("PO Log.xlsx", sheet, "A4"),))
    points = (Standpoint(finding, standing, "abc"),)
    return CheckReport("Show", "show", dt.datetime(2026, 3, 2), points)


def synced(binding):
    """A sync that goes well."""
    return SyncTold(binding.name, "Both sides agree.")


def test_an_error_in_its_own_sheet_holds_a_table_back_and_no_other():
    """It is said which; the next table is synced."""
    told = list(syncs([LOG, COSTS], report("PO Log"), synced))

    assert [(one.binding, bool(one.error)) for one in told] == [("PO log", True), ("Costs", False)]
    assert "PO101" in told[0].sentence


def test_warnings_and_what_was_waived_hold_nothing_back():
    """Nor does an error in a sheet that is not tied."""
    assert not held_back(LOG, report("PO Log", Severity.WARNING))
    assert not held_back(LOG, report("PO Log", standing=Standing.WAIVED))
    assert not held_back(LOG, report("Budget"))


def test_a_table_that_is_held_back_is_no_failure_of_the_sync():
    """The step says so in its own word."""
    told = next(iter(syncs([LOG], report("PO Log"), synced)))

    assert told_step(told, LOG).outcome is Outcome.HELD


def test_a_sync_that_wrote_the_workbook_names_it():
    """One that only wrote to the shared sheet touched no file."""
    wrote = SyncTold("PO log", "Done.", workbook_counts=Counts(1, 0, 0, 4))

    assert told_step(wrote, LOG).touched == ("PO Log.xlsx",)
    assert told_step(synced(LOG), LOG).touched == ()


def test_a_production_without_tied_tables_has_nothing_to_sync(tmp_path):
    """Nobody is asked for anything."""
    done = step(night(made(tmp_path / "show"), steps=ONLY), StepName.SYNC)

    assert done.outcome is Outcome.NOTHING


def test_a_night_may_leave_shared_sheets_alone(tmp_path):
    """As 'tieout nightly --no-sync' asks."""
    show = made(tmp_path / "show", binding_text(LOG))

    done = step(night(show, steps=ONLY, syncs=False), StepName.SYNC)

    assert (done.outcome, done.sentence) == (
        Outcome.NOTHING,
        "Shared sheets are left alone tonight.",
    )


def test_a_dry_night_asks_nothing_of_google(tmp_path):
    """It names the tables."""
    show = made(tmp_path / "show", binding_text(LOG))

    done = step(night(show, EVERYTHING, steps=ONLY, is_dry=True), StepName.SYNC)

    assert (done.outcome, done.sentence) == (Outcome.WOULD, "PO log: to be synced.")


@pytest.fixture(name="tied_show")
def _tied_show(tmp_path):
    """A production whose PO log is tied to a sheet of a pretend Google, and that Google."""
    with wiring.pretend_google() as google:
        folder = tmp_path / "show"
        folder.mkdir()
        orders(folder, gap=3)
        account = wiring.sheets_account()
        found = account.create("POs", "Log")
        wanted = tying(wiring.workbooks(folder), BOOK, "Log", name="PO log", key="PO")
        binding = account.set_up(tied(wanted, found.id, found.sheets[0].sheet_id), 1)
        text = with_binding('[production]\nname = "Show"\n', binding)
        (folder / FILE_NAME).write_text(text, "utf-8")
        yield folder, google


def test_tables_are_synced_behind_the_check(tied_show):
    """Syncs are no writing that needs a permission of its own: the table was tied by a person."""
    folder, _ = tied_show
    first = night(folder, NOTHING)
    second = night(folder, NOTHING, name="two")

    done = step(first, StepName.SYNC)
    assert (first.ended, done.outcome) == (Ended.CHECKED, Outcome.DONE)
    assert (
        done.sentence
        == "PO log: Sheet: 12 rows added (72 cells). Workbook: unchanged. No conflicts."
    )
    assert step(second, StepName.SYNC).sentence.startswith("PO log: ")
    assert first.inputs == ""


def test_an_account_that_cannot_be_had_fails_the_sync_and_nothing_else(tied_show, monkeypatch):
    """The check stands, and so does everything before the sync."""
    folder, _ = tied_show
    monkeypatch.setenv("TIEOUT_GOOGLE_CREDENTIALS", str(folder.parent / "gone.json"))

    found = night(folder, NOTHING)

    done = step(found, StepName.SYNC)
    assert (found.ended, done.outcome, done.tries) == (Ended.PARTLY, Outcome.FAILED, 1)
    assert step(found, StepName.VALIDATE).outcome is Outcome.DONE
