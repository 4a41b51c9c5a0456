"""Formulas that draw on one another in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from addin.tables.contents import CellKey
from addin.tables.dependencies import Dependencies
from addin.tables.remaining import Remaining
from addin.tables.syntax import Cells, parse, walk


def circles(dependencies: Dependencies) -> tuple[tuple[CellKey, ...], ...]:
    """Every group of formulas that draw on one another in a circle, in reading order."""
    return tuple(_Search(dependencies).run())


_Column = tuple[str, int]


def _suspects(dependencies: Dependencies) -> dict[str, list[tuple[int, int]]]:
    """The formulas in columns that may hold a circle, by sheet.

    A circle stays within columns that draw on one another, and somewhere in it a formula reads a
    row that is not above its own. So a ledger's balances, each read from the row above, are passed
    by without a look at their cells; one formula of a column stands for all that are equal to it.
    """
    cells: dict[_Column, list[tuple[int, int]]] = {}
    for sheet in dependencies.book.sheets:
        for row, column in sheet.formulas:
            cells.setdefault((sheet.name, column), []).append((row, column))
    edges: dict[_Column, set[_Column]] = {column: set() for column in cells}
    level: set[tuple[_Column, _Column]] = set()  # edges that do not lead upwards
    for key, found in cells.items():
        for to, rises in _edges(dependencies, key, found, cells):
            edges[key].add(to)
            if not rises:
                level.add((key, to))
    suspects: dict[str, list[tuple[int, int]]] = {}
    for group in _groups(edges):
        if any((one, other) in level for one in group for other in edges[one] & group):
            for name, column in group:
                suspects.setdefault(name, []).extend(cells[name, column])
    order = [sheet.name for sheet in dependencies.book.sheets]
    return {name: sorted(suspects[name]) for name in order if name in suspects}


def _edges(
    dependencies: Dependencies,
    key: _Column,
    found: list[tuple[int, int]],
    cells: Mapping[_Column, object],
) -> Iterator[tuple[_Column, bool]]:
    """The columns of formulas that a column draws on, and whether always in rows above."""
    name, column = key
    sheet = dependencies.contents.sheets[name.casefold()]
    seen: set[str] = set()
    for row, _ in found:
        form = dependencies.form(sheet, row, column)
        if form in seen:
            continue
        seen.add(form)
        follows = all(
            not isinstance(part, Cells)
            or not (part.reference.top.fixed or part.reference.bottom.fixed)
            for part in walk(parse(form))
        )
        for target in dependencies.certain(name, row, column):
            if target.book:
                continue
            rises = target.sheet == name and target.area.bottom < row and follows
            span = range(target.area.left, target.area.right + 1)
            near = ((target.sheet, each) for each in span) if len(span) < len(cells) else cells
            for other in near:
                if other in cells and other[0] == target.sheet and other[1] in span:
                    yield other, rises


def _groups(edges: Mapping[_Column, set[_Column]]) -> Iterator[set[_Column]]:
    """Columns that draw on one another in a circle: reachable from each other."""
    reach = {column: _reachable(edges, column) for column in edges}
    done: set[_Column] = set()
    for column in edges:
        if column not in done and column in reach[column]:
            group = {other for other in reach[column] if column in reach[other]}
            done |= group
            yield group


def _reachable(edges: Mapping[_Column, set[_Column]], start: _Column) -> set[_Column]:
    found: set[_Column] = set()
    stack = list(edges[start])
    while stack:
        column = stack.pop()
        if column not in found:
            found.add(column)
            stack.extend(edges[column])
    return found


class _Search:
    """Strongly connected components after Tarjan, without recursion.

    A closed component cannot belong to another circle, so its cells are never looked at again.
    """

    def __init__(self, dependencies: Dependencies) -> None:
        self.dependencies = dependencies
        self.cells = _suspects(dependencies)
        self.left = {name: Remaining(cells) for name, cells in self.cells.items()}
        self.order: dict[CellKey, int] = {}
        self.low: dict[CellKey, int] = {}
        self.open: dict[CellKey, None] = {}

    def run(self) -> Iterator[tuple[CellKey, ...]]:
        for name, cells in self.cells.items():
            for row, column in cells:
                if (name, row, column) not in self.order:
                    yield from self._from((name, row, column))

    def _enter(self, cell: CellKey) -> tuple[CellKey, Iterator[CellKey]]:
        self.order[cell] = self.low[cell] = len(self.order)
        self.open[cell] = None
        return cell, self._next(cell)

    def _from(self, start: CellKey) -> Iterator[tuple[CellKey, ...]]:
        stack = [self._enter(start)]
        while stack:
            cell, following = stack[-1]
            for other in following:
                if other not in self.order:
                    stack.append(self._enter(other))
                    break
                self.low[cell] = min(self.low[cell], self.order[other])
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    self.low[above] = min(self.low[above], self.low[cell])
                if self.low[cell] == self.order[cell]:
                    yield from self._close(cell)

    def _close(self, cell: CellKey) -> Iterator[tuple[CellKey, ...]]:
        group: list[CellKey] = []
        member = None
        while member != cell:
            member, _ = self.open.popitem()
            self.left[member[0]].remove(member[1], member[2])
            group.append(member)
        if len(group) > 1 or self._draws_on_itself(cell):
            yield tuple(sorted(group))

    def _draws_on_itself(self, cell: CellKey) -> bool:
        sheet, row, column = cell
        return any(
            not target.book and target.sheet == sheet and (row, column) in target.area
            for target in self.dependencies.certain(*cell)
        )

    def _next(self, cell: CellKey) -> Iterator[CellKey]:
        for target in self.dependencies.certain(*cell):
            if not target.book and target.sheet in self.left:
                for row, column in self.left[target.sheet].within(target.area):
                    yield target.sheet, row, column
