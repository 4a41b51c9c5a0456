"""Syncs of a night on a cluster: done once, at one rate, and without a secret on the way."""

from __future__ import annotations

import json
import pickle
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from addin import wiring
from addin.domain.night import Ended, Outcome
from addin.jobs.tie import tied, tying
from addin.nightly.engines.cluster import Cluster
from addin.nightly.engines.cluster_client import dask_link
from addin.nightly.orders import Orders, Task
from addin.settings.model import FILE_NAME
from addin.settings.studio import NightSettings, StepName
from addin.settings.write import with_binding
from sheets_emulator.emulator import start
from tests.nightly.engines import engine_contract as contract
from tests.nightly.engines.clusters import dask
from tests.nightly.engines.syncing_work import CALLS, RATE, work
from tests.sync.drawn_log import BOOK, orders

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
ROBOT = "nights@studio.iam.gserviceaccount.com"
SHOWS = 4
SYNCED = "PO log: Sheet: 12 rows added (72 cells). Workbook: unchanged. No conflicts."


class Overheard:
    """A connection to a scheduler, and all that goes over it, as it goes over it."""

    def __init__(self, link, said) -> None:
        self._link = link
        self._said = said

    def workers(self):
        """The workers that are there."""
        return self._link.workers()

    def ask(self, what, *arguments, workers):
        """Questions and answers."""
        self._said.append(pickle.dumps((what, arguments)))
        answers = self._link.ask(what, *arguments, workers=workers)
        self._said.append(pickle.dumps(answers))
        return answers

    def hand(self, what, *arguments, worker, key, done, **options):
        """Productions."""
        self._said.append(pickle.dumps((what, arguments, options, key)))
        return self._link.hand(what, *arguments, worker=worker, key=key, done=done, **options)

    def fetched(self, handed):
        """What came of them."""
        came = self._link.fetched(handed)
        self._said.append(pickle.dumps(came))
        return came

    def drop(self, handed):
        """No longer wanted."""
        self._link.drop(handed)


@pytest.fixture
def google(tmp_path, monkeypatch):
    """A pretend Google, and a robot's key."""
    for name in ("IMPERSONATE", "SUBJECT", "CLIENT", "SHARE"):
        monkeypatch.delenv(f"TIEOUT_GOOGLE_{name}", raising=False)
    monkeypatch.setenv("TIEOUT_HOME", str(tmp_path / "home"))
    with start(seed=7) as emulator:
        key = tmp_path / "robot.json"
        key.write_text(
            json.dumps(emulator.admin("accounts", service_account=ROBOT, address=emulator.address))
        )
        key.chmod(0o600)
        monkeypatch.setenv("TIEOUT_GOOGLE_BASE", emulator.address)
        yield emulator


@pytest.fixture
def tasks(tmp_path, google, monkeypatch):
    """Productions whose PO logs are tied, each to a sheet that is shared with the robot."""
    account = wiring.sheets_account()
    found = []
    asked = Orders("one", contract.AT, NightSettings(steps=(StepName.VALIDATE, StepName.SYNC)))
    for number in range(SHOWS):
        folder = tmp_path / f"show {number}"
        folder.mkdir()
        orders(folder, gap=3)
        made = account.create("POs", "Log")
        wanted = tying(wiring.workbooks(folder), BOOK, "Log", name="PO log", key="PO")
        account.share(made.id, ROBOT, may_edit=True, tell=False)
        binding = account.set_up(tied(wanted, made.id, made.sheets[0].sheet_id), 1)
        text = with_binding(f'[production]\nname = "Show {number}"\n', binding)
        (folder / FILE_NAME).write_text(text, "utf-8")
        found.append(Task(number, str(folder), asked))
    google.admin("token", on=True)
    google.admin("calls", clear=True)
    monkeypatch.setenv("TIEOUT_GOOGLE_CREDENTIALS", str(tmp_path / "robot.json"))
    return found


def sentences(nights):
    """What each sync came to, in the manifest's order."""
    return [
        (one.ended, step.outcome, step.sentence)
        for one in sorted(nights, key=lambda one: one.position)
        for step in one.steps
        if step.name == StepName.SYNC
    ]


def calls_in(file: Path) -> list[tuple[float, str, str]]:
    """When each call went, what part of the rate its machine had, and in which queue."""
    lines = (line.split(" ", 2) for line in file.read_text().splitlines())
    return sorted((float(moment), share, queue) for moment, share, queue in lines)


def most_at_once(moments: list[float], seconds: float) -> int:
    """The most calls in any window of so many seconds."""
    return max(sum(one <= other < one + seconds for other in moments) for one in moments)


def test_a_night_syncs_once_at_one_rate_and_tells_no_secret(google, tasks, tmp_path, caplog):
    """Two machines with one account: what each sends stays below what the account may, together."""
    said: list[bytes] = []

    @contextmanager
    def overheard(address, tls):
        with dask_link(address, tls) as link:
            yield Overheard(link, said)

    noted = tmp_path / "calls.log"
    with dask(tmp_path / "dask", workers=0) as cluster:
        for name in ("one", "two"):
            preload = tmp_path / f"{name}.py"
            preload.write_text(f'import socket\nsocket.gethostname = lambda: "{name}"\n')
            told = {"TIEOUT_HOME": str(tmp_path / f"home of {name}"), CALLS: str(noted)}
            cluster.start_worker("--preload", str(preload), told=told)
        cluster.wait("Registered to:", 2)
        engine = Cluster(cluster.address, work=work, connect=overheard)

        first = list(engine.run(tasks, contract.Going()))
        once = google.admin("calls", clear=True)
        second = list(engine.run(tasks, contract.Going()))
        twice = google.admin("calls")
        logs = cluster.told()

    assert sentences(first) == [(Ended.CHECKED, Outcome.DONE, SYNCED)] * SHOWS
    assert {said for *_, said in sentences(second)} != {SYNCED}
    assert {one.worker.partition(":")[0] for one in first} == {"one", "two"}

    def writes(told):
        return [one for one in told["calls"] if "batchUpdate" in one["path"]]

    assert len({one["path"] for one in writes(once)}) == SHOWS
    assert len(writes(once)) % SHOWS == 0
    assert writes(twice) == []
    asked = [one for one in once["calls"] if "token" not in one["path"]]
    assert {one["status"] for one in asked} == {200}

    assert {share for _, share, _ in calls_in(noted)} == {"0.5"}
    reads = [moment for moment, _, queue in calls_in(noted) if queue.endswith("reads")]
    assert len(reads) > 2 * RATE.places
    assert most_at_once(reads, RATE.seconds * 0.9) <= RATE.places
    assert any(later - earlier > 0.3 for earlier, later in pairwise(reads))

    key = json.loads((tmp_path / "robot.json").read_text())
    secrets = [
        *(line for line in key["private_key"].splitlines() if "PRIVATE KEY" not in line),
        key["private_key_id"],
    ]
    travelled = b"".join(said)
    assert b"perform" in travelled
    assert SYNCED.encode() in travelled
    for secret in secrets:
        assert secret.encode() not in travelled
        assert secret not in logs
        assert secret not in caplog.text
