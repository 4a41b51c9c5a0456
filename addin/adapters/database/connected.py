"""A database behind an address, opened when it is first used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection
from sqlalchemy.exc import SQLAlchemyError

from addin.adapters.database import locking, migrations
from addin.adapters.database.address import engine_at, shown, url_of_file, without_secrets
from addin.errors import HistoryBusy, HistoryUnusable


class Connected:
    """An address as ``sqlite:///path``, or any other that SQLAlchemy knows.

    ``folder`` is made before the first use. ``place`` is the address as it may be shown.

    Raises:
        HistoryUnusable: no such address can be, or what speaks to that database is not installed.
    """

    def __init__(self, url: str | URL, folder: Path | None = None) -> None:
        self._engine = engine_at(url)
        self._folder = folder
        self.place = shown(self._engine.url)
        self._cleaned = without_secrets(self._engine.url)

    @classmethod
    def in_folder(cls, folder: Path, name: str = "history.db") -> Connected:
        """What a production keeps in its own folder, made when first written to."""
        return cls(url_of_file(folder / name), folder)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def reached(self) -> None:
        """Find out whether it answers, and bring its tables up to date.

        Raises:
            HistoryUnusable: it does not.
        """
        with self.transaction():
            pass

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All of what is done inside, or nothing of it.

        Raises:
            HistoryUnusable: it cannot be opened, read or written.
        """
        with self._named(), self._current() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction in which everything is read as it was at one moment.

        Raises:
            HistoryUnusable: it cannot be opened or read.
        """
        with self._named(), self._current(locking.ONE_MOMENT) as connection:
            locking.begin_reading(connection)
            yield connection

    @contextmanager
    def writing(self, *what: str) -> Iterator[Connection]:
        """A transaction that decides by what it reads: nobody else changes ``what`` meanwhile.

        Raises:
            HistoryUnusable: it cannot be opened, read or written, or another is at it for minutes.
        """
        with self._named(), self._current() as connection:
            locking.begin_writing(connection, *what)
            yield connection

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Whatever goes wrong has a name, and no password in it."""
        try:
            if self._folder is not None:
                self._folder.mkdir(parents=True, exist_ok=True)
            yield
        except (SQLAlchemyError, ValueError, OverflowError, OSError) as error:
            cause = getattr(error, "orig", None) or error
            reason = self._cleaned(" ".join(str(cause).split()))
            kind = HistoryBusy if locking.passes(error) else HistoryUnusable
            raise kind(self.place, reason) from None

    @contextmanager
    def _current(self, isolation: str = "") -> Iterator[Connection]:
        """A transaction in a database whose tables are ours."""
        with self._engine.connect() as connection:
            if isolation and connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level=isolation)
            with connection.begin() as first:
                if migrations.is_current(connection):
                    yield connection
                    return
                first.rollback()
        with self._engine.begin() as connection:
            migrations.prepare(connection)
        with self._engine.connect() as connection:
            if isolation and connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level=isolation)
            with connection.begin():
                yield connection
