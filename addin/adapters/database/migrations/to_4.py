"""To version 4: what syncs with shared sheets remember."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)


def carry_out(at: Operations) -> None:
    """Add what is new."""
    at.create_table(
        "sync_binding",
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
    at.create_table(
        "sync_base",
        Column("binding", Integer, primary_key=True),
        Column("row", String(400), primary_key=True),
        Column("column", String(300), primary_key=True),
        Column("kind", String(10), nullable=False),
        Column("content", Text, nullable=False),
    )
    at.create_table(
        "sync_attempt",
        Column("binding", Integer, primary_key=True),
        Column("run", Integer, nullable=False),
        Column("generation", Integer, nullable=False),
        Column("batch", String(200), nullable=False),
        Column("content", LargeBinary, nullable=False),
    )
    at.create_table(
        "sync_pending",
        Column("binding", Integer, primary_key=True),
        Column("run", Integer, nullable=False),
        Column("content", LargeBinary, nullable=False),
    )
    at.create_table(
        "sync_run",
        Column("number", Integer, primary_key=True),
        Column("binding", Integer, nullable=False),
        Column("at", DateTime, nullable=False),
        Column("who", Text, nullable=False),
        Column("sentence", Text, nullable=False),
        Column("undoes", Integer, nullable=False),
        Column("is_finished", Boolean, nullable=False),
    )
    at.create_index("ix_sync_run_binding", "sync_run", ["binding"])
    at.create_table(
        "sync_change",
        Column("number", Integer, primary_key=True),
        Column("run", Integer, nullable=False),
        Column("side", String(10), nullable=False),
        Column("row", Text, nullable=False),
        Column("column", Text, nullable=False),
        Column("before", Text, nullable=False),
        Column("after", Text, nullable=False),
    )
    at.create_index("ix_sync_change_run", "sync_change", ["run"])
    at.create_table(
        "sync_conflict",
        Column("number", Integer, primary_key=True),
        Column("binding", Integer, nullable=False),
        Column("run", Integer, nullable=False),
        Column("at", DateTime, nullable=False),
        Column("content", Text, nullable=False),
        Column("answer", Text, nullable=False),
        Column("answered_at", DateTime),
    )
    at.create_index("ix_sync_conflict_binding", "sync_conflict", ["binding"])
    at.create_table(
        "sync_tombstone",
        Column("binding", Integer, primary_key=True),
        Column("row", String(400), primary_key=True),
        Column("at", DateTime, nullable=False),
    )
    at.create_table(
        "sync_lock",
        Column("binding", Integer, primary_key=True),
        Column("owner", Text, nullable=False),
        Column("machine", Text, nullable=False),
        Column("process", Integer, nullable=False),
        Column("token", String(40), nullable=False),
        Column("beat", DateTime, nullable=False),
    )
