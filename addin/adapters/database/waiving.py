"""Waivers that hold, and those that no longer do: nothing of them is ever deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, insert, select

from addin.adapters.database import schema
from addin.ports import Waiver

_HELD: Final = schema.waivers
_PAST: Final = schema.past_waivers


def holding(connection: Connection, production: str) -> Mapping[str, Waiver]:
    """The waivers of a production by the key of their finding, in the order of keys."""
    rows = connection.execute(select(_HELD).where(_HELD.c.production == production)).all()
    return {row.key: _waiver(row) for row in sorted(rows, key=lambda row: str(row.key))}


def put(connection: Connection, production: str, waiver: Waiver) -> None:
    """Have a waiver hold, instead of the one of the same finding that did."""
    before = holding(connection, production).get(waiver.key)
    if before is not None:
        _end(connection, production, before, waiver.by, waiver.at, is_replaced=True)
    connection.execute(insert(_HELD).values(production=production, **_said(waiver)))


def take_back(
    connection: Connection, production: str, waiver: Waiver, by: str, at: dt.datetime
) -> bool:
    """End a waiver; the one that it replaced holds again. False: it is not what holds."""
    if holding(connection, production).get(waiver.key) != waiver:
        return False
    _end(connection, production, waiver, by, at, is_replaced=False)
    replaced = and_(
        _of(_PAST, production, waiver.key), _PAST.c.is_replaced, _PAST.c.ended == waiver.at
    )
    chosen = select(_PAST).where(replaced).order_by(_PAST.c.number.desc()).limit(1)
    before = connection.execute(chosen).one_or_none()
    if before is not None:
        connection.execute(delete(_PAST).where(_PAST.c.number == before.number))
        connection.execute(insert(_HELD).values(production=production, **_said(_waiver(before))))
    return True


def was_known(connection: Connection, production: str, waiver: Waiver) -> bool:
    """Whether a waiver held here before, or does."""
    if holding(connection, production).get(waiver.key) == waiver:
        return True
    rows = connection.execute(select(_PAST).where(_of(_PAST, production, waiver.key)))
    return any(_waiver(row) == waiver for row in rows)


def _end(
    connection: Connection,
    production: str,
    waiver: Waiver,
    by: str,
    at: dt.datetime,
    *,
    is_replaced: bool,
) -> None:
    connection.execute(delete(_HELD).where(_of(_HELD, production, waiver.key)))
    ended = {"ended": at, "ended_by": by, "is_replaced": is_replaced}
    connection.execute(insert(_PAST).values(production=production, **_said(waiver), **ended))


def _of(table: Table, production: str, key: str) -> ColumnElement[bool]:
    return and_(table.c.production == production, table.c.key == key)


def _said(waiver: Waiver) -> dict[str, Any]:
    return {
        "key": waiver.key,
        "state": waiver.state,
        "reason": waiver.reason,
        "by": waiver.by,
        "at": waiver.at,
    }


def _waiver(row: Row[Any]) -> Waiver:
    return Waiver(row.key, row.state, row.reason, row.by, row.at)
