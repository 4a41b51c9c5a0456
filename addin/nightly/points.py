"""Findings as plain values, with the key that is theirs in every night."""

from __future__ import annotations

from collections.abc import Iterable

from addin.domain.night import Point
from addin.findings import Standing, Standpoint, numbered
from addin.nightly.table_roles import TableRoles


def points_of(
    standpoints: Iterable[Standpoint], roles: TableRoles | None = None
) -> tuple[Point, ...]:
    """Findings and where they stand, in the order of the report; ``roles`` are its tables'.

    The key is the history's own; without a history, the one that it would give.
    """
    roles = roles or TableRoles()
    every = tuple(standpoints)
    now = (one.finding for one in every if one.standing is not Standing.RESOLVED)
    keys = iter(key for key, _ in numbered(now))
    return tuple(
        _point(one, one.id if one.standing is Standing.RESOLVED else next(keys), roles)
        for one in every
    )


def _point(standpoint: Standpoint, key: str, roles: TableRoles) -> Point:
    finding = standpoint.finding
    return Point(
        key=standpoint.key or key,
        code=finding.code,
        severity=int(finding.severity),
        standing=str(standpoint.standing),
        workbook=finding.place.workbook,
        sheet=finding.place.sheet,
        cell=finding.place.cell,
        message=finding.message,
        advice=finding.advice,
        since=standpoint.since,
        waiver=standpoint.waiver,
        impact=finding.impact.minor if finding.impact else None,
        role=roles.of(finding.places),
    )
