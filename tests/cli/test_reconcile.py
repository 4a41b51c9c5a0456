"""``tieout reconcile`` and ``tieout decide`` as a person types them."""

from __future__ import annotations

import json

import openpyxl
import pytest

from tests.cli.drawn_files import saved
from tests.jobs.bank_in_memory import books


@pytest.fixture
def show(tmp_path):
    """The drawn bank and cash book as files."""
    return saved(tmp_path / "show", books())


def asked_id(tieout, show) -> str:
    """The id of the one suggestion, from the JSON."""
    _, out, _ = tieout("reconcile", show, "--today", "2026-03-12", "--json", "-")
    (one,) = json.loads(out)["statements"]
    (line,) = [line for line in one["lines"] if line["part"] == "suggested"]
    return str(line["id"])


def test_a_suggestion_is_accepted_undone_and_listed(tieout, show):
    """The whole life of a decision, each step in one command."""
    status, out, _ = tieout("reconcile", show, "--today", "2026-03-12")
    wanted = asked_id(tieout, show)
    assert status == 1
    assert wanted in out
    assert "not explained" in out

    status, out, _ = tieout("decide", "accept", show, wanted, "--by", "Sam", "--why", "one lorry")
    assert (status, out.splitlines()[0][:12]) == (0, "1: accepted ")
    _, out, _ = tieout("reconcile", show, "--today", "2026-03-12")
    assert "suggested" not in out
    assert "1 decision carried out" in out

    status, out, _ = tieout("decide", "undo", show)
    assert (status, out.startswith("Taken back: 1: accepted")) == (0, True)
    assert asked_id(tieout, show) == wanted
    _, out, _ = tieout("decide", "log", show)
    assert "by Sam: one lorry" in out
    assert "taken back" in out
    status, _, err = tieout("decide", "undo", show)
    assert (status, "no decision to take back" in err) == (2, True)


def test_split_alias_and_reject_are_kept(tieout, show):
    """Each says what it did; the log has all three."""
    tieout("decide", "reject", show, asked_id(tieout, show), "--by", "Sam")
    status, out, err = tieout("decide", "split", show, "Cash book!D7", "--", "-1000", "-210.40")
    assert status == 0, err
    assert "split into -1,000.00 + -210.40" in out
    tieout("decide", "alias", show, "Ridge Lumber", "RLC Timber")
    _, out, _ = tieout("decide", "log", show)

    assert [line.partition(":")[0] for line in out.splitlines()] == ["1", "2", "3"]
    assert "-75.00 (Cash book!" in out.splitlines()[0], "a log without the rows is no log"


def test_a_slip_in_an_id_changes_nothing(tieout, show):
    """A sentence and status 2, never a traceback."""
    status, _, err = tieout("decide", "accept", show, "nonsense")

    assert status == 2
    assert "Nothing was decided" in err
    assert "Traceback" not in err


def test_the_sheet_is_added_and_the_lists_stay_as_they_were(tieout, show):
    """A second run puts its sheet in the place of the first, and does not read it as a list."""
    for _ in range(2):
        status, _, err = tieout(
            "reconcile", show, "--today", "2026-03-12", "--write", "--no-history"
        )
        assert status == 1, err
    made = openpyxl.load_workbook(show / "Bank.xlsx")

    assert made.sheetnames == ["Bank statement", "Tieout reconciliation"]
    assert [c.value for c in made["Bank statement"][2]][1:4] == ["Opening transfer", None, 5000]


def test_pages_and_files_are_written_where_asked(tieout, show, tmp_path):
    """JSON and HTML beside the text."""
    status, out, _ = tieout(
        "reconcile", show, "--json", tmp_path / "r.json", "--html", tmp_path / "r.html", "--pair", "bank",
    )  # fmt: skip

    assert status == 1
    assert "not explained" in out
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["proved"] is True
    assert "Reviewed by" in (tmp_path / "r.html").read_text("utf-8")
