"""A process that works for a worker, and the limits of a production."""

from __future__ import annotations

import datetime as dt
import threading
import time
from pathlib import Path

import psutil
import pytest

from addin.nightly.engines.cluster_limits import Child, Cut
from addin.nightly.orders import Orders, Task
from tests.nightly.engines.cluster_work import work

_ORDERS = Orders("night", dt.datetime(2026, 11, 20, 2))


@pytest.fixture
def child():
    """A process."""
    made = Child()
    yield made
    made.kill()


@pytest.fixture
def task(tmp_path):
    """The production of that name."""

    def made(name, **limits):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "ledger.csv").write_text(name)
        return Task(0, str(folder), _ORDERS, **limits)

    return made


def test_one_process_works_on_many_productions_whatever_they_print(child, task):
    """What a production prints never gets between the values, and the process serves the next."""
    first = child.work(work, task("chatty-1"))
    second = child.work(work, task("plain-1"))

    assert (first.night.inputs, second.night.inputs) == ("chatty-1", "plain-1")
    assert child.is_fit
    assert first.peak > 1 << 20


def test_a_production_that_takes_too_long_is_ended(child, task):
    """It is ended soon after its time, and its process is not used again."""
    started = time.monotonic()

    came = child.work(work, task("hung-1", minutes=0.01))

    assert came.cut is Cut.TIME
    assert time.monotonic() - started < 5
    assert not child.is_fit


def test_a_production_that_takes_too_much_memory_is_ended(child, task):
    """The limit is that of the whole process, seen from outside."""
    came = child.work(work, task("greedy-1", memory_mb=150))

    assert came.cut is Cut.MEMORY
    assert came.peak > 150 << 20
    assert not child.is_fit


def test_a_production_that_ends_its_process_is_told_apart_from_a_night_that_is_ended(child, task):
    """One is the production's fault, the other somebody's wish."""
    assert child.work(work, task("kills-1")).cut is Cut.DIED

    other = Child()
    threading.Timer(0.5, other.end).start()
    assert other.work(work, task("hung-1")).cut is Cut.ENDED


def test_a_process_whose_worker_is_gone_ends_in_the_middle_of_a_production(child, task):
    """Nothing goes on behind a worker that was killed: two of them would write into one workbook."""
    process = psutil.Process(child.pid)
    hung = task("hung-1")
    at_work = threading.Thread(target=child.work, args=(work, hung))
    at_work.start()
    begun = time.monotonic()
    while not Path(hung.folder, "begun.log").exists():
        assert time.monotonic() - begun < 20
        time.sleep(0.02)

    child._to.close()  # what the system does to the pipes of a killed process

    assert process.wait(10) != 0
    at_work.join(10)
