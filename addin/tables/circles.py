"""Formulas that draw on one another in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from addin.tables.dependencies import CellKey, Dependencies
from addin.tables.remaining import Remaining


def circles(dependencies: Dependencies) -> tuple[tuple[CellKey, ...], ...]:
    """Every group of formulas that draw on one another in a circle, in reading order."""
    return tuple(_Search(dependencies).run())


class _Search:
    """Strongly connected components after Tarjan, without recursion.

    A closed component cannot belong to another circle, so its cells are never looked at again.
    """

    def __init__(self, dependencies: Dependencies) -> None:
        self.dependencies = dependencies
        self.left = {sheet.name: Remaining(sheet.formulas) for sheet in dependencies.book.sheets}
        self.order: dict[CellKey, int] = {}
        self.low: dict[CellKey, int] = {}
        self.open: dict[CellKey, None] = {}

    def run(self) -> Iterator[tuple[CellKey, ...]]:
        for sheet in self.dependencies.book.sheets:
            for row, column in sheet.formulas:
                if (sheet.name, row, column) not in self.order:
                    yield from self._from((sheet.name, row, column))

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
            for target in self.dependencies.of(*cell)
        )

    def _next(self, cell: CellKey) -> Iterator[CellKey]:
        for target in self.dependencies.of(*cell):
            if not target.book and target.sheet in self.left:
                for row, column in self.left[target.sheet].within(target.area):
                    yield target.sheet, row, column
