"""What is asked of a studio's nights, as queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, and_, func, select

from addin.adapters.database import studio_schema
from addin.adapters.database.sync_cells import unpacked
from addin.domain.night import Ended, KeptNight

_NIGHTS: Final = studio_schema.nights
_RECORDS: Final = studio_schema.records
_PRODUCTIONS: Final = studio_schema.productions
_PLANS: Final = studio_schema.plans


def kept_nights(connection: Connection, studio: str, most: int) -> Sequence[KeptNight]:
    """The latest nights of a studio, the newest first."""
    chosen = select(_NIGHTS).where(_NIGHTS.c.studio == studio)
    rows = connection.execute(chosen.order_by(_NIGHTS.c.number.desc()).limit(most)).all()
    if not rows:
        return ()
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    names = ("errors", "warnings", "notes", "new", "resolved")
    added = [func.sum(_RECORDS.c[name]).label(name) for name in names]
    grouped = select(_RECORDS.c.night, _RECORDS.c.ended, func.count().label("how_many"), *added)
    within = and_(
        _RECORDS.c.night == _NIGHTS.c.number,
        _NIGHTS.c.studio == studio,
        _NIGHTS.c.number >= rows[-1].number,
    )
    grouped = grouped.join(_NIGHTS, within).group_by(_RECORDS.c.night, _RECORDS.c.ended)
    for row in connection.execute(grouped):
        counts[row.night][row.ended] = row.how_many
        sums[row.night].update({name: int(getattr(row, name)) for name in names})
    order = [str(ended) for ended in Ended]
    return tuple(
        KeptNight(
            number=row.number,
            studio=row.studio,
            begun=row.begun,
            ended=row.ended,
            status=row.status,
            engine=row.engine,
            version=row.version,
            productions=row.productions,
            counts={one: counts[row.number][one] for one in order if counts[row.number][one]},
            seconds=row.seconds,
            **{name: sums[row.number][name] for name in names},
        )
        for row in rows
    )


def records_of(connection: Connection, night: int) -> Sequence[int]:
    """The numbers of a night's records."""
    return connection.scalars(select(_RECORDS.c.id).where(_RECORDS.c.night == night)).all()


def folders_of(connection: Connection, studio: str) -> Sequence[str]:
    """The productions of the latest night, in their order."""
    chosen = select(_PLANS.c.folders).join(_NIGHTS, _NIGHTS.c.plan == _PLANS.c.digest)
    chosen = chosen.where(_NIGHTS.c.studio == studio).order_by(_NIGHTS.c.number.desc()).limit(1)
    found = connection.scalar(chosen)
    return [] if found is None else unpacked(found)


def mark_of(connection: Connection, studio: str) -> str:
    """What is another once anything was begun, recorded, ended or forgotten.

    A record that is new has a number of its own; one that replaces another raises its production's
    sequence.
    """
    ours, theirs = _NIGHTS.c.studio == studio, _PRODUCTIONS.c.studio == studio
    nights = select(
        func.count(),
        func.max(_NIGHTS.c.number),
        func.count(_NIGHTS.c.ended),
        func.max(_NIGHTS.c.ended),
    )
    productions = select(func.count(), func.sum(_PRODUCTIONS.c.sequence))
    found = (
        *connection.execute(nights.where(ours)).one(),
        *connection.execute(productions.where(theirs)).one(),
        connection.scalar(select(func.max(_RECORDS.c.id))),
    )
    return " ".join(map(str, found))


def last_records(
    connection: Connection, studio: str, but: Ended | None = None
) -> Mapping[int, Any]:
    """The last record of each production, by production; of those that did not end so."""
    mine = _RECORDS.alias()
    newest = select(mine.c.id).where(mine.c.production == _PRODUCTIONS.c.id)
    if but is not None:
        newest = newest.where(mine.c.ended != str(but))
    newest = newest.order_by(mine.c.night.desc()).limit(1)
    columns = [_RECORDS.c[name] for name in "id production name same_as ended".split()]
    chosen = select(*columns, _RECORDS.c.inputs, _PRODUCTIONS.c.folder)
    this = _RECORDS.c.id == newest.scalar_subquery()
    chosen = chosen.select_from(_PRODUCTIONS).join(_RECORDS, this)
    chosen = chosen.where(_PRODUCTIONS.c.studio == studio)
    return {row.production: row for row in connection.execute(chosen)}


def of_production(chosen: Any, studio: str, folder: str) -> Any:
    """Only what is of one production."""
    joined = chosen.join(_PRODUCTIONS, _PRODUCTIONS.c.id == _RECORDS.c.production)
    return joined.where(_PRODUCTIONS.c.studio == studio, _PRODUCTIONS.c.folder == folder)
