"""What a sync remembers outlives runs, crashes, full disks and a second process."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from dataclasses import fields, replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy import text as sql

from addin.adapters.database import schema, sync_lock
from addin.adapters.database.connected import Connected
from addin.adapters.database.sync_cells import cell_of, cell_told, text_of, told
from addin.adapters.database.sync_lock import Here
from addin.adapters.database.sync_store import DatabaseSyncStore, DatabaseSyncStores
from addin.errors import SyncLocked, SyncMemoryUnusable
from addin.ports.binding import Binding, BoundColumn
from addin.ports.conflicts import Conflict, ConflictKind
from addin.ports.sheets import Pulled, RowAppend, RowRemoval, RowWrite, SharedRow, SheetEdits
from addin.ports.sync_store import Attempt, CellChange
from addin.tables.typed_cell import BLANK, error, formula, number, text, truth

MONDAY = dt.datetime(2026, 11, 16, 9)
ROOT = Path(__file__).resolve().parents[3]

texts = st.text(st.characters(exclude_categories=["Cs"]))
cells = st.one_of(
    st.just(BLANK),
    st.booleans().map(truth),
    st.floats(allow_nan=False).map(number),
    texts.map(text),
    texts.map(formula),
    st.sampled_from(["#N/A", "#REF!"]).map(error),
)
tables = st.dictionaries(
    st.text(st.sampled_from("ab1"), min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(["PO", "Amount", "Läge"]), cells),
    max_size=8,
)


@settings(deadline=None)
@given(cells)
def test_a_cell_comes_back_with_its_type(cell):
    """As text beside its kind and as JSON: no digits become a number, no number loses one."""
    assert cell_of(str(cell.kind), text_of(cell)) == cell
    assert cell_told(told(cell)) == cell
    assert type(cell_of(str(cell.kind), text_of(cell)).content) is type(cell.content)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(states=st.lists(tables, min_size=1, max_size=4), image=tables)
def test_a_base_is_read_as_it_was_accepted(quick_database, states, image):
    """After any number of runs, in its order, in this process and the next."""
    production = uuid4().hex
    store = DatabaseSyncStore(quick_database, production)
    for generation, merged in enumerate(states, 1):
        run = store.begin("log", MONDAY, "Sam")
        store.accept("log", merged, generation, run=run, image=image)
    merged = states[-1]

    for reader in (store, DatabaseSyncStore(quick_database, production)):
        state = reader.state("log")
        assert state.base == merged
        assert list(state.base or {}) == list(merged)
        assert state.pending is not None
        assert (state.pending.merged, state.pending.image) == (merged, image)
        assert list(state.pending.image) == list(image)
        assert state.generation == len(states)


WHOLE = Attempt(
    run=1,
    generation=3,
    batch="batch of Sam",
    edits=SheetEdits(
        (RowWrite("a", 7, {"PO": text("0042")}, names_row=True, known_by=("tag",)),),
        (RowAppend("b", {"PO": number(2)}),),
    ),
    before=Pulled(
        rows={"a": SharedRow(7, {"PO": text("0041")}), "c": SharedRow(8, {"PO": number(3)})},
        blanked={"d": SharedRow(9, {})},
        unnamed=("c",),
        headers={"PO": "PO #"},
        missing=("Amount",),
        doubled={"c": (8, 11)},
        keyless=(12,),
        copied=("a",),
        columns={"PO": 2},
    ),
    merged={"c": {"PO": number(3)}, "a": {"PO": text("0042")}, "b": {"PO": number(2)}},
    image={"b": {"PO": number(2)}, "gone": {}},
    conflicts=(
        Conflict(
            "a", "PO", ConflictKind.BOTH_CHANGED, BLANK, text("x"), formula("1+1"), truth(True),
            "Excel wins",
        ),
    ),
    changes=(CellChange("sheet", "a", "PO", text("0041"), text("0042")),),
    pending={"a": {"PO": text("other")}},
    mends=True,
    loads=True,
    removes=(RowRemoval("d", 9),),
)  # fmt: skip


def test_a_journal_comes_back_whole(database):
    """Every field of it, in the next process, told by a base or by none."""
    empty = Attempt(1, 1, "", SheetEdits(), Pulled({}), {}, {})
    for part, plain in (
        (WHOLE, empty),
        (WHOLE.before, Pulled({})),
        (WHOLE.edits.writes[0], RowWrite("", 0, {})),
        (WHOLE.conflicts[0], Conflict("", "", ConflictKind.NOT_YOURS_TO_CHANGE)),
    ):  # so that a field that is new to the port is missed here
        left = [f.name for f in fields(part) if getattr(part, f.name) == getattr(plain, f.name)]
        assert left in ([], ["run"], ["base"])
    store = DatabaseSyncStore(database, "Show")
    for base in ({}, {"a": {"PO": text("0041")}, "gone": {}}):
        if base:
            store.accept("log", base, 2, run=1, image={})
        store.journal("log", WHOLE)

        found = DatabaseSyncStore(database, "Show").state("log").attempt
        assert found == WHOLE
        assert [list(rows) for rows in (found.merged, found.image, found.before.rows)] == [
            ["c", "a", "b"], ["b", "gone"], ["a", "c"],
        ]  # fmt: skip


def test_productions_do_not_see_each_other(database):
    """Two productions in one database have each their own binding of one name."""
    one, other = DatabaseSyncStore(database, "Show"), DatabaseSyncStore(database, "Other")
    run = one.begin("log", MONDAY, "Sam")
    one.accept("log", {"1": {"PO": text("1042")}}, 1, run=run, image={})
    one.finish("log", run, ("p", "d"), "1 row.")

    assert other.state("log").base is None
    assert other.runs("log") == ()
    other.begin("log", MONDAY, "Kim")
    assert other.changes("log", run) == ()


def test_a_newer_memory_is_left_alone(database):
    """By name: what a newer version keeps must not be written by an older one."""
    DatabaseSyncStore(database, "Show").begin("log", MONDAY, "Sam")
    with database.transaction() as connection:
        connection.execute(sql("UPDATE tieout_schema SET version = 99"))

    with pytest.raises(SyncMemoryUnusable, match="newer Tieout"):
        DatabaseSyncStore(database, "Show").state("log")


# ---- locks


def here(process=1, machine="desk", now=MONDAY, *, alive=True):
    """A process on a machine at a time, seeing others alive or dead."""
    return Here(machine, process, lambda: now, lambda _: alive)


def test_of_two_runs_one_waits_its_turn(database):
    """The second is told who has it; after the first it may."""
    first, second = (DatabaseSyncStore(database, "Show", here(n)) for n in (1, 2))
    with first.lock("log", "Sam"):
        with pytest.raises(SyncLocked, match="by Sam"), second.lock("log", "Kim"):
            pass
        with pytest.raises(SyncLocked), first.lock("log", "Sam"):
            pass
        with second.lock("budget", "Kim"):
            pass
    with second.lock("log", "Kim"):
        pass


@pytest.mark.parametrize(
    ("second", "takes"),
    [
        (here(2, alive=False), True),
        (here(2, alive=True), False),
        (here(2, "laptop", alive=False), False),
        (here(2, "laptop", MONDAY + dt.timedelta(minutes=4)), False),
        (here(2, "laptop", MONDAY + dt.timedelta(minutes=6)), True),
        (here(2, "desk", MONDAY + dt.timedelta(minutes=6), alive=True), True),
    ],
    ids=["gone", "running", "elsewhere", "quiet for 4 min", "quiet for 6 min", "process id reused"],
)
def test_a_dead_owner_s_lock_is_taken_over(database, second, takes):
    """Dead: its process is gone from this machine, or its heart has not beaten for five minutes."""
    with database.transaction() as connection:
        row = connection.execute(
            schema.bindings.insert().values(
                production="Show", name="log", generation=0, revision=0, row_order=b"",
                seen_probe="", seen_digest="",
            )
        ).inserted_primary_key  # fmt: skip
        assert isinstance(sync_lock.take(connection, row[0], "Sam", here(1)), sync_lock.Taken)
    store = DatabaseSyncStore(database, "Show", second)

    if takes:
        with store.lock("log", "Kim"):
            pass
    else:
        with pytest.raises(SyncLocked, match="by Sam"), store.lock("log", "Kim"):
            pass


def test_a_run_that_lost_its_lock_writes_nothing_more(database):
    """A laptop that slept for an hour wakes up beside the run that took over."""
    slept = DatabaseSyncStore(database, "Show", here(1, "laptop"))
    other = DatabaseSyncStore(database, "Show", here(2, now=MONDAY + dt.timedelta(hours=1)))
    with slept.lock("log", "Sam on the laptop"):
        run = slept.begin("log", MONDAY, "Sam")
        with other.lock("log", "Kim"):
            with pytest.raises(SyncLocked, match="by Kim"):
                slept.accept("log", {"1": {"PO": number(1)}}, 1, run=run, image={})
            other.begin("log", MONDAY, "Kim")
    assert slept.state("log").base is None


def test_a_heart_beats_while_a_lock_is_held(database, monkeypatch):
    """So that a long run is not taken for dead."""
    monkeypatch.setattr(sync_lock, "BEATS_EVERY", 0.01)
    clock = iter(MONDAY + dt.timedelta(minutes=n) for n in range(1000))
    store = DatabaseSyncStore(
        database, "Show", Here("desk", 1, lambda: next(clock), lambda _: True)
    )
    with store.lock("log", "Sam"):
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with database.transaction() as connection:
                beat = connection.execute(select(schema.locks.c.beat)).scalar()
            if beat and beat > MONDAY + dt.timedelta(minutes=2):
                break
            time.sleep(0.01)
        assert beat
        assert beat > MONDAY + dt.timedelta(minutes=2)


# ---- processes, power cuts, full disks

_WORK = """
import datetime as dt, sys
from addin.adapters.database.connected import Connected
from addin.adapters.database.sync_store import DatabaseSyncStore, DatabaseSyncStores
from addin.ports.binding import Binding, BoundColumn
from addin.ports.conflicts import Conflict, ConflictKind
from addin.ports.sync_store import Attempt
from addin.ports.sheets import Pulled, SheetEdits
from addin.ports.binding import Binding, BoundColumn
from addin.ports.conflicts import Conflict, ConflictKind
from addin.ports.sheets import Pulled, RowAppend, RowWrite, SharedRow, SheetEdits
from addin.ports.sync_store import Attempt, CellChange
from addin.tables.typed_cell import number
from pathlib import Path
store = DatabaseSyncStore(Connected(sys.argv[1]), "Show")
AT = dt.datetime(2026, 11, 16, 9)
def table(generation, rows=300):
    return {str(row): {"A": number(row), "B": number(generation)} for row in range(rows)}
def one(generation, rows=300):
    run = store.begin("log", AT, "Sam")
    merged = table(generation, rows)
    store.journal("log", Attempt(run, generation, f"b{generation}", SheetEdits(), Pulled({}), merged, {}))
    conflict = Conflict("1", "B", ConflictKind.BOTH_CHANGED, kept=number(generation))
    store.accept("log", merged, generation, run=run, image={}, conflicts=[conflict])
"""


def child(address, code, **more):
    """A process of its own that works on the memory at an address."""
    command = [sys.executable, "-c", _WORK + code, address]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more
    )


@pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")
@pytest.mark.parametrize(
    ("address", "statement"),
    [*(("sqlite", one) for one in range(1, 31)), *(("postgresql", one) for one in (5, 12, 19, 26))],
    indirect=["address"],
)
def test_a_killed_accept_happened_or_did_not(address, statement):
    """Base, generation, journal, pending and conflicts are of one run, never of two."""
    code = f"""
import os, signal
from sqlalchemy import event
one(1)
left = {statement}
def kill(*_):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(store._database._engine, "before_cursor_execute", kill)
event.listen(store._database._engine, "commit", kill)
one(2)
left = 1
one(3)
"""
    with child(address, code) as process:
        said = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, said
    database = Connected(address)
    store = DatabaseSyncStore(database, "Show")

    state = store.state("log")

    generation = state.generation
    held = {cells["B"].content for cells in (state.base or {}).values()}
    assert generation in {1, 2}
    assert held == {generation}
    assert len(store.conflicts("log")) == generation
    assert state.pending is not None
    assert state.attempt is None or state.attempt.generation == generation + 1
    run = store.begin("log", MONDAY, "Kim")
    store.accept("log", {"1": {"A": number(1)}}, generation + 1, run=run, image={})
    assert store.state("log").base == {"1": {"A": number(1)}}
    database.close()


@pytest.mark.skipif(os.name == "nt", reason="no limit on the size of files there")
def test_a_full_disk_leaves_what_was_kept(tmp_path):
    """A write that finds no room is refused by name; the run before is still whole."""
    code = """
import resource
from addin.errors import SyncMemoryUnusable
one(1)
size = Path(sys.argv[1].removeprefix("sqlite:///")).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20000, size + 20000))
try:
    one(2, rows=30000)
except SyncMemoryUnusable as error:
    print(error)
else:
    print("written")
"""
    address = f"sqlite:///{tmp_path / 'history.db'}"
    with child(address, code) as process:
        said, trouble = process.communicate(timeout=60)
    database = Connected(address)
    state = DatabaseSyncStore(database, "Show").state("log")

    assert "cannot be used" in said, trouble
    assert "Nothing is lost" in said
    assert state.generation == 1
    assert state.base is not None
    assert {cells["B"].content for cells in state.base.values()} == {1.0}
    assert len(state.base) == 300
    database.close()


@pytest.mark.skipif(os.name == "nt", reason="whether a process runs is not asked there")
def test_two_processes_on_one_binding(address):
    """While one has the lock the other is told its owner; once it is killed the lock is free."""
    holding = (
        "with store.lock('log', 'Sam, PID 1'):\n    print('mine', flush=True)\n    sys.stdin.read()"
    )
    asking = """
from addin.errors import SyncLocked
try:
    with store.lock("log", "Kim"):
        print("mine")
except SyncLocked as error:
    print(error)
"""
    with child(address, holding, stdin=subprocess.PIPE) as first:
        assert first.stdout.readline() == "mine\n"
        with child(address, asking) as second:
            assert "is being synced by Sam" in second.communicate(timeout=60)[0]
        first.kill()
        first.wait()
        with child(address, asking) as second:
            assert second.communicate(timeout=60)[0] == "mine\n"


@pytest.mark.skipif(os.name == "nt", reason="as above")
def test_two_processes_at_the_first_use(address):
    """Both find no tables; both get them, and each its own run."""
    code = "print(store.begin(sys.argv[0] + 'log', AT, 'Sam'), flush=True)"
    processes = [child(address, code) for _ in range(3)]
    said = [process.communicate(timeout=60) for process in processes]

    assert sorted(out for out, _ in said) == ["1\n", "2\n", "3\n"], said


def test_blanked_rows_are_remembered(database):
    """Since when they are blank; one that comes back is none any more."""
    store = DatabaseSyncStore(database, "Show")
    full = {"1": {"PO": text("1")}, "2": {"PO": text("2")}, "3": {"PO": text("3")}}
    for day, merged in enumerate([full, {"3": {"PO": text("3")}, "2": {"PO": BLANK}}, full]):
        run = store.begin("log", MONDAY + dt.timedelta(days=day), "Sam")
        store.accept("log", merged, day + 1, run=run, image={})
        if day == 1:
            tuesday = MONDAY + dt.timedelta(days=1)
            assert store.tombstones("log") == {"1": tuesday, "2": tuesday}
    assert store.tombstones("log") == {}


def test_another_spreadsheet_is_another_sync(database):
    """A table that is tied anew begins anew; tied back to the old sheet, it goes on."""
    stores = DatabaseSyncStores(database, "Show")
    old = Binding("log", "b.xlsx", "POs", "old", 0, (BoundColumn("PO"),))
    store = stores(old)
    run = store.begin("log", MONDAY, "Sam")
    store.accept("log", {"1": {"PO": number(1)}}, 1, run=run, image={})

    assert stores(replace(old, spreadsheet_id="new")).state("log").base is None
    assert stores(replace(old, sheet_id=3)).state("log").base is None
    again = DatabaseSyncStores(database, "Show")(old)
    assert again.state("log").base == {"1": {"PO": number(1)}}
