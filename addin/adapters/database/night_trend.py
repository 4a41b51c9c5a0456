"""One production's nights in short, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, select

from addin.adapters.database import night_rows, studio_schema
from addin.domain.night import Moment

_RECORDS: Final = studio_schema.records
_AT_ONCE: Final = 30
"""How many moments more than asked for are read together."""
_TREND: Final = (
    select(*night_rows.MOMENT)
    .where(_RECORDS.c.production == bindparam("production"))
    .order_by(_RECORDS.c.at.desc(), _RECORDS.c.id.desc())
    .limit(bindparam("asked"))
)


def trend_of(connection: Connection, production: int, most: int) -> Sequence[Moment]:
    """One for each day, the last of it; the oldest first; ``most`` at most."""
    found: dict[dt.date, Moment] = {}
    asked = most + _AT_ONCE  # a day may have several nights, and few have
    while True:
        said = {"production": production, "asked": asked}
        rows = connection.execute(_TREND, said).all()
        for row in rows:
            day = row[1].date()  # ``MOMENT`` begins with the night and its time
            if day not in found:
                found[day] = night_rows.moment_of(row)
            if len(found) == most:
                break
        if len(found) == most or len(rows) < asked:
            return tuple(reversed(found.values()))
        asked *= 4
