"""A schedule that gives orders to production lines: which columns name which other list's rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.source import Place
from addin.rules.rule import Workpapers
from addin.tables.table import Role, Sheet, Table, Value

_CODE: Final = re.compile(r"(?=.*\d)[A-Za-z][\w./-]{2,}")
MOSTLY: Final = 0.8
LEAST_ROWS: Final = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """A table with a column that names each of its rows once."""

    table: Table
    sheet: Sheet
    key: int
    rows: Mapping[str, int]  # key → row

    def column(self, column: int) -> dict[int, str]:
        """The words of a column, by row."""
        return {row: _text(self.sheet.value(row, column)) for row in self.table.body}

    def place(self, row: int, column: int) -> Place:
        """A cell of it."""
        return self.table.place(row, column)


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """A schedule whose rows each give one order, and perhaps one line to make it on."""

    table: Table
    sheet: Sheet
    orders: Listing
    order_column: int
    lines: Listing | None
    line_column: int

    @property
    def rows(self) -> Iterator[tuple[int, str, str]]:
        """Row, order and line of each assignment that is not called off."""
        status = self.table.fields.get("status", 0)
        for row in self.table.body:
            order = _text(self.sheet.value(row, self.order_column))
            line = _text(self.sheet.value(row, self.line_column)) if self.line_column else ""
            if order and not _CALLED_OFF.search(_text(self.sheet.value(row, status))):
                yield row, order, line

    def place(self, row: int, column: int) -> Place:
        """A cell of the schedule."""
        return self.table.place(row, column)

    def when(self, row: int) -> str:
        """Start of a row, in words."""
        for name in ("start", "date"):
            value = self.sheet.value(row, self.table.fields.get(name, 0))
            if hasattr(value, "strftime"):
                return f"{value:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
        return ""


_CALLED_OFF: Final = re.compile(r"\b(?:cancel\w*|void|superseded|deleted|dropped)\b", re.IGNORECASE)


def work_plans(papers: Workpapers) -> Iterator[WorkPlan]:
    """Every schedule in which most rows name an order of another table, each order mostly once."""
    roles = (Role.SCHEDULE, Role.TASK_LIST, Role.INVENTORY, Role.UNKNOWN)
    tables = list(papers.tables_of(*roles))
    listings = [found for table, sheet in tables if (found := _listing(table, sheet))]
    for table, sheet in tables:
        if table.role is not Role.SCHEDULE:
            continue
        named = [
            (column, listing, share)
            for column in range(table.area.left, table.area.right + 1)
            for listing in listings
            if listing.table is not table and (share := _named(table, sheet, column, listing))
        ]
        orders = max(named, key=lambda found: found[2], default=None)
        if orders is None or orders[2] < 0.6:  # a line is named over and over, an order once
            continue
        others = [found for found in named if found[1] is not orders[1]]
        column, lines, _ = others[0] if others else (0, None, 0.0)
        yield WorkPlan(table, sheet, orders[1], orders[0], lines, column)


def _listing(table: Table, sheet: Sheet) -> Listing | None:
    body = table.body
    if len(body) < LEAST_ROWS:
        return None
    for column in range(table.area.left, min(table.area.right, table.area.left + 3) + 1):
        values = [_text(sheet.value(row, column)) for row in body]
        codes = [value for value in values if _CODE.fullmatch(value)]
        if len(codes) == len(set(codes)) and len(codes) >= MOSTLY * len(body):
            return Listing(table, sheet, column, dict(zip(values, body, strict=True)))
    return None


def _named(table: Table, sheet: Sheet, column: int, listing: Listing) -> float:
    """The share of different values, if the column names rows of the listing; else 0."""
    values = [text for row in table.body if (text := _text(sheet.value(row, column)))]
    known = sum(value in listing.rows for value in values)
    if len(values) < LEAST_ROWS or known < MOSTLY * len(table.body):
        return 0.0
    return len(Counter(values)) / len(values)


def words(text: str) -> Sequence[str]:
    """The parts of a list in one cell: Electronics,Medical."""
    return [part.strip().casefold() for part in re.split(r"[,;/|\n]", text) if part.strip()]


def _text(value: Value) -> str:
    return value.strip() if isinstance(value, str) else ""
