"""A history that is read and written as ever, and of which nothing is kept: for a dry run.

So a dry run says of every finding what the next run will: new, still open, resolved or waived.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.pool import StaticPool

from addin.adapters.database import locking, migrations
from addin.adapters.database.address import shown, url_of
from addin.adapters.database.connected import Connected


def rehearsed(address: str | URL) -> Connected:
    """What is kept at an address, to be written to without a trace.

    A file of SQLite is copied into memory, and not even opened for writing: its folder may be
    read-only. A server's tables are changed in transactions that are all taken back.

    Raises:
        HistoryUnusable: no such address can be, or what speaks to that database is not installed.
    """
    url = url_of(address)
    if url.get_backend_name() != "sqlite":
        return _TakenBack(address)
    in_file = bool(url.database) and url.database != ":memory:"
    return _InMemory(Path(url.database) if in_file and url.database else None, shown(url))


class _InMemory(Connected):
    """A copy of a file, made when it is first used; an empty one where there is no file."""

    def __init__(self, file: Path | None, place: str) -> None:
        super().__init__("sqlite://")
        self.place = place
        self._file = file
        self._engine = create_engine("sqlite://", poolclass=StaticPool, creator=self._copy)

    def _copy(self) -> sqlite3.Connection:
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        if self._file is not None and self._file.exists():
            address = f"{self._file.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True)) as kept:
                kept.backup(copy)
        return copy


class _TakenBack(Connected):
    """A server; whatever is written is seen until the transaction ends, and then is not there."""

    @contextmanager
    def _current(self, isolation: str = "") -> Iterator[Connection]:
        with self._engine.connect() as connection:
            if isolation:
                connection.execution_options(isolation_level=locking.ONE_MOMENT)
            with connection.begin() as all_of_it:
                if not migrations.is_current(connection):
                    migrations.prepare(connection)
                yield connection
                all_of_it.rollback()
