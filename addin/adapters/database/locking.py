"""Transactions that decide by what they read, on databases that do not all lock alike."""

from __future__ import annotations

import hashlib
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

ONE_MOMENT: Final = "REPEATABLE READ"
"""How PostgreSQL is asked to show everything as it was at the transaction's first look."""
_BUSY: Final = ("SQLITE_BUSY", "SQLITE_LOCKED")
_LOST: Final = ("08", "57P")
"""PostgreSQL's states for a connection that was lost, and for a server that goes or comes."""
_IN_THE_WAY: Final = frozenset({"55P03", "40P01", "40001"})
"""And for a lock that somebody else held, a deadlock, and two that changed the same."""
_PATIENCE: Final = "60s"
"""As long as SQLite waits for another writer."""


def begin_reading(connection: Connection) -> None:
    """Have all that follows see one state."""
    _begin(connection, "BEGIN")


def begin_writing(connection: Connection, *what: str) -> None:
    """Have all that follows see one state that nobody else changes, until the transaction's end.

    SQLite lets one write at a time, whatever it is: Python's would begin with the first write,
    after what was read to decide it. On a server, ``what`` names what is locked: productions do
    not wait for one another.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_number(what)})")
        return
    _begin(connection, "BEGIN IMMEDIATE")


def _begin(connection: Connection, statement: str) -> None:
    if connection.dialect.name == "sqlite" and not _is_begun(connection):
        connection.exec_driver_sql(statement)


def _is_begun(connection: Connection) -> bool:
    return bool(getattr(connection.connection.driver_connection, "in_transaction", False))


def _number(what: tuple[str, ...]) -> int:
    """A lock of PostgreSQL is a number of 64 bits; two names in 10^19 share one, and only wait."""
    text = "\x1f".join(("tieout", *what)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big", signed=True)


def passes(error: Exception) -> bool:
    """Whether a database only had no time: others wrote for too long, or the connection was lost.

    What SQLite says of a disk that is full or a file that is damaged does not pass.
    """
    if not isinstance(error, DBAPIError):
        return False
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    state = str(getattr(error.orig, "sqlstate", "") or "")
    return (
        error.connection_invalidated
        or name.startswith(_BUSY)
        or state.startswith(_LOST)
        or state in _IN_THE_WAY
    )
