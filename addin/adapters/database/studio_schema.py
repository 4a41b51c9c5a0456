"""The tables of a studio's nights.

What a production's findings, cost report and statements say is kept as it changes: a row holds from
``begins`` on and before ``until``, numbers of that production's own records. A night that says what
the one before said writes no row.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
)

from addin.adapters.database.schema import metadata
from addin.adapters.database.written import Written

STILL: Final = 2**31 - 1
"""``until`` of what holds now."""

plans = Table(
    "studio_plan",  # the manifest's productions, each list once
    metadata,
    Column("digest", Written(40), primary_key=True),
    Column("folders", LargeBinary, nullable=False),
)

nights = Table(
    "studio_night",
    metadata,
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
Index("studio_night_by_studio", nights.c.studio, nights.c.number)

productions = Table(
    "studio_production",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("studio", Written(400), nullable=False),
    Column("folder", Written(700), nullable=False),
    Column(
        "sequence", Integer, nullable=False
    ),  # rises with each record that has lists, and with each replaced
    UniqueConstraint("studio", "folder", name="studio_production_once"),
)

records = Table(
    "studio_record",
    metadata,
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
Index("studio_record_by_night", records.c.night)
Index("studio_record_by_day", records.c.production, records.c.at)
Index("studio_record_by_sequence", records.c.production, records.c.sequence)

points = Table(
    "studio_point",
    metadata,
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
    Column("role", Written(40), nullable=False, server_default=""),
)
Index("studio_point_that_holds", points.c.production, points.c.until)

accounts = Table(
    "studio_account",
    metadata,
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
Index("studio_account_that_holds", accounts.c.production, accounts.c.until)

pairs = Table(
    "studio_pair",
    metadata,
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
    Column("role", Written(40), nullable=False, server_default=""),
)
Index("studio_pair_that_holds", pairs.c.production, pairs.c.until)

orders = Table(
    "studio_order",  # in which order a list stood
    metadata,
    Column("production", Integer, primary_key=True),
    Column("key", Written(20), primary_key=True),  # which list
    Column("nth", Integer, primary_key=True),
    Column("begins", Integer, primary_key=True),
    Column("until", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
Index("studio_order_that_holds", orders.c.production, orders.c.until)

sent = Table(
    "studio_sent",
    metadata,
    Column("studio", Written(400), primary_key=True),
    Column("alert", Written(200), primary_key=True),
    Column("digest", Written(), nullable=False),
    Column("at", DateTime, nullable=False),
)

audit = Table(
    "studio_audit",
    metadata,
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
Index("studio_audit_by_studio", audit.c.studio, audit.c.number)

leases = Table(
    "lease",  # who works on what; ``beats`` rises as long as they do (see ``leasing``)
    metadata,
    Column("name", Written(1200), primary_key=True),
    Column("token", Written(40), nullable=False),
    Column("beats", Integer, nullable=False),
    Column("heard", Double, nullable=False),  # the server's seconds since 1970, at the last
    Column("holder", Written(), nullable=False),
    Column("machine", Written(), nullable=False),
    Column("process", Integer, nullable=False),
    Column("began", Written(40), nullable=False),
)

review_sessions = Table(
    "review_session",  # who is signed in: digests only
    metadata,
    Column("digest", Written(64), primary_key=True),
    Column("studio", Written(400), nullable=False),
    Column("person", Written(), nullable=False),
    Column("proof", Written(64), nullable=False),
    Column("begun", DateTime, nullable=False),
    Column("used", DateTime, nullable=False),
)
Index("review_session_by_studio", review_sessions.c.studio)
