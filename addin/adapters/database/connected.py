"""A database behind an address, opened when it is first used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from addin.adapters.database import schema
from addin.errors import HistoryUnusable


class Connected:
    """An address as ``sqlite:///path``, or any other that SQLAlchemy knows.

    ``folder`` is made before the first use.
    """

    def __init__(self, url: str, folder: Path | None = None) -> None:
        self._engine = create_engine(url)
        self._folder = folder
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _durable)

    @classmethod
    def in_folder(cls, folder: Path) -> Connected:
        """What a production keeps in its own folder, made when first written to."""
        return cls(f"sqlite:///{folder / 'history.db'}", folder)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All of what is done inside, or nothing of it.

        Raises:
            HistoryUnusable: it cannot be opened, read or written.
        """
        try:
            if self._folder is not None:
                self._folder.mkdir(parents=True, exist_ok=True)
            with self._engine.begin() as connection:
                schema.prepare(connection)
                yield connection
        except (SQLAlchemyError, ValueError, OSError) as error:
            cause = getattr(error, "orig", None) or error
            raise HistoryUnusable(self._engine.url.render_as_string(), str(cause)) from error


def _durable(connection: SqliteConnection, record: object) -> None:
    """What is committed stays through a power cut; a writer waits for another, up to a minute.

    No write-ahead log: productions lie on network drives, where SQLite's would lose data.
    """
    del record
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA busy_timeout = 60000")
