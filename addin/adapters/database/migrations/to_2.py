"""To version 2: decisions about matches."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, DateTime, Integer, String, Text


def carry_out(at: Operations) -> None:
    """Add what is new."""
    at.create_table(
        "decision",
        Column("number", Integer, primary_key=True),
        Column("production", String(400), nullable=False),
        Column("kind", String(20), nullable=False),
        Column("content", Text, nullable=False),
        Column("at", DateTime, nullable=False),
        Column("undone", DateTime),
    )
    at.create_index("ix_decision_production", "decision", ["production"])
