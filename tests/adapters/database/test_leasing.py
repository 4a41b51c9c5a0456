"""A lease has one holder, whoever is killed: a runner, a connection, the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from addin.adapters.database.connected import Connected
from addin.adapters.database.leasing import Lease, LeaseHeld, Timing, leased
from addin.adapters.this_process import Process, this_process
from addin.errors import HistoryUnusable

ROOT = Path(__file__).resolve().parents[3]
QUICK = Timing(beats_every=0.1, looked_for=0.4, sure_for=1.2, dead_after=2.5)
posix = pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")

_HOLDING = """
import sys, time
from dataclasses import replace
from addin.adapters.database.connected import Connected
from addin.adapters.database.leasing import leased
from addin.adapters.this_process import this_process
from tests.adapters.database.test_leasing import QUICK
me = replace(this_process(), **({"machine": sys.argv[2]} if sys.argv[2] else {}))
with leased(Connected(sys.argv[1]), "studio", "the other", QUICK, lambda: me) as lease:
    print("held", flush=True)
    sys.stdin.read()
    print(lease.is_lost, lease.is_sure, flush=True)
"""


def holding(address: str, machine: str = "") -> subprocess.Popen[str]:
    """A process of its own that holds the lease, as if on another machine if one is named."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDING, address, machine],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def far() -> Process:
    """A process of a machine that nobody can look into."""
    return replace(this_process(), machine="far away")


def taken(database: Connected, within: float) -> float:
    """Seconds until the lease could be had."""
    begun = time.monotonic()
    while True:
        try:
            with leased(database, "studio", "we", QUICK):
                return time.monotonic() - begun
        except LeaseHeld:
            assert time.monotonic() - begun < within
            time.sleep(0.05)


def test_one_holds_it_and_then_the_next(database):
    """The second is told by whom; another lease is another's."""
    with leased(database, "studio", "Ada's night", QUICK) as lease:
        with pytest.raises(LeaseHeld, match="Ada's night is still at work"):
            leased(database, "studio", "other", QUICK).__enter__()
        with leased(database, "another", "other", QUICK) as second:
            assert lease.is_sure
            assert second.is_sure

    with leased(database, "studio", "other", QUICK) as lease:
        assert lease.is_sure


@posix
def test_the_lease_of_a_killed_process_of_this_machine_is_free_at_once(address):
    """No other process has its number and its beginning."""
    database = Connected(address)
    with holding(address) as process:
        process.kill()
        process.wait()
        begun = time.monotonic()
        with leased(database, "studio", "we", replace(QUICK, dead_after=60, looked_for=60)):
            assert time.monotonic() - begun < 30
    database.close()


@posix
def test_a_killed_runner_of_another_machine_is_waited_for(postgres):
    """Its lease is nobody's before it was silent for long, and ours after."""
    address = postgres.database()
    database = Connected(address)
    with holding(address, "far away") as process:
        process.kill()
        process.wait()
        begun = time.monotonic()
        with pytest.raises(LeaseHeld) as refused:
            leased(database, "studio", "we", QUICK).__enter__()

        assert refused.value.silent is not None
        assert refused.value.silent < QUICK.dead_after
        taken(database, 30)
        assert time.monotonic() - begun > QUICK.dead_after - refused.value.silent - 0.5
    database.close()


def test_where_no_server_has_a_clock_the_silence_is_waited_out(tmp_path):
    """A file of SQLite on a share: whoever looks counts the seconds, and a beat ends it."""
    database = Connected(f"sqlite:///{tmp_path / 'studio.db'}")
    alive = leased(database, "studio", "Ada's night", replace(QUICK, beats_every=0.5), far)
    with alive, pytest.raises(LeaseHeld):
        leased(database, "studio", "we", QUICK).__enter__()
    dead = leased(database, "studio", "dead", replace(QUICK, beats_every=1000), far)
    lease = dead.__enter__()
    begun = time.monotonic()
    with leased(database, "studio", "we", QUICK):
        assert time.monotonic() - begun >= QUICK.dead_after
    lease.stop.set()
    dead.__exit__(None, None, None)
    database.close()


def test_a_server_whose_clock_was_set_back_keeps_no_dead_holders_lease(postgres):
    """A beat from the future tells no silence: whoever looks counts it, and a beat ends it."""
    address = postgres.database()
    database = Connected(address)
    ahead = text("UPDATE lease SET heard = heard + 3600")
    for beats_every, is_held in ((0.2, True), (1000.0, False)):
        with leased(database, "studio", "who", replace(QUICK, beats_every=beats_every), far) as one:
            with database.transaction() as connection:
                connection.execute(ahead)
            begun = time.monotonic()
            if is_held:
                with pytest.raises(LeaseHeld):
                    leased(database, "studio", "we", QUICK).__enter__()
            else:
                with leased(database, "studio", "we", QUICK):
                    assert time.monotonic() - begun >= QUICK.dead_after
            one.stop.set()
    database.close()


@posix
def test_a_server_that_is_killed_while_it_is_held_leaves_it_where_it_was(postgres):
    """Longer away than a silence takes: whoever comes first when it is back does not get it."""
    address = postgres.database()
    database = Connected(address)
    with holding(address, "far away") as process:
        postgres.kill()
        try:
            with pytest.raises(HistoryUnusable):
                leased(database, "studio", "we", QUICK).__enter__()
            time.sleep(QUICK.dead_after + 0.5)
        finally:
            postgres.start()
        with pytest.raises(LeaseHeld):
            leased(database, "studio", "we", QUICK).__enter__()
        deadline = time.monotonic() + 30
        while _beats(database) < 12 and time.monotonic() < deadline:
            time.sleep(0.1)
        told = process.communicate("")[0]

        assert told == "False True\n"
        taken(database, 5)
    database.close()


def test_a_holder_whose_connections_are_lost_keeps_it(postgres):
    """A beat takes another connection."""
    address = postgres.database()
    database, other = Connected(address), Connected(address)
    with leased(database, "studio", "Ada's night", QUICK) as lease:
        for _ in range(5):
            with other.transaction() as connection:
                connection.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )
                )
            time.sleep(0.3)
        with pytest.raises(LeaseHeld):
            leased(other, "studio", "we", QUICK).__enter__()
        assert lease.is_sure
    for one in (database, other):
        one.close()


def test_a_holder_that_is_not_heard_knows_it_before_another_can_have_it(postgres):
    """By its own clock, and while the server is away."""
    database = Connected(postgres.database())
    with leased(database, "studio", "Ada's night", QUICK) as lease:
        postgres.kill()
        try:
            gone = time.monotonic()
            while lease.is_sure:
                assert time.monotonic() - gone < QUICK.dead_after
                time.sleep(0.02)
        finally:
            postgres.start()
        assert _is_sure_again(lease)  # nobody had it meanwhile
    database.close()


def test_whose_lease_was_taken_over_is_told(postgres):
    """And takes nothing away from who has it now."""
    database = Connected(postgres.database())
    slow = replace(QUICK, beats_every=5.0)
    with leased(database, "studio", "who slept", slow, far) as slept:
        taken_over = leased(database, "studio", "we", QUICK)
        time.sleep(QUICK.dead_after)
        lease = taken_over.__enter__()
        deadline = time.monotonic() + 30
        while not slept.is_lost and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not slept.is_sure
    assert lease.is_sure
    with pytest.raises(LeaseHeld, match="we is still"):
        leased(database, "studio", "third", QUICK).__enter__()
    taken_over.__exit__(None, None, None)
    database.close()


_CONTENDING = """
import os, sys, time
from dataclasses import replace
from random import Random
from addin.adapters.database.connected import Connected
from addin.adapters.database.leasing import LeaseHeld, leased
from addin.adapters.this_process import this_process
from addin.errors import HistoryUnusable
from tests.adapters.database.test_leasing import QUICK
address, log, name = sys.argv[1:]
me = replace(this_process(), machine=name)
chosen = Random(name)
said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
database = Connected(address)
def say(word):
    os.write(said, f"{time.clock_gettime(time.CLOCK_MONOTONIC)} {name} {word}\\n".encode())
while True:
    try:
        with leased(database, "studio", name, QUICK, lambda: me) as lease:
            until = time.monotonic() + chosen.uniform(0.2, 2.0)
            while time.monotonic() < until and lease.is_sure:
                say("works")
                time.sleep(0.05)
    except (LeaseHeld, HistoryUnusable):
        time.sleep(0.1)
"""


@posix
def test_of_many_that_want_it_never_two_work_at_once(postgres, tmp_path):
    """While runners are killed, connections cut and the server is killed, one at a time works."""
    address, log = postgres.database(), tmp_path / "log"
    database = Connected(address)
    database.reached()
    database.close()

    def begun(name: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", _CONTENDING, address, str(log), name], cwd=ROOT
        )

    runners = [begun(f"machine {number}") for number in range(3)]
    try:
        _until(log, 20)
        runners[0].send_signal(signal.SIGKILL)
        time.sleep(1.5)
        postgres.kill()
        time.sleep(1)
        postgres.start()
        runners.append(begun("machine 3"))
        time.sleep(1)
        runners[1].send_signal(signal.SIGSTOP)  # asleep for longer than a silence takes
        time.sleep(QUICK.dead_after + 1)
        runners[1].send_signal(signal.SIGCONT)
        _until(log, log.read_bytes().count(b"\n") + 30)
    finally:
        for runner in runners:
            runner.kill()
            runner.wait()
    spans: dict[str, list[tuple[float, float]]] = {}
    for line in log.read_text().splitlines():
        at, name = float(line.split()[0]), " ".join(line.split()[1:3])
        known = spans.setdefault(name, [])
        if known and at - known[-1][1] < 0.2:
            known[-1] = (known[-1][0], at)
        else:
            known.append((at, at))
    worked = sorted((*span, name) for name, own in spans.items() for span in own)

    assert len(spans) >= 2
    for (_, ended, one), (begins, _, other) in pairwise(worked):
        assert one == other or ended <= begins, (one, other, ended, begins)


def _is_sure_again(lease: Lease) -> bool:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if lease.is_sure:
            return True
        time.sleep(0.1)
    return False


def _until(log: Path, lines: int) -> None:
    deadline = time.monotonic() + 60
    while not log.exists() or log.read_bytes().count(b"\n") < lines:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _beats(database: Connected) -> int:
    with database.transaction() as connection:
        return int(connection.execute(text("SELECT beats FROM lease")).scalar_one())
