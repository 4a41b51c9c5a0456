"""The memory of syncs, in the database of the history: one transaction for each thing that happens.

The base is one row a cell, and a run writes only the cells that differ from the last one. Journal
and pending rows are kept packed, told by what differs from the base that they were made with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, delete, insert, select, update

from addin.adapters.database import schema, sync_lock, sync_log
from addin.adapters.database.connected import Connected
from addin.adapters.database.sync_base import BaseTable
from addin.adapters.database.sync_cells import (
    attempt_of,
    attempt_told,
    packed,
    pending_of,
    pending_told,
)
from addin.adapters.database.sync_lock import Here, Taken
from addin.errors import HistoryUnusable, SyncLocked, SyncMemoryUnusable
from addin.ports.binding import Binding
from addin.ports.conflicts import Conflict
from addin.ports.sheets import Rows
from addin.ports.sync_store import (
    Attempt,
    CellChange,
    KeptConflict,
    KeptRun,
    SyncState,
)

_BINDINGS: Final = schema.bindings
_ATTEMPTS: Final = schema.attempts
_PENDINGS: Final = schema.pendings


class DatabaseSyncStores:
    """The memory of each sync of a production.

    A table that is tied to another sheet one day, under the same name, begins anew: an empty sheet
    must not look like one that was emptied.
    """

    def __init__(self, database: Connected, production: str) -> None:
        self._database = database
        self._production = production
        self._made: dict[str, DatabaseSyncStore] = {}

    def __call__(self, binding: Binding) -> DatabaseSyncStore:
        """The memory of a binding."""
        name = f"{self._production}/{binding.spreadsheet_id}/{binding.sheet_id}"
        if name not in self._made:
            self._made[name] = DatabaseSyncStore(self._database, name)
        return self._made[name]


class DatabaseSyncStore:
    """The ``SyncStore`` port for the bindings of one production."""

    def __init__(self, database: Connected, production: str, here: Here | None = None) -> None:
        self._database = database
        self._production = production
        self._here = here or Here()
        self._held: dict[str, Taken] = {}
        self._bases: dict[int, BaseTable] = {}

    @contextmanager
    def lock(self, binding: str, owner: str) -> Iterator[None]:
        """One run at a time (see ``ports.sync_store``)."""
        if binding in self._held:
            raise SyncLocked(binding, self._held[binding].owner)
        with self._writing(binding) as (connection, row):
            taken = sync_lock.take(connection, row.id, owner, self._here)
        if not isinstance(taken, Taken):
            raise SyncLocked(binding, taken)
        self._held[binding] = taken
        thread = sync_lock.keep_beating(self._database, taken, self._here)
        try:
            yield
        finally:
            taken.stop.set()
            thread.join()
            del self._held[binding]
            # one that cannot be given back is taken over once this process is gone
            with suppress(SyncMemoryUnusable), self._transaction(binding) as connection:
                sync_lock.give_back(connection, taken)

    def state(self, binding: str) -> SyncState:
        """What the last runs left behind (see ``ports.sync_store``)."""
        with self._reading(binding) as (connection, row):
            if row is None:
                return SyncState()
            base = self._base(connection, row)
            mine = select(_ATTEMPTS).where(_ATTEMPTS.c.binding == row.id)
            attempt = connection.execute(mine).one_or_none()
            mine = select(_PENDINGS).where(_PENDINGS.c.binding == row.id)
            pending = connection.execute(mine).one_or_none()
        return SyncState(
            base if row.revision else None,
            row.generation,
            _attempt(attempt, base) if attempt else None,
            pending_of(pending.content, base, pending.run) if pending else None,
            (row.seen_probe, row.seen_digest),
        )

    def begin(self, binding: str, at: dt.datetime, who: str, undoes: int = 0) -> int:
        """A new run (see ``ports.sync_store``)."""
        with self._writing(binding) as (connection, row):
            return sync_log.begun(connection, row.id, at, who, undoes)

    def journal(self, binding: str, attempt: Attempt) -> None:
        """Keep what is about to be sent (see ``ports.sync_store``)."""
        with self._writing(binding) as (connection, row):
            content = attempt_told(attempt, self._base(connection, row))
            connection.execute(delete(_ATTEMPTS).where(_ATTEMPTS.c.binding == row.id))
            connection.execute(
                insert(_ATTEMPTS).values(
                    binding=row.id,
                    run=attempt.run,
                    generation=attempt.generation,
                    batch=attempt.batch,
                    content=content,
                )
            )

    def drop(self, binding: str, generation: int, conflicts: Sequence[Conflict] = ()) -> None:
        """Forget an attempt (see ``ports.sync_store``)."""
        with self._writing(binding) as (connection, row):
            mine = _ATTEMPTS.c.binding == row.id
            run = connection.execute(select(_ATTEMPTS.c.run).where(mine)).scalar()
            connection.execute(delete(_ATTEMPTS).where(mine))
            _take_generation(connection, row.id, generation)
            run = run or sync_log.last_run(connection, row.id)
            sync_log.keep_conflicts(connection, row.id, run, conflicts)

    def accept(
        self,
        binding: str,
        merged: Rows,
        generation: int,
        *,
        run: int,
        image: Rows,
        conflicts: Sequence[Conflict] = (),
        changes: Sequence[CellChange] = (),
        pending: Rows | None = None,
    ) -> None:
        """What both sides are to hold from now on (see ``ports.sync_store``)."""
        with self._writing(binding) as (connection, row):
            self._base(connection, row)  # only what differs from it is written
            at = sync_log.time_of(connection, run)
            base = self._bases[row.id].replaced(connection, merged, at)
            connection.execute(delete(_ATTEMPTS).where(_ATTEMPTS.c.binding == row.id))
            connection.execute(delete(_PENDINGS).where(_PENDINGS.c.binding == row.id))
            content = pending_told(merged if pending is None else pending, image, base.rows)
            connection.execute(insert(_PENDINGS).values(binding=row.id, run=run, content=content))
            _take_generation(connection, row.id, generation)
            sync_log.keep_conflicts(connection, row.id, run, conflicts)
            sync_log.keep_changes(connection, run, changes)
        self._bases[row.id] = base

    def finish(self, binding: str, run: int, seen: tuple[str, str], sentence: str) -> None:
        """Both sides agree (see ``ports.sync_store``)."""
        with self._writing(binding) as (connection, row):
            connection.execute(delete(_PENDINGS).where(_PENDINGS.c.binding == row.id))
            this = update(_BINDINGS).where(_BINDINGS.c.id == row.id)
            connection.execute(this.values(seen_probe=seen[0], seen_digest=seen[1]))
            sync_log.finished(connection, run, sentence)

    def conflicts(self, binding: str, *, open_only: bool = True) -> Sequence[KeptConflict]:
        """The conflict log (see ``ports.sync_store``)."""
        with self._reading(binding) as (connection, row):
            return sync_log.conflicts(connection, row.id, open_only=open_only) if row else ()

    def answer(self, binding: str, number: int, answer: str, at: dt.datetime) -> None:
        """A conflict is settled (see ``ports.sync_store``)."""
        with self._writing(binding) as (connection, row):
            sync_log.answer(connection, row.id, number, answer, at)

    def runs(self, binding: str) -> Sequence[KeptRun]:
        """Every run that finished (see ``ports.sync_store``)."""
        with self._reading(binding) as (connection, row):
            return sync_log.runs(connection, row.id) if row else ()

    def changes(self, binding: str, run: int) -> Sequence[CellChange]:
        """What a run changed (see ``ports.sync_store``)."""
        with self._reading(binding) as (connection, row):
            return sync_log.changes(connection, row.id, run) if row else ()

    def tombstones(self, binding: str) -> Mapping[str, dt.datetime]:
        """Rows that were blanked, and when (see ``ports.sync_store``)."""
        with self._reading(binding) as (connection, row):
            return sync_log.tombstones(connection, row.id) if row else {}

    def forget(self, binding: str, rows: Sequence[str]) -> None:
        """These blanked rows are gone for good (see ``ports.sync_store``)."""
        with self._writing(binding) as (connection, row):
            sync_log.forget(connection, row.id, rows)

    # ---- within

    @contextmanager
    def _transaction(self, binding: str = "") -> Iterator[Connection]:
        """One that writes what a binding remembers; without a binding, one that reads."""
        database = self._database
        lock = ("sync", self._production, binding)
        try:
            with database.writing(*lock) if binding else database.reading() as connection:
                yield connection
        except HistoryUnusable as error:
            raise SyncMemoryUnusable(error.path, error.reason) from error

    @contextmanager
    def _reading(self, binding: str) -> Iterator[tuple[Connection, Row[Any] | None]]:
        with self._transaction() as connection:
            yield connection, self._row(connection, binding)

    @contextmanager
    def _writing(self, binding: str) -> Iterator[tuple[Connection, Row[Any]]]:
        """A transaction on a binding, refused once somebody else has taken our lock."""
        with self._transaction(binding) as connection:
            row = self._row(connection, binding) or self._made(connection, binding)
            taken = self._held.get(binding)
            if taken is not None and not sync_lock.is_held(connection, taken):
                raise SyncLocked(binding, sync_lock.holder(connection, row.id))
            yield connection, row

    def _row(self, connection: Connection, binding: str) -> Row[Any] | None:
        this = and_(_BINDINGS.c.production == self._production, _BINDINGS.c.name == binding)
        return connection.execute(select(_BINDINGS).where(this)).one_or_none()

    def _made(self, connection: Connection, binding: str) -> Row[Any]:
        """A binding at its first use."""
        connection.execute(
            insert(_BINDINGS).values(
                production=self._production,
                name=binding,
                generation=0,
                revision=0,
                row_order=packed([]),
                seen_probe="",
                seen_digest="",
            )
        )
        this = and_(_BINDINGS.c.production == self._production, _BINDINGS.c.name == binding)
        return connection.execute(select(_BINDINGS).where(this)).one()

    def _base(self, connection: Connection, row: Row[Any]) -> Rows:
        """The base, read once as long as nobody changes it."""
        known = self._bases.get(row.id)
        if known is None or known.revision != row.revision:
            known = BaseTable.read(connection, row.id, row.revision, row.row_order)
            self._bases[row.id] = known
        return known.rows


def _take_generation(connection: Connection, binding: int, generation: int) -> None:
    this = and_(_BINDINGS.c.id == binding, _BINDINGS.c.generation < generation)
    connection.execute(update(_BINDINGS).where(this).values(generation=generation))


def _attempt(row: Row[Any], base: Rows) -> Attempt:
    return attempt_of(row.content, base, run=row.run, generation=row.generation, batch=row.batch)
