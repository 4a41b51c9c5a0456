"""Workers that find the productions elsewhere: the same results, told of the runner's own paths."""

from __future__ import annotations

import shutil

import pytest

from addin import wiring
from addin.errors import NightRefused
from addin.jobs.sample_studio.studio import Broken, monday_after, production
from addin.nightly.engines.cluster import Cluster, looked_at
from addin.nightly.engines.in_process import InProcess
from addin.nightly.orders import Orders, Task
from addin.settings.cluster import ClusterSettings
from addin.settings.shared_folders import VARIABLE
from tests.nightly.engines import engine_contract as contract
from tests.nightly.engines.cluster_work import work as quick
from tests.nightly.engines.clusters import dask

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
ORDERS = Orders("one", monday_after(9), keeps_history=False)


@pytest.fixture(scope="module")
def shares(tmp_path_factory):
    """A studio's share as this computer has it, and two more machines: the same files elsewhere."""
    top = tmp_path_factory.mktemp("shares")
    kinds: set[Broken | None] = set()
    number = 0
    while len(kinds) < len(Broken) + 1:
        number += 1
        one = production(number, wiring.new_workbook)
        if one.broken not in kinds:
            kinds.add(one.broken)
            wiring.save_new(top / "srv" / one.show.folder, one.files)
            (top / "srv" / one.show.folder).mkdir(parents=True, exist_ok=True)
    for other in ("mnt", "Volumes"):
        shutil.copytree(top / "srv", top / other)
    return top


def tasks_in(folder):
    """A night over all that is in the share, and over one that is nowhere."""
    folders = sorted(path for path in (folder / "shows").iterdir())
    return [
        Task(number, str(each), ORDERS) for number, each in enumerate([*folders, folder / "gone"])
    ]


def in_order(nights):
    """As the manifest has them, without what differs from run to run."""
    return [one.told() for one in sorted(nights, key=lambda one: one.position)]


@pytest.fixture(scope="module")
def cluster(shares, tmp_path_factory):
    """A worker that the manifest tells where to look, and one that says so itself."""
    with dask(tmp_path_factory.mktemp("dask"), workers=1) as made:
        made.start_worker(told={VARIABLE: f"{shares / 'srv'}={shares / 'Volumes'}"})
        made.wait("Registered to:", 2)
        yield made


def test_workers_elsewhere_say_what_one_process_says(shares, cluster):
    """Word for word, of broken productions too; each worker works in its own folders alone."""
    tasks = tasks_in(shares / "srv")
    settings = ClusterSettings(folders=((str(shares / "srv"), str(shares / "mnt")),))
    here = in_order(InProcess().run(tasks, contract.Going()))

    there = list(Cluster(cluster.address, settings=settings).run(tasks, contract.Going()))

    assert in_order(there) == here
    assert len({one.worker for one in there} - {""}) == 2
    said = " ".join(one.failure for one in there)
    assert str(shares / "srv") in said
    assert str(shares / "mnt") not in said
    assert str(shares / "Volumes") not in said


def test_a_worker_writes_where_it_finds_the_production(shares, cluster):
    """And nowhere under the path that it was told."""
    task = Task(0, str(shares / "srv" / "quick"), ORDERS)
    settings = ClusterSettings(folders=((str(shares / "srv"), str(shares / "mnt")),))
    for name in ("srv", "mnt", "Volumes"):
        (shares / name / "quick").mkdir()
        (shares / name / "quick" / "ledger.csv").write_text("the same")

    (one,) = Cluster(cluster.address, work=quick, settings=settings).run([task], contract.Going())

    assert (one.inputs, one.folder) == ("the same", task.folder)
    logs = [path.parts[len(shares.parts)] for path in shares.rglob("begun.log")]
    assert logs in (["mnt"], ["Volumes"])


def test_what_a_worker_cannot_see_is_told_of_it(shares, cluster):
    """Each production with the reason: no folder, none declared, or a link that leads out."""
    srv = shares / "srv"
    outside = shares / "outside"
    outside.mkdir()
    for name in ("mnt", "Volumes"):
        (shares / name / "linked").symlink_to(outside)
    tasks = [
        Task(number, folder, ORDERS)
        for number, folder in enumerate(
            [
                *(task.folder for task in tasks_in(srv)[:-1]),
                str(srv / "linked"),
                str(srv / "gone"),
                "/etc",
            ]
        )
    ]
    settings = ClusterSettings(folders=((str(srv), str(shares / "mnt")),))

    fleet, blind = looked_at(cluster.address, None, tasks, settings)

    assert len(blind) == len(fleet.threads) + len(fleet.avoided) == 2
    for missing in blind.values():
        assert [place for place, _ in missing] == [str(srv / "linked"), str(srv / "gone"), "/etc"]
    reasons = {why for missing in blind.values() for _, why in missing}
    assert f"does not see {srv / 'gone'} (looked for {shares / 'mnt' / 'gone'})" in reasons
    assert "is told of no folder that holds /etc" in reasons
    assert any(f"linked leads to {outside}" in why for why in reasons)


def test_a_production_that_only_this_computer_sees_refuses_the_night(shares, cluster):
    """Before the first production, with the folder: nobody works on it somewhere else instead."""
    alone = shares / "srv" / "alone"
    alone.mkdir(exist_ok=True)
    settings = ClusterSettings(folders=((str(shares / "srv"), str(shares / "mnt")),))

    with pytest.raises(NightRefused, match=f"does not see {alone}"):
        list(
            Cluster(cluster.address, work=quick, settings=settings).run(
                [Task(0, str(alone), ORDERS)], contract.Going()
            )
        )
