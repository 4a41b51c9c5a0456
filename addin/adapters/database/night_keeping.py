"""One production's night is kept: wholly or not at all, and a second time instead of the first."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, Row, and_, delete, func, insert, select, update

from addin.adapters.database import night_rows, studio_schema
from addin.domain.night import Ended, ProductionNight

_RECORDS: Final = studio_schema.records
_PRODUCTIONS: Final = studio_schema.productions
_LISTS: Final = (
    studio_schema.points,
    studio_schema.accounts,
    studio_schema.pairs,
    studio_schema.orders,
)


def keep(connection: Connection, studio: str, night: int, one: ProductionNight) -> None:
    """Keep how a production ended, in a transaction that nobody else writes it in.

    Numbers of lists only rise, a repetition's too: what the first time said is left as it was for
    the records that share it, and what nobody shares is taken away.
    """
    production = _production(connection, studio, one.folder)
    before = connection.execute(
        select(_RECORDS).where(_RECORDS.c.night == night, _RECORDS.c.production == production.id)
    ).one_or_none()
    said = night_rows.columns_of(one)
    said |= {"night": night, "production": production.id, "sequence": 0, "same_as": None}
    if night_rows.is_unchanged(one):
        same = _last_that_changed(connection, production.id, night)
        if same is not None:
            said |= night_rows.carried(same) | {"same_as": same.id}
    elif night_rows.has_lists(one):
        said["sequence"] = sequence = production.sequence + 1
        _keep_lists(connection, production.id, sequence, one)
    if before is None:
        connection.execute(insert(_RECORDS).values(**said))
        return
    connection.execute(update(_RECORDS).where(_RECORDS.c.id == before.id).values(**said))
    if not said["sequence"]:  # a record that says otherwise is seen by who remembers the first
        _count(connection, production.id, production.sequence + 1)
    if before.sequence:
        _forget_alone(connection, production.id, before.sequence)


def _production(connection: Connection, studio: str, folder: str) -> Row[Any]:
    this = and_(_PRODUCTIONS.c.studio == studio, _PRODUCTIONS.c.folder == folder)
    found = connection.execute(select(_PRODUCTIONS).where(this)).one_or_none()
    if found is None:
        connection.execute(insert(_PRODUCTIONS).values(studio=studio, folder=folder, sequence=0))
        found = connection.execute(select(_PRODUCTIONS).where(this)).one()
    return found


def _keep_lists(
    connection: Connection, production: int, sequence: int, one: ProductionNight
) -> None:
    kinds = (night_rows.POINTS, night_rows.ACCOUNTS, night_rows.PAIRS)
    for kind, items in zip(kinds, night_rows.items_of(one), strict=True):
        kind.keep(connection, production, sequence, items)
    _count(connection, production, sequence)


def _count(connection: Connection, production: int, sequence: int) -> None:
    this = update(_PRODUCTIONS).where(_PRODUCTIONS.c.id == production)
    connection.execute(this.values(sequence=sequence))


def _last_that_changed(connection: Connection, production: int, night: int) -> Row[Any] | None:
    """The record that an unchanged one points at: the last that says something of its own."""
    mine = and_(
        _RECORDS.c.production == production,
        _RECORDS.c.night < night,
        _RECORDS.c.ended.not_in([str(Ended.UNCHANGED), str(Ended.BUSY)]),
    )
    chosen = select(_RECORDS).where(mine).order_by(_RECORDS.c.night.desc()).limit(1)
    return connection.execute(chosen).one_or_none()


def _forget_alone(connection: Connection, production: int, sequence: int) -> None:
    """What only the replaced record said: all that held then, and at no record before or after."""
    number = _RECORDS.c.sequence  # 0: it has no lists
    mine = _RECORDS.c.production == production
    before = connection.scalar(select(func.max(number)).where(mine, number < sequence))
    after = connection.scalar(select(func.min(number)).where(mine, number > sequence))
    for table in _LISTS:
        alone = and_(
            table.c.production == production,
            table.c.begins <= sequence,
            table.c.until > sequence,
            table.c.begins > (before or 0),
        )
        if after is not None:
            alone = and_(alone, table.c.until <= after)
        connection.execute(delete(table).where(alone))
