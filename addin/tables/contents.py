"""What the formulas of a workbook may name: cells, sheets, tables, defined names and links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from addin.tables.forms import forms
from addin.tables.formula import FormulaError, Reference
from addin.tables.function_names import addin_links
from addin.tables.syntax import Name, Node, Structured, syntax_of
from addin.tables.table import Area, Book, ListObject, Sheet

DEEPEST_NAME = 16
"""How many defined names may stand behind one another."""

CellKey = tuple[str, int, int]
"""Sheet name as the workbook writes it, row, column."""


class Target(NamedTuple):
    """Cells that a formula names. ``book`` is the link's target as the file states it, or empty."""

    book: str
    sheet: str
    area: Area


class Unresolved(ValueError):
    """A name or a table that the workbook does not have, or cells that depend on values."""


@dataclass(frozen=True)
class Contents:
    """What a workbook's formulas may name, ready to look up; names in any case."""

    book: Book
    _forms: dict[str, Mapping[tuple[int, int], str]] = field(default_factory=dict, repr=False)
    _definitions: dict[tuple[str, str], Node] = field(default_factory=dict, repr=False)

    def forms(self, sheet: Sheet) -> Mapping[tuple[int, int], str]:
        """The formulas of one of its sheets in relative form, without unreadable ones."""
        if sheet.name not in self._forms:
            self._forms[sheet.name] = forms(sheet.formulas)
        return self._forms[sheet.name]

    @cached_property
    def sheets(self) -> Mapping[str, Sheet]:
        """Sheets by name."""
        return {sheet.name.casefold(): sheet for sheet in self.book.sheets}

    @cached_property
    def tables(self) -> Mapping[str, tuple[Sheet, ListObject]]:
        """Excel tables by name, each with its sheet."""
        return {
            table.name.casefold(): (sheet, table)
            for sheet in self.book.sheets
            for table in sheet.list_objects
        }

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Defined names."""
        return {name.casefold(): text for name, text in self.book.names.items()}

    @cached_property
    def addin_links(self) -> frozenset[str]:
        """The numbers of its links that lead to our Excel add-in."""
        return addin_links(self.book.links)

    def definition(self, name: Name, sheet: str) -> Node:
        """What a defined name stands for, a name of the sheet before one of the workbook.

        Raises:
            Unresolved: no such name.
        """
        if name.book not in {"", "0"}:
            raise Unresolved(f"the name {name.name} of another workbook")
        place = (name.sheet or sheet).casefold()
        plain = name.name.casefold()
        if (place, plain) in self._definitions:
            return self._definitions[place, plain]
        found = next(
            (
                self.names[key]
                for key in (f"{place}!{plain}", f"'{place}'!{plain}", plain)
                if key in self.names
            ),
            None,
        )
        if found is None:
            raise Unresolved(f"the name {name.name}")
        try:
            # the file states a name that moves with its cell as it reads from A1
            meaning = syntax_of(found.removeprefix("="), 1, 1)
        except FormulaError:
            raise Unresolved(f"the name {name.name}") from None
        self._definitions[place, plain] = meaning
        return meaning

    def structured(self, node: Structured, sheet: str, row: int, column: int) -> Target:
        """The cells of a structured reference in a formula of this cell.

        Raises:
            Unresolved: no such table, heading or part.
        """
        owner, table = self._table(node.table, sheet, row, column)
        area = table.area
        left, right = area.left, area.right
        if node.columns:
            first, last = (_heading(table, name) for name in (node.columns[0], node.columns[-1]))
            left, right = area.left + min(first, last), area.left + max(first, last)
        top, bottom = _rows(table, node.items, row)
        return Target("", owner.name, Area(top, left, bottom, right))

    def _table(self, name: str, sheet: str, row: int, column: int) -> tuple[Sheet, ListObject]:
        if name:
            if name.casefold() in self.tables:
                return self.tables[name.casefold()]
            raise Unresolved(f"the table {name}")
        own = self.sheets.get(sheet.casefold())
        for table in own.list_objects if own else ():
            if own and (row, column) in table.area:
                return own, table
        raise Unresolved("a heading outside any table")


def _heading(table: ListObject, name: str) -> int:
    wanted = name.casefold()
    for at, heading in enumerate(table.columns):
        if heading.casefold() == wanted:
            return at
    raise Unresolved(f"the heading {name} of {table.name}")


def _rows(table: ListObject, items: tuple[str, ...], row: int) -> tuple[int, int]:
    area = table.area
    body = area.top + table.header_rows, area.bottom - table.totals_rows
    parts = {
        "#this row": (row, row),
        "#headers": (area.top, area.top + table.header_rows - 1),
        "#data": body,
        "#totals": (area.bottom - table.totals_rows + 1, area.bottom),
        "#all": (area.top, area.bottom),
    }
    try:
        chosen = [parts[item.casefold()] for item in items] or [body]
    except KeyError:
        raise Unresolved(f"a part of {table.name}") from None
    top, bottom = min(part[0] for part in chosen), max(part[1] for part in chosen)
    if top > bottom or not area.top <= top <= bottom <= area.bottom:
        raise Unresolved(f"a part of {table.name}")
    return top, bottom


def spread(
    reference: Reference, contents: Contents, sheet: str, row: int, column: int
) -> list[Target]:
    """The cells of a reference, one target for each sheet of a span of sheets.

    Raises:
        Unresolved: a sheet or a link that is not there.
    """
    area = reference.area(row, column)
    if reference.book and reference.book != "0":
        return [Target(link_target(contents.book, reference.book), reference.sheet, area)]
    if not reference.sheet:
        return [Target("", sheet, area)]
    own = contents.sheets.get(reference.sheet.casefold())
    if own is None:
        raise Unresolved(f"the sheet {reference.sheet}")
    if not reference.last_sheet:
        return [Target("", own.name, area)]
    names = [each.name for each in contents.book.sheets]
    last = contents.sheets.get(reference.last_sheet.casefold())
    if last is None:
        raise Unresolved(f"the sheet {reference.last_sheet}")
    first_at, last_at = sorted((names.index(own.name), names.index(last.name)))
    return [Target("", name, area) for name in names[first_at : last_at + 1]]


def link_target(book: Book, bracketed: str) -> str:
    """What ``[1]`` or ``[Topsheet.xlsx]`` in a formula points at, as the file states it.

    Raises:
        Unresolved: the file has no such link.
    """
    if bracketed.isdecimal():
        target = book.links.get(int(bracketed), "")
        if not target:
            raise Unresolved(f"link {bracketed}")
        return target
    return bracketed
