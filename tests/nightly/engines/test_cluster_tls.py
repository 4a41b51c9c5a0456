"""A cluster behind our certificates: who is let in, and whom we let pass for the scheduler."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from addin.errors import NightCutShort, NightRefused
from addin.nightly.certificates import make, tls_in
from addin.nightly.engines.cluster import Cluster
from addin.nightly.engines.cluster_link import Tls
from addin.nightly.orders import Orders, Task
from addin.settings.cluster import ClusterSettings
from tests.nightly.engines import engine_contract as contract
from tests.nightly.engines.cluster_work import work
from tests.nightly.engines.clusters import dask, soon

NOW = dt.datetime.now(dt.UTC)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


def options(tls: Tls) -> tuple[str, ...]:
    """How dask is told its certificates: as 'tieout cluster certificates' prints it."""
    return (
        f"--tls-ca-file={tls.authority}",
        f"--tls-cert={tls.certificate}",
        f"--tls-key={tls.key}",
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Certificates for this cluster."""
    return make(tmp_path_factory.mktemp("ours") / "c", [], NOW)


@pytest.fixture(scope="module")
def cluster(made, tmp_path_factory):
    """A scheduler and a worker that show the certificates which were made for them."""
    with dask(
        tmp_path_factory.mktemp("dask"),
        workers=1,
        scheme="tls",
        scheduler_options=options(tls_in(made.scheduler)),
        worker_options=options(tls_in(made.workers)),
    ) as found:
        yield found


@pytest.fixture
def tasks(tmp_path):
    """Two productions."""
    for name in ("plain-1", "plain-2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ledger.csv").write_text(name)
    orders = Orders("night", dt.datetime(2026, 11, 20, 2))
    names = enumerate(("plain-1", "plain-2"))
    return [Task(number, str(tmp_path / name), orders) for number, name in names]


def run(address, tls, tasks):
    """What came of a night."""
    return list(Cluster(address, tls, work=work).run(tasks, contract.Going()))


def test_with_our_certificates_a_night_goes_through(cluster, made, tasks):
    """Scheduler, worker and we take one another; the folder that holds all of them will do."""
    nights = run(cluster.address, tls_in(made.client.parent), tasks)

    assert sorted(one.inputs for one in nights) == ["plain-1", "plain-2"]


def test_a_foreign_certificate_is_let_in_by_nobody(cluster, tasks, tmp_path):
    """An authority of its own with the same names is not ours."""
    foreign = make(tmp_path / "foreign", [], NOW)

    with pytest.raises(NightRefused, match="certificate"):
        run(cluster.address, tls_in(foreign.client), tasks)


def test_our_authority_and_a_foreign_key_are_not_enough(cluster, made, tasks, tmp_path):
    """The scheduler asks us for ours, too: whoever knows only the authority stays outside."""
    foreign = tls_in(make(tmp_path / "foreign", [], NOW).client)
    mixed = Tls(tls_in(made.client).authority, foreign.certificate, foreign.key)

    with pytest.raises(NightRefused, match="cannot be reached"):
        run(cluster.address, mixed, tasks)


def test_without_encryption_the_scheduler_does_not_answer(cluster, tasks):
    """Neither without certificates, nor without tls at all."""
    with pytest.raises(NightRefused, match="needs certificates"):
        run(cluster.address, None, tasks)

    with pytest.raises(NightRefused, match="cannot be reached"):
        run(cluster.address.replace("tls://", "tcp://"), None, tasks)


def test_a_worker_that_poses_as_the_scheduler_is_found_out(made, tasks, tmp_path):
    """It holds a certificate of the same authority, and not the scheduler's name."""
    false = options(tls_in(made.workers))
    with dask(tmp_path / "dask", workers=0, scheme="tls", scheduler_options=false) as cluster:
        cluster.wait("Scheduler at:", 1)
        with pytest.raises(NightRefused, match="not good for us"):
            run(cluster.address, tls_in(made.client), tasks)
    assert not any(Path(task.folder, "begun.log").exists() for task in tasks)


def test_a_scheduler_that_comes_back_is_gone_on_with(made, tmp_path):
    """Kill -9, and a new one on the same port: what came in is kept, all else is done, none twice."""
    kinds = ["plain", "plain", "gate", "plain", "plain"]
    given = []
    for number, kind in enumerate(kinds):
        folder = tmp_path / f"{kind}-{number}"
        folder.mkdir()
        (folder / "ledger.csv").write_text(folder.name)
        given.append(Task(number, str(folder), Orders("night", dt.datetime(2026, 11, 20, 2))))
    came = []
    with dask(
        tmp_path / "dask",
        workers=2,
        scheme="tls",
        scheduler_options=options(tls_in(made.scheduler)),
        worker_options=options(tls_in(made.workers)),
    ) as cluster:
        engine = Cluster(cluster.address, tls_in(made.client), work=work)
        for one in engine.run(given, contract.Going()):
            came.append(one)
            if len(came) == 2:
                soon(Path(given[2].folder, "begun.log").exists)
                cluster.restart()
                (tmp_path / "open").touch()

    assert sorted(one.position for one in came) == list(range(5))
    assert {(one.inputs, one.tries) for one in came} == {
        (Path(each.folder).name, 1) for each in given
    }
    begun = [len(Path(each.folder, "begun.log").read_text().split()) for each in given]
    assert begun == [1, 1, 2, 1, 1]  # only what was under way is begun anew


def test_a_scheduler_that_does_not_come_back_cuts_the_night_short(made, tmp_path, tasks):
    """After the time that was said for it, in a sentence that says so."""
    with dask(
        tmp_path / "dask",
        workers=1,
        scheme="tls",
        scheduler_options=options(tls_in(made.scheduler)),
        worker_options=options(tls_in(made.workers)),
    ) as cluster:
        engine = Cluster(
            cluster.address,
            tls_in(made.client),
            work=work,
            settings=ClusterSettings(wait_minutes=0.05),
        )
        nights = engine.run(tasks, contract.Going())
        next(nights)
        cluster.scheduler.kill()
        started = time.monotonic()
        with pytest.raises(NightCutShort, match=r"gone and was not back within 0\.05 minutes"):
            list(nights)
    assert 3 <= time.monotonic() - started < 30
