"""The worker's process: started once, started anew when it dies, given up when it cannot start."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import addin
from addin.hosts.libreoffice.extension import link
from addin.hosts.libreoffice.extension.link import Worker
from addin.hosts.libreoffice.extension.log import Log
from addin.hosts.libreoffice.extension.messages import TOO_LONG

HERE = str(Path(addin.__file__).parents[1])
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and scripts of Unix")


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """A log of this test alone."""
    return Log(tmp_path / "calc.log")


@pytest.fixture
def worker(log: Log) -> Iterator[Worker]:
    """A worker in this very environment."""
    running = Worker(sys.executable, HERE, addin.__version__, log)
    yield running
    running.end()


def _said(log: Log) -> str:
    return log.path.read_text() if log.path.exists() else ""


def _pid(worker: Worker) -> int:
    assert worker._process is not None
    return worker._process.pid


def _script(folder: Path, text: str) -> str:
    """A stand-in for Python that does something else."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_it_works_out_and_stays(worker, log):
    """One process answers call after call, and nothing is logged."""
    assert worker.ask("COST_EFC", (1.0, 2.0, 3.0)) == ((6.0,),)
    first = _pid(worker)

    assert worker.ask("COST_EFC", (1.0,)) == ((1.0,),)
    assert _pid(worker) == first
    assert _said(log) == ""


def test_a_process_that_died_is_started_anew_for_the_same_call(worker, log):
    """The cell has its value all the same, and the log has one line."""
    worker.ask("COST_EFC", (1.0,))
    os.kill(_pid(worker), signal.SIGKILL)

    assert worker.ask("COST_EFC", (2.0,)) == ((2.0,),)
    assert _said(log).count("\n") == 1
    assert "ended while it worked out COST_EFC: signal 9." in _said(log)


def test_a_call_that_ends_the_process_twice_is_given_up(tmp_path, log):
    """It is tried twice, not for ever; the calls behind it do not start it at once again."""
    hello = sys.executable + " -c \"import sys,marshal,struct;b=marshal.dumps('1',2);"
    hello += "sys.stdout.buffer.write(struct.pack('<I',len(b))+b)\""
    dying = Worker(_script(tmp_path, hello), HERE, "1", log)

    assert [dying.ask("COST_EFC", (1.0,)) for _ in range(100)] == [None] * 100
    assert "COST_EFC ended it twice and shows #VALUE!." in _said(log)
    assert _said(log).count("\n") == 3


def test_a_call_that_took_too_long_is_not_tried_again(tmp_path, log):
    """It would take as long again; what comes right behind it is not tried either."""
    hello = "import sys,marshal,struct;b=marshal.dumps('1',2);o=sys.stdout.buffer;"
    hello += "o.write(struct.pack('<I',len(b))+b);o.flush();sys.stdin.buffer.read(4);"
    script = f'exec {sys.executable} -c "{hello}sys.exit({TOO_LONG})"'
    slow = Worker(_script(tmp_path, script), HERE, "1", log)

    assert [slow.ask("REC_SPLIT", (1.0,)) for _ in range(100)] == [None] * 100
    assert _said(log).count("\n") == 1
    assert "REC_SPLIT took too long, was ended and shows #VALUE!." in _said(log)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("echo 'No module named addin' >&2; exit 3", "(exit status 3): No module named addin. "),
        ("exit 0", "(exit status 0). "),
        ("echo 'Python 2.7'; exec sleep 60", "did not start Tieout"),
    ],
)
def test_a_python_without_tieout_is_named_with_what_it_said(tmp_path, log, monkeypatch, text, why):
    """The log says which Python it was, what it complained of, and what to do."""
    monkeypatch.setattr(link, "SECONDS_TO_START", 2)
    broken = Worker(_script(tmp_path, text), HERE, "1", log)

    assert broken.ask("COST_EFC", (1.0,)) is None
    assert f"{tmp_path / 'python'} did not start Tieout" in _said(log)
    assert why in _said(log)
    assert "tieout build calc" in _said(log)


def test_a_python_that_is_not_there_is_tried_once_in_a_while(tmp_path, log, monkeypatch):
    """A sheet of thousands of formulas does not try thousands of times; later it is tried again."""
    missing = Worker(str(tmp_path / "nowhere"), HERE, "1", log)

    assert [missing.ask("COST_EFC", (1.0,)) for _ in range(1000)] == [None] * 1000
    assert _said(log).count("\n") == 1
    monkeypatch.setattr(missing, "_python", sys.executable)
    monkeypatch.setattr(missing, "_not_before", 0.0)
    assert missing.ask("COST_EFC", (1.0,)) == ((1.0,),)
    missing.end()


def test_a_python_that_says_nothing_is_ended(tmp_path, log, monkeypatch):
    """LibreOffice waits for it, so not for ever."""
    monkeypatch.setattr(link, "SECONDS_TO_START", 0.2)
    silent = Worker(_script(tmp_path, "exec sleep 60"), HERE, "1", log)
    began = time.monotonic()

    assert silent.ask("COST_EFC", (1.0,)) is None
    assert time.monotonic() - began < 20
    assert "(it was ended)" in _said(log)


def test_another_version_works_and_is_mentioned(log):
    """An environment that was updated is asked all the same; the log says to build again."""
    older = Worker(sys.executable, HERE, "0.0.1", log)

    assert older.ask("COST_EFC", (1.0,)) == ((1.0,),)
    assert f"built by Tieout 0.0.1, and {sys.executable} has {addin.__version__}" in _said(log)
    older.end()


def test_what_libreoffice_sets_for_its_own_python_is_not_handed_on(tmp_path, log, monkeypatch):
    """PYTHONHOME of the bundled Python would break any other."""
    monkeypatch.setenv("PYTHONHOME", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    apart = Worker(sys.executable, HERE, addin.__version__, log)

    assert apart.ask("COST_EFC", (1.0,)) == ((1.0,),)
    apart.end()


def test_a_large_table_goes_both_ways(worker):
    """Neither side waits for the other with its pipe full."""
    cells = tuple((f"account {row} " * 50, float(row)) for row in range(20_000))
    ((answer,),) = worker.ask("ACCT_OK", ("account", cells))

    assert isinstance(answer, float)
    assert len(worker.ask("COST_EFC", (tuple((float(row),) for row in range(50_000)),))) == 50_000


def test_calls_from_several_threads_do_not_mix(worker):
    """Each has its own answer."""
    found: dict[int, object] = {}

    def ask(number: int) -> None:
        for _ in range(20):
            found[number] = worker.ask("COST_EFC", (float(number),))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {number: ((float(number),),) for number in range(8)}


def test_a_worker_ends_with_its_pipe(worker):
    """No process stays behind when LibreOffice goes."""
    worker.ask("COST_EFC", (1.0,))
    process = worker._process
    assert process is not None
    worker.end()

    assert process.returncode == 0
