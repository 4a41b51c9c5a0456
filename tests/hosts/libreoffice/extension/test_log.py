"""The log of the functions: where it is, who may read it, how large it grows."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from addin.hosts.libreoffice.extension import log as module
from addin.hosts.libreoffice.extension.log import Log, usual_place


def test_a_line_has_its_time_and_is_added(tmp_path):
    """The log is made with its first line, its folder too; later ones go below."""
    log = Log(tmp_path / "new" / "calc.log")
    log.say("first")
    log.say("second “é”")
    first, second = log.path.read_text(encoding="utf-8").splitlines()

    assert (first[19:], second[19:]) == ("  first", "  second “é”")
    assert first[:2] == "20"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_its_owner_reads_a_new_log(tmp_path):
    """Account numbers may stand in it."""
    log = Log(tmp_path / "calc.log")
    log.say("x")

    assert log.path.stat().st_mode & 0o077 == 0


def test_a_log_that_grew_large_is_put_aside(tmp_path, monkeypatch):
    """One older log is kept, so that it never fills a disk."""
    monkeypatch.setattr(module, "LARGEST", 10)
    log = Log(tmp_path / "calc.log")
    log.say("long enough")
    log.say("new")

    assert log.path.read_text().count("\n") == 1
    assert "long enough" in (tmp_path / "calc.log.old").read_text()


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path):
    """A formula is worked out even where nothing can be noted."""
    (tmp_path / "file").write_text("")

    Log(tmp_path / "file" / "calc.log").say("x")


@pytest.mark.parametrize(
    ("system", "environment", "place"),
    [
        ("linux", {"XDG_STATE_HOME": "/state"}, "/state/tieout/calc.log"),
        ("linux", {}, "/home/kim/.local/state/tieout/calc.log"),
        ("darwin", {}, "/home/kim/Library/Logs/Tieout/calc.log"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/Tieout/calc.log"),
        ("linux", {"TIEOUT_CALC_LOG": "/elsewhere/x.log"}, "/elsewhere/x.log"),
    ],
)
def test_the_log_is_where_the_system_keeps_such_files(monkeypatch, system, environment, place):
    """Unless the environment names another place."""
    for name in ("TIEOUT_CALC_LOG", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/kim"))
    monkeypatch.setattr(sys, "platform", system)

    assert usual_place().as_posix() == place
