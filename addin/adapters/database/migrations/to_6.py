"""To version 6: what the table of a finding is for, and either list of a statement."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column

from addin.adapters.database.written import Written


def carry_out(at: Operations) -> None:
    """Add what is new; of what was kept before it is not known."""
    for table in ("studio_point", "studio_pair"):
        at.add_column(table, Column("role", Written(40), nullable=False, server_default=""))
