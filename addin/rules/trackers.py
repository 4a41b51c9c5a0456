"""Lists of other trades that have no role of their own, known by their headings.

A shot list, a run-of-show, a list of production lines: who keeps one calls its columns much the
same everywhere. A list is taken for one only if every column it needs is there under a name that
means nothing else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from addin.domain.source import Place
from addin.rules.rule import Workpapers
from addin.tables.cells import to_date, to_number, to_text
from addin.tables.clock_cells import to_when
from addin.tables.table import Sheet, Table

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER: Final = re.compile(r"[^0-9a-z%]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of list: how its columns are called, and which it must have.

    ``fields`` maps a field to its spellings, parted by ``|``, the likelier first. ``never`` are
    headings that a list of this kind does not have.
    """

    name: str
    fields: Mapping[str, str]
    needs: tuple[str, ...]
    never: str = ""


@dataclass(frozen=True, slots=True)
class Tracker:
    """A list of a kind on its sheet; ``fields`` are its columns."""

    table: Table
    sheet: Sheet
    fields: Mapping[str, int]

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows that hold records."""
        return self.table.body

    def has(self, *fields: str) -> bool:
        """Whether it has all these columns."""
        return all(field in self.fields for field in fields)

    def text(self, row: int, field: str) -> str:
        """What stands there as text; empty where there is nothing, or no such column."""
        return to_text(self.sheet.value(row, self.fields.get(field, 0)))

    def number(self, row: int, field: str) -> Decimal | None:
        """The number there."""
        found = to_number(self.sheet.value(row, self.fields.get(field, 0)))
        return None if found is None else Decimal(found)

    def whole(self, row: int, field: str) -> int | None:
        """The number there, if it is a whole one."""
        found = self.number(row, field)
        return int(found) if found is not None and found == found.to_integral_value() else None

    def day(self, row: int, field: str) -> dt.date | None:
        """The date there; times of day are cut off."""
        return to_date(self.sheet.value(row, self.fields.get(field, 0)))

    def moment(self, row: int, field: str) -> dt.datetime | dt.timedelta | None:
        """The moment there, or the time of day where no date is said."""
        return to_when(self.sheet.value(row, self.fields.get(field, 0)))

    def places(self, row: int, *fields: str) -> tuple[Place, ...]:
        """The cells of these fields that the list has; its first cell where it has none."""
        found = [self.table.place(row, self.fields[one]) for one in fields if one in self.fields]
        return tuple(found) or (self.table.place(row, self.table.area.left),)


@lru_cache(maxsize=4096)
def spelt(heading: str) -> str:
    """A heading as it compares: ``Capacity_UnitsPerHour`` is *capacity units per hour*."""
    return " ".join(_OTHER.sub(" ", _CAMEL.sub(" ", heading).casefold()).split())


def lists_of(papers: Workpapers, kind: Kind) -> Iterator[Tracker]:
    """Every list of a kind, in reading order, with at least one record."""
    books = {book.name: book for book in papers.books}
    never = set(kind.never.split("|")) - {""}
    for table in papers.tables:
        there: dict[str, int] = {}
        for column, text in table.headings.items():
            there.setdefault(spelt(text), column)
        if not there or never & there.keys():
            continue
        fields = {
            field: there[name]
            for field, names in kind.fields.items()
            if (name := next((one for one in names.split("|") if one in there), None))
        }
        if not all(need in fields for need in kind.needs) or not table.body:
            continue
        sheet = books[table.book].sheet(table.sheet) if table.book in books else None
        if sheet is not None:
            yield Tracker(table, sheet, fields)


def cells(
    tracker: Tracker, rows: Iterator[int] | tuple[int, ...], *fields: str
) -> tuple[Place, ...]:
    """The cells of several rows, one behind the other."""
    return tuple(place for row in rows for place in tracker.places(row, *fields))
