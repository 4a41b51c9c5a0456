"""Killed servers and processes, full disks, many at once: what was kept is there, nothing is half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from addin.adapters.database import studio_schema
from addin.adapters.database.connected import Connected
from addin.adapters.database.history import DatabaseHistory
from addin.adapters.database.nights import DatabaseNights
from addin.errors import HistoryUnusable
from tests.adapters.database.drawn_nights import (
    DAY,
    FOLDERS,
    MONDAY,
    account,
    night_of,
    plan,
    point,
    with_accounts,
)

ROOT = Path(__file__).resolve().parents[3]
ONE, TWO, THREE = FOLDERS
posix = pytest.mark.skipif(
    os.name == "nt", reason="processes and files are limited otherwise there"
)

_WORK = """
import os, signal, sys
from sqlalchemy import event
from addin.adapters.database.connected import Connected
from addin.adapters.database.nights import DatabaseNights
from tests.adapters.database.drawn_nights import *
from dataclasses import replace
database = Connected(sys.argv[1])
nights = DatabaseNights(database)
"""


def child(address: str, code: str, *words: object) -> subprocess.Popen[str]:
    """A process of its own that works on the nights at an address."""
    return subprocess.Popen(
        [sys.executable, "-c", _WORK + code, address, *map(str, words)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_server_that_was_killed_in_a_night_keeps_what_was_recorded(postgres):
    """The next record says so by name; once the server is there again, the same night goes on."""
    database = Connected(postgres.database())
    nights = DatabaseNights(database)
    number = nights.begin(plan()).number
    nights.record(number, night_of(ONE))
    postgres.kill()
    try:
        with pytest.raises(HistoryUnusable, match=r"postgresql://tieout@127\.0\.0\.1") as refused:
            nights.record(number, night_of(TWO))
    finally:
        postgres.start()
    nights.record(number, night_of(TWO))
    again = DatabaseNights(database).begin(plan())

    assert postgres.password not in str(refused.value)
    assert (again.number, again.is_resumed) == (number, True)
    assert again.done == {ONE: night_of(ONE), TWO: night_of(TWO)}
    database.close()


def test_a_server_killed_while_something_is_written_keeps_nothing_of_it(postgres):
    """Not the record without its findings, nor the other way round."""
    database = Connected(postgres.database())
    nights = DatabaseNights(database)
    number = nights.begin(plan()).number
    nights.record(number, night_of(ONE))

    def half() -> None:
        with database.transaction() as connection:
            connection.execute(text("UPDATE studio_record SET failure = 'half'"))
            postgres.kill()
            connection.execute(text("DELETE FROM studio_point"))

    with pytest.raises(HistoryUnusable):
        half()
    postgres.start()

    assert nights.night(number) == (night_of(ONE),)
    database.close()


def test_a_connection_that_was_lost_is_found_out_before_it_is_used(postgres):
    """A server that was begun anew, or a firewall, ends idle connections: nobody is told."""
    address = postgres.database()
    database, other = Connected(address), Connected(address)
    nights = DatabaseNights(database)
    number = nights.begin(plan()).number
    with other.transaction() as connection:
        ended = connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        ).all()
    nights.record(number, night_of(ONE))

    assert ended
    assert nights.night(number) == (night_of(ONE),)
    for one in (database, other):
        one.close()


@posix
def test_a_full_disk_keeps_what_was_recorded_before(tmp_path):
    """Refused by name; nothing of the production that found no room, all of those before."""
    address = f"sqlite:///{tmp_path / 'studio.db'}"
    code = """
import resource
from addin.errors import HistoryUnusable
number = nights.begin(plan()).number
nights.record(number, night_of(FOLDERS[0]))
size = os.stat(sys.argv[1].removeprefix("sqlite:///")).st_size + 20000
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
many = tuple(point(f"{n:06}", message="x" * 200) for n in range(3000))
try:
    nights.record(number, night_of(FOLDERS[1], points=many))
except HistoryUnusable as error:
    print(error)
"""
    with child(address, code) as process:
        said = process.communicate(timeout=60)
    database = Connected(address)
    again = DatabaseNights(database).begin(plan())

    assert "cannot be used" in said[0], said
    assert again.done == {ONE: night_of(ONE)}
    database.close()


def test_a_servers_full_disk_keeps_what_was_recorded_before(postgres):
    """As PostgreSQL says it, in the middle of a record."""
    database = Connected(postgres.database())
    nights = DatabaseNights(database)
    number = nights.begin(plan()).number
    nights.record(number, night_of(ONE))
    full = (
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
        " 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$"
    )
    with database.transaction() as connection:
        connection.execute(text(full))
        connection.execute(
            text(
                "CREATE TRIGGER full_disk BEFORE INSERT ON studio_pair EXECUTE FUNCTION full_disk()"
            )
        )
    with pytest.raises(HistoryUnusable, match="No space left"):
        nights.record(number, night_of(TWO))

    assert nights.night(number) == (night_of(ONE),)
    with database.transaction() as connection:
        rows = connection.execute(select(func.count()).select_from(studio_schema.points)).scalar()
    assert rows == 4
    database.close()


_KILLED = """
number = nights.begin(plan()).number
nights.record(number, night_of(FOLDERS[0], points=(point("a"), point("b"))))
left = int(sys.argv[2])
def kill(*_):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(database._engine, "before_cursor_execute", kill)
event.listen(database._engine, "commit", kill)
nights.record(number, night_of(FOLDERS[0], points=(point("b"), point("c"))))
nights.record(number, night_of(FOLDERS[1]))
nights.end(number, MONDAY, 0)
left = 1
nights.end(number, MONDAY, 0)
"""


@posix
@pytest.mark.parametrize(
    ("address", "statement"),
    [*(("sqlite", one) for one in range(3, 40, 3)), *(("postgresql", one) for one in (9, 18, 27))],
    indirect=["address"],
)
def test_a_killed_night_is_gone_on_with_and_nothing_is_there_twice(address, statement):
    """Whatever statement it was killed at: a production is kept wholly, as before or as after."""
    with child(address, _KILLED, statement) as process:
        said = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, said
    database = Connected(address)
    nights = DatabaseNights(database)
    before = night_of(ONE, points=(point("a"), point("b")))
    after = night_of(ONE, points=(point("b"), point("c")))

    begun = nights.begin(plan())
    number = begun.number if begun.is_resumed else begun.number - 1
    for one in (after, night_of(TWO), night_of(THREE)):
        nights.record(number, one)

    if begun.is_resumed:
        assert begun.done[ONE] in {before, after}
        assert begun.done.get(TWO) in {None, night_of(TWO)}
    assert nights.night(number) == (after, night_of(TWO), night_of(THREE))
    database.close()


_RECORDING = """
from random import Random
chosen = Random(int(sys.argv[2]))
number = int(sys.argv[3])
for turn in range(12):
    folder = chosen.choice(FOLDERS)
    some = tuple(point(chosen.choice("abcdef")) for _ in range(chosen.randrange(5)))
    lines = [account(chosen.choice(["1100", "2500"]), chosen.randrange(9)) for _ in range(3)]
    nights.record(number, with_accounts(night_of(folder, points=some), *lines))
for folder in FOLDERS:
    nights.record(number, night_of(folder))
print("done")
"""


@posix
def test_many_processes_record_at_once(address):
    """Different productions, and one another's: each is there once, as somebody recorded it."""
    database = Connected(address)
    nights = DatabaseNights(database)
    number = nights.begin(plan()).number
    processes = [child(address, _RECORDING, seed, number) for seed in range(4)]
    said = [process.communicate(timeout=120) for process in processes]
    last = with_accounts(night_of(ONE, MONDAY + DAY, points=(point("z"),)), account("1", 1))
    second = nights.begin(plan(MONDAY + DAY)).number
    nights.record(second, last)

    assert [out for out, _ in said] == ["done\n"] * 4, said
    assert nights.night(number) == tuple(night_of(folder) for folder in FOLDERS)
    assert nights.night(second) == (last,)
    with database.transaction() as connection:
        records = connection.execute(select(studio_schema.records.c.production)).scalars().all()
    assert len(records) == 4
    database.close()


_CHECKING = """
from addin.adapters.database.history import DatabaseHistory
from addin.domain.source import Place
from addin.findings import Finding, Severity
history = DatabaseHistory(database)
found = [Finding("PO201", Severity.ERROR, "x", (Place("a", "b", "c"),), subject=f"PO {n}") for n in range(20)]
new = 0
for turn in range(5):
    new += sum(one.standing == "new" for one in history.record("Show", found, MONDAY))
print(new)
"""


@posix
def test_a_finding_is_new_to_one_of_many_that_check_at_once(address):
    """Each of the others finds it known."""
    processes = [child(address, _CHECKING) for _ in range(4)]
    said = [process.communicate(timeout=120) for process in processes]

    assert sum(int(out) for out, _ in said) == 20, said


def test_what_a_trouble_says_of_a_server_is_no_advice_for_files(postgres):
    """Nothing there can be moved away."""
    database = Connected(postgres.database().replace(str(postgres.port), "1"))
    with pytest.raises(HistoryUnusable) as refused:
        DatabaseHistory(database).record("Show", [], MONDAY)

    assert "Look whether its server runs" in str(refused.value)
    assert "Move it away" not in str(refused.value)


def test_a_history_that_cannot_be_used_says_what_helps():
    """A full disk needs room, a path too long a shorter one; only a damaged file is moved away."""
    full = HistoryUnusable("sqlite:////shows/a/.tieout/history.db", "database or disk is full")
    deep = HistoryUnusable(f"sqlite:////{'show/' * 110}history.db", "unable to open database file")
    torn = HistoryUnusable("sqlite:////shows/history.db", "file is not a database")

    assert "Make room on its disk" in str(full)
    assert "longer than SQLite takes" in str(deep)
    assert "Move it away to start a new one" in str(torn)
    assert all("or run with --no-history" in str(one) for one in (full, deep, torn))
