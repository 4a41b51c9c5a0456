"""Conflicts of a sync, settled by a worker against a pretend Google."""

from __future__ import annotations

import openpyxl
import pytest
from click.testing import CliRunner

from addin import wiring
from addin.cli import tieout
from addin.hosts.web.review.worker import answer
from addin.jobs.tie import tied, tying
from addin.settings.model import FILE_NAME
from addin.settings.write import with_binding
from tests.hosts.web.review.studio_here import MORNING
from tests.sync.drawn_log import BOOK, orders


@pytest.fixture
def google():
    """A pretend Google."""
    with wiring.pretend_google() as found:
        yield found


@pytest.fixture
def show(tmp_path, google):
    """A production whose PO log and its shared sheet both changed one amount."""
    folder = tmp_path / "night shift"
    folder.mkdir()
    orders(folder, gap=3)
    account = wiring.sheets_account()
    found = account.create("POs", "Log")
    wanted = tying(wiring.workbooks(folder), BOOK, "Log", name="PO log", key="PO")
    binding = account.set_up(tied(wanted, found.id, found.sheets[0].sheet_id), 1)
    (folder / FILE_NAME).write_text(with_binding('[production]\nname = "Show"\n', binding), "utf-8")
    synced(folder)
    save(folder, 310)
    google.type_in(found.id, "Log", "D4", "999")
    synced(folder)
    return folder


def synced(folder):
    """A sync, as the night does."""
    return CliRunner().invoke(tieout, ["sync", str(folder)], standalone_mode=False).output


def save(folder, amount):
    """Somebody changes the amount of PO-1003 in the workbook."""
    book = openpyxl.load_workbook(folder / BOOK)
    book["Log"]["D6"] = amount
    book.save(folder / BOOK)


def amount(folder):
    """What the workbook holds of it now."""
    return openpyxl.load_workbook(folder / BOOK)["Log"]["D6"].value


def asked(folder, kind, **told):
    """What a worker answers."""
    return answer(kind, {"who": "Mara Quell", **told}, folder, MORNING, lambda _: None)


def question(folder):
    """The one conflict."""
    (one,) = asked(folder, "conflicts")["conflicts"]
    return one


def test_a_conflict_is_shown_with_all_three_values(show):
    """And which of them both sides show until somebody decides."""
    one = question(show)

    assert (one["row"], one["column"], one["binding"]) == ("PO-1003", "Amount", "PO log")
    assert (one["base"], one["workbook"], one["sheet"]) == ("300", "310", "999")
    assert one["shows"] == "sheet"


@pytest.mark.parametrize(("choice", "left"), [("keep", 999), ("take", 310)])
def test_an_answer_holds_on_both_sides(show, choice, left):
    """It is in the journal under the person's name, and asked no more."""
    one = question(show)
    told = asked(show, "resolve", conflict=str(one["number"]), answer=choice, seen=one["seen"])

    assert told["ok"], told
    assert "Settled 1 conflict." in told["sentence"]
    assert asked(show, "conflicts")["conflicts"] == []
    assert amount(show) == left
    (entry,) = asked(show, "journal")["entries"]
    assert (entry["who"], entry["button"]) == ("Mara Quell", "resolve_conflicts")


def test_a_conflict_that_somebody_settled_meanwhile_is_left_alone(show):
    """The second answer does nothing, and says so."""
    one = question(show)
    given = {"conflict": str(one["number"]), "seen": one["seen"]}
    asked(show, "resolve", answer="keep", **given)
    told = asked(show, "resolve", answer="take", **given)

    assert not told["ok"]
    assert "settled already, or has changed" in told["sentence"]
    assert amount(show) == 999


def test_a_conflict_with_other_values_than_the_person_saw_is_left_alone(show):
    """It is asked anew, with what is there now."""
    one = question(show)
    told = asked(show, "resolve", conflict=str(one["number"]), answer="take", seen="another")

    assert not told["ok"]
    assert question(show) == one
    assert amount(show) == 999


def test_when_google_cannot_be_reached_the_question_stays_open(show, google, monkeypatch):
    """The sentence says that nothing was written."""
    one = question(show)
    monkeypatch.setenv("TIEOUT_GOOGLE_CREDENTIALS", "/no/such/file.json")
    assert google.address
    told = asked(show, "resolve", conflict=str(one["number"]), answer="take", seen=one["seen"])

    assert not told["ok"]
    assert told["sentence"]
    assert question(show) == one
