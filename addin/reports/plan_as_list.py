"""A project plan as a task list: what a coordinator keeps of it in a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from addin.domain.critical_path import Link, LinkKind
from addin.domain.project_plan import PlannedTask, ProjectPlan
from addin.importers.importer import ImportedTable
from addin.tables.table import Role, Value

HEADINGS: Final = (
    "Task ID", "Task", "Owner", "Start", "Finish", "Duration", "Status", "% Complete", "Section",
    "Waits for", "Notes",
)  # fmt: skip
_FIELDS: Final = {
    "task_id": 0, "task": 1, "owner": 2, "start": 3, "end": 4, "duration": 5, "status": 6,
    "percent": 7, "category": 8, "notes": 10,
}  # fmt: skip
_INDENT: Final = "  "
_SHORT: Final = {
    LinkKind.FINISH_START: "", LinkKind.START_START: "SS", LinkKind.FINISH_FINISH: "FF",
    LinkKind.START_FINISH: "SF",
}  # fmt: skip


def as_list(plan: ProjectPlan) -> ImportedTable:
    """The tasks in the plan's order; columns of which nothing is filled are left out.

    Duration is in working days; percent is a share, 0.5 for half.
    """
    names = {one.id: one.name for one in plan.tasks}
    full = [_row(one, names) for one in plan.tasks]
    kept = [at for at in range(len(HEADINGS)) if at < 2 or any(row[at] is not None for row in full)]
    places = {at: place for place, at in enumerate(kept)}
    return ImportedTable(
        plan.title or "Tasks",
        Role.TASK_LIST,
        tuple(HEADINGS[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in full),
        {name: places[at] for name, at in _FIELDS.items() if at in places},
        id_field="Task ID",
    )


def _row(one: PlannedTask, names: Mapping[str, str]) -> tuple[Value, ...]:
    return (
        int(one.id) if one.id.isdecimal() and str(int(one.id)) == one.id else one.id or None,
        _INDENT * max(0, one.level - 1) + one.name,
        ", ".join(each.resource for each in one.assignments) or None,
        _day(one.start),
        _day(one.finish),
        _number(one.duration) if one.duration else None,
        one.status or None,
        _number(one.done) if one.done else None,
        one.section or None,
        ", ".join(_link(link, names) for link in one.links) or None,
        one.notes or None,
    )


def _link(link: Link, names: Mapping[str, str]) -> str:
    """The task that is waited for, and how, where it is not finish to start."""
    lag = f" {link.lag:+g} d" if link.lag else ""
    kind = f" {_SHORT[link.kind]}" if _SHORT[link.kind] else ""
    return f"{names.get(link.before, link.before)}{kind}{lag}"


def _day(moment: dt.datetime | None) -> dt.date | None:
    return None if moment is None else moment.date()


def _number(told: Decimal) -> int | float:
    return int(told) if told == told.to_integral_value() else float(told)
