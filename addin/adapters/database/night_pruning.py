"""Nights that are older than a studio keeps them are forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, select

from addin.adapters.database import studio_schema
from addin.adapters.database.connected import Connected
from addin.domain.night import Ended

_NIGHTS: Final = studio_schema.nights
_RECORDS: Final = studio_schema.records
_PRODUCTIONS: Final = studio_schema.productions
_LISTS: Final = (
    studio_schema.points,
    studio_schema.accounts,
    studio_schema.pairs,
    studio_schema.orders,
)


def pruned(database: Connected, studio: str, before: dt.date) -> int:
    """Forget nights before that day, but for the last one of each production. How many.

    One production at a time, so that a night that runs meanwhile waits for no more than that; one
    that is killed half way is gone on with by the next.
    """
    with database.reading() as connection:
        ours = select(_PRODUCTIONS).where(_PRODUCTIONS.c.studio == studio)
        productions = connection.execute(ours.order_by(_PRODUCTIONS.c.id)).all()
    for production in productions:
        with database.writing("studio production", studio, production.folder) as connection:
            _forget(connection, studio, production.id, before)
    with database.writing("studio", studio) as connection:
        empty = and_(_old(studio, before), ~_has_records())
        gone = connection.execute(delete(_NIGHTS).where(empty)).rowcount
        used = exists(select(1).where(_NIGHTS.c.plan == studio_schema.plans.c.digest))
        connection.execute(delete(studio_schema.plans).where(~used))
    return gone


def forgettable(connection: Connection, studio: str, before: dt.date) -> int:
    """How many nights ``pruned`` would forget."""
    old = select(_NIGHTS.c.number).where(_old(studio, before))
    numbers = set(connection.scalars(old))
    ours = select(_PRODUCTIONS.c.id).where(_PRODUCTIONS.c.studio == studio)
    for production in connection.scalars(ours).all():
        kept = _kept(connection, production)
        if kept:
            still = select(_RECORDS.c.night).where(_RECORDS.c.id.in_(kept))
            numbers -= set(connection.scalars(still))
    return len(numbers)


def _forget(connection: Connection, studio: str, production: int, before: dt.date) -> None:
    old = select(_NIGHTS.c.number).where(_old(studio, before))
    mine = and_(
        _RECORDS.c.production == production,
        _RECORDS.c.night.in_(old),
        _RECORDS.c.id.not_in(_kept(connection, production)),
    )
    last = connection.scalar(select(func.max(_RECORDS.c.sequence)).where(mine))
    if not connection.execute(delete(_RECORDS).where(mine)).rowcount or not last:
        return
    later = and_(_RECORDS.c.production == production, _RECORDS.c.sequence > last)
    next_kept = connection.scalar(select(func.min(_RECORDS.c.sequence)).where(later))
    for table in _LISTS:
        # what begins later, or still held at the next that stays, needs no look: nearly everything
        past = and_(table.c.production == production, table.c.begins <= last)
        if next_kept is not None:
            past = and_(past, table.c.until <= next_kept)
        said = and_(
            _RECORDS.c.production == production,
            _RECORDS.c.sequence >= table.c.begins,
            _RECORDS.c.sequence < table.c.until,
        )
        by_nobody = ~exists(select(1).where(said).correlate(table))
        connection.execute(delete(table).where(past, by_nobody))


def _kept(connection: Connection, production: int) -> Collection[int]:
    """The records of a production that stay, however old: the last, and the last that says why.

    An unchanged one is nothing without that which it points at; one that found somebody at work is
    nothing to go by, nor is one that failed: the last wholly checked stays too.
    """
    mine = _RECORDS.c.production == production
    latest = select(_RECORDS.c.id, _RECORDS.c.same_as).where(mine).order_by(_RECORDS.c.night.desc())
    checked = latest.where(_RECORDS.c.ended.in_([str(Ended.CHECKED), str(Ended.UNCHANGED)]))
    stay: set[int] = set()
    for chosen in (latest, checked):
        for row in connection.execute(chosen.limit(1)):
            stay |= {row.id, row.same_as or row.id}
    return stay


def _old(studio: str, before: dt.date) -> ColumnElement[bool]:
    """Nights that may go; the latest never does: its manifest is the one that holds."""
    moment = dt.datetime.combine(before, dt.time())
    others = _NIGHTS.alias()
    latest = select(func.max(others.c.number)).where(others.c.studio == studio).scalar_subquery()
    return and_(_NIGHTS.c.studio == studio, _NIGHTS.c.begun < moment, _NIGHTS.c.number != latest)


def _has_records() -> ColumnElement[bool]:
    return exists(select(1).where(_RECORDS.c.night == _NIGHTS.c.number))
