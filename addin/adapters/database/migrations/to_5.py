"""To version 5: the night of a run, and the nights of a studio."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    inspect,
)

from addin.adapters.database.written import Written

_EARLIER = frozenset(
    "run finding waiver decision journal sync_binding sync_base sync_attempt sync_pending sync_run"
    " sync_change sync_conflict sync_tombstone sync_lock".split()
)


def carry_out(at: Operations) -> None:
    """Add what is new."""
    at.add_column("run", Column("night", Written(100)))
    at.create_index("run_by_night", "run", ["production", "night"])
    at.add_column("finding", Column("resolved_run", Integer))
    at.create_table(
        "studio_plan",
        Column("digest", Written(40), primary_key=True),
        Column("folders", LargeBinary, nullable=False),
    )
    at.create_table(
        "studio_night",
        Column("number", Integer, primary_key=True),
        Column("studio", Written(400), nullable=False),
        Column("begun", DateTime, nullable=False),
        Column("ended", DateTime),
        Column("status", Integer),
        Column("engine", Written(), nullable=False),
        Column("version", Written(60), nullable=False),
        Column("orders", Written(100), nullable=False),
        Column("plan", Written(40), nullable=False),
        Column("productions", Integer, nullable=False),
        Column("seconds", Double, nullable=False),
    )
    at.create_table(
        "studio_production",
        Column("id", Integer, primary_key=True),
        Column("studio", Written(400), nullable=False),
        Column("folder", Written(700), nullable=False),
        Column("sequence", Integer, nullable=False),  # of its latest record that has lists
        UniqueConstraint("studio", "folder", name="studio_production_once"),
    )
    at.create_table(
        "studio_record",
        Column("id", Integer, primary_key=True),
        Column("night", Integer, nullable=False),
        Column("production", Integer, nullable=False),
        Column("position", Integer, nullable=False),
        Column("name", Written(), nullable=False),
        Column("at", DateTime, nullable=False),
        Column("ended", Written(20), nullable=False),
        Column("failure", Written(), nullable=False),
        Column("error", Written(), nullable=False),
        Column("steps", Written(), nullable=False),
        Column("facts", Written(), nullable=False),
        Column("inputs", Written(), nullable=False),
        Column("version", Written(60), nullable=False),
        Column("tries", Integer, nullable=False),
        Column("seconds", Double, nullable=False),
        Column("peak", BigInteger, nullable=False),
        Column("worker", Written(), nullable=False),
        Column("sequence", Integer, nullable=False),  # of its lists; 0: it has none
        Column("same_as", Integer),  # the record that this one, unchanged, points at
        # for trends, so that they read no lists
        Column("errors", Integer, nullable=False),
        Column("warnings", Integer, nullable=False),
        Column("notes", Integer, nullable=False),
        Column("new", Integer, nullable=False),
        Column("resolved", Integer, nullable=False),
        Column("currency", Written(10), nullable=False),
        Column("suggested", Integer, nullable=False),
        Column("unmatched", Integer, nullable=False),
        Column("slip", Integer),
        Column("has_total", Boolean, nullable=False),
        Column("account", Written(), nullable=False),
        Column("description", Written(), nullable=False),
        Column("budget", BigInteger),
        Column("to_date", BigInteger),
        Column("commitments", BigInteger),
        Column("etc", BigInteger),
        Column("efc", BigInteger),
        Column("under", BigInteger),
        Column("is_total", Boolean, nullable=False),
        UniqueConstraint("production", "night", name="studio_record_once"),
    )
    at.create_table(
        "studio_point",
        Column("production", Integer, primary_key=True),
        Column("key", Written(60), primary_key=True),
        Column("nth", Integer, primary_key=True),  # of those with one key, from 0
        Column("begins", Integer, primary_key=True),
        Column("until", Integer, nullable=False),
        Column("code", Written(), nullable=False),
        Column("severity", Integer, nullable=False),
        Column("standing", Written(20), nullable=False),
        Column("workbook", Written(), nullable=False),
        Column("sheet", Written(), nullable=False),
        Column("cell", Written(), nullable=False),
        Column("message", Written(), nullable=False),
        Column("advice", Written(), nullable=False),
        Column("since", Date),
        Column("waiver", Written(), nullable=False),
        Column("impact", BigInteger),
    )
    at.create_table(
        "studio_account",
        Column("production", Integer, primary_key=True),
        Column("key", Written(200), primary_key=True),
        Column("nth", Integer, primary_key=True),
        Column("begins", Integer, primary_key=True),
        Column("until", Integer, nullable=False),
        Column("description", Written(), nullable=False),
        Column("budget", BigInteger),
        Column("to_date", BigInteger),
        Column("commitments", BigInteger),
        Column("etc", BigInteger),
        Column("efc", BigInteger),
        Column("under", BigInteger),
        Column("is_total", Boolean, nullable=False),
    )
    at.create_table(
        "studio_pair",
        Column("production", Integer, primary_key=True),
        Column("key", Written(200), primary_key=True),
        Column("nth", Integer, primary_key=True),
        Column("begins", Integer, primary_key=True),
        Column("until", Integer, nullable=False),
        Column("matched", Integer, nullable=False),
        Column("suggested", Integer, nullable=False),
        Column("left_over", Integer, nullable=False),
        Column("right_over", Integer, nullable=False),
        Column("difference", BigInteger),
    )
    at.create_table(
        "studio_order",
        Column("production", Integer, primary_key=True),
        Column("key", Written(20), primary_key=True),  # which list
        Column("nth", Integer, primary_key=True),
        Column("begins", Integer, primary_key=True),
        Column("until", Integer, nullable=False),
        Column("content", LargeBinary, nullable=False),
    )
    at.create_table(
        "studio_sent",
        Column("studio", Written(400), primary_key=True),
        Column("alert", Written(200), primary_key=True),
        Column("digest", Written(), nullable=False),
        Column("at", DateTime, nullable=False),
    )
    at.create_table(
        "studio_audit",
        Column("number", Integer, primary_key=True),
        Column("studio", Written(400), nullable=False),
        Column("at", DateTime, nullable=False),
        Column("who", Written(), nullable=False),
        Column("role", Written(), nullable=False),
        Column("production", Written(), nullable=False),
        Column("action", Written(), nullable=False),
        Column("sentence", Written(), nullable=False),
        Column("address", Written(), nullable=False),
    )
    at.create_index("studio_night_by_studio", "studio_night", ["studio", "number"])
    at.create_index("studio_record_by_night", "studio_record", ["night"])
    at.create_index("studio_record_by_day", "studio_record", ["production", "at"])
    at.create_index("studio_record_by_sequence", "studio_record", ["production", "sequence"])
    at.create_index("studio_point_that_holds", "studio_point", ["production", "until"])
    at.create_index("studio_account_that_holds", "studio_account", ["production", "until"])
    at.create_index("studio_pair_that_holds", "studio_pair", ["production", "until"])
    at.create_index("studio_order_that_holds", "studio_order", ["production", "until"])
    at.create_index("studio_audit_by_studio", "studio_audit", ["studio", "number"])
    _any_length(at)


def _any_length(at: Operations) -> None:
    """PostgreSQL refuses text longer than it was told, where SQLite never minded."""
    connection = at.get_bind()
    if connection.dialect.name != "postgresql":
        return
    seen = inspect(connection)
    for table in seen.get_table_names():
        if table not in _EARLIER:
            continue
        for column in seen.get_columns(table):
            if isinstance(column["type"], String) and not isinstance(column["type"], Text):
                at.alter_column(table, column["name"], type_=Text())
