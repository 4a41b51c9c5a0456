"""The graph of a workbook's formulas: what each draws on, and which formulas draw on a cell.

Ranges stay ranges: the graph is as large as the formulas are, however far their ranges reach.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from addin.tables.contents import CellKey, Contents, Target, Unresolved, spread
from addin.tables.dependents import Dependents, Run, Told, fixed
from addin.tables.formula import Reference
from addin.tables.precedents import certain_targets, targets, wanted_parts
from addin.tables.syntax import Cells, Name, Node, Structured, parse
from addin.tables.table import Book, Sheet


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
    for part, one in wanted_parts(node, single=True, leaving_out=frozenset()):
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
