"""The emulator as a program of its own, with its surroundings."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from google.auth.transport.requests import Request
from google.oauth2 import credentials

from sheets_emulator.hook import Request as Call

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def started():
    """Starts `python -m sheets_emulator` with options; the address and the lines after it."""
    running = []

    def start(*options, lines=0):
        program = subprocess.Popen(
            [sys.executable, "-m", "sheets_emulator", *options],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(program)
        assert program.stdout is not None
        return [program.stdout.readline().strip() for _ in range(1 + lines)]

    yield start
    for program in running:
        program.terminate()
        program.communicate()


def test_quotas_and_a_busy_spreadsheet_by_option(started):
    """As strict as the real thing, for a rehearsal."""
    (address,) = started("--quota", "--busy")
    told = requests.post(f"{address}/__admin/quota", json={}, timeout=5).json()

    assert (told["on"], told["reads_per_user"], told["per_spreadsheet_second"]) == (True, 60, 1)


def test_busy_alone_has_no_limits_a_minute(started):
    """Only the second limit."""
    (address,) = started("--busy")
    told = requests.post(f"{address}/__admin/quota", json={}, timeout=5).json()

    assert (told["reads_per_user"], told["per_spreadsheet_second"]) == (0, 1)


def test_accounts_are_files_that_sign_in(started, tmp_path):
    """Written for their owner only; a person's works at once, and nobody comes in without."""
    address, *paths = started("--accounts", str(tmp_path / "keys"), lines=3)
    files = {Path(path).stem: json.loads(Path(path).read_text(encoding="utf-8")) for path in paths}
    person = credentials.Credentials.from_authorized_user_info(files["authorized-user"])
    kept = credentials.Credentials(
        None,
        refresh_token=person.refresh_token,
        client_id=person.client_id,
        client_secret=person.client_secret,
        token_uri=files["authorized-user"]["token_uri"],
    )
    kept.refresh(Request())
    files_there = f"{address}/drive/v3/files"
    bearer = {"Authorization": f"Bearer {kept.token}"}

    assert sorted(files) == ["authorized-user", "client-secret", "service-account"]
    assert requests.get(files_there, headers=bearer, timeout=5).status_code == 200
    assert requests.get(files_there, timeout=5).status_code == 401
    if sys.platform != "win32":
        assert {Path(path).stat().st_mode & 0o777 for path in paths} == {0o600}


def test_a_folder_that_cannot_be_written_ends_it_with_a_sentence(tmp_path):
    """Not with a traceback."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "sheets_emulator", "--accounts", str(tmp_path / "file")],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 1
    assert "cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_admin_call_is_read_whatever_it_says_its_body_is(service):
    """`curl -d` calls JSON a form."""
    form = {"content-type": "application/x-www-form-urlencoded"}
    answer = service.handle(Call("POST", "/__admin/clock", {}, form, b'{"stop": true}'))

    assert answer.body["stands"] is True
