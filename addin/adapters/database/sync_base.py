"""The base of a binding: what both sides held when they last agreed, one row a cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, and_, delete, insert, select, update

from addin.adapters.database import schema
from addin.adapters.database.sync_cells import cell_of, packed, text_of, unpacked
from addin.ports.sheets import Cells, Rows
from addin.tables.typed_cell import TypedCell

_CELLS: Final = schema.base_cells
_GRAVES: Final = schema.tombstones
_AT_ONCE: Final = 500
"""Rows named in one statement; databases end a list at about a thousand."""


@dataclass(frozen=True, slots=True)
class BaseTable:
    """The base of one binding as it is kept; ``revision`` rises with every change."""

    binding: int
    revision: int
    rows: Rows

    @classmethod
    def read(cls, connection: Connection, binding: int, revision: int, order: bytes) -> BaseTable:
        """What is kept."""
        rows: dict[str, dict[str, TypedCell]] = {row: {} for row in unpacked(order)}
        chosen = select(_CELLS.c.row, _CELLS.c.column, _CELLS.c.kind, _CELLS.c.content)
        for row, column, kind, content in connection.execute(
            chosen.where(_CELLS.c.binding == binding)
        ):
            rows.setdefault(row, {})[column] = cell_of(kind, content)
        return cls(binding, revision, rows)

    def replaced(self, connection: Connection, merged: Rows, at: dt.datetime) -> BaseTable:
        """The base as it is to be from now on: only what differs is written.

        Rows that are blank now and were not are kept in mind as blanked, for ``tidy``.
        """
        copied = {row: dict(cells) for row, cells in merged.items()}
        changed = [row for row, cells in copied.items() if self.rows.get(row) != cells]
        gone = [row for row in self.rows if row not in copied]
        self._forget_cells(connection, (*changed, *gone))
        self._keep_cells(connection, ((row, copied[row]) for row in changed))
        self._keep_graves(connection, copied, (*changed, *gone), at)
        after = BaseTable(self.binding, self.revision + 1, copied)
        table = schema.bindings
        connection.execute(
            update(table)
            .where(table.c.id == self.binding)
            .values(revision=after.revision, row_order=packed(list(copied)))
        )
        return after

    def _forget_cells(self, connection: Connection, rows: Iterable[str]) -> None:
        for some in _in_parts([row for row in rows if self.rows.get(row)]):
            this = and_(_CELLS.c.binding == self.binding, _CELLS.c.row.in_(some))
            connection.execute(delete(_CELLS).where(this))

    def _keep_cells(self, connection: Connection, rows: Iterable[tuple[str, Cells]]) -> None:
        written: list[Mapping[str, Any]] = [
            {
                "binding": self.binding,
                "row": row,
                "column": column,
                "kind": str(cell.kind),
                "content": text_of(cell),
            }
            for row, cells in rows
            for column, cell in cells.items()
        ]
        if written:
            connection.execute(insert(_CELLS), written)

    def _keep_graves(
        self, connection: Connection, now: Rows, rows: Iterable[str], at: dt.datetime
    ) -> None:
        dead = [r for r in rows if _is_there(self.rows, r) and not _is_there(now, r)]
        alive = [r for r in rows if _is_there(now, r) and not _is_there(self.rows, r)]
        for some in _in_parts([*dead, *alive]):
            this = and_(_GRAVES.c.binding == self.binding, _GRAVES.c.row.in_(some))
            connection.execute(delete(_GRAVES).where(this))
        if dead:
            values = [{"binding": self.binding, "row": row, "at": at} for row in dead]
            connection.execute(insert(_GRAVES), values)


def _is_there(rows: Rows, row: str) -> bool:
    return any(rows.get(row, {}).values())


def _in_parts(rows: list[str]) -> Iterable[list[str]]:
    return (rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE))
