"""All that one database keeps, copied into another: from SQLite to a server, or back.

Where productions share a history in it (``shared_history``), that too: who takes the nights alone
would find every waiver gone.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Table, func, insert, select, text

from addin.adapters.database import schema, studio_schema
from addin.adapters.database.connected import Connected
from addin.errors import HistoryUnusable

_FOR_NOW: Final = frozenset(
    {schema.version, schema.locks, studio_schema.leases, studio_schema.review_sessions}
)
"""What says who is at work or signed in now stays where they are."""
_TABLES: Final = tuple(table for table in schema.metadata.sorted_tables if table not in _FOR_NOW)
_AT_ONCE: Final = 1000


def moved(source: Connected, target: Connected) -> int:
    """Copy all; how many nights there were. Wholly or not at all, and the source stays as it is.

    Raises:
        HistoryUnusable: one of them cannot be used, or the target keeps nights already, or the
            history of productions where the source does too.
    """
    with source.reading() as old, target.writing("nights moved here") as new:
        for table in _TABLES:
            is_of_nights = table.name.startswith("studio_")
            if _has_rows(new, table) and (is_of_nights or _has_rows(old, table)):
                what = "nights" if is_of_nights else "the history of productions"
                reason = f"it keeps {what} already, and two memories cannot be made one"
                raise HistoryUnusable(target.place, reason, "Name a database that is empty.")
        for table in _TABLES:
            _copy(table, old, new)
        if new.dialect.name == "postgresql":
            for table in _TABLES:
                _count_on(new, table)
        return int(new.scalar(select(func.count()).select_from(studio_schema.nights)) or 0)


def _has_rows(connection: Connection, table: Table) -> bool:
    return connection.execute(select(table).limit(1)).first() is not None


def _count_on(new: Connection, table: Table) -> None:
    """Have a server give the next row a number of its own."""
    column = table.autoincrement_column
    if column is not None:
        last = new.scalar(select(func.max(column))) or 0
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        new.execute(select(func.setval(sequence, last + 1, text("false"))))


def _copy(table: Table, old: Connection, new: Connection) -> None:
    for rows in old.execute(select(table)).mappings().partitions(_AT_ONCE):
        new.execute(insert(table), [dict(row) for row in rows])
