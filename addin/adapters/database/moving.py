"""All nights of one database, copied into another: from SQLite to a server, or back."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Table, func, insert, select, text

from addin.adapters.database import studio_schema
from addin.adapters.database.connected import Connected
from addin.errors import HistoryUnusable

_TABLES: Final = tuple(
    table
    for table in studio_schema.nights.metadata.sorted_tables
    if table.name.startswith("studio_")
)
_NUMBERED: Final = (
    studio_schema.nights.c.number,
    studio_schema.productions.c.id,
    studio_schema.records.c.id,
    studio_schema.audit.c.number,
)
_AT_ONCE: Final = 1000


def moved(source: Connected, target: Connected) -> int:
    """Copy all nights; how many there were. Wholly or not at all, and the source stays as it is.

    Raises:
        HistoryUnusable: one of them cannot be used, or the target keeps nights already.
    """
    with source.reading() as old, target.writing("nights moved here") as new:
        for table in _TABLES:
            if new.scalar(select(func.count()).select_from(table)):
                reason = "it keeps nights already, and two memories cannot be made one"
                raise HistoryUnusable(target.place, reason, "Name a database that is empty.")
        for table in _TABLES:
            _copy(table, old, new)
        if new.dialect.name == "postgresql":
            for column in _NUMBERED:
                last = new.scalar(select(func.max(column))) or 0
                sequence = func.pg_get_serial_sequence(column.table.name, column.name)
                new.execute(select(func.setval(sequence, last + 1, text("false"))))
        return int(new.scalar(select(func.count()).select_from(studio_schema.nights)) or 0)


def _copy(table: Table, old: Connection, new: Connection) -> None:
    for rows in old.execute(select(table)).mappings().partitions(_AT_ONCE):
        new.execute(insert(table), [dict(row) for row in rows])
