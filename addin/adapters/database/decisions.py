"""Decisions about matches, in the database of the history."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from addin.adapters.database import schema
from addin.adapters.database.connected import Connected
from addin.domain.decisions import (
    Accepted,
    Alias,
    Decision,
    Decisions,
    Part,
    Rejected,
    Split,
)
from addin.domain.money import Money
from addin.ports import KeptDecision

_TABLE: Final = schema.decisions
_KINDS: Final[Mapping[str, type[Accepted | Rejected | Split | Alias]]] = {
    "accepted": Accepted,
    "rejected": Rejected,
    "split": Split,
    "alias": Alias,
}
_NAMES: Final = {kind: name for name, kind in _KINDS.items()}


class DatabaseDecisions:
    """The ``DecisionLog`` port; undone decisions stay, with the day they were undone."""

    def __init__(self, database: Connected) -> None:
        self._database = database

    def decisions(self, production: str) -> Decisions:
        """All that holds now (see ``ports.DecisionLog``)."""
        found = Decisions()
        for kept in self.log(production):
            if kept.undone is None:
                found = found.adding(kept.decision)
        return found

    def decide(self, production: str, decision: Decision, at: dt.datetime) -> KeptDecision:
        """Keep one more (see ``ports.DecisionLog``)."""
        said = replace(decision, when=at)
        with self._database.transaction() as connection:
            result = connection.execute(
                insert(_TABLE).values(
                    production=production,
                    kind=_NAMES[type(said)],
                    content=json.dumps(asdict(replace(said, when=None)), ensure_ascii=False),
                    at=at,
                )
            )
            key = result.inserted_primary_key
        return KeptDecision(int(key[0]) if key else 0, said, at)

    def undo(self, production: str, at: dt.datetime, number: int = 0) -> KeptDecision | None:
        """Take back one decision (see ``ports.DecisionLog``)."""
        with self._database.writing("decisions", production) as connection:
            holding = [row for row in _rows(connection, production) if row.undone is None]
            wanted = [row for row in holding if row.number == number] if number else holding[-1:]
            if not wanted:
                return None
            row = wanted[0]
            connection.execute(
                update(_TABLE).where(_TABLE.c.number == row.number).values(undone=at)
            )
        return replace(_kept(row), undone=at)

    def log(self, production: str) -> Sequence[KeptDecision]:
        """Everything ever decided (see ``ports.DecisionLog``)."""
        with self._database.transaction() as connection:
            return tuple(map(_kept, _rows(connection, production)))


def _rows(connection: Connection, production: str) -> Sequence[Row[Any]]:
    chosen = select(_TABLE).where(_TABLE.c.production == production).order_by(_TABLE.c.number)
    return connection.execute(chosen).all()


def _kept(row: Row[Any]) -> KeptDecision:
    content = json.loads(row.content)
    for side in ("left", "right"):
        if side in content:
            content[side] = tuple(content[side])
    if "parts" in content:
        content["parts"] = tuple(_part(part) for part in content["parts"])
    decision = _KINDS[row.kind](**(content | {"when": row.at}))
    return KeptDecision(row.number, decision, row.at, row.undone)


def _part(content: dict[str, Any]) -> Part:
    return Part(Money(**content["amount"]), content["account"], content["note"])
