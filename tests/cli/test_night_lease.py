"""Two machines that share a studio's memory, each with its own copy of the manifest."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from addin import wiring
from addin.domain.night import Ended
from addin.errors import NightLocked
from addin.nightly.orders import Orders, Task
from addin.nightly.production import work
from addin.wiring.night_lease import night_lease, production_lease
from tests.adapters.database.conftest import postgres
from tests.cli.drawn_files import folder_of

__all__ = ["postgres"]

AT = dt.datetime(2026, 3, 16, 23)
posix = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there")


@pytest.fixture
def address(postgres, monkeypatch):
    """An empty database, and a variable that holds its address."""
    found = postgres.database()
    monkeypatch.setenv("TIEOUT_STATE", found)
    return found


@pytest.fixture
def machines(tmp_path):
    """Two homes with copies of one manifest, over the same four productions."""
    (tmp_path / "shows").mkdir()
    for number in range(4):
        folder_of(tmp_path / "shows" / f"show{number}", "545")
    told = f'productions = ["{(tmp_path / "shows").as_posix()}/*"]\n'
    told += '[studio]\nname = "Kestrel"\nstate = "env:TIEOUT_STATE"\n'
    homes = [tmp_path / "one", tmp_path / "two"]
    for home in homes:
        home.mkdir()
        (home / "studio.toml").write_text(told)
    return homes


def recorded(address: str) -> list[int]:
    """How many productions each night has, the oldest first."""
    with wiring.nights(None, address) as nights:
        return [len(nights.night(one.number)) for one in reversed(nights.nights("Kestrel"))]


def begun(home: Path) -> subprocess.Popen[bytes]:
    """A night that is run in a process of its own."""
    command = [sys.executable, "-m", "addin", "nightly", str(home / "studio.toml")]
    return subprocess.Popen(
        [*command, "--engine", "in-process", "--today", "2026-03-16"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ),
    )  # fmt: skip


@posix
def test_two_machines_do_not_work_the_same_night_and_one_follows_a_killed_one(
    tieout, machines, address
):
    """Status 4 while the first is at it; after kill -9 the other goes on, and does nothing twice."""
    one, two = machines
    runner = begun(one)
    deadline = time.monotonic() + 120
    while not (counts := recorded(address)) or counts[0] < 1:
        assert runner.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    psutil.Process(runner.pid).suspend()
    status, out, err = tieout("nightly", two / "studio.toml", "--today", "2026-03-16")
    held = recorded(address)
    runner.kill()
    runner.wait()
    after, _, _ = tieout(
        "nightly", two / "studio.toml", "--today", "2026-03-16", "--engine", "in-process"
    )

    assert (status, out) == (4, "")
    assert f"process {runner.pid} on" in " ".join(err.split())
    assert len(held) == 1
    assert after == 0
    assert recorded(address) == [4]


def test_a_night_that_is_no_more_sure_begins_no_more(tieout, machines, address, monkeypatch):
    """It is cut short with a sentence, and the same night goes on when it is run again."""
    from contextlib import contextmanager  # noqa: PLC0415 - this test alone

    asked = iter([True, True, False])

    @contextmanager
    def lease(*_: object):
        yield lambda: next(asked, False)

    monkeypatch.setattr("addin.cli.nightly_run.night_lease", lease)
    told = ("nightly", machines[0] / "studio.toml", "--engine", "in-process")
    status, _, err = tieout(*told, "--today", "2026-03-16")
    before = recorded(address)
    monkeypatch.undo()
    monkeypatch.setenv("TIEOUT_STATE", address)
    again, _, _ = tieout(*told, "--today", "2026-03-16")

    assert status == 5
    assert "another machine may have begun the same night" in " ".join(err.split())
    assert 0 < before[0] < 4
    assert again == 0
    assert recorded(address) == [4]


def test_a_studio_by_another_name_is_another_studio(address):
    """Their nights do not wait for one another; the same one is told who has it, and since when."""
    with night_lease(address, "Kestrel", AT) as is_sure, night_lease(address, "Gannet", AT):
        assert is_sure()
        with pytest.raises(NightLocked, match=r"begun at 23:00 on 2026-03-16 \(process \d+ on"):
            night_lease(address, "Kestrel", AT).__enter__()


def test_a_production_that_another_machine_works_on_is_busy(address, tmp_path):
    """By its name in the shared history: a share need not know locks."""
    show = folder_of(tmp_path / "Show", "545")
    task = Task(0, str(show), Orders("n", AT, history=address))
    with production_lease(address, "Show", "Mara", "Waive Finding"):
        busy = work(task)
        other = work(Task(0, str(folder_of(tmp_path / "Other", "545")), task.orders))
    done = work(task)

    assert busy.ended is Ended.BUSY
    assert "Mara's Waive Finding" in busy.failure
    assert other.ended is Ended.CHECKED
    assert done.ended is Ended.CHECKED


def test_a_history_that_cannot_be_reached_makes_nobody_busy(postgres, address, tmp_path):
    """The production failed: nobody is at work in it."""
    show = folder_of(tmp_path / "Show", "545")
    postgres.kill()
    try:
        failed = work(Task(0, str(show), Orders("n", AT, history=address)))
    finally:
        postgres.start()

    assert failed.ended is Ended.FAILED
    assert failed.error in {"HistoryBusy", "HistoryUnusable"}


def test_a_file_of_sqlite_has_the_lock_of_the_folder_alone(tmp_path):
    """Whoever sees the file sees the folder."""
    shared = f"sqlite:///{tmp_path / 'shared.db'}"
    with production_lease(shared, "Show", "Mara", "night"), production_lease("", "Show", "", ""):
        assert not (tmp_path / "shared.db").exists()
