"""What holds for every memory of a sync: the fake that the laws run on, and the database."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.adapters.database.connected import Connected
from addin.adapters.database.sync_store import DatabaseSyncStore
from addin.errors import SyncLocked
from addin.ports.conflicts import Conflict, ConflictKind
from addin.ports.sheets import Pulled, SheetEdits
from addin.ports.sync_store import Attempt, CellChange, Pending, SyncState
from addin.tables.typed_cell import BLANK, number, text
from tests.sync.fakes import MemoryStore

MONDAY = dt.datetime(2026, 11, 16, 9)
OLD = {"1": {"PO": text("1"), "Amount": number(5)}, "2": {"PO": text("2")}}
NEW = {"2": {"PO": text("2")}, "1": {"PO": text("1"), "Amount": number(7)}}
OPEN = Conflict(
    "1", "Amount", ConflictKind.BOTH_CHANGED, number(5), number(6), number(7), number(7)
)
SETTLED = Conflict("2", "PO", ConflictKind.NOT_YOURS_TO_CHANGE, settled="put back")


@pytest.fixture(params=["memory", "database"])
def store(request, tmp_path):
    """Each memory, empty."""
    if request.param == "memory":
        yield MemoryStore()
        return
    database = Connected.in_folder(tmp_path)
    yield DatabaseSyncStore(database, "Show")
    database.close()


def attempt(run, generation):
    """A push that is about to be sent."""
    return Attempt(run, generation, "batch", SheetEdits(), Pulled({}), NEW, OLD, (OPEN,))


def test_a_new_binding_remembers_nothing(store):
    """No base, which is not an empty one."""
    assert store.state("log") == SyncState()
    assert not store.conflicts("log")
    assert not store.runs("log")
    assert not store.changes("log", 1)
    assert not store.tombstones("log")


def test_a_run_goes_from_journal_to_base_to_finished(store):
    """What is owed to the workbook is told from what both sides agree on."""
    run = store.begin("log", MONDAY, "Sam")
    store.journal("log", attempt(run, 1))
    assert store.state("log") == SyncState(attempt=attempt(run, 1))

    store.accept("log", NEW, 1, run=run, image=OLD, pending=OLD)
    assert store.state("log") == SyncState(NEW, 1, None, Pending(run, OLD, OLD))
    assert list(store.state("log").base) == ["2", "1"]
    assert not store.runs("log")

    store.finish("log", run, ("mark", "digest"), "1 row changed.")
    assert store.state("log") == SyncState(NEW, 1, seen=("mark", "digest"))
    (kept,) = store.runs("log")
    assert (kept.number, kept.at, kept.who, kept.sentence) == (run, MONDAY, "Sam", "1 row changed.")


def test_what_is_owed_is_what_was_merged_unless_said(store):
    """Only a part of a push differs."""
    run = store.begin("log", MONDAY, "Sam")
    store.accept("log", NEW, 1, run=run, image=OLD)
    assert store.state("log").pending == Pending(run, NEW, OLD)


def test_a_dropped_attempt_takes_its_generation_with_it(store):
    """Base and what is owed stay; an older generation never comes back."""
    run = store.begin("log", MONDAY, "Sam")
    store.accept("log", OLD, 3, run=run, image=OLD)
    store.journal("log", attempt(run, 4))

    store.drop("log", 7, [OPEN])
    assert store.state("log") == SyncState(OLD, 7, None, Pending(run, OLD, OLD))
    assert [one.conflict for one in store.conflicts("log")] == [OPEN]

    store.drop("log", 2)
    store.accept("log", OLD, 1, run=run, image=OLD)
    assert store.state("log").generation == 7


def test_a_later_journal_takes_the_place_of_the_first(store):
    """A repair is journalled over the batch that it repairs."""
    run = store.begin("log", MONDAY, "Sam")
    store.journal("log", attempt(run, 1))
    store.journal("log", attempt(run, 2))
    assert store.state("log").attempt == attempt(run, 2)


def test_a_conflict_is_open_until_it_is_answered(store):
    """One that a column's policy settled never was; both stay in the log."""
    run = store.begin("log", MONDAY, "Sam")
    store.accept("log", NEW, 1, run=run, image=NEW, conflicts=[OPEN, SETTLED])
    (kept,) = store.conflicts("log")
    assert (kept.conflict, kept.run) == (OPEN, run)

    store.answer("log", kept.number, "kept by Sam", MONDAY)

    assert not store.conflicts("log")
    logged = store.conflicts("log", open_only=False)
    assert [one.conflict for one in logged] == [OPEN, SETTLED]
    assert logged[0].answer == "kept by Sam"


def test_changes_are_kept_in_order_and_added_to(store):
    """A run of several parts keeps what each of them changed."""
    run = store.begin("log", MONDAY, "Sam")
    first = CellChange("sheet", "1", "Amount", number(5), number(7))
    second = CellChange("workbook", "2", "PO", BLANK, text("2"))
    store.accept("log", OLD, 1, run=run, image=OLD, changes=[first])
    store.accept("log", NEW, 2, run=run, image=OLD, changes=[second])

    assert tuple(store.changes("log", run)) == (first, second)


def test_blanked_rows_are_remembered_until_they_are_gone_for_good(store):
    """From when they were blanked; one that came back is none, and one removed is forgotten."""
    run = store.begin("log", MONDAY, "Sam")
    store.accept("log", OLD, 1, run=run, image=OLD)
    store.accept("log", {}, 2, run=run, image={})
    assert store.tombstones("log") == {"1": MONDAY, "2": MONDAY}

    store.accept("log", {"1": OLD["1"]}, 3, run=run, image={})
    assert store.tombstones("log") == {"2": MONDAY}

    store.forget("log", ["2", "never there"])
    assert store.tombstones("log") == {}


def test_an_undo_names_the_run_it_took_back(store):
    """Runs are counted up, and each is another."""
    first = store.begin("log", MONDAY, "Sam")
    second = store.begin("log", MONDAY, "Kim", undoes=first)
    for run in (first, second):
        store.finish("log", run, ("", ""), "Done.")

    assert second > first
    assert [(one.number, one.undoes) for one in store.runs("log")] == [(first, 0), (second, first)]


def test_a_lock_is_for_one(store):
    """And free again behind it, also after an error."""
    with (
        store.lock("log", "Sam"),
        pytest.raises(SyncLocked, match="by Sam"),
        store.lock("log", "Kim"),
    ):
        pass
    with pytest.raises(ValueError, match="no"), store.lock("log", "Kim"):
        raise ValueError("no")
    with store.lock("log", "Kim"):
        pass
