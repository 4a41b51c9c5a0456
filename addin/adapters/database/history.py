"""Past runs, their findings and the waivers people gave, in a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, select, update

from addin.adapters.database import schema
from addin.adapters.database.connected import Connected
from addin.domain.source import Place
from addin.errors import UnknownFinding
from addin.findings import Finding, Severity, Standing, Standpoint, numbered

ID_LENGTH = 6


class DatabaseHistory:
    """The ``History`` port."""

    def __init__(self, database: Connected) -> None:
        self._database = database

    def record(
        self, production: str, findings: Sequence[Finding], at: dt.datetime
    ) -> Sequence[Standpoint]:
        """Keep this run; say where each finding stands (see ``ports.History``)."""
        keyed = numbered(findings)
        with self._database.transaction() as connection:
            run = _new_run(connection, production, findings, at)
            before = _known(connection, production)
            waived = _waivers(connection, production)
            standpoints = [
                _standpoint(key, finding, before.get(key), waived.get(key), at)
                for key, finding in keyed
            ]
            _keep(connection, production, keyed, before, run, at)
            now = {key for key, _ in keyed}
            gone = [row for key, row in before.items() if key not in now and not row.resolved_at]
            for row in gone:
                connection.execute(
                    update(schema.findings).where(_is(production, row.key)).values(resolved_at=at)
                )
            standpoints += [
                Standpoint(
                    _finding(row), Standing.RESOLVED, row.key[:ID_LENGTH], row.first_seen.date()
                )
                for row in gone
            ]
        return standpoints

    def waive(self, production: str, id: str, reason: str, by: str, at: dt.datetime) -> Finding:  # noqa: A002 - the word people use
        """Judge a finding fine (see ``ports.History``)."""
        with self._database.transaction() as connection:
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
            connection.execute(
                delete(schema.waivers).where(
                    schema.waivers.c.production == production, schema.waivers.c.key == row.key
                )
            )
            connection.execute(
                insert(schema.waivers).values(
                    production=production,
                    key=row.key,
                    state=row.state,
                    reason=reason,
                    by=by,
                    at=at,
                )
            )
            return _finding(row)


def _is(production: str, key: str) -> Any:
    table = schema.findings.c
    return and_(table.production == production, table.key == key)


def _new_run(
    connection: Connection, production: str, findings: Sequence[Finding], at: dt.datetime
) -> int:
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    result = connection.execute(
        insert(schema.runs).values(
            production=production,
            at=at,
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            notes=counts[Severity.NOTE],
        )
    )
    key = result.inserted_primary_key
    return int(key[0]) if key else 0


def _known(connection: Connection, production: str) -> Mapping[str, Row[Any]]:
    rows = connection.execute(
        select(schema.findings)
        .where(schema.findings.c.production == production)
        .order_by(schema.findings.c.key)
    )
    return {row.key: row for row in rows}


def _waivers(connection: Connection, production: str) -> Mapping[str, Row[Any]]:
    rows = connection.execute(
        select(schema.waivers).where(schema.waivers.c.production == production)
    )
    return {row.key: row for row in rows}


def _standpoint(
    key: str, finding: Finding, before: Row[Any] | None, waiver: Row[Any] | None, at: dt.datetime
) -> Standpoint:
    known = before is not None and not before.resolved_at
    since = before.first_seen.date() if before is not None and known else at.date()
    if waiver is not None and waiver.state == finding.state:
        why = f"{waiver.by}, {waiver.at.date().isoformat()}: {waiver.reason}"
        return Standpoint(finding, Standing.WAIVED, key[:ID_LENGTH], since, why)
    standing = Standing.OPEN if known else Standing.NEW
    return Standpoint(finding, standing, key[:ID_LENGTH], since)


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
        }
        old = before.get(key)
        if old is None:
            first = {"production": production, "key": key, "first_run": run, "first_seen": at}
            fresh.append(row | first)
        else:
            again = {"first_run": run, "first_seen": at} if old.resolved_at else {}
            connection.execute(
                update(schema.findings).where(_is(production, key)).values(**row, **again)
            )
    if fresh:
        connection.execute(insert(schema.findings), fresh)


def _finding(row: Row[Any]) -> Finding:
    place = Place(row.workbook, row.sheet, row.cell)
    return Finding(row.code, Severity(row.severity), row.message, (place,), advice=row.advice)
