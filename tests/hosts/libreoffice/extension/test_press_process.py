"""The process of a press, seen from LibreOffice: answers, silence, death."""

from __future__ import annotations

import sys

import pytest

from addin.hosts.libreoffice.extension.log import Log
from addin.hosts.libreoffice.extension.press_process import PressFailed, PressProcess

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script plays Python")


@pytest.fixture
def started(tmp_path):
    """Starts a shell script in the place of Python."""
    running = []

    def start(script):
        python = tmp_path / "python"
        python.write_text(f"#!/bin/sh\n{script}\n")
        python.chmod(0o755)
        running.append(PressProcess(str(python), "/nowhere", Log(tmp_path / "calc.log")))
        return running[-1]

    yield start
    for one in running:
        one.end()


def _ask(process, seconds=20.0):
    told, ticks = [], []
    answer = process.ask(
        {"kind": "press"},
        lambda far, said: told.append((far, said)),
        lambda: ticks.append(1),
        seconds,
    )
    return answer, told, ticks


def test_it_is_asked_tells_how_far_it_is_and_answers(started):
    """Meanwhile LibreOffice goes on painting."""
    process = started(
        'read line; echo \'{"far": 0.5, "said": "Reading"}\'; sleep 0.3; echo \'{"done": {"ok": true}}\''
    )
    answer, told, ticks = _ask(process)

    assert answer == {"ok": True}
    assert told == [(0.5, "Reading")]
    assert ticks


def test_it_can_be_asked_again(started):
    """A plan is carried out by the process that made it."""
    process = started('while read line; do echo \'{"done": {"ok": true}}\'; done')

    assert [_ask(process)[0], _ask(process)[0]] == [{"ok": True}] * 2


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("read line; exit 3", "exit status 3). This document is as it was"),
        ("read line; kill -9 $$", "signal 9). This document is as it was"),
        ("read line; echo '{\"writes\": true}'; exit 3", "while it wrote files (exit status 3)"),
        ("read line; echo nonsense", "makes no sense"),
        ("read line; sleep 30", "took too long and was stopped"),
    ],
)
def test_one_that_dies_or_hangs_is_said_in_a_sentence(started, script, says):
    """Never an exception of another kind, and never a wait for ever."""
    process = started(script)
    with pytest.raises(PressFailed) as failed:
        _ask(process, seconds=1.0)

    assert says in str(failed.value)
    assert str(failed.value).endswith(".")


def test_a_python_that_is_not_there_is_named(tmp_path):
    """With what to do about it."""
    with pytest.raises(PressFailed, match=r"/no/python did not start .*tieout doctor calc"):
        PressProcess("/no/python", "/nowhere", Log(tmp_path / "calc.log"))
