"""``tieout press``: the buttons from the command line."""

from __future__ import annotations

import datetime as dt

import pytest

from addin import wiring
from addin.macros.catalogue import BUTTONS
from tests.cli.drawn_files import folder_of, saved
from tests.jobs.bank_in_memory import books


def test_without_a_name_every_button_is_listed(tieout):
    """With its tip, and what it asks."""
    status, out, _ = tieout("press")

    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == [one.name for one in BUTTONS]
    assert "--set finding=… reason=…" in out


def test_a_press_and_its_undo(tieout, tmp_path):
    """The same entry in the journal, whoever pressed and where."""
    show = folder_of(tmp_path / "show", "500")
    before = {path.name: path.read_bytes() for path in show.glob("*.xlsx")}

    status, out, _ = tieout("press", "validate", show)
    assert (status, "errors" in out or "error" in out) == (0, True)
    assert {path.name: path.read_bytes() for path in show.glob("*.xlsx")} != before
    status, out, _ = tieout("press", "undo_last", show)
    assert (status, out.startswith("Taken back: ")) == (0, True)
    assert {path.name: path.read_bytes() for path in show.glob("*.xlsx")} == before


def test_the_selected_cell_is_given_as_in_excel(tieout, tmp_path):
    """A workbook, and a cell in it."""
    show = saved(tmp_path / "show", books())
    status, out, err = tieout(
        "press", "accept_suggestion", show / "Bank.xlsx", "--at", "Bank statement!D5", "--set", "why=one lorry",
    )  # fmt: skip

    assert status == 0, err
    assert out.startswith("Accepted: ")


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (["no_such"], 2, "There is no button"),
        (["validate"], 2, "Say on which production"),
        (["waive_finding", ".", "--set", "reason"], 2, "is no FIELD=VALUE"),
        (["waive_finding", "."], 1, "Id of the finding is missing"),
    ],
)
def test_what_is_missing_is_said(tieout, words, status, why):
    """Before anything is read or written."""
    found, _, err = tieout("press", *words)

    assert found == status
    assert why in err


def test_a_plan_is_shown_and_done_when_it_is_confirmed(tieout, tmp_path):
    """Exit status 0 both times; what is new is called so."""
    show = folder_of(tmp_path / "show")
    status, out, err = tieout("press", "adopt", show)
    assert (status, "confirm to do it." in out, err) == (0, True, "")
    assert not (show / "production.toml").exists()

    status, out, _ = tieout("press", "adopt", show, "--set", "confirm=yes")
    assert (status, "production.toml: new" in out) == (0, True)
    status, out, _ = tieout("press", "undo_last", show)
    assert (status, "production.toml: taken away" in out) == (0, True)
    assert not (show / "production.toml").exists()


def test_a_press_while_another_is_at_work_says_whose(tieout, tmp_path):
    """Whether that one was pressed in Excel, in the pane or here."""
    show = folder_of(tmp_path / "show", "500")
    with wiring.pressing(show, "Sam", "Close Week", dt.datetime(2026, 3, 12, 12, 5)):
        status, _, err = tieout("press", "validate", show)

    assert status == 2
    assert "Sam's Close Week" in err
