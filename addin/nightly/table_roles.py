"""What the table is for that a finding stands in: so that people's pay is known for what it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from addin.domain.source import Place
from addin.tables.area import cell_at
from addin.tables.of_people import OF_PEOPLE, form_of_people, of_people
from addin.tables.table import Book, Role, Table

_Where = tuple[str, str]
"""Workbook and sheet."""


class TableRoles:
    """The roles of a production's tables, by place.

    A sheet with a list of what people are paid is theirs as a whole, and so is a workbook in which
    no other list was understood: beside such a list stand its sums, its notes, its names.
    """

    def __init__(self, books: Iterable[Book] = (), tables: Iterable[Table] = ()) -> None:
        self._sheets = {(book.name, sheet.name): sheet for book in books for sheet in book.sheets}
        self._tables: dict[_Where, list[Table]] = defaultdict(list)
        for table in tables:
            self._tables[table.book, table.sheet].append(table)
        self._theirs: dict[_Where, str] = {}

    def of(self, places: Sequence[Place]) -> str:
        """The role for a finding at these places, the first of which it stands in.

        What people work and are paid comes before all else, wherever it is among them.
        """
        found = [self._at(place) for place in places]
        return next((role for role in found if role in OF_PEOPLE), found[0] if found else "")

    def of_lists(self, *names: str) -> str:
        """The role of either of two lists, by ``Workbook!Sheet``; people's, or empty."""
        found = (self._of_sheet(_split(name)) for name in names)
        return next((role for role in found if role), "")

    def _at(self, place: Place) -> str:
        if not place.sheet:
            return self._books.get(place.workbook, "")
        where = (place.workbook, place.sheet)
        role = self._of_sheet(where)
        if role:
            return role
        table = self._table(where, place.cell)
        return str(table.role) if table is not None and table.role is not Role.UNKNOWN else ""

    def _of_sheet(self, where: _Where) -> str:
        """People's role, if the sheet is theirs; a sheet is looked at once."""
        if where not in self._theirs:
            self._theirs[where] = self._looked_at(where)
        return self._theirs[where]

    def _looked_at(self, where: _Where) -> str:
        tables = self._tables.get(where, ())
        role = next(filter(None, map(of_people, tables)), "") or self._books.get(where[0], "")
        if role or any(table.role is not Role.UNKNOWN for table in tables):
            return role
        sheet = self._sheets.get(where)
        return form_of_people(sheet) if sheet is not None else ""

    @cached_property
    def _books(self) -> Mapping[str, str]:
        """The workbooks in which every list that was understood is people's."""
        roles: dict[str, set[str]] = defaultdict(set)
        for (book, _), tables in self._tables.items():
            roles[book].update(of_people(one) or str(one.role) for one in tables)
        understood = {book: found - {str(Role.UNKNOWN)} for book, found in roles.items()}
        return {
            book: min(found) for book, found in understood.items() if found and found <= OF_PEOPLE
        }

    def _table(self, where: _Where, cell: str) -> Table | None:
        tables = self._tables.get(where, ())
        try:
            row, column = cell_at(cell.partition(":")[0].replace("$", ""))
        except ValueError:
            return tables[0] if len(tables) == 1 else None
        inside = (
            one
            for one in tables
            if one.area.top <= row <= one.area.bottom and one.area.left <= column <= one.area.right
        )
        return next(inside, None)


def _split(name: str) -> _Where:
    book, _, sheet = name.rpartition("!")
    return book, sheet
