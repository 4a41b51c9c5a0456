"""The tables of the history, and how an older one is brought up to date."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    inspect,
    select,
    update,
)

VERSION = 4
"""1: runs, findings, waivers; 2: decisions about matches; 3: the journal; 4: the syncs' memory."""

metadata = MetaData()

version = Table("tieout_schema", metadata, Column("version", Integer, nullable=False))

runs = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("production", String(400), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("notes", Integer, nullable=False),
)

findings = Table(
    "finding",
    metadata,
    Column("production", String(400), primary_key=True),
    Column("key", String(40), primary_key=True),
    Column("code", String(20), nullable=False),
    Column("severity", Integer, nullable=False),
    Column("workbook", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("state", String(40), nullable=False),
    Column("first_run", Integer, nullable=False),
    Column("first_seen", DateTime, nullable=False),
    Column("last_run", Integer, nullable=False),
    Column("resolved_at", DateTime),
)
Index("finding_by_run", findings.c.production, findings.c.last_run)

waivers = Table(
    "waiver",
    metadata,
    Column("production", String(400), primary_key=True),
    Column("key", String(40), primary_key=True),
    Column("state", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

decisions = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("production", String(400), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("content", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("undone", DateTime),
)

journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("production", String(400), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("button", String(60), nullable=False),
    Column("sentence", Text, nullable=False),
    Column("effects", Text, nullable=False),
    Column("undone", DateTime),
)


# ---- what syncs with shared sheets remember (``sync_store``)

bindings = Table(
    "sync_binding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("production", String(400), nullable=False),
    Column("name", String(200), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("revision", Integer, nullable=False),  # of the base; 0: there is none
    Column("row_order", LargeBinary, nullable=False),
    Column("seen_probe", Text, nullable=False),
    Column("seen_digest", Text, nullable=False),
    UniqueConstraint("production", "name"),
)

base_cells = Table(
    "sync_base",
    metadata,
    Column("binding", Integer, primary_key=True),
    Column("row", String(400), primary_key=True),
    Column("column", String(300), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("content", Text, nullable=False),
)

attempts = Table(
    "sync_attempt",
    metadata,
    Column("binding", Integer, primary_key=True),
    Column("run", Integer, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("batch", String(200), nullable=False),
    Column("content", LargeBinary, nullable=False),
)

pendings = Table(
    "sync_pending",
    metadata,
    Column("binding", Integer, primary_key=True),
    Column("run", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

sync_runs = Table(
    "sync_run",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("binding", Integer, nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("undoes", Integer, nullable=False),
    Column("is_finished", Boolean, nullable=False),
)

cell_changes = Table(
    "sync_change",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("run", Integer, nullable=False, index=True),
    Column("side", String(10), nullable=False),
    Column("row", Text, nullable=False),
    Column("column", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)

conflicts = Table(
    "sync_conflict",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("binding", Integer, nullable=False, index=True),
    Column("run", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("content", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_at", DateTime),
)

tombstones = Table(
    "sync_tombstone",
    metadata,
    Column("binding", Integer, primary_key=True),
    Column("row", String(400), primary_key=True),
    Column("at", DateTime, nullable=False),
)

locks = Table(
    "sync_lock",
    metadata,
    Column("binding", Integer, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("machine", Text, nullable=False),
    Column("process", Integer, nullable=False),
    Column("token", String(40), nullable=False),
    Column("beat", DateTime, nullable=False),
)


def prepare(connection: Connection) -> None:
    """Make the tables that are not there yet; an older history keeps all it has.

    Its version is written last: a preparation that was killed is done again.

    Raises:
        ValueError: the history was written by a newer Tieout.
    """
    found = _version(connection)
    if found == VERSION:
        return
    begin(connection, writes=True)
    found = _version(connection)  # two that come at once: the second has waited, and looks again
    if found is not None and found > VERSION:
        raise ValueError(f"it was written by a newer Tieout (its version {found}, ours {VERSION})")
    metadata.create_all(connection)
    if found is None:
        connection.execute(insert(version).values(version=VERSION))
    elif found < VERSION:
        connection.execute(update(version).values(version=VERSION))


def begin(connection: Connection, *, writes: bool) -> None:
    """Have all that follows see one state; with ``writes``, one that nobody else changes.

    Python's SQLite would begin with the first write, after what was read to decide it.
    """
    if connection.dialect.name != "sqlite" or _is_begun(connection):
        return
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _is_begun(connection: Connection) -> bool:
    return bool(getattr(connection.connection.driver_connection, "in_transaction", False))


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(version.name):
        return None
    return connection.execute(select(version.c.version)).scalar()
