"""Blanked rows that may go for good: on request, after some days, and only if they hold nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from addin.ports.sheets import Pulled
from addin.sync.rows import is_blank

DAYS = 7
"""Days that a blanked row stays unless told otherwise: long enough for somebody to miss it."""


@dataclass(frozen=True, slots=True)
class Removable:
    """A blanked row: its id, and where it stood when the sheet was pulled."""

    id: str
    row: int


def removable(
    pulled: Pulled, tombstones: Mapping[str, dt.datetime], now: dt.datetime, days: int = DAYS
) -> tuple[Removable, ...]:
    """The rows that may be removed, lowest first, so that none moves before its turn.

    Only rows that a sync blanked, at least ``days`` ago, that are blank still.
    """
    oldest = now - dt.timedelta(days=days)
    found = [
        Removable(row, shared.row)
        for row, shared in pulled.blanked.items()
        if row in tombstones and tombstones[row] <= oldest and is_blank(shared.cells)
    ]
    return tuple(sorted(found, key=lambda one: -one.row))
