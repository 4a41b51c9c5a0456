"""Lists of approved budget changes and of forecast changes, found by their headings.

They are no records that rules check: people keep them beside the cost report, and buttons add to
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from addin.tables.cells import day_first_of, to_date, to_text
from addin.tables.headings import normal
from addin.tables.table import SURE, Role, Sheet, Table, Value

Says = Mapping[str, tuple[str, ...]]

_BUDGET: Final[Says] = {
    "number": ("change", "change no", "no", "ref", "reference", "transfer", "transfer no", "id",
               "bc", "change order", "change order no", "amendment", "amendment no"),
    "date": ("approved", "date", "date approved", "approved date", "approved on", "effective",
             "effective date"),
    "kind": ("kind", "type", "kind of change", "type of change"),
    "account": ("account", "account no", "account code", "code"),
    "from": ("from", "from account", "taken from"),
    "to": ("to", "to account", "given to"),
    "amount": ("amount", "change amount", "transfer amount", "amount approved", "value",
               "approved amount"),
    "reason": ("reason", "why", "description", "comment", "note", "explanation", "memo"),
}  # fmt: skip
_EFC: Final[Says] = {
    "date": ("week ending", "period ending", "date", "closed", "week", "period", "report date"),
    "account": ("account", "account no", "account code", "code"),
    "description": ("description", "account name", "name", "account description"),
    "before": ("efc before", "before", "previous efc", "old efc", "last efc", "efc last week",
               "from"),
    "now": ("efc now", "now", "new efc", "current efc", "efc this week", "efc", "to"),
    "moved": ("moved", "change", "movement", "difference", "efc change"),
    "reason": ("why", "reason", "comment", "note", "explanation", "memo"),
}  # fmt: skip
_OF_BUDGET: Final = re.compile(r"change|transfer|overage|amendment|enhancement", re.IGNORECASE)
_OF_OTHERS: Final = re.compile(
    r"\befc\b|forecast|\bbank|\bcash|\bwire|\bstock|\bfund|\bcrew|\bschedule", re.IGNORECASE
)
"""Changes and transfers of something else than a budget."""
_OF_EFC: Final = re.compile(r"\befc\b|forecast", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ChangeList:
    """One such list: its table, the sheet it stands in, and the column of each field."""

    table: Table
    sheet: Sheet
    fields: Mapping[str, int]

    @property
    def name(self) -> str:
        """The sheet, as a person names it."""
        return f"{self.table.book}!{self.table.sheet}"

    def values(self, field: str) -> Iterator[Value]:
        """What its lines hold in one column, from the top; nothing where it has no such column."""
        column = self.fields.get(field)
        if column:
            for row in self.table.body:
                yield self.sheet.value(row, column)

    def dates(self) -> list[tuple[int, Value]]:
        """The rows that hold a date, and the date as it stands there."""
        column = self.fields.get("date")
        if not column:
            return []
        found = ((row, self.sheet.value(row, column)) for row in self.table.body)
        return [(row, value) for row, value in found if value is not None]

    def last_dated(self) -> tuple[int, Value] | None:
        """The line with the latest date: its row, and the date; None where none has one."""
        dated = self.dates()
        first = day_first_of(value for _, value in dated)
        read = [(date, row) for row, value in dated if (date := to_date(value, first)) is not None]
        if not read:
            return None
        date, row = max(read)
        return row, date

    def as_others(self, field: str, code: str) -> Value:
        """A code as the list holds its codes: a number where most are numbers."""
        values = [value for value in self.values(field) if value is not None]
        numeric = sum(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
        return int(code) if code.isdecimal() and numeric * 2 > len(values) else code

    def word_with(self, field: str, part: str, otherwise: str) -> str:
        """How the list writes a word: the last of its texts that contains ``part``."""
        texts = [to_text(value) for value in self.values(field)]
        return next((text for text in reversed(texts) if part in text.casefold()), otherwise)


def budget_changes(tables: Iterable[tuple[Table, Sheet]]) -> list[ChangeList]:
    """Lists of approved budget changes: an amount by account, or from one account to another."""
    found = []
    for table, sheet in tables:
        fields = _fields(table, _BUDGET)
        whose = "account" in fields or {"from", "to"} <= fields.keys()
        if whose and "amount" in fields and _OF_BUDGET.search(_about(table, fields)):
            found.append(ChangeList(table, sheet, fields))
    return [
        each for each in found if not _OF_OTHERS.search(f"{each.table.sheet} {each.table.title}")
    ]


def forecast_changes(tables: Iterable[tuple[Table, Sheet]]) -> list[ChangeList]:
    """Lists of changes of the estimated final cost: before and now, or by how much, and why."""
    found = []
    for table, sheet in tables:
        fields = _fields(table, _EFC)
        moved = "moved" in fields or {"before", "now"} <= fields.keys()
        about = f"{table.sheet} {table.title} {' '.join(table.headings.values())}"
        if "account" in fields and "reason" in fields and moved and _OF_EFC.search(about):
            found.append(ChangeList(table, sheet, fields))
    return found


def _about(table: Table, fields: Mapping[str, int]) -> str:
    number = fields.get("number")
    return f"{table.sheet} {table.title} {table.headings.get(number, '') if number else ''}"


def _fields(table: Table, says: Says) -> dict[str, int]:
    """Field → the first column with a heading that says it; a column is one field only."""
    if table.role is not Role.UNKNOWN and table.confidence >= SURE:
        return {}
    headings = {column: normal(text) for column, text in table.headings.items()}
    found: dict[str, int] = {}
    for field, texts in says.items():
        known = {normal(text): rank for rank, text in enumerate(texts)}
        fitting = [
            (known[text], column)
            for column, text in headings.items()
            if text in known and column not in found.values()
        ]
        if fitting:
            found[field] = min(fitting)[1]
    return found
