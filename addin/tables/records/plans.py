"""Task lists with predecessors as plans: what Microsoft Project exports, and what people type.

A list is a plan if it has a column of predecessors with something in it. Dates without a time of
day are worked from the first hour of the day to the last.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Final

from addin.domain.critical_path import Link
from addin.domain.durations import Length, length_of
from addin.domain.project_plan import (
    Assignment,
    Baseline,
    Constraint,
    PlannedTask,
    ProjectPlan,
    Resource,
)
from addin.domain.source import Place
from addin.domain.sourced_plan import SourcedPlan
from addin.domain.task_links import NoLink, links_of
from addin.tables.cells import day_first_of, is_nothing, to_date, to_number, to_text
from addin.tables.headings import normal
from addin.tables.table import Sheet, Table, Value

_HEADINGS: Final[Mapping[str, str]] = {
    "id": "id|task id|no|number|task no|unique id|activity id|key|line",
    "name": "task|task name|name|activity|activity name|description|step|item|work",
    "duration": "duration|days|working days|planned duration|original duration|dauer",
    "links": "predecessors|depends on|dependency|dependencies|waits for|blocked by|after|pred|preds"
    "|task predecessors|vorganger",
    "start": "start|start date|begin|planned start|early start|scheduled start",
    "finish": "finish|finish date|end|end date|planned finish|due|due date|early finish"
    "|scheduled finish",
    "done": "percent complete|complete|percent|done|progress|percent done",
    "level": "outline level|level",
    "wbs": "wbs|outline number",
    "critical": "critical",
    "float": "total slack|total float|slack|float",
    "resources": "resource names|resources|resource|crew",
    "constraint": "constraint type|constraint",
    "constraint_date": "constraint date",
    "deadline": "deadline",
    "baseline_start": "baseline start|baseline0 start|bl start|promised start",
    "baseline_finish": "baseline finish|baseline0 finish|bl finish|promised finish",
    "baseline_cost": "baseline cost|baseline0 cost|budget|budgeted cost",
    "actual_start": "actual start",
    "actual_finish": "actual finish|actual end",
    "cost": "cost|total cost",
    "actual_cost": "actual cost|actual|actuals|spent",
}
_CONSTRAINTS: Final = {
    **{each.value: each for each in Constraint},
    "asap": Constraint.AS_SOON, "alap": Constraint.AS_LATE, "mso": Constraint.START_ON,
    "mfo": Constraint.FINISH_ON, "snet": Constraint.START_NO_EARLIER,
    "snlt": Constraint.START_NO_LATER, "fnet": Constraint.FINISH_NO_EARLIER,
    "fnlt": Constraint.FINISH_NO_LATER,
}  # fmt: skip
_YES: Final = frozenset({"yes", "true", "y", "x", "1", "critical"})
_UNITS: Final = re.compile(r"(?P<name>.+?)\s*\[(?P<percent>\d+(?:\.\d+)?)\s*(?P<sign>%?)\]")
_LAG: Final = re.compile(
    r"(?P<task>.+?)(?P<kind>FS|SS|FF|SF)?\s*(?P<sign>[+-])(?P<lag>[^+-]+)", re.IGNORECASE
)
_BETWEEN: Final = re.compile(r"[,;\n]")
FIRST_HOUR: Final = dt.time(8)
LAST_HOUR: Final = dt.time(17)


def plan_of(table: Table, sheet: Sheet) -> SourcedPlan | None:
    """The plan that a table holds; None if it states no predecessors."""
    columns = dict(_columns(table))
    if "links" not in columns or "name" not in columns:
        return None
    reading = _Reading(table, sheet, columns)
    if not any(to_text(reading.value(row, "links")) for row in table.body):
        return None
    return reading.plan()


def _columns(table: Table) -> Iterator[tuple[str, int]]:
    """Field → column, by the headings; the first column that fits."""
    headings = {column: normal(text) for column, text in table.headings.items()}
    for field, words in _spellings().items():
        for column, heading in headings.items():
            if heading in words:
                yield field, column
                break


@cache
def _spellings() -> Mapping[str, frozenset[str]]:
    return {
        field: frozenset(normal(word) for word in words.split("|"))
        for field, words in _HEADINGS.items()
    }


@dataclass(frozen=True, slots=True)
class _Row:
    row: int
    id: str
    task: PlannedTask
    links: str


class _Reading:
    """One table being read."""

    def __init__(self, table: Table, sheet: Sheet, columns: Mapping[str, int]) -> None:
        self.table, self.sheet, self.columns = table, sheet, columns
        dates = ("start", "finish", "deadline", "baseline_finish")
        self.day_first = day_first_of(
            [self.value(row, name) for row in table.body for name in dates]
        )
        self.shares = self._are_shares()

    def value(self, row: int, field: str) -> Value:
        """A cell."""
        column = self.columns.get(field)
        return None if column is None else self.sheet.value(row, column)

    def text(self, row: int, field: str) -> str:
        """A cell as text."""
        return to_text(self.value(row, field)).strip()

    def plan(self) -> SourcedPlan:
        """The tasks in the order of the list, their links told apart from names of none."""
        rows = list(self._rows())
        known = {one.id for one in rows}
        by_name = {one.task.name.casefold(): one.id for one in rows}
        lost: list[tuple[str, str]] = []
        tasks = []
        for at, one in enumerate(rows):
            links = []
            for link in _links(one.links, {*known, *(each.task.name for each in rows)}):
                before = (
                    link.before if link.before in known else by_name.get(link.before.casefold())
                )
                if before is None:
                    lost.append((one.id, link.before))
                else:
                    links.append(replace(link, before=before))
            deeper = at + 1 < len(rows) and rows[at + 1].task.level > one.task.level
            tasks.append(replace(one.task, links=tuple(links), is_summary=deeper))
        resources = {
            each.resource: Resource(each.resource, each.resource)
            for task in tasks
            for each in task.assignments
        }
        places = {
            (one.id, name): self.table.place(one.row, column)
            for one in rows
            for name, column in {**self.columns, "": self.columns["name"]}.items()
        }
        plan = ProjectPlan(self.table.title or self.table.sheet, tuple(tasks), resources)
        return SourcedPlan(plan, Place(self.table.book, self.table.sheet), places, tuple(lost))

    def _rows(self) -> Iterator[_Row]:
        seen: set[str] = set()
        for number, row in enumerate(self.table.body, 1):
            name = self.text(row, "name")
            id_ = self.text(row, "id") or (name if "id" not in self.columns else str(number))
            if not name or id_ in seen:
                continue  # a blank line, or a list that repeats itself
            seen.add(id_)
            yield _Row(row, id_, self._task(row, id_, name), self.text(row, "links"))

    def _task(self, row: int, id_: str, name: str) -> PlannedTask:
        start, finish = self.date(row, "start"), self.date(row, "finish", LAST_HOUR)
        length = self._length(row, start, finish)
        baseline = Baseline(
            self.date(row, "baseline_start"),
            self.date(row, "baseline_finish", LAST_HOUR),
            None,
            self.number(row, "baseline_cost"),
        )
        done = self.number(row, "done") or Decimal(0)
        done = done if self.shares else done / 100
        return PlannedTask(
            id_,
            name,
            length.days,
            start=start,
            finish=finish,
            done=min(max(done, Decimal(0)), Decimal(1)),
            level=self._level(row),
            is_milestone=not length.days,
            is_elapsed=length.is_elapsed,
            critical=(self.text(row, "critical").casefold() in _YES)
            if "critical" in self.columns
            else None,
            total_float=self._days(row, "float"),
            constraint=_CONSTRAINTS.get(
                self.text(row, "constraint").casefold(), Constraint.AS_SOON
            ),
            constraint_date=self.date(row, "constraint_date"),
            deadline=self.date(row, "deadline", LAST_HOUR),
            baseline=baseline if baseline.finish or baseline.cost is not None else None,
            actual_start=self.date(row, "actual_start"),
            actual_finish=self.date(row, "actual_finish", LAST_HOUR),
            cost=self.number(row, "cost"),
            actual_cost=self.number(row, "actual_cost"),
            assignments=tuple(_assigned(self.text(row, "resources"))),
        )

    def _length(self, row: int, start: dt.datetime | None, finish: dt.datetime | None) -> Length:
        """The duration, else what lies between start and finish, in days of Monday to Friday."""
        found = length_of(self.text(row, "duration"))
        if found is not None or start is None or finish is None or finish < start:
            return found or Length(Decimal(0))
        days = (
            start.date() + dt.timedelta(n) for n in range((finish.date() - start.date()).days + 1)
        )
        return Length(Decimal(sum(day.weekday() < 5 for day in days)))

    def _days(self, row: int, field: str) -> Decimal | None:
        text = self.text(row, field)
        found = length_of(text.removeprefix("-"))
        if found is None:
            return None
        return -found.days if text.startswith("-") else found.days

    def _level(self, row: int) -> int:
        level = self.number(row, "level")
        if level is not None:
            return max(int(level), 0)
        wbs = self.text(row, "wbs")
        return wbs.strip(".").count(".") + 1 if wbs else 1

    def date(self, row: int, field: str, at: dt.time = FIRST_HOUR) -> dt.datetime | None:
        """A cell as a moment; a day alone begins at eight and ends at five."""
        value = self.value(row, field)
        if isinstance(value, dt.datetime) and value.time() != dt.time():
            return value.replace(tzinfo=None)
        day = None if is_nothing(value) else to_date(value, day_first=self.day_first)
        return None if day is None else dt.datetime.combine(day, at)

    def number(self, row: int, field: str) -> Decimal | None:
        """A cell as a number."""
        value = self.value(row, field)
        found = None if is_nothing(value) else to_number(value)
        return None if found is None else Decimal(found)

    def _are_shares(self) -> bool:
        """Whether progress is written 0.5 and not 50."""
        return all((self.number(row, "done") or 0) <= 1 for row in self.table.body)


def _links(text: str, names: set[str]) -> Iterator[Link]:
    """The links in a cell; lags in hours or weeks too."""
    for part in _BETWEEN.split(text):
        if not part.strip():
            continue
        try:
            found = links_of(part, names)
        except NoLink:
            found = ()
        if found and (found[0].before in names or not (said := _LAG.fullmatch(part.strip()))):
            yield from found
            continue
        said = _LAG.fullmatch(part.strip())
        lag = length_of(said["lag"]) if said else None
        if said is None or lag is None:
            yield Link(part.strip())
            continue
        plain = links_of(said["task"] + (said["kind"] or ""), names)[0]
        days = -lag.days if said["sign"] == "-" else lag.days
        yield replace(plain, lag=days, is_elapsed=lag.is_elapsed)


def _assigned(text: str) -> Iterator[Assignment]:
    """The people in a cell, with their units: Grip[50%], Rigger."""
    for name in dict.fromkeys(part.strip() for part in _BETWEEN.split(text)):
        said = _UNITS.fullmatch(name)
        if said:
            share = Decimal(said["percent"])
            yield Assignment(said["name"], share / 100 if said["sign"] else share)
        elif name:
            yield Assignment(name)
