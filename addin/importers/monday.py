"""A board of Monday.com as it exports it to Excel: a title, then groups with headings of their own.

Each group is its name alone in a row, a row of headings that begins with ``Name``, and its items;
what belongs to an item (subitems) stands under headings that begin with ``Subitems``.

Source: Monday's help pages on "Export to Excel", and boards that people put up; nobody here has an
account to prove it with.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from addin.domain.critical_path import Link
from addin.domain.project_plan import Assignment, PlannedTask, ProjectPlan, Resource
from addin.errors import ImportRefused
from addin.importers.importer import Imported, Importer, Remark, RowReader, RowsOf
from addin.importers.rows import head_rows, rows_of_text, text, value
from addin.tables.cells import to_date
from addin.tables.table import Value

_COLUMNS: Final = frozenset(
    (
        "person", "people", "owner", "status", "date", "due date", "timeline", "timeline - start",
        "timeline - end", "priority", "subitems", "last updated", "item id (auto generated)",
        "dependent on", "dependency", "notes", "numbers", "files",
    )
)  # fmt: skip
_TIMELINE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:-|to|\u2013)\s*(\d{4}-\d{2}-\d{2})")
_WHO: Final = ("person", "people", "owner", "owners", "assignee")
_START: Final = ("timeline - start", "start date", "start")
_END: Final = ("timeline - end", "due date", "date", "end date", "deadline")
_WAITS: Final = ("dependent on", "dependency")
_DONE: Final = frozenset({"done", "complete", "completed", "approved", "shipped"})
_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class _Item:
    """One item as it stands, its cells by the headings above it."""

    line: int
    group: str
    fields: Mapping[str, int]
    row: Sequence[Value]
    level: int

    def said(self, *names: str) -> str:
        return text(self.row, next((self.fields[one] for one in names if one in self.fields), None))

    def date(self, *names: str) -> dt.datetime | None:
        for name in names:
            day = to_date(value(self.row, self.fields.get(name)), day_first=False)
            if day is not None:
                return dt.datetime.combine(day, dt.time())
        return None


def knows(rows: RowsOf) -> bool:
    """Whether a group's name alone in a row stands over headings that Monday writes."""
    return any(
        _alone(above) and _headings(below) is not None
        for above, below in pairwise(rows[:_LOOKED_AT])
    )


def read(rows: RowsOf, file_name: str, day_first: bool | None = None) -> Imported:  # noqa: FBT001 - as RowReader
    """Read one board.

    Raises:
        ImportRefused: no row has the headings of a group.
    """
    del day_first  # Monday writes dates in full
    items = list(_items(rows))
    if not any(_headings(row) for row in rows):
        raise ImportRefused(file_name, "no row of it begins with Name and has Monday's headings")
    remarks: list[Remark] = []
    names = [one.said("name") for one in items]
    ids = {name: str(at) for at, name in enumerate(names, 1) if names.count(name) == 1}
    tasks = tuple(_task(str(at), one, ids, remarks) for at, one in enumerate(items, 1))
    people = sorted({each.resource for one in tasks for each in one.assignments})
    title = text(rows[0], 0) if rows and _alone(rows[0]) else file_name.rpartition(".")[0]
    plan = ProjectPlan(title or file_name, tasks, {name: Resource(name, name) for name in people})
    return Imported("monday", file_name, plan=plan, remarks=tuple(remarks))


def _items(rows: RowsOf) -> Iterator[_Item]:
    group = ""
    fields: Mapping[str, int] = {}
    below: Mapping[str, int] = {}
    for line, row in enumerate(rows, 1):
        heads = _headings(row)
        if heads is not None:
            fields, below = heads, {}
        elif _alone(row):
            group, fields, below = text(row, 0), {}, {}
        elif text(row, 0).casefold() == "subitems" and text(row, 1).casefold() == "name":
            below = _places(row)
        elif below and not text(row, 0) and text(row, below["name"]):
            yield _Item(line, group, below, row, 2)
        elif fields and text(row, 0):
            below = {}
            yield _Item(line, group, fields, row, 1)


def _task(id: str, one: _Item, ids: Mapping[str, str], remarks: list[Remark]) -> PlannedTask:  # noqa: A002 - what it is called
    start, finish = one.date(*_START), one.date(*_END)
    span = _TIMELINE.search(one.said("timeline"))
    if span is not None:
        days = [to_date(told) for told in span.groups()]
        if None not in days:
            start, finish = (dt.datetime.combine(day, dt.time()) if day else None for day in days)
    status = one.said("status")
    return PlannedTask(
        id,
        one.said("name"),
        links=tuple(_links(one, ids, remarks)),
        start=start,
        finish=finish,
        done=Decimal(status.casefold() in _DONE),
        level=one.level,
        assignments=tuple(
            Assignment(name.strip()) for name in one.said(*_WHO).split(",") if name.strip()
        ),
        status=status,
        section=one.group,
        notes=one.said("notes"),
    )


def _links(one: _Item, ids: Mapping[str, str], remarks: list[Remark]) -> Iterator[Link]:
    for name in filter(None, (part.strip() for part in one.said(*_WAITS).split(","))):
        if name in ids:
            yield Link(ids[name])
        else:
            said = f"{one.said('name')}: waits for “{name}”, which is no single item of the board"
            remarks.append(Remark(said, one.line))


def _alone(row: Sequence[Value]) -> bool:
    return bool(text(row, 0)) and not any(text(row, at) for at in range(1, len(row)))


def _headings(row: Sequence[Value]) -> Mapping[str, int] | None:
    if text(row, 0).casefold() != "name":
        return None
    found = _places(row)
    return found if len(_COLUMNS & found.keys()) > 1 else None


def _places(row: Sequence[Value]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for at in range(len(row)):
        name = text(row, at).casefold()
        if name:
            found.setdefault(name, at)
    return found


_READER: Final = RowReader(knows, read)
MONDAY: Final = Importer(
    "monday",
    "Monday.com board (Excel)",
    (".xlsx", ".csv"),
    lambda head, _: knows(head_rows(head)),
    lambda content, file_name: read(rows_of_text(content, file_name), file_name),
    _READER,
)
