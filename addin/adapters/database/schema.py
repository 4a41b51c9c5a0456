"""The tables of the history of a production; those of a studio's nights are beside it."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from addin.adapters.database.written import Written

VERSION = 7
"""1: runs, findings, waivers; 2: decisions about matches; 3: the journal; 4: the syncs' memory;
5: the nights of a studio; 6: what the table of a finding is for; 7: leases, review sessions, and
waivers that hold no more. ``migrations`` leads from each to the next."""

metadata = MetaData()

version = Table("tieout_schema", metadata, Column("version", Integer, nullable=False))

runs = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("production", Written(400), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("notes", Integer, nullable=False),
    Column("night", Written(100)),  # empty for runs of people
)
Index("run_by_night", runs.c.production, runs.c.night)

findings = Table(
    "finding",
    metadata,
    Column("production", Written(400), primary_key=True),
    Column("key", Written(40), primary_key=True),
    Column("code", Written(20), nullable=False),
    Column("severity", Integer, nullable=False),
    Column("workbook", Written(), nullable=False),
    Column("sheet", Written(), nullable=False),
    Column("cell", Written(), nullable=False),
    Column("message", Written(), nullable=False),
    Column("advice", Written(), nullable=False),
    Column("state", Written(40), nullable=False),
    Column("first_run", Integer, nullable=False),
    Column("first_seen", DateTime, nullable=False),
    Column("last_run", Integer, nullable=False),
    Column("resolved_at", DateTime),
    Column("resolved_run", Integer),
)
Index("finding_by_run", findings.c.production, findings.c.last_run)

waivers = Table(
    "waiver",
    metadata,
    Column("production", Written(400), primary_key=True),
    Column("key", Written(40), primary_key=True),
    Column("state", Written(40), nullable=False),
    Column("reason", Written(), nullable=False),
    Column("by", Written(), nullable=False),
    Column("at", DateTime, nullable=False),
)

past_waivers = Table(
    "waiver_past",  # taken back, or replaced by another of the same finding
    metadata,
    Column("number", Integer, primary_key=True),
    Column("production", Written(400), nullable=False),
    Column("key", Written(40), nullable=False),
    Column("state", Written(40), nullable=False),
    Column("reason", Written(), nullable=False),
    Column("by", Written(), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("ended", DateTime, nullable=False),
    Column("ended_by", Written(), nullable=False),
    Column("is_replaced", Boolean, nullable=False),
)
Index("waiver_past_by_key", past_waivers.c.production, past_waivers.c.key)

decisions = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("production", Written(400), nullable=False, index=True),
    Column("kind", Written(20), nullable=False),
    Column("content", Written(), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("undone", DateTime),
)

journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("production", Written(400), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("who", Written(), nullable=False),
    Column("button", Written(60), nullable=False),
    Column("sentence", Written(), nullable=False),
    Column("effects", Written(), nullable=False),
    Column("undone", DateTime),
)


# ---- what syncs with shared sheets remember (``sync_store``)

bindings = Table(
    "sync_binding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("production", Written(400), nullable=False),
    Column("name", Written(200), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("revision", Integer, nullable=False),  # of the base; 0: there is none
    Column("row_order", LargeBinary, nullable=False),
    Column("seen_probe", Written(), nullable=False),
    Column("seen_digest", Written(), nullable=False),
    UniqueConstraint("production", "name"),
)

base_cells = Table(
    "sync_base",
    metadata,
    Column("binding", Integer, primary_key=True),
    Column("row", Written(400), primary_key=True),
    Column("column", Written(300), primary_key=True),
    Column("kind", Written(10), nullable=False),
    Column("content", Written(), nullable=False),
)

attempts = Table(
    "sync_attempt",
    metadata,
    Column("binding", Integer, primary_key=True),
    Column("run", Integer, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("batch", Written(200), nullable=False),
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
    Column("who", Written(), nullable=False),
    Column("sentence", Written(), nullable=False),
    Column("undoes", Integer, nullable=False),
    Column("is_finished", Boolean, nullable=False),
)

cell_changes = Table(
    "sync_change",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("run", Integer, nullable=False, index=True),
    Column("side", Written(10), nullable=False),
    Column("row", Written(), nullable=False),
    Column("column", Written(), nullable=False),
    Column("before", Written(), nullable=False),
    Column("after", Written(), nullable=False),
)

conflicts = Table(
    "sync_conflict",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("binding", Integer, nullable=False, index=True),
    Column("run", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("content", Written(), nullable=False),
    Column("answer", Written(), nullable=False),
    Column("answered_at", DateTime),
)

tombstones = Table(
    "sync_tombstone",
    metadata,
    Column("binding", Integer, primary_key=True),
    Column("row", Written(400), primary_key=True),
    Column("at", DateTime, nullable=False),
)

locks = Table(
    "sync_lock",
    metadata,
    Column("binding", Integer, primary_key=True),
    Column("owner", Written(), nullable=False),
    Column("machine", Written(), nullable=False),
    Column("process", Integer, nullable=False),
    Column("token", Written(40), nullable=False),
    Column("beat", DateTime, nullable=False),
)
