"""Everything that is kept of a studio's nights, as plain rows: amounts in whole units, exact."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Table, select

from addin.adapters.database import night_rows, studio_schema
from addin.adapters.database.night_lists import kept_list
from addin.adapters.database.night_queries import kept_nights
from addin.domain.money import Money
from addin.domain.night import Ended
from addin.ports.nights import KeptNight

_NIGHTS: Final = studio_schema.nights
_RECORDS: Final = studio_schema.records
_PRODUCTIONS: Final = studio_schema.productions
_EVERY: Final = 2**31 - 1
_OF_RECORDS: Final = (
    "failure error errors warnings notes new resolved suggested unmatched slip inputs version"
    " tries seconds peak worker".split()
)
_IN_MONEY: Final = frozenset({*night_rows.AMOUNTS, "impact", "difference"})

Row = Mapping[str, object]


class _Said(NamedTuple):
    """When a record of a production was made, by the number of its lists."""

    sequence: int
    night: int
    at: dt.datetime
    currency: str


def exported(connection: Connection, studio: str, table: str) -> Iterator[Row]:
    """All rows of a table of ``EXPORTED``, oldest first.

    Findings, accounts and statements are one row for as long as they say the same: from ``at`` on,
    and before ``until``; that is empty for what still holds.

    Raises:
        ValueError: there is no such table.
    """
    match table:
        case "nights":
            yield from map(_night, reversed(kept_nights(connection, studio, _EVERY)))
        case "productions":
            yield from _productions(connection, studio)
        case "findings":
            yield from _changes(connection, studio, studio_schema.points, "finding")
        case "accounts":
            yield from _changes(connection, studio, studio_schema.accounts, "account")
        case "pairs":
            yield from _changes(connection, studio, studio_schema.pairs, "pair")
        case "audit":
            yield from _audit(connection, studio)
        case _:
            raise ValueError(f"no table is called '{table}'")


def _night(one: KeptNight) -> Row:
    return {
        "night": one.number,
        "studio": one.studio,
        "begun": one.begun,
        "ended": one.ended,
        "status": one.status,
        "seconds": round(one.seconds, 3),
        "engine": one.engine,
        "version": one.version,
        "productions": one.productions,
        **{str(ended): one.counts.get(str(ended), 0) for ended in Ended},
        "errors": one.errors,
        "warnings": one.warnings,
        "notes": one.notes,
        "new": one.new,
        "resolved": one.resolved,
    }


def _productions(connection: Connection, studio: str) -> Iterator[Row]:
    chosen = select(_RECORDS, _PRODUCTIONS.c.folder).join(
        _PRODUCTIONS, _PRODUCTIONS.c.id == _RECORDS.c.production
    )
    chosen = chosen.where(_PRODUCTIONS.c.studio == studio)
    for row in connection.execute(chosen.order_by(_RECORDS.c.night, _RECORDS.c.position)):
        amounts = {
            name: _money(getattr(row, name), row.currency) if row.has_total else None
            for name in night_rows.AMOUNTS
        }
        yield {
            "night": row.night,
            "at": row.at,
            "production": row.name,
            "folder": row.folder,
            "ended": row.ended,
            **{name: getattr(row, name) for name in _OF_RECORDS},
            "seconds": round(row.seconds, 3),
            "currency": row.currency,
            **amounts,
        }


def _changes(connection: Connection, studio: str, table: Table, called: str) -> Iterator[Row]:
    names = _names(connection, studio)
    said = _when(connection, studio)
    ours = table.c.production.in_(select(_PRODUCTIONS.c.id).where(_PRODUCTIONS.c.studio == studio))
    order = (table.c.begins, table.c.production, table.c.key, table.c.nth)
    fields = kept_list(table).fields
    for row in connection.execute(select(table).where(ours).order_by(*order)):
        first = _first(said[row.production], row.begins)
        if first is None or first.sequence >= row.until:
            continue  # no record that is kept says it
        after = _first(said[row.production], row.until)
        folder, name = names[row.production]
        yield {
            "night": first.night,
            "at": first.at,
            "until": after.at if after else None,
            "production": name,
            "folder": folder,
            "currency": first.currency,
            called: row.key,
            **{name: _plain(name, getattr(row, name), first.currency) for name in fields},
        }


def _names(connection: Connection, studio: str) -> Mapping[int, tuple[str, str]]:
    """Folder and latest name of each production."""
    chosen = select(_PRODUCTIONS.c.id, _PRODUCTIONS.c.folder, _RECORDS.c.name)
    chosen = chosen.join(_RECORDS, _RECORDS.c.production == _PRODUCTIONS.c.id)
    chosen = chosen.where(_PRODUCTIONS.c.studio == studio).order_by(_RECORDS.c.night)
    return {number: (folder, name) for number, folder, name in connection.execute(chosen)}


def _when(connection: Connection, studio: str) -> Mapping[int, Sequence[_Said]]:
    """The records of each production that have lists, in their order."""
    columns = (_RECORDS.c.sequence, _RECORDS.c.night, _RECORDS.c.at, _RECORDS.c.currency)
    chosen = select(_RECORDS.c.production, *columns).join(
        _PRODUCTIONS, _PRODUCTIONS.c.id == _RECORDS.c.production
    )
    chosen = chosen.where(_PRODUCTIONS.c.studio == studio, _RECORDS.c.sequence > 0)
    found: dict[int, list[_Said]] = defaultdict(list)
    for production, *said in connection.execute(chosen.order_by(_RECORDS.c.sequence)):
        found[production].append(_Said(*said))
    return found


def _first(said: Sequence[_Said], sequence: int) -> _Said | None:
    at = bisect_left(said, sequence, key=lambda one: one.sequence)
    return said[at] if at < len(said) else None


def _audit(connection: Connection, studio: str) -> Iterator[Row]:
    table = studio_schema.audit
    chosen = select(table).where(table.c.studio == studio).order_by(table.c.number)
    for row in connection.execute(chosen):
        yield {
            name: getattr(row, name)
            for name in "number at who role production action sentence address".split()
        }


def _plain(name: str, value: Any, currency: str) -> object:
    return _money(value, currency) if name in _IN_MONEY else value


def _money(minor: int | None, currency: str) -> object:
    return None if minor is None else Money(minor, currency).amount
