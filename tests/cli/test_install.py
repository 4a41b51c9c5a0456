"""``tieout install``, ``uninstall`` and ``doctor``: what they say, do, and leave undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from addin.cli import tieout
from addin.errors import AddinError


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command line for a user without anything, on a computer without LibreOffice."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "APPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("TIEOUT_HOME", str(home / "tieout"))

    def ran(*words: str):
        return CliRunner().invoke(tieout, words, standalone_mode=False)

    ran.home = home  # type: ignore[attr-defined]
    return ran


def drawn(folder: Path) -> dict[str, bytes | None]:
    """All files and folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def test_a_dry_run_shows_the_steps_and_does_none(run):
    """The same sentences as the real one."""
    shown = run("install", "web", "--dry-run")

    assert drawn(run.home) == {}
    assert "Nothing was done" in shown.output
    real = run("install", "web")
    steps = [line for line in shown.output.splitlines() if line.startswith("  ")]
    assert [line for line in real.output.splitlines() if line.startswith("  ")] == steps
    assert len(steps) >= 5
    assert real.return_value == 0


def test_installing_again_finds_nothing_to_do(run):
    """And says what it leaves alone."""
    run("install", "web", "--port", "9001")
    once = drawn(run.home)

    again = run("install", "web", "--port", "9001")

    assert "There is nothing to do" in again.output
    assert again.output.count("Leave ") == 4
    assert drawn(run.home) == once


def test_uninstalling_takes_everything_back(run):
    """After saying what; then there is nothing any more."""
    run("install", "web", "calc")

    shown = run("uninstall", "--dry-run")
    taken = run("uninstall")

    assert shown.output.splitlines()[:-1] == taken.output.splitlines()[:-1]
    assert taken.return_value == 0
    assert drawn(run.home) == {}
    assert "Nothing was installed" in run("uninstall").output


def test_one_of_two_is_taken_back(run):
    """The other one keeps working."""
    run("install", "web", "calc")

    run("uninstall", "web")

    assert set(drawn(run.home)) == {
        "tieout",
        "tieout/installed.json",
        "tieout/tieout-functions.oxt",
    }


def test_the_doctor_says_what_is_wrong_and_its_status_too(run):
    """A line each, with what to do next; and as JSON."""
    found = run("doctor", "web", "calc")

    assert found.return_value == 1
    assert "problem  There is no manifest" in found.output
    assert "note     LibreOffice was not found." in found.output
    assert "1 problem." in found.output
    told = json.loads(run("doctor", "web", "calc", "--json", "-").output)
    assert [check["state"] for check in told["checks"]] == ["problem", "note"]
    assert all(check["advice"] for check in told["checks"])


def test_the_doctor_changes_nothing_and_is_content_with_little(run, tmp_path):
    """A note is no fault; the JSON goes into a file as well."""
    found = run("doctor", "calc", "--json", str(tmp_path / "checks.json"))

    assert found.return_value == 0
    assert "Nothing is wrong." in found.output
    assert json.loads((tmp_path / "checks.json").read_text("utf-8"))["checks"]
    assert drawn(run.home) == {}


def test_a_file_in_the_way_stops_it_with_a_sentence(run):
    """A folder where a file should go, for one."""
    (run.home / "tieout" / "web" / "key").mkdir(parents=True)
    before = drawn(run.home)

    result = run("install", "web")

    assert isinstance(result.exception, AddinError)
    assert "Nothing was written" in str(result.exception)
    assert drawn(run.home) == before


def test_only_known_programs_are_taken(run):
    """The message lists them."""
    result = run("install", "excel")

    assert "'desktop', 'web', 'calc'" in str(result.exception)
