"""To version 3: the journal."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, DateTime, Integer, String, Text


def carry_out(at: Operations) -> None:
    """Add what is new."""
    at.create_table(
        "journal",
        Column("number", Integer, primary_key=True),
        Column("production", String(400), nullable=False),
        Column("at", DateTime, nullable=False),
        Column("who", Text, nullable=False),
        Column("button", String(60), nullable=False),
        Column("sentence", Text, nullable=False),
        Column("effects", Text, nullable=False),
        Column("undone", DateTime),
    )
    at.create_index("ix_journal_production", "journal", ["production"])
