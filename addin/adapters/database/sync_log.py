"""The log of syncs: their runs, what each changed, and the conflicts with their answers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, delete, insert, select, update

from addin.adapters.database import schema
from addin.adapters.database.sync_cells import cell_told, conflict_of, conflict_told, told
from addin.ports.conflicts import Conflict
from addin.ports.sync_store import CellChange, KeptConflict, KeptRun
from addin.tables.typed_cell import TypedCell

_RUNS: Final = schema.sync_runs
_CHANGES: Final = schema.cell_changes
_CONFLICTS: Final = schema.conflicts
_GRAVES: Final = schema.tombstones


def begun(connection: Connection, binding: int, at: dt.datetime, who: str, undoes: int) -> int:
    """The number of a new run."""
    result = connection.execute(
        insert(_RUNS).values(
            binding=binding, at=at, who=who, sentence="", undoes=undoes, is_finished=False
        )
    )
    key = result.inserted_primary_key
    return int(key[0]) if key else 0


def finished(connection: Connection, run: int, sentence: str) -> None:
    """A run is over; what it did in a sentence."""
    this = update(_RUNS).where(_RUNS.c.number == run)
    connection.execute(this.values(sentence=sentence, is_finished=True))


def runs(connection: Connection, binding: int) -> Sequence[KeptRun]:
    """The finished runs, oldest first."""
    this = and_(_RUNS.c.binding == binding, _RUNS.c.is_finished)
    found = connection.execute(select(_RUNS).where(this).order_by(_RUNS.c.number))
    return tuple(KeptRun(one.number, one.at, one.who, one.sentence, one.undoes) for one in found)


def last_run(connection: Connection, binding: int) -> int:
    """The number of the latest run, finished or not; 0 if there was none."""
    chosen = select(_RUNS.c.number).where(_RUNS.c.binding == binding)
    return connection.execute(chosen.order_by(_RUNS.c.number.desc()).limit(1)).scalar() or 0


def time_of(connection: Connection, run: int) -> dt.datetime:
    """When a run began; one that nobody began: now."""
    found = connection.execute(select(_RUNS.c.at).where(_RUNS.c.number == run)).scalar()
    return found or dt.datetime.now()  # noqa: DTZ005 - by a coordinator's own clock, as all of them


def keep_changes(connection: Connection, run: int, changes: Iterable[CellChange]) -> None:
    """What a run changed."""
    written = [
        {
            "run": run,
            "side": one.side,
            "row": one.row,
            "column": one.column,
            "before": _text(one.before),
            "after": _text(one.after),
        }
        for one in changes
    ]
    if written:
        connection.execute(insert(_CHANGES), written)


def changes(connection: Connection, binding: int, run: int) -> Sequence[CellChange]:
    """What a run of this binding changed, in the order in which it was kept."""
    chosen = (
        select(_CHANGES)
        .join(_RUNS, _RUNS.c.number == _CHANGES.c.run)
        .where(and_(_RUNS.c.binding == binding, _RUNS.c.number == run))
        .order_by(_CHANGES.c.number)
    )
    return tuple(
        CellChange(one.side, one.row, one.column, _cell(one.before), _cell(one.after))
        for one in connection.execute(chosen)
    )


def keep_conflicts(
    connection: Connection, binding: int, run: int, conflicts: Iterable[Conflict]
) -> None:
    """New entries of the conflict log; open, unless a column's policy has settled them."""
    at = time_of(connection, run)
    written = [
        {
            "binding": binding,
            "run": run,
            "at": at,
            "content": json.dumps(conflict_told(one), ensure_ascii=False),
            "answer": one.settled,
        }
        for one in conflicts
    ]
    if written:
        connection.execute(insert(_CONFLICTS), written)


def conflicts(connection: Connection, binding: int, *, open_only: bool) -> Sequence[KeptConflict]:
    """The conflict log, oldest first."""
    chosen = select(_CONFLICTS).where(_CONFLICTS.c.binding == binding)
    if open_only:
        chosen = chosen.where(_CONFLICTS.c.answer == "")
    return tuple(map(_conflict, connection.execute(chosen.order_by(_CONFLICTS.c.number))))


def answer(connection: Connection, binding: int, number: int, answer: str, at: dt.datetime) -> None:
    """A conflict is settled."""
    this = and_(_CONFLICTS.c.binding == binding, _CONFLICTS.c.number == number)
    connection.execute(update(_CONFLICTS).where(this).values(answer=answer, answered_at=at))


def tombstones(connection: Connection, binding: int) -> Mapping[str, dt.datetime]:
    """Blanked rows and when that was, oldest first."""
    chosen = select(_GRAVES).where(_GRAVES.c.binding == binding).order_by(_GRAVES.c.at)
    return {one.row: one.at for one in connection.execute(chosen)}


def forget(connection: Connection, binding: int, rows: Sequence[str]) -> None:
    """These blanked rows are no more."""
    for one in rows:
        this = and_(_GRAVES.c.binding == binding, _GRAVES.c.row == one)
        connection.execute(delete(_GRAVES).where(this))


def _conflict(row: Row[Any]) -> KeptConflict:
    conflict = conflict_of(json.loads(row.content))
    return KeptConflict(row.number, row.run, row.at, conflict, row.answer)


def _text(cell: TypedCell) -> str:
    return json.dumps(told(cell), ensure_ascii=False)


def _cell(text: str) -> TypedCell:
    return cell_told(json.loads(text))
