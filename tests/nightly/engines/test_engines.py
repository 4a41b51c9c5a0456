"""Every engine keeps the contract; what differs between them is told here."""

from __future__ import annotations

import os
import sys
import time
from functools import partial

import psutil
import pytest

from addin.domain.night import ProductionNight
from addin.errors import NightRefused
from addin.nightly.engines.in_process import InProcess
from addin.nightly.engines.pool import Pool
from addin.nightly.engines.worker import Worker
from addin.nightly.limits import Work
from addin.nightly.orders import Task
from tests.nightly.engines import engine_contract as contract

here = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarm for a thread")

HERE = pytest.param(InProcess, id="in-process", marks=here)
POOL = pytest.param(partial(Pool, 2), id="local:2")


@pytest.mark.parametrize("law", contract.EVERY_ENGINE, ids=lambda law: law.__name__)
@pytest.mark.parametrize("engine_of", [HERE, POOL])
def test_every_engine_keeps_the_contract(engine_of, law, tmp_path):
    """The same results, the same limits, the same end."""
    law(engine_of, tmp_path)


@pytest.mark.parametrize("law", contract.SEPARATE_PROCESSES, ids=lambda law: law.__name__)
@pytest.mark.parametrize("engine_of", [POOL])
def test_a_process_that_dies_costs_its_own_production_alone(engine_of, law, tmp_path):
    """Once more, alone; then it is told."""
    law(engine_of, tmp_path)


def test_workers_are_replaced_after_so_many_productions(tmp_path):
    """What a library leaves behind in memory does not grow all night."""
    tasks = contract.tasks_in(tmp_path, *["fine"] * 5)

    found = contract.results(Pool(1, contract.work, recycle=2), tasks)

    assert len({one.worker for one in found}) == 3


class Unfound:
    """Goes to a worker, and cannot be had there."""

    def __call__(self, task: Task) -> ProductionNight:
        """Never asked for."""
        raise AssertionError(task)

    def __reduce__(self) -> tuple[object, ...]:
        """Asks for a module that is not there."""
        return (__import__, ("no_such_module_of_ours",))


def test_workers_that_cannot_start_refuse_the_night(tmp_path, capfd):
    """Before the first production, and not by trying for ever."""
    tasks = contract.tasks_in(tmp_path, "fine")

    with pytest.raises(NightRefused, match="No worker could be started"):
        list(Pool(2, Unfound()).run(tasks, contract.Going()))
    assert "no_such_module_of_ours" in capfd.readouterr().err


def test_what_came_back_is_kept_where_the_system_starts_no_more_processes(tmp_path, monkeypatch):
    """The rest is told, and the night comes to its end."""
    started: list[Work] = []

    def once(work: Work) -> Worker:
        if started:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        started.append(work)
        return Worker(work)

    monkeypatch.setattr("addin.nightly.engines.pool.Worker", once)
    tasks = contract.tasks_in(tmp_path, *["fine"] * 3)
    found = list(Pool(1, contract.work, recycle=1).run(tasks, contract.Going()))

    assert [(one.position, one.error) for one in found] == [
        (0, ""),
        (1, "WorkerDied"),
        (2, "WorkerDied"),
    ]


def test_no_process_is_left_behind(tmp_path):
    """Also when nobody wants the rest of the results."""
    run = Pool(2, contract.work).run(
        contract.tasks_in(tmp_path, "fine", "sleeps", "sleeps"), contract.Going()
    )
    next(run)
    run.close()

    assert [
        one
        for one in psutil.Process(os.getpid()).children()
        if "spawn_main" in " ".join(one.cmdline())
    ] == []


def test_a_worker_goes_on_while_a_result_is_kept(tmp_path):
    """Who takes the results writes each to a disk first; no worker waits for that."""
    tasks = contract.tasks_in(tmp_path, "fine", "fine")
    run = Pool(1, contract.work).run(tasks, contract.Going())
    next(run)
    until = time.monotonic() + 20

    while not list(tmp_path.glob("01*/begun*")) and time.monotonic() < until:
        time.sleep(0.02)

    assert list(tmp_path.glob("01*/begun*"))
    assert len(list(run)) == 1
