"""Cells still to be visited: the next one within a range is found past all those already done.

So sixty thousand running totals are as cheap as sixty thousand sums.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from addin.tables.table import Area


class Remaining:
    """A set of cells of one sheet that only shrinks."""

    def __init__(self, cells: Iterable[tuple[int, int]]) -> None:
        columns: dict[int, list[int]] = {}
        for row, column in cells:
            columns.setdefault(column, []).append(row)
        self._columns = {column: _Column(sorted(rows)) for column, rows in columns.items()}

    def __contains__(self, cell: tuple[int, int]) -> bool:
        column = self._columns.get(cell[1])
        return column is not None and cell[0] in column

    def remove(self, row: int, column: int) -> None:
        """Take a cell out; it must have been in."""
        self._columns[column].remove(row)

    def within(self, area: Area) -> Iterator[tuple[int, int]]:
        """The cells left in an area, column by column; cells may be removed meanwhile."""
        if area.right - area.left < len(self._columns):
            wanted: Iterable[int] = range(area.left, area.right + 1)
        else:
            wanted = (each for each in self._columns if area.left <= each <= area.right)
        for column in wanted:
            if column in self._columns:
                for row in self._columns[column].between(area.top, area.bottom):
                    yield row, column


class _Column:
    """Rows of one column, with a pointer from each to the next one that is still there."""

    def __init__(self, rows: list[int]) -> None:
        self.rows = rows
        self.following = list(range(len(rows) + 1))

    def _first(self, at: int) -> int:
        root = at
        while self.following[root] != root:
            root = self.following[root]
        while self.following[at] != root:
            self.following[at], at = root, self.following[at]
        return root

    def __contains__(self, row: int) -> bool:
        at = bisect_left(self.rows, row)
        return at < len(self.rows) and self.rows[at] == row and self.following[at] == at

    def remove(self, row: int) -> None:
        at = bisect_left(self.rows, row)
        self.following[at] = at + 1

    def between(self, top: int, bottom: int) -> Iterator[int]:
        at = bisect_left(self.rows, top)
        while True:
            at = self._first(at)
            if at == len(self.rows) or self.rows[at] > bottom:
                return
            yield self.rows[at]
            at += 1
