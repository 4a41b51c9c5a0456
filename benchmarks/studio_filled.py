"""A studio's memory as it is after a year of nights, made in a minute.

One production is recorded night by night, as a night does it; what that writes is copied for the
others in the database itself, night by night, so that rows lie as if all had been recorded in turn.
Each night two findings come and go, and eight accounts move.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from sqlalchemy import Connection, Table, and_, func, insert, literal, select

from addin.adapters.database import studio_schema
from addin.adapters.database.connected import Connected
from addin.adapters.database.nights import DatabaseNights
from addin.domain.night import (
    AccountLine,
    AgeLine,
    CashMonth,
    Ended,
    Facts,
    Outcome,
    PairLine,
    Point,
    ProductionNight,
    ScheduleLine,
    Step,
)
from addin.ports.nights import NightPlan

STUDIO: Final = "Northlight"
FIRST: Final = dt.datetime(2026, 1, 5, 3)
_COME_AND_GO: Final = 2
_MOVING: Final = 8
_LISTS: Final = (
    studio_schema.points,
    studio_schema.accounts,
    studio_schema.pairs,
    studio_schema.orders,
)


def folders_of(productions: int) -> tuple[str, ...]:
    """Where the productions lie."""
    return tuple(f"/shows/show-{number:03}" for number in range(productions))


def night_plan(day: int, folders: tuple[str, ...]) -> NightPlan:
    """What the night of a day is to do."""
    at = FIRST + dt.timedelta(day)
    return NightPlan(STUDIO, at, folders, f"all {at:%Y-%m-%d}", "1", "pool")


def production_night(
    position: int, folder: str, day: int, points: int = 200, accounts: int = 60
) -> ProductionNight:
    """One production in the night of a day: every list that there can be."""
    at = FIRST + dt.timedelta(day)
    first = day * _COME_AND_GO
    found = tuple(_point(number, first, points, at) for number in range(first, first + points))
    lines = tuple(_account(number, day) for number in range(accounts))
    total = AccountLine("", "Total", 18_000_000, 2_100_000, 300_000, 900_000, 3_300_000, -day)
    months = [dt.date(2026 + month // 12, month % 12 + 1, 1) for month in range(18)]
    facts = Facts(
        currency="USD",
        report="Cost Report.xlsx!Report",
        cutoff=at.date(),
        total=total,
        accounts=lines,
        pairs=tuple(
            PairLine(pair, 400, day % 3, 1, 2, 0)
            for pair in ("bank and ledger", "ledger and orders", "cards and ledger")
        ),
        open_orders=tuple(
            AgeLine(label, 4, 120_000) for label in ("0-30", "31-60", "61-90", "over 90")
        ),
        cash=tuple(CashMonth(month, 700_000 + day, 800_000) for month in months),
        schedule=ScheduleLine(
            3, 20, 25, 160, dt.date(2026, 12, 20), dt.date(2026, 12, 18), day % 5
        ),
        records=(("ledger", 3000), ("purchase orders", 400)),
    )
    names = ("import", "recalculate", "validate", "reconcile", "refresh", "sync", "publish")
    return ProductionNight(
        position=position,
        production=f"Show {position:03}",
        folder=folder,
        at=at,
        ended=Ended.CHECKED,
        steps=tuple(Step(name, Outcome.DONE, "3 of 3 done", seconds=1.5) for name in names),
        points=found,
        facts=facts,
        inputs=f"{day:032x}",
        version="1",
        seconds=11.5,
        peak=300_000_000,
        worker="worker-1",
    )


def filled(database: Connected, productions: int, nights: int) -> int:
    """Fill an empty memory; the number of the last night."""
    kept = DatabaseNights(database)
    folders = folders_of(productions)
    number = 0
    for day in range(nights):
        plan = night_plan(day, folders)
        number = kept.begin(plan).number
        kept.record(number, production_night(0, folders[0], day))
        kept.end(number, plan.at + dt.timedelta(hours=1), 1)
    with database.transaction() as connection:
        _copied(connection, folders)
    return number


def _copied(connection: Connection, folders: tuple[str, ...]) -> None:
    """What the first production has, for all others."""
    ours = studio_schema.productions
    first = connection.execute(select(ours)).one()
    connection.execute(
        insert(ours),
        [
            {"studio": STUDIO, "folder": folder, "sequence": first.sequence}
            for folder in folders[1:]
        ],
    )
    records = studio_schema.records
    place = ours.c.id - first.id
    said = {"position": place, "name": func.replace(ours.c.folder, "/shows/show-", "Show ")}
    _copy(connection, records, first.id, said, records.c.night)
    for table in _LISTS:
        _copy(connection, table, first.id, {}, table.c.begins)


def _copy(
    connection: Connection, table: Table, first: int, said: dict[str, Any], turn: Any
) -> None:
    ours = studio_schema.productions
    chosen: dict[str, Any] = {column.name: column for column in table.c if column.name != "id"} | {
        "production": ours.c.id,
        **said,
    }
    others = and_(ours.c.id != literal(first), ours.c.studio == STUDIO)
    rows = (
        select(*chosen.values()).where(table.c.production == first).join_from(table, ours, others)
    )
    connection.execute(insert(table).from_select(list(chosen), rows.order_by(turn, ours.c.id)))


def _point(number: int, first: int, count: int, at: dt.datetime) -> Point:
    is_new = number >= first + count - _COME_AND_GO
    return Point(
        f"{number * 2654435761 % 2**48:012x}",
        "PO201",
        1 + number % 3,
        "new" if is_new else "waived" if number % 10 == 0 else "still open",
        "PO Log.xlsx",
        "POs",
        f"F{number}",
        f"PO {number} is over-relieved by 1,234.56 against account {1000 + number}",
        "Ask the vendor, or raise the order.",
        since=at.date() if is_new else FIRST.date(),
        waiver="Sam, 2026-01-03: agreed" if number % 10 == 0 else "",
        impact=123_456,
    )


def _account(number: int, day: int) -> AccountLine:
    moved = day if number % _MOVING == day % _MOVING else 0
    return AccountLine(
        f"{1000 + number}", f"Account {number}", 300_000, 35_000 + moved, 5_000, 15_000,
        55_000 + moved, 245_000 - moved,
    )  # fmt: skip
