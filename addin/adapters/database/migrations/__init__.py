"""How a database of an older Tieout is brought up to date, with all it holds.

One step leads from each version to the next, as the tables were then: what ``schema`` says later
must not change what was done years ago. A step adds; it takes nothing away.
"""

from __future__ import annotations

from importlib import import_module

from sqlalchemy import Connection, insert, inspect, select, update

from addin.adapters.database import locking, studio_schema
from addin.adapters.database.schema import VERSION, version


def is_current(connection: Connection) -> bool:
    """Whether the tables are those of this Tieout."""
    return _version(connection) == VERSION


def prepare(connection: Connection) -> None:
    """Make the tables, or bring them up to date, in the transaction that is under way.

    The version is written last: a preparation that was killed is done again. Two that come at once:
    the second waits, looks again and finds it done.

    Raises:
        ValueError: the database was written by a newer Tieout, or cannot keep every character;
            nothing was changed.
    """
    _require_room_for_text(connection)
    locking.begin_writing(connection, "tables")
    found = _version(connection)
    if found == VERSION:
        return
    if found is not None and found > VERSION:
        raise ValueError(f"it was written by a newer Tieout (its version {found}, ours {VERSION})")
    if found is None:
        studio_schema.nights.metadata.create_all(connection)
        connection.execute(insert(version).values(version=VERSION))
        return
    for reached in range(found + 1, VERSION + 1):
        step(connection, reached)
    connection.execute(update(version).values(version=VERSION))


def _require_room_for_text(connection: Connection) -> None:
    """Names and cells hold any character; a server says so late, in the middle of a night."""
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding not in {"UTF8", "SQL_ASCII"}:  # the second takes bytes as they are
        make = "createdb --template template0 --encoding UTF8"
        raise ValueError(
            f"it keeps text as {encoding}, which lacks characters: make one by '{make}'"
        )


def step(connection: Connection, reached: int) -> None:
    """The step to one version from the one before."""
    from alembic.migration import MigrationContext  # noqa: PLC0415 - once in years
    from alembic.operations import Operations  # noqa: PLC0415 - once in years

    operations = Operations(MigrationContext.configure(connection))
    import_module(f"{__name__}.to_{reached}").carry_out(operations)


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(version.name):
        return None
    return connection.execute(select(version.c.version)).scalar()
