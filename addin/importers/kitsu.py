"""Kitsu's lists (``.csv``): shots, assets, casting, tasks, time sheets, as its pages export them.

Columns of Kitsu's own stand first; what a studio added (its metadata) is kept under its heading.

Source: the headings of Kitsu's import and export pages (zou, its server), comma or semicolon.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from addin.errors import ImportRefused
from addin.importers.importer import Imported, ImportedTable, Importer, Remark
from addin.importers.listed import Record, begins_with, listed, records
from addin.tables.table import Role, Value


@dataclass(frozen=True, slots=True)
class List:
    """One kind of list: what tells it, what every row must have, what is a number or a date."""

    name: str
    role: Role
    needed: tuple[str, ...]
    never_empty: tuple[str, ...]
    fields: Mapping[str, str]
    numbers: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()


LISTS: Final = (
    List(
        "casting",
        Role.UNKNOWN,
        ("Parent", "Name", "Asset Type", "Asset", "Occurences"),
        ("Parent", "Name", "Asset"),
        {},
        frozenset({"Occurences"}),
    ),
    List(
        "tasks",
        Role.TASK_LIST,
        ("Project", "Task Type", "Entity", "Task Status"),
        ("Task Type", "Entity"),
        MappingProxyType(
            {
                "description": "Entity",
                "start": "Start date",
                "end": "Due date",
                "status": "Task Status",
            }
        ),
        frozenset({"Duration", "Estimation"}),
        frozenset({"Start date", "Due date", "WIP date", "Validation date"}),
    ),
    List(
        "timesheets",
        Role.TIMESHEET,
        ("Project", "Person", "Task Type", "Date", "Time spent"),
        ("Person", "Date"),
        MappingProxyType({"person": "Person", "date": "Date", "hours": "Time spent"}),
        frozenset({"Time spent"}),
        frozenset({"Date"}),
    ),
    List(
        "shots",
        Role.UNKNOWN,
        ("Sequence", "Name"),
        ("Sequence", "Name"),
        {},
        frozenset({"FPS", "Frame In", "Frame Out", "Frames", "Time Spent"}),
    ),
    List("assets", Role.UNKNOWN, ("Type", "Name"), ("Type", "Name"), {}),
)
"""The kinds of list, the most telling headings first."""


def knows(head: bytes, file_name: str) -> bool:
    """Whether the headings are those of a list of Kitsu's, beyond what any list could have."""
    del file_name
    return (
        any(begins_with(head, *one.needed) for one in LISTS[:3])
        or begins_with(head, "Episode", "Sequence", "Name")
        or begins_with(head, "Sequence", "Name", "Frame In")
        or begins_with(head, "Type", "Name", "Description")
    )


def read(content: bytes, file_name: str) -> Imported:
    """Read one list.

    Raises:
        ImportRefused: it has the headings of none of them.
    """
    first = listed(content, file_name)  # the first line is always the headings
    there = set(first.fields())
    kind = next((k for k in LISTS if {one.casefold() for one in k.needed} <= there), None)
    if kind is None:
        missing = ", ".join(one for one in LISTS[-1].needed if one.casefold() not in there)
        raise ImportRefused(
            file_name, f"no list of Kitsu's has these headings; {missing} is missing"
        )
    remarks: list[Remark] = []
    kept, lines = [], []
    for one in records(first):
        empty = [name for name in kind.never_empty if not one.one(name)]
        if empty:
            remarks.append(Remark(f"no {' and no '.join(empty)}: the row was left out", one.line))
            continue
        kept.append(_row(one, first.headings, kind, remarks))
        lines.append(one.line)
    places = {name: at for at, name in enumerate(first.headings)}
    fields = {field: places[name] for field, name in kind.fields.items() if name in places}
    table = ImportedTable(
        f"Kitsu {kind.name}", kind.role, first.headings, tuple(kept), fields, tuple(lines)
    )
    return Imported("kitsu", file_name, (table,), remarks=tuple(remarks))


def _row(
    one: Record, headings: Sequence[str], kind: List, remarks: list[Remark]
) -> tuple[Value, ...]:
    row: list[Value] = []
    for at, heading in enumerate(headings):
        text = one.values[at].strip() if at < len(one.values) else ""
        value: Value = text or None
        if text and heading in kind.numbers:
            value = _number(text)
            if value is None:
                remarks.append(Remark(f"{heading}: “{text}” is no number", one.line))
        elif text and heading in kind.dates:
            value = _date(text)
        row.append(value if value is not None else text or None)
    return tuple(row)


def _number(text: str) -> int | float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if number != number or abs(number) > 1e15:  # noqa: PLR0124 - a text can spell NaN
        return None
    return int(number) if number.is_integer() else number


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


KITSU: Final = Importer("kitsu", "Kitsu list (CSV)", (".csv",), knows, read)
