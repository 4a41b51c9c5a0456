"""Buttons on a workbook that a host has open, and what becomes of a press."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from addin import wiring
from addin.hosts.snapshots import pressing
from addin.hosts.snapshots.watching import Telling
from tests.hosts.snapshots.demo_here import Desk

REPORT = "Cost Report wk09.xlsx"


@pytest.fixture
def desk(tmp_path):
    """The demo's cost report, open."""
    return Desk(tmp_path, REPORT)


def _bytes(desk):
    return {
        path.relative_to(desk.bench.folder).as_posix(): path.read_bytes()
        for path in desk.bench.folder.rglob("*")
        if path.is_file() and ".tieout" not in path.parts
    }


def test_a_press_writes_what_is_open_through_the_host_and_the_rest_as_files(desk):
    """Reconcile puts a statement beside each list: one by operations, the others by patching."""
    before = _bytes(desk)
    answer = desk.press("reconcile")
    desk.carry_out(answer)

    assert answer["ok"], answer["sentence"]
    assert list(answer["operations"]) == [REPORT]
    assert desk.host.has("Tieout reconciliation")
    assert {name for name in before if before[name] != _bytes(desk)[name]} == set(answer["files"])
    assert answer["lists"]["suggestions"]
    assert all(len(one["sides"]) == 2 for one in answer["lists"]["suggestions"])
    assert desk.entries() == [("reconcile", True)]
    assert any(said.startswith("Reading ") for _, said in desk.told)


def test_undo_last_takes_files_and_operations_back(desk):
    """Afterwards every file is as it was to the byte, and the open workbook in every cell."""
    before, book = _bytes(desk), desk.book
    desk.carry_out(desk.press("reconcile"))
    desk.carry_out(desk.press("undo_last"))

    assert _bytes(desk) == before
    assert [s.rows for s in desk.book.sheets] == [s.rows for s in book.sheets]
    assert desk.entries() == [("reconcile", False), ("undo_last", True)]


def test_what_the_host_could_not_carry_out_is_taken_back_everywhere(desk):
    """One batch: files that were written are put back, and the journal says that it does not hold."""
    before = _bytes(desk)
    answer = desk.press("reconcile")
    said = desk.say({"entry": answer["entry"], "ok": False, "why": "CR!B4 was changed meanwhile"})

    assert said["sentence"] == "CR!B4 was changed meanwhile. Nothing was written."
    assert _bytes(desk) == before
    assert desk.entries() == [("reconcile", False)]


def test_an_undo_that_the_host_could_not_carry_out_can_be_done_again(desk):
    """What was to be taken back still holds, and the next Undo Last takes it back."""
    desk.carry_out(desk.press("reconcile"))
    written = _bytes(desk)
    failed = desk.press("undo_last")
    desk.say({"entry": failed["entry"], "ok": False})
    assert _bytes(desk) == written

    again = desk.press("undo_last")
    desk.carry_out(again)

    assert again["ok"], again["sentence"]
    assert not desk.host.has("Tieout reconciliation")


def test_a_host_that_ended_before_it_began_is_found_out_by_the_next_press(desk):
    """Its cells are as they were: the entry does not hold, and the press is made anew."""
    desk.press("refresh_cost_report")
    desk.bench = replace(desk.bench, at=desk.bench.at + dt.timedelta(minutes=2))
    again = desk.press("refresh_cost_report")
    desk.carry_out(again)

    assert again["ok"], again["sentence"]
    assert desk.entries() == [("refresh_cost_report", False), ("refresh_cost_report", True)]


def test_a_host_that_ended_after_it_was_done_is_found_out_by_the_next_press(desk):
    """Its cells hold what was to be put: the entry holds, and can be undone."""
    answer = desk.press("refresh_cost_report")
    desk.host.carry_out(answer["operations"][REPORT]["forth"])
    desk.carry_out(desk.press("undo_last"))

    assert desk.entries() == [("refresh_cost_report", False), ("undo_last", True)]


def test_a_second_window_waits_until_the_first_one_is_done(desk):
    """Between the answer and the operations nobody else presses: both would write the same cells."""
    desk.press("refresh_cost_report")
    second = desk.press("refresh_cost_report")

    assert not second["ok"]
    assert "just being carried out" in second["sentence"]
    assert second["operations"] == {}


def test_a_plan_writes_nothing_and_is_no_entry(desk):
    """Until somebody confirms, a press only says what it would do."""
    before = _bytes(desk)
    plan = desk.press("adopt")

    assert plan["ok"]
    assert plan["is_plan"]
    assert plan["sentence"].endswith("confirm to do it.")
    assert (plan["operations"], plan["entry"], _bytes(desk)) == ({}, 0, before)


def test_a_job_that_needs_the_file_itself_says_so(desk):
    """Close Week copies the file: without its bytes it asks for them, with them it goes on."""
    answer = desk.press("close_week", date="2026-03-07")

    assert not answer["ok"]
    assert answer["needs"] == [REPORT]


def test_a_workbook_that_stands_in_no_folder_here_is_a_production_of_its_own(tmp_path):
    """Then only what was sent is read, and the folder keeps no more than its journal."""
    desk = Desk(tmp_path, REPORT, with_files=False)
    answer = desk.press("validate")

    assert answer["ok"], answer["sentence"]
    assert answer["files"] == []
    assert {one["places"][0]["workbook"] for one in answer["lists"]["findings"]} == {REPORT}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"button": "no_such"},
        {"button": "validate", "workbooks": [{"name": "../out.xlsx", "sheets": []}]},
        {"button": "validate", "workbooks": [{"name": "Costs.xlsx"}]},
        {"button": "validate", "workbooks": 7},
        {"button": "validate", "workbooks": [], "contents": {"a": "not base64!"}},
        {"button": "validate", "workbooks": [], "selection": ["x"]},
    ],
)
def test_whatever_is_sent_the_answer_is_a_sentence(asked, desk):
    """A host that sends nonsense gets a refusal, and nothing is written."""
    before = _bytes(desk)
    answer = pressing.press_sent(
        json.loads(json.dumps(asked)), desk.bench, Telling(lambda *_: None)
    )

    assert not answer["ok"]
    assert answer["sentence"].endswith(".")
    assert _bytes(desk) == before
    assert wiring.folder_of(desk.bench.folder) == desk.bench.folder
