"""A production's own history, taken over into one that it shares with others.

What is there already is known by what it says, so nothing is there twice, however often it is done;
and the production's own file is only read. Buttons in Excel go on writing into that file: what
people decide there, or take back, is taken over the next time.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, func, insert, select, update

from addin.adapters.database import schema, waiving
from addin.adapters.database.connected import Connected
from addin.domain.gathered import Gathered

_WAIVERS: Final = schema.past_waivers
_DECISION: Final = ("kind", "content", "at")
_ENTRY: Final = ("at", "who", "button", "sentence")
_FINDING: Final = tuple(column.name for column in schema.findings.c)
_RUNS: Final = ("first_run", "last_run", "resolved_run")


def gathered(source: Connected, target: Connected, production: str) -> Gathered:
    """Take over what people decided about a production, and since when its findings are open.

    Findings are taken over only where none of the production was kept yet; of two waivers of one
    finding the later holds. Wholly or not at all.

    Raises:
        HistoryUnusable: one of them cannot be used; nothing was taken over.
    """
    with source.reading() as old, target.writing("history", production) as new:
        findings = _findings(old, new, production)
        waivers = _waivers(old, new, production)
        numbers, decisions = _decisions(old, new, production)
        entries = _entries(old, new, production, numbers)
    return Gathered(production, source.place, waivers, decisions, entries, findings)


def _findings(old: Connection, new: Connection, production: str) -> int:
    """Since when each finding is open, and the runs that said so."""
    if new.scalar(_count(schema.runs, production)) or new.scalar(
        _count(schema.findings, production)
    ):
        return 0
    numbers: dict[int, int] = {}
    for row in _rows(old, schema.runs, production, schema.runs.c.id):
        said = {key: value for key, value in row._mapping.items() if key != "id"}  # noqa: SLF001 - its public name
        key = new.execute(insert(schema.runs).values(**said)).inserted_primary_key
        numbers[row.id] = int(key[0]) if key else 0
    found = [
        {name: getattr(row, name) for name in _FINDING}
        | {name: numbers.get(getattr(row, name)) for name in _RUNS}
        for row in _rows(old, schema.findings, production, schema.findings.c.key)
    ]
    for one in found:  # a run that was never kept is before all others
        one["first_run"], one["last_run"] = one["first_run"] or 0, one["last_run"] or 0
    if found:
        new.execute(insert(schema.findings), found)
    return len(found)


def _waivers(old: Connection, new: Connection, production: str) -> int:
    """Those that hold, unless they were known here; what was taken back there is so here."""
    _, ended = waiving.given_and_ended(new, production)
    for row in _rows(old, _WAIVERS, production, _WAIVERS.c.number):
        waiver = waiving.waiver_of(row)
        if row.is_replaced:
            continue
        if ended[waiver]:
            ended[waiver] -= 1  # this one is known
            continue
        end = (new, production, waiver, row.ended_by, row.ended)
        if not waiving.take_back(*end) and not waiving.pass_over(*end):
            waiving.note_ended(new, production, row)
    there, _ = waiving.given_and_ended(old, production)
    here, _ = waiving.given_and_ended(new, production)
    held = waiving.holding(new, production)
    count = 0
    for key, waiver in waiving.holding(old, production).items():
        is_known = there[waiver] <= here[waiver]
        if not is_known and (key not in held or held[key].at <= waiver.at):
            waiving.put(new, production, waiver)
            count += 1
    return count


def _decisions(old: Connection, new: Connection, production: str) -> tuple[Mapping[int, int], int]:
    """Each decision's number here by its number there, and how many were new."""
    table = schema.decisions
    pairs, fresh = _paired(old, new, table, production, _DECISION)
    numbers = {}
    for row, here in pairs:
        numbers[row.number] = here.number
        _undone(new, table, row, here)
    for row in fresh:
        said = {name: getattr(row, name) for name in (*_DECISION, "production", "undone")}
        key = new.execute(insert(table).values(**said)).inserted_primary_key
        numbers[row.number] = int(key[0]) if key else 0
    return numbers, len(fresh)


def _entries(old: Connection, new: Connection, production: str, numbers: Mapping[int, int]) -> int:
    """The journal, with the decisions that it speaks of."""
    table = schema.journal
    pairs, fresh = _paired(old, new, table, production, _ENTRY)
    for row, here in pairs:
        _undone(new, table, row, here)
    for row in fresh:
        effects = json.loads(row.effects)
        known = [numbers[one] for one in effects["decisions"] if one in numbers]
        effects["decisions"] = known
        said = {name: getattr(row, name) for name in (*_ENTRY, "production", "undone")}
        text = json.dumps(effects, ensure_ascii=False)
        new.execute(insert(table).values(**said, effects=text))
    return len(fresh)


def _paired(
    old: Connection, new: Connection, table: Table, production: str, fields: Sequence[str]
) -> tuple[list[tuple[Row[Any], Row[Any]]], list[Row[Any]]]:
    """Rows that say the same, in turn; and those there that have none here."""
    here: defaultdict[tuple[Any, ...], list[Row[Any]]] = defaultdict(list)
    for row in _rows(new, table, production, table.c.number):
        here[_said(row, fields)].append(row)
    pairs, fresh = [], []
    for row in _rows(old, table, production, table.c.number):
        same = here[_said(row, fields)]
        if same:
            pairs.append((row, same.pop(0)))
        else:
            fresh.append(row)
    return pairs, fresh


def _undone(new: Connection, table: Table, there: Row[Any], here: Row[Any]) -> None:
    if there.undone is not None and here.undone is None:
        this = update(table).where(table.c.number == here.number)
        new.execute(this.values(undone=there.undone))


def _said(row: Row[Any], fields: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in fields)


def _rows(connection: Connection, table: Table, production: str, order: Any) -> Sequence[Row[Any]]:
    chosen = select(table).where(table.c.production == production).order_by(order)
    return connection.execute(chosen).all()


def _count(table: Table, production: str) -> Any:
    return select(func.count()).select_from(table).where(table.c.production == production)
