"""Conflicts of a sync, beside the sheet."""

from __future__ import annotations

import pytest

from addin import wiring
from addin.ports.conflicts import Conflict, ConflictKind
from addin.tables import typed_cell
from tests.hosts.snapshots.demo_here import AT, Desk

SYNC = """
[[sync]]
name = "PO log"
workbook = "{}"
sheet = "PO Log"
spreadsheet = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEf"
sheet_id = 0
key = "PO #"
[sync.columns]
"PO #" = "ask"
"Amount" = "ask"
"""


@pytest.fixture
def desk(tmp_path):
    """The demo's PO log, open, tied to a shared sheet, with one conflict that is open."""
    desk = Desk(tmp_path, "PO Log.xlsx")
    (tmp_path / "production.toml").write_text(SYNC.format("PO Log.xlsx"))
    (binding,) = wiring.settings_of(tmp_path).syncs
    conflict = Conflict(
        "1042", "Amount", ConflictKind.BOTH_CHANGED, typed_cell.number(500),
        typed_cell.number(620), typed_cell.number(1050.5), typed_cell.number(1050.5),
    )  # fmt: skip
    with wiring.kept(tmp_path, None) as kept:
        assert kept is not None
        assert kept.syncs is not None
        store = kept.syncs(binding)
        store.begin(binding.name, AT, "the coordinator")
        store.drop(binding.name, 1, (conflict,))
    return desk


def test_open_conflicts_are_listed_with_what_settles_them(desk):
    """All three values, and an answer for each side that may hold."""
    (told,) = desk.press("explain_cell", cell="PO Log!A5")["lists"]["conflicts"]

    assert told["about"] == "PO log, 1042, Amount"
    assert told["sides"] == [
        {"name": "before", "content": "500"},
        {"name": "workbook", "content": "620"},
        {"name": "sheet", "content": "1,050.5"},
    ]
    assert [one["label"] for one in told["answers"]] == ["Keep the sheet's", "Take the workbook's"]
    assert {one["button"] for one in told["answers"]} == {"resolve_conflicts"}


def test_keeping_what_shows_settles_a_conflict_of_an_open_workbook(desk):
    """Nothing has to be written for it but the sheet of conflicts."""
    (told,) = desk.press("explain_cell", cell="PO Log!A5")["lists"]["conflicts"]
    answer = desk.press("resolve_conflicts", **told["answers"][0]["answers"])

    assert answer["ok"], answer["sentence"]
    assert answer["lists"]["conflicts"] == []


@pytest.mark.parametrize("button", ["sync_now", "resolve_conflicts"])
def test_an_open_workbook_is_not_synced(button, desk):
    """The memory of a sync must not believe a write that the host has yet to make."""
    answers = {"number": "1", "answer": "take"} if button == "resolve_conflicts" else {}
    answer = desk.press(button, confirm="yes", **answers)

    assert not answer["ok"]
    assert "synced closed only" in answer["sentence"]
    assert answer["operations"] == {}
