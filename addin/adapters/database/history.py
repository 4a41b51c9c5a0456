"""Past runs, their findings and the waivers people gave, in a database."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update

from addin.adapters.database import schema, waiving
from addin.adapters.database.connected import Connected
from addin.domain.source import Place
from addin.errors import UnknownFinding
from addin.findings import Finding, Severity, Standing, Standpoint, numbered
from addin.ports import Waived, Waiver

ID_LENGTH = 6


class DatabaseHistory:
    """The ``History`` port."""

    def __init__(self, database: Connected) -> None:
        self._database = database

    def record(
        self, production: str, findings: Sequence[Finding], at: dt.datetime, night: str = ""
    ) -> Sequence[Standpoint]:
        """Keep this run; say where each finding stands (see ``ports.History``)."""
        keyed = numbered(findings)
        with self._database.writing("history", production) as connection:
            run = _run(connection, production, findings, at, night)
            before = _known(connection, production)
            waived = waiving.holding(connection, production)
            standpoints = [
                _standpoint(key, finding, _open(before.get(key), run), waived.get(key), at)
                for key, finding in keyed
            ]
            _keep(connection, production, keyed, before, run, at)
            now = {key for key, _ in keyed}
            gone = [row for key, row in before.items() if key not in now]
            _resolve(connection, [row for row in gone if not row.resolved_at], run, at)
        standpoints += [
            Standpoint(
                _finding(row),
                Standing.RESOLVED,
                row.key[:ID_LENGTH],
                row.first_seen.date(),
                key=row.key,
            )
            for row in gone
            if _open(row, run)
        ]
        return standpoints

    def waive(self, production: str, id: str, reason: str, by: str, at: dt.datetime) -> Waived:  # noqa: A002 - the word people use
        """Judge a finding fine (see ``ports.History``)."""
        with self._database.writing("history", production) as connection:
            known = _known(connection, production)
            fitting = [
                row
                for key, row in known.items()
                if key.startswith(id) and not row.resolved_at and id
            ]
            exact = [row for row in fitting if row.key == id]
            fitting = exact or fitting
            if len(fitting) != 1:
                raise UnknownFinding(id, tuple(sorted(row.key for row in fitting)))
            row = fitting[0]
            waiver = Waiver(row.key, row.state, reason, by, at)
            waiving.put(connection, production, waiver)
            return Waived(waiver, _finding(row))

    def waivers(self, production: str) -> Sequence[Waiver]:
        """All that hold (see ``ports.History``)."""
        with self._database.transaction() as connection:
            return tuple(waiving.holding(connection, production).values())

    def unwaive(self, production: str, waiver: Waiver, by: str, at: dt.datetime) -> bool:
        """Take back a waiver (see ``ports.History``)."""
        with self._database.writing("history", production) as connection:
            if waiving.take_back(connection, production, waiver, by, at):
                return True
            waiving.pass_over(connection, production, waiver, by, at)
            return False


def _is(production: str, key: str) -> Any:
    table = schema.findings.c
    return and_(table.production == production, table.key == key)


def _run(
    connection: Connection,
    production: str,
    findings: Sequence[Finding],
    at: dt.datetime,
    night: str,
) -> int:
    """The number of this run; that of the same night, if it is gone on with."""
    counts = Counter(finding.severity for finding in findings)
    said = {
        "at": at,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "notes": counts[Severity.NOTE],
    }
    table = schema.runs
    if night:
        same = select(table.c.id).where(table.c.production == production, table.c.night == night)
        known = connection.scalar(same.order_by(table.c.id.desc()).limit(1))
        if known is not None:
            connection.execute(update(table).where(table.c.id == known).values(**said))
            return int(known)
    said |= {"production": production, "night": night or None}
    key = connection.execute(insert(table).values(**said)).inserted_primary_key
    return int(key[0]) if key else 0


def _open(row: Row[Any] | None, run: int) -> Row[Any] | None:
    """A finding, if it was open before this run; what the run itself said before does not count."""
    if row is None or row.first_run == run:
        return None
    return row if row.resolved_at is None or row.resolved_run == run else None


def _resolve(connection: Connection, gone: Sequence[Row[Any]], run: int, at: dt.datetime) -> None:
    """These are no more. Of what only this run itself had said, no run is told that it went."""
    for row in gone:
        told = run if _open(row, run) else None
        this = update(schema.findings).where(_is(row.production, row.key))
        connection.execute(this.values(resolved_at=at, resolved_run=told))


def _known(connection: Connection, production: str) -> Mapping[str, Row[Any]]:
    mine = schema.findings.c.production == production
    rows = connection.execute(select(schema.findings).where(mine)).all()
    return {row.key: row for row in sorted(rows, key=lambda row: str(row.key))}


def _standpoint(
    key: str, finding: Finding, before: Row[Any] | None, waiver: Waiver | None, at: dt.datetime
) -> Standpoint:
    since = before.first_seen.date() if before is not None else at.date()
    if waiver is not None and waiver.state == finding.state:
        why = f"{waiver.by}, {waiver.at.date().isoformat()}: {waiver.reason}"
        return Standpoint(finding, Standing.WAIVED, key[:ID_LENGTH], since, why, key)
    standing = Standing.OPEN if before is not None else Standing.NEW
    return Standpoint(finding, standing, key[:ID_LENGTH], since, key=key)


def _keep(
    connection: Connection,
    production: str,
    keyed: Sequence[tuple[str, Finding]],
    before: Mapping[str, Row[Any]],
    run: int,
    at: dt.datetime,
) -> None:
    fresh = []
    for key, finding in keyed:
        row = {
            "code": finding.code,
            "severity": int(finding.severity),
            "workbook": finding.place.workbook,
            "sheet": finding.place.sheet,
            "cell": finding.place.cell,
            "message": finding.message,
            "advice": finding.advice,
            "state": finding.state,
            "last_run": run,
            "resolved_at": None,
            "resolved_run": None,
        }
        old = before.get(key)
        if old is None:
            first = {"production": production, "key": key, "first_run": run, "first_seen": at}
            fresh.append(row | first)
        else:
            again = {} if _open(old, run) else {"first_run": run, "first_seen": at}
            connection.execute(
                update(schema.findings).where(_is(production, key)).values(**row, **again)
            )
    if fresh:
        connection.execute(insert(schema.findings), fresh)


def _finding(row: Row[Any]) -> Finding:
    place = Place(row.workbook, row.sheet, row.cell)
    return Finding(row.code, Severity(row.severity), row.message, (place,), advice=row.advice)
