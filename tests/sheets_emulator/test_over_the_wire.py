"""Failures, quotas and people as a client over HTTP meets them."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests


@pytest.fixture
def sheet(emulator):
    """Calls to one spreadsheet, each with a short patience."""
    book = emulator.admin("seed", spreadsheets=[{"title": "Pilot"}])["spreadsheetIds"][0]
    address = f"{emulator.address}/v4/spreadsheets/{book}"

    class Sheet:
        """One spreadsheet over HTTP."""

        def __init__(self) -> None:
            self.book = book

        def __call__(self, *given, **named) -> Any:
            return send(*given, **named)

    def send(cell=None, value=None, *, patience=5, **headers):
        with requests.Session() as session:
            session.headers.update(headers)
            if cell is None:
                return session.get(f"{address}/values/A1:C9", timeout=patience)
            option = {"valueInputOption": "USER_ENTERED"}
            body = {"values": [[value]]}
            return session.put(
                f"{address}/values/{cell}", params=option, json=body, timeout=patience
            )

    return Sheet()


def cells(sheet):
    """What is on the sheet."""
    return sheet().json().get("values", [])


def test_a_hang_outlasts_the_clients_patience_and_nothing_was_applied(emulator, sheet):
    """Timed out before."""
    emulator.admin("faults", match="PUT", what="hang", seconds=2)
    with pytest.raises(requests.ReadTimeout):
        sheet("A1", "x", patience=0.2)

    assert cells(sheet) == []


def test_a_hang_after_is_a_time_out_that_was_applied(emulator, sheet):
    """Timed out is not: not applied. The next call is not held up by it."""
    emulator.admin("faults", match="PUT", what="hang", seconds=2, when="after")
    start = time.monotonic()
    with pytest.raises(requests.ReadTimeout):
        sheet("A1", "x", patience=0.2)

    assert cells(sheet) == [["x"]]
    assert time.monotonic() - start < 1.5


@pytest.mark.parametrize(("when", "left"), [("before", []), ("after", [["x"]])])
def test_a_cut_connection_is_an_error_of_the_connection(emulator, sheet, when, left):
    """Whether it was applied, only a read can tell."""
    emulator.admin("faults", match="PUT", what="cut", when=when)
    with pytest.raises(requests.ConnectionError):
        sheet("A1", "x")

    assert cells(sheet) == left


def test_a_truncated_answer_is_noticed(emulator, sheet):
    """The body is shorter than its length says."""
    sheet("A1", "x" * 200)
    emulator.admin("faults", match="GET", what="truncated", bytes=250)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        sheet()


def test_a_late_write_lands_when_it_is_told_to(emulator, sheet):
    """After a newer one: the older value wins, as it would there."""
    emulator.admin("faults", match="PUT", status=503, when="late")
    assert sheet("A1", "old").status_code == 503
    sheet("A1", "new")
    assert cells(sheet) == [["new"]]
    emulator.admin("land")

    assert cells(sheet) == [["old"]]


def test_latency_delays_the_answer_and_holds_up_nobody_else(emulator, sheet):
    """Seconds for what matches."""
    emulator.admin("latency", seconds=0.3, match="PUT")
    start = time.monotonic()
    sheet()
    between = time.monotonic()
    sheet("A1", "x")

    assert between - start < 0.25
    assert time.monotonic() - between >= 0.3


def test_the_quota_ends_with_the_minute_of_the_emulators_clock(emulator, sheet):
    """Nobody has to wait for a real one."""
    emulator.admin("clock", at="2026-11-22T10:00:30Z")
    emulator.admin("quota", reads_per_user=2)
    assert [sheet().status_code for _ in range(3)] == [200, 200, 429]
    emulator.admin("clock", step=30)

    assert sheet().status_code == 200


def test_a_refused_call_reaches_neither_the_sheet_nor_a_waiting_person(emulator, sheet):
    """What the quota refuses never arrives."""
    emulator.admin("quota", writes_per_user=1)
    deed = {"insert": {"at": 1}}
    emulator.admin("people", spreadsheetId=sheet.book, do=[deed], armed={"match": "PUT", "skip": 1})
    assert sheet("A1", "x").status_code == 200
    assert sheet("A2", "y").status_code == 429

    assert cells(sheet) == [["x"]]


def test_the_clock_is_todays_date_for_formulas(emulator, sheet):
    """TODAY() is the emulator's day, and moves with it."""
    emulator.admin("clock", at="2026-11-22T10:00:00Z")
    sheet("A1", '=TEXT(TODAY(),"yyyy-mm-dd")')
    assert cells(sheet) == [["2026-11-22"]]
    emulator.admin("clock", step=86_400)

    assert cells(sheet) == [["2026-11-23"]]


def test_formulas_follow_what_they_refer_to(emulator, sheet):
    """Typed over HTTP, computed, and computed anew."""
    for cell, value in (
        ("A1", "$1,200"),
        ("A2", "300"),
        ("A3", "=SUM(A1:A2)"),
        ("B3", "=1/0"),
        ("C3", "=FOO(1)"),
    ):
        sheet(cell, value)
    assert cells(sheet)[2][1:] == ["#DIV/0!", "#NAME?"]
    address = f"{emulator.address}/v4/spreadsheets/{sheet.book}/values/A3"
    render = {"valueRenderOption": "UNFORMATTED_VALUE"}
    assert requests.get(address, params=render, timeout=5).json()["values"] == [[1500]]
    sheet("A2", "301")

    assert requests.get(address, params=render, timeout=5).json()["values"] == [[1501]]


def test_an_unknown_admin_route_says_which_there_are(emulator):
    """A typo in a test is no silent success."""
    answer = requests.post(f"{emulator.address}/__admin/fault", json={}, timeout=5)

    assert answer.status_code == 404
    assert "faults" in answer.json()["error"]["message"]


def test_a_reset_ends_everything_that_was_arranged(emulator):
    """Faults, quotas, latency, people, tokens, the clock."""
    emulator.admin("faults", times=None)
    emulator.admin("quota", reads_per_user=1)
    emulator.admin("latency", seconds=9)
    emulator.admin("token", on=True)
    emulator.admin("clock", at="2000-01-01")
    emulator.admin("seed", spreadsheets=[{"title": "Pilot"}])
    emulator.admin("reset")
    listed = requests.get(f"{emulator.address}/drive/v3/files", timeout=2)

    assert (listed.status_code, listed.json()["files"]) == (200, [])
    assert emulator.admin("quota")["on"] is False
    assert emulator.admin("clock")["stands"] is False
