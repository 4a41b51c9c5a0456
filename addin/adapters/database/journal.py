"""The audit trail, in the database of the history."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Row, and_, insert, select, update

from addin.adapters.database import schema
from addin.adapters.database.connected import Connected
from addin.ports import JournalEntry, Touched, Waiver

_TABLE: Final = schema.journal


class DatabaseJournal:
    """The ``Journal`` port."""

    def __init__(self, database: Connected) -> None:
        self._database = database

    def enter(
        self,
        production: str,
        at: dt.datetime,
        *,
        who: str,
        button: str,
        sentence: str,
        touched: Sequence[Touched] = (),
        decisions: Sequence[int] = (),
        waivers: Sequence[Waiver] = (),
    ) -> JournalEntry:
        """Keep one more entry (see ``ports.Journal``)."""
        effects = {
            "touched": [asdict(one) for one in touched],
            "decisions": list(decisions),
            "waivers": [asdict(one) | {"at": one.at.isoformat()} for one in waivers],
        }
        with self._database.transaction() as connection:
            result = connection.execute(
                insert(_TABLE).values(
                    production=production,
                    at=at,
                    who=who,
                    button=button,
                    sentence=sentence,
                    effects=json.dumps(effects, ensure_ascii=False),
                )
            )
            key = result.inserted_primary_key
        number = int(key[0]) if key else 0
        return JournalEntry(
            number,
            at,
            who,
            button,
            sentence,
            tuple(touched),
            tuple(decisions),
            waivers=tuple(waivers),
        )

    def entries(self, production: str) -> Sequence[JournalEntry]:
        """Everything that was done (see ``ports.Journal``)."""
        chosen = select(_TABLE).where(_TABLE.c.production == production).order_by(_TABLE.c.number)
        with self._database.transaction() as connection:
            return tuple(map(_entry, connection.execute(chosen)))

    def undone(self, production: str, number: int, at: dt.datetime) -> None:
        """Mark an entry as taken back (see ``ports.Journal``)."""
        this = and_(_TABLE.c.production == production, _TABLE.c.number == number)
        with self._database.transaction() as connection:
            connection.execute(update(_TABLE).where(this).values(undone=at))

    def followed(self, production: str, workbook: str, before: str, after: str) -> None:
        """What left a workbook so left it as it is now (see ``ports.Journal``)."""
        chosen = select(_TABLE).where(_TABLE.c.production == production, _TABLE.c.undone.is_(None))
        with self._database.transaction() as connection:
            for row in connection.execute(chosen).all():
                effects = json.loads(row.effects)
                concerned = [
                    one
                    for one in effects["touched"]
                    if (one["workbook"], one["digest"]) == (workbook, before)
                ]
                if concerned:
                    for one in concerned:
                        one["digest"] = after
                    text = json.dumps(effects, ensure_ascii=False)
                    this = _TABLE.c.number == row.number
                    connection.execute(update(_TABLE).where(this).values(effects=text))


def _entry(row: Row[Any]) -> JournalEntry:
    effects = json.loads(row.effects)
    return JournalEntry(
        row.number,
        row.at,
        row.who,
        row.button,
        row.sentence,
        tuple(Touched(**one) for one in effects["touched"]),
        tuple(effects["decisions"]),
        row.undone,
        tuple(map(_waiver, effects.get("waivers", ()))),  # older ones say nothing of them
    )


def _waiver(told: Mapping[str, str]) -> Waiver:
    at = dt.datetime.fromisoformat(told["at"])
    return Waiver(told["key"], told["state"], told["reason"], told["by"], at)
