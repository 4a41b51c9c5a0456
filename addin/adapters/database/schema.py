"""The tables of the history, and how an older one is brought up to date."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

VERSION = 3
"""1: runs, findings, waivers; 2: decisions about matches; 3: the journal."""

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


def prepare(connection: Connection) -> None:
    """Make the tables that are not there yet; an older history keeps all it has.

    Raises:
        ValueError: the history was written by a newer Tieout.
    """
    metadata.create_all(connection)
    found = connection.execute(select(version.c.version)).scalar()
    if found is None:
        connection.execute(insert(version).values(version=VERSION))
    elif found > VERSION:
        raise ValueError(f"it was written by a newer Tieout (its version {found}, ours {VERSION})")
    elif found < VERSION:
        connection.execute(update(version).values(version=VERSION))
