"""tieout sync and tieout demo --sync, typed against a pretend Google in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import httpx
import openpyxl
import pytest
from click.testing import CliRunner

from addin import wiring
from addin.cli import tieout
from addin.errors import NothingToDo, SharingRefused
from addin.jobs.tie import tied, tying
from addin.settings.model import FILE_NAME
from addin.settings.write import with_binding
from tests.sync.drawn_log import BOOK, orders

ROOT = Path(__file__).resolve().parents[2]


def typed(*words, **more):
    """What a person types after ``tieout``; what comes of it."""
    return CliRunner().invoke(tieout, [str(word) for word in words], standalone_mode=False, **more)


@pytest.fixture
def google():
    """A pretend Google."""
    with wiring.pretend_google() as found:
        yield found


@pytest.fixture
def show(tmp_path, google):
    """A production whose PO log is tied to a sheet and was synced once."""
    assert google.address.startswith("http://127.0.0.1:")
    folder = tmp_path / "night shift"
    folder.mkdir()
    orders(folder, gap=3)
    account = wiring.sheets_account()
    found = account.create("POs", "Log")
    wanted = tying(wiring.workbooks(folder), BOOK, "Log", name="PO log", key="PO")
    binding = account.set_up(tied(wanted, found.id, found.sheets[0].sheet_id), 1)
    (folder / FILE_NAME).write_text(with_binding('[production]\nname = "Show"\n', binding), "utf-8")
    first = typed("sync", folder)
    said, cost = first.output.splitlines()
    assert first.return_value == 0
    assert said == "PO log: Sheet: 12 rows added (72 cells). Workbook: unchanged. No conflicts."
    assert cost.startswith("4 calls to Google in ")
    return folder


def save(folder, cell, value):
    """Somebody changes a cell of the workbook."""
    book = openpyxl.load_workbook(folder / BOOK)
    book["Log"][cell] = value
    book.save(folder / BOOK)


def quarrel(show, google):
    """Both sides change the amount of PO-1003, row 4 of the shared sheet."""
    save(show, "D6", 310)
    google.type_in(wiring.settings_of(show).syncs[0].spreadsheet_id, "Log", "D4", "999")


def asked(google, what, body):
    """What the pretend Google is told past its API: failures to come, calls so far."""
    url = f"{google.address}/__admin/{what}"
    return httpx.post(url, json=body, trust_env=False, timeout=10).json()


def shared(show):
    """The rows of the shared sheet."""
    account = wiring.sheets_account()
    pulled = wiring.shared_sheet(account, wiring.settings_of(show).syncs[0]).pull()
    return {row: one.cells for row, one in pulled.rows.items()}


def test_a_conflict_from_the_dry_run_to_the_undo(show, google):
    """Each step says what it did, and its status says what is left."""
    quarrel(show, google)
    dry = typed("sync", show, "--dry-run")
    assert dry.return_value == 0
    assert "Workbook  1 row changed, 1 cell written\n  ~  PO-1003  Amount 310 → 999" in dry.output

    done = typed("sync", "--only", "PO log", show)
    assert done.return_value == 1
    assert "was 300, workbook 310, sheet 999. Both show 999." in done.output
    assert f'tieout sync conflicts "{show}"' in done.output

    listed = typed("sync", "conflicts", show)
    assert listed.return_value == 1
    number = listed.output.splitlines()[1].partition(":")[0].strip()
    taken = typed("sync", "conflicts", show, "--answer", number, "take")
    assert taken.return_value == 0
    assert "PO-1003, Amount has the workbook's value now, on both sides." in taken.output
    assert "No conflict is open." in taken.output

    log = typed("sync", "log", show).output.splitlines()
    assert len(log) == 3
    assert typed("sync", "undo", show, "--by", "Kim").return_value == 0
    page = wiring.workbooks(show).read(BOOK).sheet("Log")
    assert page is not None
    assert page.value(6, 4) == 999
    assert f"(takes sync {log[-1].partition(':')[0]} back)" in typed("sync", "log", show).output


def test_json_says_the_same_to_programs(show, google):
    """Every change and conflict with its types."""
    quarrel(show, google)
    document = json.loads(typed("sync", show, "--json").output)
    (told,) = document["syncs"]

    assert (told["name"], told["ok"], told["stopped_by"]) == ("PO log", True, [])
    (conflict,) = told["conflicts"]
    assert (conflict["base"], conflict["workbook"], conflict["sheet"]) == (300.0, 310.0, 999.0)
    (row,) = told["workbook"]["rows"]
    assert row["cells"] == [{"column": "Amount", "before": 310.0, "after": 999.0}]
    google_told = document["google"]
    assert google_told["calls"] == sum(google_told["kinds"].values()) >= 2
    assert set(google_told["seconds"]) == {
        "google", "here", "waiting_for_quota", "between_tries",
    }  # fmt: skip

    listed = json.loads(typed("sync", "conflicts", show, "--json").output)["conflicts"]
    assert [(one["table"], one["called"]) for one in listed] == [("PO log", "PO-1003")]


def test_what_cannot_be_synced_is_status_3(show):
    """With the reason; the memory of it stays."""
    settings = show / FILE_NAME
    text = settings.read_text("utf-8")
    was = wiring.settings_of(show).syncs[0].spreadsheet_id
    settings.write_text(text.replace(was, "x" * 30), "utf-8")

    gone = typed("sync", show)

    assert gone.return_value == 3
    assert SharingRefused.happened in gone.output
    settings.write_text(text, "utf-8")
    assert typed("sync", show).return_value == 0


def test_of_two_processes_one_syncs(show, google):
    """The other is told who is at it; both sides agree behind them, each row once."""
    quarrel(show, google)
    command = [sys.executable, "-m", "addin", "sync", str(show)]
    both = [
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120) for process in both]
    statuses = sorted(process.returncode for process in both)

    assert statuses in ([1, 1], [1, 3]), said
    if 3 in statuses:
        assert any("is being synced by" in err for _, err in said)
    assert typed("sync", show).return_value == 1
    assert typed("sync", "conflicts", show).output.count("Both show 999") == 1


@pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")
@pytest.mark.parametrize(
    ("call", "when"),
    [
        ("drive/v3/files", "before"),
        ("values:batchGetByDataFilter", "after"),
        (":batchUpdate", "before"),
        (":batchUpdate", "after"),
        (":getByDataFilter", "after"),
    ],
    ids=["probe", "pull", "push not landed", "push landed", "verify"],
)
def test_a_sync_killed_at_any_call_is_finished_by_the_next(show, google, call, when):
    """No edit lost, no row twice, the conflict asked once."""
    quarrel(show, google)
    save(show, "C5", "Northlight Ltd")
    hang = {"match": f".*{call}", "what": "hang", "seconds": 3, "when": when, "times": 1}
    asked(google, "calls", {"clear": True})
    asked(google, "faults", hang)
    command = [sys.executable, "-m", "addin", "sync", str(show)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while call not in json.dumps(asked(google, "calls", {})) and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    assert process.wait() == -signal.SIGKILL

    assert typed("sync", show).return_value == 1
    listed = typed("sync", "conflicts", show).output
    assert listed.count("was 300, workbook 310, sheet 999. Both show 999.") == 1
    rows = shared(show)
    assert rows["PO-1002"]["Vendor"].content == "Northlight Ltd"
    assert rows["PO-1003"]["Amount"].content == 999
    assert len(rows) == 12


def test_blank_rows_are_tidied_away(tmp_path, google):
    """Those of a deleted order, after as many days as are asked for; the log says so."""
    del google
    folder = tmp_path / "show"
    folder.mkdir()
    orders(folder, ids_column=True)
    account = wiring.sheets_account()
    found = account.create("POs", "Log")
    wanted = tying(wiring.workbooks(folder), BOOK, "Log", name="PO log", key="")
    wanted = replace(wanted, columns=tuple(c for c in wanted.columns if c.name != "_row"))
    binding = account.set_up(tied(wanted, found.id, found.sheets[0].sheet_id), 1)
    (folder / FILE_NAME).write_text(with_binding('[production]\nname = "Show"\n', binding), "utf-8")
    assert typed("sync", folder).return_value == 0
    book = openpyxl.load_workbook(folder / BOOK)
    for column in range(1, 7):
        book["Log"].cell(6, column).value = None
    book.save(folder / BOOK)
    assert "1 row deleted" in typed("sync", folder).output

    assert typed("sync", "tidy", folder).output == "PO log: There is no blank row to remove.\n"
    dry = typed("sync", "tidy", folder, "--days", "0", "--dry-run")
    assert dry.output == "PO log: 1 blank row would be removed from the sheet.\n"
    done = typed("sync", "tidy", folder, "--days", "0")
    assert (done.return_value, done.output) == (
        0, "PO log: 1 blank row was removed from the sheet.\n",
    )  # fmt: skip
    assert "1 blank row was removed" in typed("sync", "log", folder).output
    assert typed("sync", folder).return_value == 0


def test_a_table_with_a_key_is_not_tidied(show):
    """It says why, and what to do instead."""
    said = typed("sync", "tidy", show)
    assert said.return_value == 3
    assert "told apart by PO" in said.output


def test_a_folder_without_syncs_says_how_to_tie_one(tmp_path):
    """Nobody is asked to sign in for that."""
    orders(tmp_path)
    for words in ((), ("undo",), ("conflicts",), ("log",)):
        result = typed("sync", *words, tmp_path)
        assert isinstance(result.exception, NothingToDo)
        assert "tieout sheets link" in str(result.exception)
    assert not (tmp_path / ".tieout").exists()


def test_the_rehearsal_tells_the_whole_story(tmp_path):
    """From the number that is there twice to the undo; nothing of it stays tied."""
    folder = tmp_path / "demo"
    told = typed("demo", folder, "--sync")

    assert told.exception is None
    lines = iter(told.output.splitlines())
    for expected in (
        "A pretend Google answers at http://127.0.0.1",
        "1191 in rows 196, 198. Nothing was written on either side.",
        "Sheet: 292 rows added",
        "~  1001  Status Partial → On hold",
        "workbook On hold, shared sheet On hold",
        "workbook 1,250, shared sheet 1,250",
        "was 8,320, workbook 3,500, sheet 3,900. Both show 3,900.",
        "--answer 1 take",
        "workbook 3,500, shared sheet 3,500",
        "tieout sync undo",
        "workbook 3,900, shared sheet 3,900",
        "calls to Google",
        "nothing is tied any more",
    ):
        assert any(expected in line for line in lines), expected
    assert not (folder / FILE_NAME).exists()
    assert typed("check", folder).exception is None


def test_a_spreadsheet_in_the_bin_is_named_and_comes_back(show, google):
    """Status 3 with the reason; taken out of the bin, the edits of both sides go through."""
    save(show, "C5", "Northlight Ltd")
    key = wiring.settings_of(show).syncs[0].spreadsheet_id
    file = f"{google.address}/drive/v3/files/{key}"
    httpx.patch(file, json={"trashed": True}, trust_env=False, timeout=10).raise_for_status()

    binned = typed("sync", show)
    assert binned.return_value == 3
    assert "it is in the bin" in binned.output

    httpx.patch(file, json={"trashed": False}, trust_env=False, timeout=10).raise_for_status()
    assert typed("sync", show).return_value == 0
    assert shared(show)["PO-1002"]["Vendor"].content == "Northlight Ltd"


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "cannot be opened without signing in"), (403, "not shared with this account")],
    ids=["the sign-in was taken back", "it is no longer shared"],
)
def test_a_refusal_is_named_and_nothing_is_lost(show, google, status, said):
    """Whatever call meets it; the next run goes on."""
    save(show, "C5", "Northlight Ltd")
    asked(google, "faults", {"match": "", "what": "status", "status": status, "times": None})

    refused = typed("sync", show)

    assert refused.return_value == 3
    assert said in refused.output
    asked(google, "faults", {"clear": True})
    assert typed("sync", show).return_value == 0
    assert shared(show)["PO-1002"]["Vendor"].content == "Northlight Ltd"


def test_a_renamed_sheet_is_the_same_sheet(show, google):
    """Both it and its spreadsheet are known by their numbers."""
    save(show, "C5", "Northlight Ltd")
    binding = wiring.settings_of(show).syncs[0]
    url = f"{google.address}/v4/spreadsheets/{binding.spreadsheet_id}:batchUpdate"
    title = {"properties": {"sheetId": binding.sheet_id, "title": "Old"}, "fields": "title"}
    body = {"requests": [{"updateSheetProperties": title}]}
    httpx.post(url, json=body, trust_env=False, timeout=10).raise_for_status()

    assert typed("sync", show).return_value == 0
    assert shared(show)["PO-1002"]["Vendor"].content == "Northlight Ltd"
