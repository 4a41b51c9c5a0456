"""A digest of what a night reads: the same while nothing changed, another when anything did."""

from __future__ import annotations

import os
import shutil

import pytest

from addin.domain.night import Ended
from addin.nightly.inputs import inputs_of
from addin.settings.studio import NightSettings, StepName, Writes
from addin.settings.write import binding_text
from addin.tables.binding import Binding, BoundColumn
from tests.nightly import production_at_night
from tests.nightly.production_at_night import dropped, made


def test_the_same_files_are_the_same_wherever_they_lie(tmp_path):
    """Whenever they were written, and whatever else lies beside them."""
    one = made(tmp_path / "one")
    shutil.copytree(one, tmp_path / "two")
    os.utime(tmp_path / "two" / "Ledger.xlsx", (1, 1))
    (tmp_path / "two" / "photo.jpg").write_bytes(b"x")
    (tmp_path / "two" / ".tieout").mkdir()
    (tmp_path / "two" / ".tieout" / "history.db").write_bytes(b"x")

    assert inputs_of(one) == inputs_of(tmp_path / "two") != ""


@pytest.mark.parametrize(
    "change",
    [
        lambda show: (show / "Ledger.xlsx").write_bytes(b"x"),
        lambda show: (show / "Ledger.xlsx").unlink(),
        lambda show: (show / "Ledger.xlsx").rename(show / "General Ledger.xlsx"),
        lambda show: (show / "export.csv").write_text("a,b\n1,2\n"),
        lambda show: (show / "production.toml").write_text("[production]\n"),
        lambda show: dropped(show, "bank.csv"),
        lambda show: dropped(show, "bank.csv.part"),
    ],
    ids=["written", "gone", "renamed", "an export", "the settings", "dropped", "being dropped"],
)
def test_any_change_of_what_counts_is_another_digest(tmp_path, change):
    """One file is enough."""
    show = made(tmp_path / "show")
    before = inputs_of(show)
    change(show)

    assert inputs_of(show) != before


def test_what_was_put_away_and_what_is_ignored_do_not_count(tmp_path):
    """Neither is read."""
    show = made(tmp_path / "show", 'ignore = ["Old*"]\n')
    before = inputs_of(show)
    put_away = show / "Inbox/Imported/2026-03-09/bank.csv"
    put_away.parent.mkdir(parents=True)
    put_away.write_text("a,b\n1,2\n")
    (show / "Old budget.csv").write_text("a,b\n1,2\n")

    assert inputs_of(show) == before


def test_the_drop_folders_of_the_studio_count(tmp_path):
    """Where the production says nothing of its own."""
    show = made(tmp_path / "show")
    asked = NightSettings(drop=("From the bank",))
    before = inputs_of(show, asked)
    (show / "From the bank").mkdir()
    (show / "From the bank" / "bank.csv").write_text("a,b\n1,2\n")

    assert inputs_of(show, asked) != before


@pytest.mark.parametrize(
    "says",
    [
        NightSettings(write=frozenset({Writes.IMPORTS})),
        NightSettings(steps=(StepName.VALIDATE,)),
    ],
    ids=["may write", "steps"],
)
def test_what_a_night_does_counts(tmp_path, says):
    """A file that waits in a drop folder is imported once the manifest allows it."""
    show = made(tmp_path / "show")

    assert inputs_of(show, says) != inputs_of(show)


def test_limits_do_not_count(tmp_path):
    """More minutes find nothing else."""
    show = made(tmp_path / "show")

    assert inputs_of(show, NightSettings(minutes=1, memory_mb=99, tries=9)) == inputs_of(show)


def test_another_version_of_tieout_counts(tmp_path, monkeypatch):
    """It may find what this one does not."""
    show = made(tmp_path / "show")
    before = inputs_of(show)
    monkeypatch.setattr("addin.nightly.inputs.__version__", "999.0")

    assert inputs_of(show) != before


def test_tables_tied_to_shared_sheets_may_have_changed_at_any_time(tmp_path):
    """So nothing is said; a night takes that for a change."""
    binding = Binding("POs", "PO Log.xlsx", "PO Log", "s", 0, (BoundColumn("PO"),), key="PO")

    assert inputs_of(made(tmp_path / "show", binding_text(binding))) == ""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes in folders")
@pytest.mark.parametrize("name", ["x.xlsx", "x.csv", "Inbox/x.csv"])
def test_a_night_with_a_pipe_in_the_folder_comes_to_its_end(tmp_path, name):
    """Nobody writes into it; what counts of the folder is told all the same."""
    show = production_at_night.made(tmp_path / "show")
    (show / "Inbox").mkdir()
    os.mkfifo(show / name)

    found = production_at_night.night(show, production_at_night.EVERYTHING)

    assert found.ended in {Ended.CHECKED, Ended.PARTLY}
    assert inputs_of(show)
