"""A night on a real cluster: schedulers and workers of dask, on this machine, that are killed."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from addin.domain.night import Ended
from addin.errors import NightCutShort, NightRefused
from addin.nightly.engines.cluster import Cluster
from addin.nightly.engines.in_process import InProcess
from addin.nightly.orders import Orders, Task
from addin.settings.cluster import ClusterSettings
from tests.nightly.engines import engine_contract as contract
from tests.nightly.engines.cluster_work import work
from tests.nightly.engines.clusters import dask, free_port

_ORDERS = Orders("night", dt.datetime(2026, 11, 20, 2))

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Two workers that live through all tests of this file, one of them under a nanny."""
    with dask(tmp_path_factory.mktemp("dask"), workers=1) as made:
        made.start_worker(nanny=True)
        made.wait("Registered to:", 2)
        yield made


NO_WAIT = ClusterSettings(wait_minutes=0)


@pytest.fixture
def tasks(tmp_path):
    """Productions of these names."""

    def made(*names, **limits):
        found = []
        for number, name in enumerate(names):
            folder = tmp_path / name
            folder.mkdir()
            (folder / "ledger.csv").write_text(name)
            found.append(Task(number, str(folder), _ORDERS, **limits))
        return found

    return made


def in_order(nights):
    """As the manifest has them."""
    return sorted(nights, key=lambda one: one.position)


def begun(task):
    """The processes that worked on a production."""
    log = Path(task.folder, "begun.log")
    return [int(line) for line in log.read_text().split()] if log.exists() else []


def soon(what):
    """Wait until it is so."""
    end = time.monotonic() + 120
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize(
    "law", contract.EVERY_ENGINE + contract.SEPARATE_PROCESSES, ids=lambda law: law.__name__
)
def test_a_cluster_keeps_the_contract_of_engines(cluster, law, tmp_path):
    """The same results, the same limits, the same end as on one machine."""
    law(lambda done: Cluster(cluster.address, work=done), tmp_path)


def test_a_cluster_says_what_one_process_says(cluster, tasks):
    """The same tasks give the same nights, and the work is shared among the workers."""
    given = tasks(*(f"plain-{number}" for number in range(20)), "chatty-1")
    given.append(Task(len(given), "/no such folder", _ORDERS))

    there = in_order(Cluster(cluster.address).run(given, contract.Going()))
    here = in_order(InProcess().run(given, contract.Going()))

    assert [one.told() for one in here] == [one.told() for one in there]
    assert len({one.worker for one in there} - {""}) == 2  # nobody was asked for the last one


def test_relative_folders_are_those_of_who_asked(cluster, tasks, monkeypatch):
    """A worker has another current folder; results name the folder as it was given."""
    (task,) = tasks("plain-1")
    monkeypatch.chdir(Path(task.folder).parent)

    (ended,) = Cluster(cluster.address, work=work).run(
        [Task(0, "plain-1", _ORDERS)], contract.Going()
    )

    assert (ended.folder, ended.inputs) == ("plain-1", "plain-1")


def test_ending_a_night_at_once_leaves_no_process_at_work(cluster, tasks):
    """The processes are gone soon after, also those whose results nobody waits for any more."""
    given = tasks("hung-1", "hung-2")

    class Begun:
        def asked(self):
            return all(map(begun, given))

        at_once = asked

    assert list(Cluster(cluster.address, work=work).run(given, Begun())) == []
    soon(lambda: not any(psutil.pid_exists(pid) for task in given for pid in begun(task)))


def test_a_night_that_nobody_wants_any_more_is_ended(cluster, tasks):
    """Whoever closes the results early leaves nothing at work behind."""
    given = tasks("plain-1", "hung-1", "hung-2")
    nights = Cluster(cluster.address, work=work).run(given, contract.Going())
    next(nights)

    soon(lambda: begun(given[1]))
    nights.close()

    soon(lambda: not any(psutil.pid_exists(pid) for task in given for pid in begun(task)))


def test_a_killed_worker_costs_no_production(tmp_path, tasks):
    """Kill -9 in the middle of a night: the others take over, and its process works no longer."""
    given = tasks(*(f"gate-{number}" for number in range(4)))
    with dask(tmp_path / "dask", workers=2) as cluster:
        victim = cluster.processes[1]
        below: set[int] = set()

        def kill():
            soon(lambda: begun(given[0]) and begun(given[1]))
            below.update(one.pid for one in psutil.Process(victim.pid).children())
            victim.kill()
            (tmp_path / "open").touch()

        killer = threading.Thread(target=kill)
        killer.start()
        nights = in_order(Cluster(cluster.address, work=work).run(given, contract.Going()))
        killer.join()

    assert [one.inputs for one in nights] == [Path(task.folder).name for task in given]
    assert sum(len(begun(task)) for task in given) == 5
    assert {1, 2} == {one.tries for one in nights}
    assert below
    soon(lambda: not any(psutil.pid_exists(pid) for pid in below))


def test_a_worker_that_a_nanny_brings_back_goes_on(tmp_path, tasks):
    """Where the only worker is killed, the one that replaces it is looked at, and finishes."""
    given = tasks("gate-1", "plain-2", "plain-3")
    with dask(tmp_path / "dask", workers=1, nanny=True) as cluster:

        def killed():
            soon(lambda: begun(given[0]))
            child = psutil.Process(begun(given[0])[0])
            worker = child.parent()
            assert worker is not None
            os.kill(worker.pid, signal.SIGKILL)
            (tmp_path / "open").touch()

        killer = threading.Thread(target=killed)
        killer.start()
        nights = in_order(Cluster(cluster.address, work=work).run(given, contract.Going()))
        killer.join()

    assert [one.ended for one in nights] == [Ended.CHECKED] * 3
    assert nights[0].tries == 2


def test_a_killed_scheduler_cuts_the_night_short_and_keeps_what_came(tmp_path, tasks):
    """What came in is there, the rest is not told as failed: the same night goes on with it."""
    given = tasks("plain-1", "plain-2", "hung-1", "hung-2")
    came = []
    with dask(tmp_path / "dask", workers=2) as cluster:
        engine = Cluster(cluster.address, work=work, settings=NO_WAIT)
        with pytest.raises(NightCutShort, match="the scheduler is gone"):  # noqa: PT012 - a loop
            for one in engine.run(given, contract.Going()):
                came.append(one)
                if len(came) == 2:
                    soon(lambda: begun(given[2]))
                    cluster.scheduler.kill()
        cluster.scheduler.wait(5)
    assert sorted(one.position for one in came) == [0, 1]


def test_all_workers_lost_for_good_cuts_the_night_short(tmp_path, tasks):
    """Nobody waits for ever for a worker that does not come back."""
    given = tasks("hung-1")
    with dask(tmp_path / "dask", workers=1) as cluster:
        nights = Cluster(cluster.address, work=work, patience=1.0).run(given, contract.Going())

        def kill():
            soon(lambda: begun(given[0]))
            cluster.processes[1].kill()

        threading.Thread(target=kill).start()
        with pytest.raises(NightCutShort, match="no worker is left"):
            list(nights)


def test_a_worker_with_another_tieout_is_refused_by_name(tmp_path, tasks):
    """Nothing is begun; passed over instead, the others do all of it."""
    given = tasks("plain-1", "plain-2")
    preload = tmp_path / "another.py"
    preload.write_text('import addin\naddin.__version__ = "0.0.1"\n')
    with dask(tmp_path / "dask", workers=1) as cluster:
        cluster.start_worker("--preload", str(preload), "--name", "old")
        cluster.wait("Registered to:", 2)

        with pytest.raises(NightRefused, match=r"127\.0\.0\.1:\d+ Tieout 0\.0\.1 instead of"):
            list(Cluster(cluster.address, work=work).run(given, contract.Going()))
        assert not any(map(begun, given))

        lenient = Cluster(cluster.address, work=work, strict=False)
        nights = list(lenient.run(given, contract.Going()))
        assert len({one.worker for one in nights}) == 1


def test_a_scheduler_without_workers_is_refused(tmp_path, tasks):
    """At once, and not when somebody wonders in the morning."""
    with dask(tmp_path / "dask", workers=0) as cluster:
        cluster.wait("Scheduler at:", 1)
        with pytest.raises(NightRefused, match="no workers"):
            list(Cluster(cluster.address, work=work).run(tasks("plain-1"), contract.Going()))


def test_where_no_scheduler_is_the_night_is_refused(tasks):
    """With the address, and what it may be."""
    address = f"tcp://127.0.0.1:{free_port()}"

    with pytest.raises(NightRefused, match=f"{address} cannot be reached"):
        list(Cluster(address, work=work).run(tasks("plain-1"), contract.Going()))


def test_without_the_extra_it_is_said_how_to_install_it(tasks, monkeypatch):
    """A night on one machine needs none of it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "addin.nightly.engines.cluster_client", raising=False)

    with pytest.raises(NightRefused, match=r"pip install 'tieout\[cluster\]'"):
        list(Cluster("tcp://127.0.0.1:1").run(tasks("plain-1"), contract.Going()))
