"""Lists of a production that are kept as they change: findings, accounts, statements.

A row is written when an item is new or says something else, and closed when it is gone. Items are
known by their name and, where several have one, by their turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    insert,
    select,
    update,
)

from addin.adapters.database.studio_schema import STILL, orders, records
from addin.adapters.database.sync_cells import packed, unpacked

Item = tuple[str, tuple[Any, ...]]
"""Its name, and what is said of it, in the order of ``KeptList.fields``."""


_Known = tuple[str, int]
"""Which item of a list: its name, and its turn among those of that name, from 0."""


@dataclass(frozen=True, slots=True)
class KeptList:
    """One kind of list, and the columns that hold what is said of an item."""

    table: Table
    fields: tuple[str, ...]

    def keep(
        self, connection: Connection, production: int, sequence: int, items: Sequence[Item]
    ) -> None:
        """What the list says from record ``sequence`` on; what is as it was is not written."""
        now = _told_apart(items)
        self._replace(connection, self.table, production, sequence, now)
        order = {(self.table.name, 0): (packed(_in_parts(now)),)}
        self._replace(connection, orders, production, sequence, order)

    def of(
        self, connection: Connection, wanted: ColumnElement[bool]
    ) -> Mapping[int, Sequence[Item]]:
        """The lists of the records that ``wanted`` chooses, by the number of the record."""
        by_index(connection)
        found: dict[int, dict[_Known, tuple[Any, ...]]] = defaultdict(dict)
        table = self.table
        fields = [table.c[name] for name in self.fields]
        chosen = select(records.c.id, table.c.key, table.c.nth, *fields)
        for number, key, nth, *said in connection.execute(
            chosen.join(table, _holds(table)).where(wanted)
        ).all():
            found[number][key, nth] = tuple(said)
        chosen = select(records.c.id, orders.c.content).join(orders, _holds(orders))
        orders_of = {
            number: _whole(unpacked(content))
            for number, content in connection.execute(
                chosen.where(and_(wanted, orders.c.key == table.name))
            )
        }
        return {
            number: [(one[0], said[one]) for one in orders_of.get(number, ()) if one in said]
            for number, said in found.items()
        }

    def _replace(
        self,
        connection: Connection,
        table: Table,
        production: int,
        sequence: int,
        now: Mapping[_Known, tuple[Any, ...]],
    ) -> None:
        fields = _fields(table)
        mine = and_(table.c.production == production, table.c.until == STILL)
        if table is orders:
            mine = and_(mine, table.c.key == self.table.name)
        chosen = select(table.c.key, table.c.nth, *(table.c[name] for name in fields))
        before = {
            (key, nth): tuple(said)
            for key, nth, *said in connection.execute(chosen.where(mine)).all()
        }
        over = [one for one, said in before.items() if now.get(one) != said]
        if over:
            this = and_(mine, table.c.key == bindparam("_key"), table.c.nth == bindparam("_nth"))
            closed = update(table).where(this).values(until=sequence)
            connection.execute(closed, [{"_key": key, "_nth": nth} for key, nth in over])
        fresh = [
            {
                "production": production,
                "key": key,
                "nth": nth,
                "begins": sequence,
                "until": STILL,
                **dict(zip(fields, said, strict=True)),
            }
            for (key, nth), said in now.items()
            if before.get((key, nth)) != said
        ]
        if fresh:
            connection.execute(insert(table), fresh)


def by_index(connection: Connection) -> None:
    """Have what holds be looked up production by production, until the transaction's end.

    A server cannot know that of all that a production ever said a hundredth holds; it would read
    everything that was ever said of all.
    """
    if connection.dialect.name == "postgresql":
        for way in ("seqscan", "hashjoin", "mergejoin"):
            connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")


_NOT_SAID: Final = frozenset({"production", "key", "nth", "begins", "until"})


def _fields(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.c if column.name not in _NOT_SAID)


def kept_list(table: Table) -> KeptList:
    """The kind of list that a table keeps."""
    return KeptList(table, _fields(table))


def _holds(table: Table) -> ColumnElement[bool]:
    """What held when a record was made."""
    return and_(
        table.c.production == records.c.production,
        table.c.begins <= records.c.sequence,
        table.c.until > records.c.sequence,
        records.c.sequence > 0,
    )


def _told_apart(items: Iterable[Item]) -> dict[_Known, tuple[Any, ...]]:
    turns: dict[str, int] = {}
    found = {}
    for key, said in items:
        turns[key] = turn = turns.get(key, -1) + 1
        found[key, turn] = said
    return found


def _in_parts(known: Iterable[_Known]) -> list[Any]:
    """An order, short: a name alone is the first of that name."""
    return [[key, nth] if nth else key for key, nth in known]


def _whole(order: Iterable[Any]) -> list[_Known]:
    return [(one, 0) if isinstance(one, str) else (one[0], one[1]) for one in order]
