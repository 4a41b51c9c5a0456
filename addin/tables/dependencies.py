"""Which cells a formula draws on, and which formulas draw on a cell, across sheets and workbooks.

Ranges stay ranges: the graph is as large as the formulas are, however far their ranges reach.
"""

from __future__ import annotations

import ntpath
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from addin.tables.dependents import Dependents, Run, Told, fixed
from addin.tables.forms import forms
from addin.tables.formula import FormulaError, Reference
from addin.tables.function_names import addin_links
from addin.tables.functions import SCALAR
from addin.tables.syntax import (
    Call,
    Cells,
    Chain,
    Name,
    Node,
    Sign,
    Structured,
    Union,
    parse,
    syntax_of,
    walk,
)
from addin.tables.table import Area, Book, ListObject, Sheet

VOLATILE = frozenset("TODAY NOW RAND RANDBETWEEN RANDARRAY OFFSET INDIRECT CELL INFO".split())
"""Functions whose value changes though no cell they draw on has. Source: Excel recalculation."""

SELECTIVE = frozenset(
    "INDEX MATCH VLOOKUP HLOOKUP LOOKUP XLOOKUP CHOOSE OFFSET ROW COLUMN ROWS COLUMNS CELL"
    " FORMULATEXT ISFORMULA SHEET AREAS FILTER".split()
)
"""Functions that read one cell of the ranges they are given, or none."""

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


def targets(node: Node, contents: Contents, sheet: str, row: int, column: int) -> list[Target]:
    """The cells a formula draws on, in reading order; what cannot be resolved is left out.

    Both branches of an IF count, and all of a table that is looked up in. A column or row where
    one value is wanted counts with the cell beside the formula, as Excel takes it.
    """
    own = contents.sheets.get(sheet.casefold())
    arrays = own is not None and (row, column) in own.arrays
    found: list[Target] = []
    _collect(node, contents, (sheet, row, column), found, 0, single=not arrays)
    return found


def certain_targets(
    node: Node, contents: Contents, sheet: str, row: int, column: int
) -> list[Target]:
    """As ``targets``, without what is only looked up in, or asked for its place."""
    own = contents.sheets.get(sheet.casefold())
    arrays = own is not None and (row, column) in own.arrays
    found: list[Target] = []
    _collect(
        node, contents, (sheet, row, column), found, 0, single=not arrays, leaving_out=SELECTIVE
    )
    return found


def _collect(
    node: Node,
    contents: Contents,
    cell: CellKey,
    found: list[Target],
    depth: int,
    *,
    single: bool,
    leaving_out: frozenset[str] = frozenset(),
) -> None:
    sheet, row, column = cell
    for part, one in _wanted(node, single=single, leaving_out=leaving_out):
        try:
            if isinstance(part, Cells):
                named = spread(part.reference, contents, sheet, row, column)
                found.extend(_beside(each, row, column) if one else each for each in named)
            elif isinstance(part, Structured):
                target = contents.structured(part, sheet, row, column)
                found.append(_beside(target, row, column) if one else target)
            elif isinstance(part, Name) and depth < DEEPEST_NAME:
                meaning = contents.definition(part, sheet)
                _collect(
                    meaning, contents, cell, found, depth + 1, single=one, leaving_out=leaving_out
                )
        except Unresolved:
            continue


def _wanted(
    node: Node, *, single: bool, leaving_out: frozenset[str]
) -> Iterator[tuple[Node, bool]]:
    """Every part of a formula, and whether one value of it is wanted rather than all its cells.

    Signs want one value even within a function of ranges, but not in an array formula.
    """
    stack = [(node, single, not single)]
    while stack:
        part, one, arrays = stack.pop()
        yield part, one
        if isinstance(part, Call):
            if part.function not in leaving_out:
                stack.extend(reversed(list(_of_call(part, one=one, arrays=arrays))))
        elif isinstance(part, Chain):
            ranges = any(sign in {":", " "} for sign, _ in part.rest)
            operands = [part.first, *(operand for _, operand in part.rest)]
            stack.extend((each, not (arrays or ranges), arrays) for each in reversed(operands))
        elif isinstance(part, Sign):
            stack.append((part.operand, not (arrays or part.sign in "#+"), arrays))
        elif isinstance(part, Union):
            stack.extend((each, False, arrays) for each in reversed(part.parts))


def _of_call(call: Call, *, one: bool, arrays: bool) -> Iterator[tuple[Node, bool, bool]]:
    arrays = arrays or call.function == "SUMPRODUCT"
    by_value = call.function in SCALAR or call.function in {"IFERROR", "IFNA"}
    for at, argument in enumerate(call.arguments):
        branch = call.function in {"IF", "IFERROR", "IFNA"} and at > 0
        wanted = one if branch else by_value or call.function == "IF"
        yield argument, wanted and not arrays, arrays


def _beside(target: Target, row: int, column: int) -> Target:
    """The cell of a single column or row that stands beside the formula."""
    area = target.area
    if area.left == area.right and area.top <= row <= area.bottom:
        area = Area(row, area.left, row, area.left)
    elif area.top == area.bottom and area.left <= column <= area.right:
        area = Area(area.top, column, area.top, column)
    return Target(target.book, target.sheet, area)


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


def file_name(target: str) -> str:
    r"""The bare file name of a link's target, whatever the path, its slashes and its encoding.

    >>> file_name("file:///C:\\Show\\Cost%20Report.xlsx")
    'cost report.xlsx'
    """
    return ntpath.basename(_percent_decoded(target.rstrip("/\\"))).casefold()


def _percent_decoded(text: str) -> str:
    def letters(match: re.Match[str]) -> str:
        return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace")

    return re.sub(r"(?:%[0-9A-Fa-f]{2})+", letters, text)


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
        return self.contents.forms(sheet).get((row, column), "#NAME?")

    def certain(self, sheet: str, row: int, column: int) -> tuple[Target, ...]:
        """As ``of``, without what a formula only looks something up in."""
        found = self.contents.sheets.get(sheet.casefold())
        if found is None or (row, column) not in found.formulas:
            return ()
        node = parse(self.form(found, row, column))
        return tuple(certain_targets(node, self.contents, sheet, row, column))

    def _targets(self, sheet: str, row: int, column: int) -> tuple[Target, ...]:
        found = self.contents.sheets.get(sheet.casefold())
        form = self.contents.forms(found).get((row, column)) if found else None
        if form is None:
            return ()
        return tuple(targets(parse(form), self.contents, sheet, row, column))

    @cached_property
    def _users(self) -> Dependents:
        users = Dependents()
        for order, sheet in enumerate(self.book.sheets):
            runs: dict[tuple[int, str], list[int]] = {}
            for (row, column), form in self.contents.forms(sheet).items():
                runs.setdefault((column, form), []).append(row)
            for (column, form), rows in runs.items():
                named = None if sheet.arrays else _moving(parse(form), self.contents, sheet.name, 0)
                if named is not None:
                    at = tuple(sorted(rows))
                    for other, reference in named:
                        users.add(other, Run(order, sheet.name, column, at, reference))
                    continue
                for row in rows:
                    for target in self.of(sheet.name, row, column):
                        if not target.book:
                            run = Run(order, sheet.name, column, (row,), fixed(target.area))
                            users.add(target.sheet, run)
        return users

    def drawing_on(self, sheet: str, row: int, column: int) -> tuple[CellKey, ...]:
        """The formulas of this workbook that name a cell, alone or within a range."""
        return self._naming(sheet, row, column, Told())

    def _naming(self, sheet: str, row: int, column: int, told: Told) -> tuple[CellKey, ...]:
        """Those that name the cell alone first, then in reading order."""
        found = [
            (not run.reference.is_cell, run.order, run.rows[at], run.column, run.sheet)
            for run, window in self._users.naming(sheet, row, column)
            for at in told.new(run, window)
        ]
        found.sort()
        return tuple(dict.fromkeys((name, r, c) for _, _, r, c, name in found))

    def all_drawing_on(self, cells: Iterable[CellKey]) -> tuple[CellKey, ...]:
        """Every formula that depends on one of these cells, directly or through others."""
        return tuple(self.spread_from(cells))

    def spread_from(
        self,
        cells: Iterable[CellKey],
        beside: Mapping[CellKey, Iterable[CellKey]] | None = None,
        stops: Container[CellKey] = (),
    ) -> dict[CellKey, CellKey]:
        """Every formula that depends on one of these cells → the cell through which it does.

        ``beside`` are cells that go with another though they do not name it, as those that an
        array formula fills. ``stops`` are left out, and so is what depends through them alone.
        """
        found: dict[CellKey, CellKey] = {}
        stack = list(cells)
        told = Told()
        while stack:
            cell = stack.pop()
            for user in (*self._naming(*cell, told), *(beside or {}).get(cell, ())):
                if user not in found and user not in stops:
                    found[user] = cell
                    stack.append(user)
        return found


def _moving(
    node: Node, contents: Contents, sheet: str, depth: int
) -> list[tuple[str, Reference]] | None:
    """The references of a formula of this workbook, each with its sheet, for any of its cells.

    None where the cells it names have to be found out for each cell: a heading of a table, or the
    cell of a column that stands beside the formula.
    """
    found: list[tuple[str, Reference]] = []
    for part, one in _wanted(node, single=True, leaving_out=frozenset()):
        try:
            if isinstance(part, Cells):
                if (one and not part.reference.is_cell) or (depth and not _stays(part.reference)):
                    return None
                named = spread(part.reference, contents, sheet, 1, 1)
                found += [(each.sheet, part.reference) for each in named if not each.book]
            elif isinstance(part, Name):
                meaning = contents.definition(part, sheet)
                inner = _moving(meaning, contents, sheet, depth + 1) if depth < 2 else None
                if inner is None or (one and not all(each.is_cell for _, each in inner)):
                    return None
                found += inner
            elif isinstance(part, Structured):
                return None
        except Unresolved:
            continue
    return found


def _stays(reference: Reference) -> bool:
    return all(corner.fixed for corner in reference[:4])
