"""To version 7: leases, who is signed in to the review service, waivers that hold no more."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Boolean, Column, DateTime, Double, Integer

from addin.adapters.database.written import Written


def carry_out(at: Operations) -> None:
    """Add what is new."""
    at.create_table(
        "lease",
        Column("name", Written(1200), primary_key=True),
        Column("token", Written(40), nullable=False),
        Column("beats", Integer, nullable=False),
        Column("heard", Double, nullable=False),
        Column("holder", Written(), nullable=False),
        Column("machine", Written(), nullable=False),
        Column("process", Integer, nullable=False),
        Column("began", Written(40), nullable=False),
    )
    at.create_table(
        "review_session",
        Column("digest", Written(64), primary_key=True),
        Column("studio", Written(400), nullable=False),
        Column("person", Written(), nullable=False),
        Column("proof", Written(64), nullable=False),
        Column("begun", DateTime, nullable=False),
        Column("used", DateTime, nullable=False),
    )
    at.create_index("review_session_by_studio", "review_session", ["studio"])
    at.create_table(
        "waiver_past",
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
    at.create_index("waiver_past_by_key", "waiver_past", ["production", "key"])
