"""Which cells a formula draws on, and which formulas draw on a cell, across sheets and workbooks.

Ranges stay ranges: the graph is as large as the formulas are, however far their ranges reach.
"""

from __future__ import annotations

import ntpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from addin.tables.formula import FormulaError, Reference, relative
from addin.tables.syntax import Call, Cells, Name, Node, Structured, parse, syntax_of, walk
from addin.tables.table import Area, Book, ListObject, Sheet

VOLATILE = frozenset("TODAY NOW RAND RANDBETWEEN RANDARRAY OFFSET INDIRECT CELL INFO".split())
"""Functions whose value changes though no cell they draw on has. Source: Excel recalculation."""

DEEPEST_NAME = 16
"""How many defined names may stand behind one another."""


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

    def definition(self, name: Name, sheet: str) -> Node:
        """What a defined name stands for, a name of the sheet before one of the workbook.

        Raises:
            Unresolved: no such name.
        """
        if name.book not in {"", "0"}:
            raise Unresolved(f"the name {name.name} of another workbook")
        place = (name.sheet or sheet).casefold()
        plain = name.name.casefold()
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
            return syntax_of(found.removeprefix("="), 1, 1)
        except FormulaError:
            raise Unresolved(f"the name {name.name}") from None

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


def targets(node: Node, contents: Contents, sheet: str, row: int, column: int) -> list[Target]:
    """The cells a formula names, in reading order; what cannot be resolved is left out.

    Both branches of an IF count, and all of a table that is looked up in.
    """
    found: list[Target] = []
    _collect(node, contents, (sheet, row, column), found, 0)
    return found


def _collect(
    node: Node,
    contents: Contents,
    cell: tuple[str, int, int],
    found: list[Target],
    depth: int,
) -> None:
    sheet, row, column = cell
    for part in walk(node):
        try:
            if isinstance(part, Cells):
                found.extend(spread(part.reference, contents, sheet, row, column))
            elif isinstance(part, Structured):
                found.append(contents.structured(part, sheet, row, column))
            elif isinstance(part, Name) and depth < DEEPEST_NAME:
                _collect(contents.definition(part, sheet), contents, cell, found, depth + 1)
        except Unresolved:
            continue


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
    if bracketed.isdigit():
        target = book.links.get(int(bracketed), "")
        if not target:
            raise Unresolved(f"link {bracketed}")
        return target
    return bracketed


def file_name(target: str) -> str:
    r"""The bare file name of a link's target, whatever the path, its slashes and its encoding.

    >>> file_name("file:///C:\\Show\\Cost%20Report.xlsx")
    'cost report.xlsx'
    """
    return ntpath.basename(unquote(target.rstrip("/\\"))).casefold()


def linked_book(target: str, books: Mapping[str, Book]) -> Book | None:
    """The workbook a link points at: by its full target, else the only one of that file name."""
    if target in books:
        return books[target]
    wanted = file_name(target)
    found = {id(book): book for book in books.values() if file_name(book.name) == wanted}
    return next(iter(found.values())) if len(found) == 1 else None


def volatile_calls(node: Node) -> Iterator[str]:
    """The volatile functions a formula calls."""
    for part in walk(node):
        if isinstance(part, Call) and part.function in VOLATILE:
            yield part.function


CellKey = tuple[str, int, int]
"""Sheet name as the workbook writes it, row, column."""


@dataclass(frozen=True)
class Dependencies:
    """The graph of one workbook's formulas, read sheet by sheet as it is asked for."""

    book: Book
    _read: dict[CellKey, tuple[Target, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def contents(self) -> Contents:
        """What formulas may name."""
        return Contents(self.book)

    def of(self, sheet: str, row: int, column: int) -> tuple[Target, ...]:
        """The cells that the formula in a cell draws on; empty for a constant."""
        key = sheet, row, column
        if key not in self._read:
            self._read[key] = self._targets(sheet, row, column)
        return self._read[key]

    def form(self, sheet: Sheet, row: int, column: int) -> str:
        """The formula in a cell in its relative form; an error literal where it is unreadable."""
        try:
            form = relative(sheet.formulas[row, column], row, column)
            parse(form)
        except FormulaError:
            return "#NAME?"
        return form

    def _targets(self, sheet: str, row: int, column: int) -> tuple[Target, ...]:
        found = self.contents.sheets.get(sheet.casefold())
        text = found.formulas.get((row, column)) if found else None
        if text is None:
            return ()
        try:
            node = syntax_of(text, row, column)
        except FormulaError:
            return ()
        return tuple(targets(node, self.contents, sheet, row, column))

    @cached_property
    def _users(self) -> _Users:
        users = _Users({}, {})
        for sheet in self.book.sheets:
            for row, column in sheet.formulas:
                users.add((sheet.name, row, column), self.of(sheet.name, row, column))
        return users

    def drawing_on(self, sheet: str, row: int, column: int) -> tuple[CellKey, ...]:
        """The formulas of this workbook that name a cell, alone or within a range."""
        users = self._users
        found = dict.fromkeys(users.cells.get((sheet, row, column), ()))
        for area, user in users.areas.get(sheet, ()):
            if (row, column) in area:
                found[user] = None
        return tuple(found)

    def all_drawing_on(self, cells: Iterable[CellKey]) -> tuple[CellKey, ...]:
        """Every formula that depends on one of these cells, directly or through others."""
        found: dict[CellKey, None] = {}
        stack = list(cells)
        while stack:
            for user in self.drawing_on(*stack.pop()):
                if user not in found:
                    found[user] = None
                    stack.append(user)
        return tuple(found)


class _Users(NamedTuple):
    """Formulas by what they name: single cells, and ranges by sheet."""

    cells: dict[CellKey, list[CellKey]]
    areas: dict[str, list[tuple[Area, CellKey]]]

    def add(self, user: CellKey, named: tuple[Target, ...]) -> None:
        for target in named:
            if target.book:
                continue
            area = target.area
            if area.top == area.bottom and area.left == area.right:
                self.cells.setdefault((target.sheet, area.top, area.left), []).append(user)
            else:
                self.areas.setdefault(target.sheet, []).append((area, user))
