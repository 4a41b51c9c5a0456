"""Waivers that hold, and those that no longer do: nothing of them is ever deleted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, insert, select, update

from addin.adapters.database import schema
from addin.ports import Waiver

_HELD: Final = schema.waivers
_PAST: Final = schema.past_waivers


def holding(connection: Connection, production: str) -> Mapping[str, Waiver]:
    """The waivers of a production by the key of their finding, in the order of keys."""
    rows = connection.execute(select(_HELD).where(_HELD.c.production == production)).all()
    return {row.key: waiver_of(row) for row in sorted(rows, key=lambda row: str(row.key))}


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
        connection.execute(insert(_HELD).values(production=production, **_said(waiver_of(before))))
    return True


def pass_over(
    connection: Connection, production: str, waiver: Waiver, by: str, at: dt.datetime
) -> bool:
    """End a waiver that another one replaced: it does not hold again when that one is taken back.

    What it replaced itself is then what that one replaced. False: there is no such waiver.
    """
    replaced = and_(_of(_PAST, production, waiver.key), _PAST.c.is_replaced)
    rows = connection.execute(select(_PAST).where(replaced).order_by(_PAST.c.number.desc())).all()
    this = next((row for row in rows if waiver_of(row) == waiver), None)
    if this is None:
        return False
    ended = {"ended": at, "ended_by": by, "is_replaced": False}
    connection.execute(update(_PAST).where(_PAST.c.number == this.number).values(**ended))
    before = update(_PAST).where(replaced, _PAST.c.ended == waiver.at)
    connection.execute(before.values(ended=this.ended))
    return True


def given_and_ended(
    connection: Connection, production: str
) -> tuple[Counter[Waiver], Counter[Waiver]]:
    """How often each waiver was given, and how often it was taken back: the same may be twice."""
    rows = connection.execute(select(_PAST).where(_PAST.c.production == production)).all()
    ended = Counter(waiver_of(row) for row in rows if not row.is_replaced)
    given = Counter(map(waiver_of, rows)) + Counter(holding(connection, production).values())
    return given, ended


def note_ended(connection: Connection, production: str, row: Row[Any]) -> None:
    """Keep that a waiver held once, and was taken back, elsewhere."""
    ended = {"ended": row.ended, "ended_by": row.ended_by, "is_replaced": False}
    said = _said(waiver_of(row))
    connection.execute(insert(_PAST).values(production=production, **said, **ended))


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


def waiver_of(row: Row[Any]) -> Waiver:
    """A row of either table."""
    return Waiver(row.key, row.state, row.reason, row.by, row.at)
