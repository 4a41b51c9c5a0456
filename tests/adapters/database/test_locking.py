"""What a database says that passes by itself is told from what does not."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from addin.adapters.database.connected import Connected
from addin.adapters.database.locking import passes
from addin.errors import HistoryBusy, HistoryUnusable


class Said(Exception):
    """What the library of a database said."""

    def __init__(self, **names: str) -> None:
        super().__init__("no")
        for name, value in names.items():
            setattr(self, name, value)


def error(*, lost=False, **names):
    """It, as SQLAlchemy hands it on."""
    return OperationalError("SELECT 1", {}, Said(**names), connection_invalidated=lost)


@pytest.mark.parametrize(
    "found",
    [
        error(sqlite_errorname="SQLITE_BUSY"),
        error(sqlite_errorname="SQLITE_BUSY_SNAPSHOT"),
        error(sqlite_errorname="SQLITE_LOCKED"),
        error(sqlstate="08006"),
        error(sqlstate="57P01"),
        error(sqlstate="55P03"),
        error(sqlstate="40P01"),
        error(lost=True),
    ],
)
def test_others_at_work_and_a_lost_connection_pass(found):
    """SQLite's names, PostgreSQL's states, and what SQLAlchemy knows by itself."""
    assert passes(found)


@pytest.mark.parametrize(
    "found",
    [
        error(sqlite_errorname="SQLITE_FULL"),
        error(sqlite_errorname="SQLITE_CORRUPT"),
        error(sqlstate="28P01"),
        error(sqlstate="53100"),
        DBAPIError("SELECT 1", {}, Said()),
        OSError("no"),
    ],
)
def test_a_full_disk_and_a_wrong_password_do_not(found):
    """Nor does what is no database's."""
    assert not passes(found)


def test_a_database_that_another_writes_to_is_busy(tmp_path):
    """It has a name of its own, so that a night may try again; a damaged one has not."""
    database = Connected.in_folder(tmp_path)
    with database.transaction():
        pass
    other = sqlite3.connect(tmp_path / "history.db")
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(HistoryBusy), database.transaction() as connection:  # noqa: PT012
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            connection.exec_driver_sql("CREATE TABLE x (y)")
    finally:
        other.rollback()
        other.close()
        database.close()
    (tmp_path / "history.db").write_bytes(b"not a database at all, whatever it is" * 9)
    with pytest.raises(HistoryUnusable) as damaged, Connected.in_folder(tmp_path).transaction():
        pass
    assert type(damaged.value) is HistoryUnusable
