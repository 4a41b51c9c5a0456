"""The emulator over the wire: addresses, errors, and one write for each answer."""

from __future__ import annotations

import http.client
import io
import json
import subprocess
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from sheets_emulator.emulator import start
from sheets_emulator.hook import Answer
from sheets_emulator.http import Handler, wire


def ask(address: str, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """Status and JSON of a call."""
    content = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address + path, content, headers, method=method)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


def test_it_listens_on_loopback_only(emulator):
    """Nobody else's machine can reach it."""
    assert emulator.address.startswith("http://127.0.0.1:")


def test_a_spreadsheet_is_made_written_read_and_deleted(emulator):
    """The whole way once."""
    kind = "application/vnd.google-apps.spreadsheet"
    status, made = ask(emulator.address, "POST", "/drive/v3/files", {"name": "N", "mimeType": kind})
    assert (status, made["name"]) == (200, "N")
    path = f"/v4/spreadsheets/{made['id']}/values/Sheet1!A1"
    body = {"values": [["Kamera", 1.5]]}
    assert ask(emulator.address, "PUT", path + "?valueInputOption=RAW", body)[0] == 200
    assert ask(emulator.address, "GET", path + ":B1")[1]["values"] == [["Kamera", "1.5"]]
    assert ask(emulator.address, "DELETE", f"/drive/v3/files/{made['id']}") == (204, None)
    assert ask(emulator.address, "GET", path)[0] == 404


def test_errors_have_the_form_of_the_api_that_refuses(emulator):
    """Sheets gives a status, Drive a list of reasons."""
    sheets = ask(emulator.address, "GET", "/v4/spreadsheets/none")
    drive = ask(emulator.address, "GET", "/drive/v3/files/none")

    assert sheets == (404, {"error": {"code": 404, "message": "Requested entity was not found.", "status": "NOT_FOUND"}})  # fmt: skip
    assert drive[1]["error"]["errors"][0]["reason"] == "notFound"
    assert drive[1]["error"]["message"] == "File not found: none."


def test_what_is_no_json_is_refused(emulator):
    """With a 400, not with a broken connection."""
    book = emulator.admin("seed", spreadsheets=[{"title": "T"}])["spreadsheetIds"][0]
    connection = http.client.HTTPConnection(emulator.address.removeprefix("http://"), timeout=10)
    headers = {"Content-Type": "application/json"}
    connection.request("POST", f"/v4/spreadsheets/{book}:batchUpdate", b"{nope", headers)
    answer = connection.getresponse()
    said = json.loads(answer.read())
    connection.close()

    assert answer.status == 400
    assert said["error"]["message"].startswith("Invalid JSON payload received.")


class Wire(io.BytesIO):
    """Counts how often it is written to."""

    writes = 0

    def write(self, content: Any) -> int:
        """One more."""
        self.writes += 1
        return super().write(content)


def test_an_answer_leaves_in_one_write():
    """Headers and body apart would cost each call the wait for a delayed receipt, some 40 ms."""
    handler = Handler.__new__(Handler)
    handler.close_connection = False
    handler.wfile = sent = Wire()
    handler._send(Answer(200, {"a": "x" * 100_000}))

    assert (sent.writes, len(sent.getvalue()) > 100_000) == (1, True)


def test_an_answer_is_one_piece_of_bytes():
    """Status line, headers and body."""
    content = wire(Answer(200, {"a": "é"}))
    head, _, body = content.partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert json.loads(body) == {"a": "é"}


def test_of_many_batches_with_one_marker_exactly_one_is_taken(emulator):
    """Whoever comes first; the others change nothing."""
    book = emulator.admin("seed", spreadsheets=[{}])["spreadsheetIds"][0]

    def commit(writer: int) -> int:
        marker = {"metadataId": 9, "metadataKey": "commit", "metadataValue": str(writer)}
        where = {"visibility": "DOCUMENT", "location": {"spreadsheet": True}}
        cell = {"userEnteredValue": {"numberValue": writer}}
        write = {"start": {"rowIndex": writer}, "rows": [{"values": [cell]}], "fields": "*"}
        requests = [
            {"updateCells": write},
            {"createDeveloperMetadata": {"developerMetadata": {**marker, **where}}},
        ]
        body = {"requests": requests}
        return ask(emulator.address, "POST", f"/v4/spreadsheets/{book}:batchUpdate", body)[0]

    with ThreadPoolExecutor(8) as writers:
        answers = list(writers.map(commit, range(8)))
    dump = emulator.admin("dump")["spreadsheets"][0]

    assert sorted(answers) == [200] + [400] * 7
    assert list(dump["sheets"][0]["cells"]) == [dump["developerMetadata"][0]["metadataValue"]]


def test_predictable_identifiers_are_the_same_at_each_start():
    """With a seed; and after a reset."""
    ids = []
    for _ in range(2):
        with start(seed=3) as one:
            ids += [one.admin("seed", spreadsheets=[{}])["spreadsheetIds"][0]]
            one.admin("reset", seed=3)
            ids += [one.admin("seed", spreadsheets=[{}])["spreadsheetIds"][0]]

    assert len(set(ids)) == 1


def test_admin_routes_that_do_not_exist_are_named(emulator):
    """With those that do."""
    status, answer = ask(emulator.address, "POST", "/__admin/nothing", {})

    assert status == 404
    assert "dump" in answer["error"]["message"]


def test_the_ledger_counts_calls_by_kind_and_keeps_no_secret(emulator):
    """Not a header, not a body, not a token."""
    book = emulator.admin("seed", spreadsheets=[{}])["spreadsheetIds"][0]
    for cell in ("A1", "B7"):
        ask(emulator.address, "GET", f"/v4/spreadsheets/{book}/values/{cell}?access_token=secret")
    told = emulator.admin("calls")

    assert told["kinds"] == {"GET /v4/spreadsheets/{id}/values/{range}": 2}
    assert [call["status"] for call in told["calls"]] == [200, 200]
    assert "secret" not in json.dumps(told)


def test_it_runs_as_a_program_and_prints_its_address():
    """On its first line."""
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-m", "sheets_emulator", "--port", "0", "--seed", "1"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    ) as program:
        assert program.stdout is not None
        address = program.stdout.readline().strip()
        found = ask(address, "POST", "/__admin/dump", {})
        program.terminate()

    assert found == (200, {"spreadsheets": []})


def test_a_port_that_is_taken_is_said(emulator):
    """In a sentence, with a status."""
    port = emulator.address.rpartition(":")[2]
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(
        [sys.executable, "-m", "sheets_emulator", "--port", port],
        capture_output=True, text=True, cwd=root, timeout=20, check=False,
    )  # fmt: skip

    assert told.returncode == 1
    assert told.stderr.startswith(f"Port {port} cannot be used")


def test_a_dump_is_a_seed(emulator):
    """What comes out goes in again, and comes out the same."""
    rows = [["PO", "Amount"], ["1042", "=2*3"], [None, "5%"]]
    emulator.admin(
        "seed", spreadsheets=[{"title": "Log", "locale": "de_DE", "sheets": [{"rows": rows}]}]
    )
    dump = emulator.admin("dump")
    emulator.admin("reset")
    emulator.admin("seed", **dump)
    again = emulator.admin("dump")
    for one in (*dump["spreadsheets"], *again["spreadsheets"]):
        one.pop("createdTime")
        one.pop("modifiedTime")

    assert dump == again


def test_somebody_elses_file_is_forbidden_to_sheets_and_unknown_to_drive(emulator):
    """403 and 404."""
    given = {"access": "none", "title": "Private"}
    book = emulator.admin("seed", spreadsheets=[given])["spreadsheetIds"][0]

    status, answer = ask(emulator.address, "GET", f"/v4/spreadsheets/{book}")
    assert (status, answer["error"]["status"]) == (403, "PERMISSION_DENIED")
    assert answer["error"]["message"] == "The caller does not have permission"
    assert ask(emulator.address, "GET", f"/drive/v3/files/{book}")[0] == 404


@pytest.mark.parametrize("path", ["/", "/v4/spreadsheets", "/v5/x", "/drive/v3/files/x/y/z/w"])
def test_an_address_that_does_not_exist_is_not_found(emulator, path):
    """Whatever it is."""
    assert ask(emulator.address, "GET", path)[0] == 404
