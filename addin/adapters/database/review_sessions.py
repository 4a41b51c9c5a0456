"""Who is signed in to the review service of a studio, in the database of its nights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import and_, delete, insert, select

from addin.adapters.database import studio_schema
from addin.adapters.database.connected import Connected
from addin.ports.sessions import KeptSession

_TABLE: Final = studio_schema.review_sessions


class DatabaseSessions:
    """The ``SessionMemory`` port; times are kept as UTC without saying so."""

    def __init__(self, database: Connected, studio: str) -> None:
        self._database = database
        self._studio = studio

    def all(self) -> Sequence[KeptSession]:
        """Every session that is kept (see ``ports.sessions``)."""
        chosen = select(_TABLE).where(_TABLE.c.studio == self._studio)
        with self._database.transaction() as connection:
            rows = connection.execute(chosen.order_by(_TABLE.c.used, _TABLE.c.digest)).all()
        return tuple(
            KeptSession(
                row.digest,
                row.person,
                row.proof,
                row.begun.replace(tzinfo=dt.UTC),
                row.used.replace(tzinfo=dt.UTC),
            )
            for row in rows
        )

    def keep(self, sessions: Iterable[KeptSession], over: Iterable[str]) -> None:
        """Keep some, forget others (see ``ports.sessions``)."""
        kept = list(sessions)
        digests = [*(one.digest for one in kept), *over]
        with self._database.writing("review sessions", self._studio) as connection:
            mine = and_(_TABLE.c.studio == self._studio, _TABLE.c.digest.in_(digests))
            connection.execute(delete(_TABLE).where(mine))
            rows = [
                {
                    "digest": one.digest,
                    "studio": self._studio,
                    "person": one.person,
                    "proof": one.proof,
                    "begun": one.begun.astimezone(dt.UTC).replace(tzinfo=None),
                    "used": one.used.astimezone(dt.UTC).replace(tzinfo=None),
                }
                for one in kept
            ]
            if rows:
                connection.execute(insert(_TABLE), rows)
