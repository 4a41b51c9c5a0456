"""What ``tieout cluster`` says and makes."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace

import pytest

from addin.nightly.orders import Orders, Task
from addin.nightly.production import failed
from addin.ports.nights import NightPlan
from addin.wiring import nights
from tests.nightly.engines.clusters import Dask, dask, free_port
from tests.nightly.engines.engine_contract import AT, ended

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture
def manifest(tmp_path):
    """A studio of four productions, the last of which never ran."""
    for number in range(4):
        folder = tmp_path / f"show-{number}"
        folder.mkdir()
        (folder / "ledger.csv").write_text("x" * 1000 * number)
    path = tmp_path / "studio.toml"
    path.write_text('productions = ["show-*"]\n[studio]\nname = "Studio"\n')
    return path


def test_certificates_are_made_once_and_never_again(tieout, tmp_path):
    """What to do with each folder is told; a second time nothing is touched."""
    folder = tmp_path / "certificates"

    status, told, _ = tieout("cluster", "certificates", folder, "--name", "scheduler.example")
    assert status == 0
    assert "dask worker tls://scheduler.example:8786" in told
    assert told.count("--no-dashboard --dashboard-address 127.0.0.1:0") == 2  # nothing in clear
    key = (folder / "client" / "client-key.pem").read_bytes()

    status, _, trouble = tieout("cluster", "certificates", folder)
    assert status == 2
    assert "is not overwritten" in trouble
    assert (folder / "client" / "client-key.pem").read_bytes() == key


def test_a_host_is_named_without_scheme_or_port(tieout, tmp_path):
    """The likely slip is told before anything is made."""
    status, _, trouble = tieout("cluster", "certificates", tmp_path / "c", "--name", "tls://x:8786")

    assert status == 2
    assert "without tls:// or a port" in trouble


def test_the_commands_that_are_printed_start_a_cluster_that_is_fit(tieout, tmp_path, manifest):
    """Scheduler, worker and look, word for word as printed, but for port and interface."""
    _, told, _ = tieout("cluster", "certificates", tmp_path / "c", "--name", "localhost")
    port = str(free_port())
    lines = [line.strip().replace("8786", port) for line in told.splitlines()]
    scheduler, worker = (
        next(shlex.split(line) for line in lines if line.startswith(f"dask {kind}"))
        for kind in ("scheduler", "worker")
    )
    look = next(shlex.split(line) for line in lines if line.startswith("tieout cluster check"))
    started = Dask(tmp_path)
    try:
        for words, folder in ((scheduler, "scheduler"), (worker, "workers")):
            files = [
                str(tmp_path / "c" / folder / word) if word.endswith(".pem") else word
                for word in words[1:]
            ]
            started.start(*files, "--host", "127.0.0.1")
        started.wait("Registered to:", 1)

        status, told, trouble = tieout(*look[1:], manifest)
    finally:
        started.end()

    assert (status, trouble) == (0, "")
    assert re.search(r"ok   tls://127\.0\.0\.1:\d+ \(.+\), 1 at once", told)
    assert told.count("Compared:") == 4
    assert "The certificates last until" in told


def test_workers_that_are_not_fit_are_named(tieout, tmp_path, manifest):
    """Status 1, the worker, and how it differs."""
    preload = tmp_path / "another.py"
    preload.write_text('import addin\naddin.__version__ = "0.0.1"\n')
    with dask(tmp_path / "dask", workers=0) as cluster:
        cluster.start_worker("--preload", str(preload))
        cluster.wait("Registered to:", 1)

        status, told, _ = tieout("cluster", "check", cluster.address, manifest)

    assert status == 1
    assert re.search(r"NOT  tcp://127\.0\.0\.1:\d+ Tieout 0\.0\.1 instead of", told)


def test_where_nobody_is_the_look_says_so(tieout):
    """Neither a scheduler that is not there nor an open network is tried for long."""
    status, _, trouble = tieout("cluster", "check", f"tcp://127.0.0.1:{free_port()}")
    assert (status, "nothing answers there" in trouble) == (2, True)

    status, _, trouble = tieout("cluster", "check", "tcp://scheduler.example:8786")
    assert (status, "runs any code" in trouble) == (2, True)


def test_a_plan_says_what_more_workers_bring(tieout, manifest):
    """From the studio's own nights, and from the size of files where there is none."""
    orders = Orders("1", AT)
    folders = [manifest.parent / f"show-{number}" for number in range(4)]
    with nights(manifest.parent) as kept:
        plan = NightPlan("Studio", AT, tuple(map(str, folders)), orders.digest, "1", "in-process")
        number = kept.begin(plan).number
        for position, folder in enumerate(folders[:3]):
            one = ended(Task(position, str(folder), orders), "fine")
            kept.record(number, replace(one, seconds=600.0))
        kept.record(number, failed(Task(3, str(folders[3]), orders), "broken", "x", 9999.0))
        kept.end(number, AT, 0)

    status, told, _ = tieout("cluster", "plan", manifest, "--workers", "1,3")

    assert status == 0
    assert "4 productions: 3 as they ran before, 1 by what is in their files" in told
    one, three = (line for line in told.splitlines() if re.match(r"\W+\d+ ", line))
    assert "40." in one  # the fourth as the others, which hold as little
    assert "20." in three
    assert "Google lets" not in told


def test_a_plan_warns_where_all_wait_for_google(tieout, manifest):
    """With what the syncs alone take, and what more accounts would; workers bring nothing there."""
    tables = "".join(
        f"""
[[sync]]
name = "T{number}"
workbook = "PO Log.xlsx"
sheet = "T{number}"
spreadsheet = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdefg"
sheet_id = {number}
key = "PO"
[sync.columns]
"PO" = "ask"
"""
        for number in range(75)
    )
    for number in range(4):
        (manifest.parent / f"show-{number}" / "production.toml").write_text(tables)

    _, told, _ = tieout("cluster", "plan", manifest, "--workers", "1,8")
    said = " ".join(told.split())

    assert "Google lets one account through 60 calls a minute, whatever the workers" in said
    assert "the syncs alone take 20 minutes. With 5 accounts of one project they take 4" in said


@pytest.mark.parametrize("workers", ["0", "two", "", "1,,2", "-1"])
def test_workers_are_numbers(tieout, manifest, workers):
    """Anything else is a slip."""
    status, _, trouble = tieout("cluster", "plan", manifest, "--workers", workers)

    assert (status, "is a list of numbers" in trouble) == (2, True)


def test_what_a_worker_does_not_see_is_told_of_it(tieout, tmp_path):
    """Also of productions that are not compared, with where it looked; status 1."""
    for top in ("srv", "mnt"):
        for number in range(10):
            (tmp_path / top / f"show-{number}").mkdir(parents=True)
            (tmp_path / top / f"show-{number}" / "ledger.csv").write_text("the same")
    (tmp_path / "mnt" / "show-2" / "ledger.csv").unlink()
    (tmp_path / "mnt" / "show-2").rmdir()
    manifest = tmp_path / "srv" / "studio.toml"
    srv, mnt = tmp_path / "srv", tmp_path / "mnt"
    manifest.write_text(
        f'productions = ["show-*"]\n[cluster.folders]\n"{srv.as_posix()}" = "{mnt.as_posix()}"\n'
    )
    with dask(tmp_path / "dask", workers=1) as cluster:
        status, told, _ = tieout("cluster", "check", cluster.address, manifest)

    assert status == 1
    assert re.search(r"PART tcp://\S+ \(.+\), 1 at once; sees 9 of 10 productions", told)
    assert f"it does not see {srv / 'show-2'} (looked for {mnt / 'show-2'})" in told
    assert "(10 productions in all" in told
