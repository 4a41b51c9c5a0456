"""What alerts said last, and what people did through the review service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import and_, delete, insert, select

from addin.adapters.database import studio_schema
from addin.adapters.database.connected import Connected
from addin.ports.nights import AuditEntry

_SENT: Final = studio_schema.sent
_AUDIT: Final = studio_schema.audit


class NightNotes:
    """Alerts and the audit trail of studios."""

    def __init__(self, database: Connected) -> None:
        self._database = database

    def sent(self, studio: str, alert: str) -> str:
        """The digest of what an alert said last; empty if it never said anything."""
        this = and_(_SENT.c.studio == studio, _SENT.c.alert == alert)
        with self._database.transaction() as connection:
            return connection.scalar(select(_SENT.c.digest).where(this)) or ""

    def keep_sent(self, studio: str, alert: str, digest: str, at: dt.datetime) -> None:
        """Remember what an alert said."""
        this = and_(_SENT.c.studio == studio, _SENT.c.alert == alert)
        with self._database.writing("studio alerts", studio) as connection:
            connection.execute(delete(_SENT).where(this))
            said = {"studio": studio, "alert": alert, "digest": digest, "at": at}
            connection.execute(insert(_SENT).values(**said))

    def audit(self, studio: str, entry: AuditEntry) -> AuditEntry:
        """Keep what a person did; gives it with its number."""
        with self._database.transaction() as connection:
            result = connection.execute(
                insert(_AUDIT).values(
                    studio=studio,
                    at=entry.at,
                    who=entry.who,
                    role=entry.role,
                    production=entry.production,
                    action=entry.action,
                    sentence=entry.sentence,
                    address=entry.address,
                )
            )
            key = result.inserted_primary_key
        return replace(entry, number=int(key[0]) if key else 0)

    def audited(self, studio: str, most: int) -> Sequence[AuditEntry]:
        """What people did, the newest first."""
        chosen = select(_AUDIT).where(_AUDIT.c.studio == studio)
        chosen = chosen.order_by(_AUDIT.c.number.desc()).limit(most)
        with self._database.transaction() as connection:
            return tuple(
                AuditEntry(
                    at=row.at,
                    who=row.who,
                    role=row.role,
                    production=row.production,
                    action=row.action,
                    sentence=row.sentence,
                    address=row.address,
                    number=row.number,
                )
                for row in connection.execute(chosen)
            )
