"""Which formulas draw on a cell: kept as runs of equal formulas, however long they are.

A column of sixty thousand equal formulas is one run; the rows in which it names a cell follow from
the distances in its references.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from addin.tables.formula import Corner, Reference
from addin.tables.table import MAX_ROW, Area

Window = tuple[int, int]
"""Places in a run, from the first to before the second."""

WIDEST: Final = 64
"""Columns of a range that is still filed under each of them."""


def fixed(area: Area) -> Reference:
    """An area as a reference that does not move."""
    return Reference(
        Corner(area.top, fixed=True),
        Corner(area.left, fixed=True),
        Corner(area.bottom, fixed=True),
        Corner(area.right, fixed=True),
    )


@dataclass(frozen=True, eq=False)
class Run:
    """Formulas of one column with one relative form, and one reference in them.

    ``order`` is the place of their sheet in the workbook, ``rows`` rise. The reference stays within
    the sheet in each of them.
    """

    order: int
    sheet: str
    column: int
    rows: tuple[int, ...]
    reference: Reference

    @property
    def extent(self) -> Area:
        """All cells that the reference means in one row or another."""
        first = self.reference.area(self.rows[0], self.column)
        last = self.reference.area(self.rows[-1], self.column)
        top, bottom = min(first.top, last.top), max(first.bottom, last.bottom)
        return Area(top, first.left, bottom, first.right)

    def naming(self, row: int) -> Window:
        """The formulas whose reference takes in a row."""
        top, bottom = self.reference.top, self.reference.bottom
        if top.fixed and bottom.fixed:
            inside = min(top.number, bottom.number) <= row <= max(top.number, bottom.number)
            return (0, len(self.rows)) if inside else (0, 0)
        if not (top.fixed or bottom.fixed):
            steps = sorted((top.number, bottom.number))
            return self._between(row - steps[1], row - steps[0])
        end, other = (top, bottom) if top.fixed else (bottom, top)
        if row == end.number:
            return 0, len(self.rows)
        at = row - other.number
        return self._between(at, MAX_ROW) if row > end.number else self._between(1, at)

    def _between(self, first: int, last: int) -> Window:
        return bisect_left(self.rows, first), bisect_right(self.rows, last)


class Dependents:
    """Runs, to be found by the cells that they name."""

    def __init__(self) -> None:
        # sheet → column → level → block of 2 ** level rows → runs that fit into no smaller block
        self._narrow: dict[str, dict[int, dict[int, dict[int, list[Run]]]]] = {}
        self._wide: dict[str, list[tuple[Area, Run]]] = {}

    def add(self, sheet: str, run: Run) -> None:
        """File a run under the cells of a sheet that it names."""
        area = run.extent
        if area.right - area.left >= WIDEST:
            self._wide.setdefault(sheet, []).append((area, run))
            return
        level = (area.top ^ area.bottom).bit_length()
        columns = self._narrow.setdefault(sheet, {})
        for column in range(area.left, area.right + 1):
            blocks = columns.setdefault(column, {}).setdefault(level, {})
            blocks.setdefault(area.top >> level, []).append(run)

    def naming(self, sheet: str, row: int, column: int) -> Iterator[tuple[Run, Window]]:
        """The runs that name a cell, each with the formulas that do."""
        for level, blocks in self._narrow.get(sheet, {}).get(column, {}).items():
            for run in blocks.get(row >> level, ()):
                first, last = run.naming(row)
                if first < last:
                    yield run, (first, last)
        for area, run in self._wide.get(sheet, ()):
            if (row, column) in area:
                first, last = run.naming(row)
                if first < last:
                    yield run, (first, last)


class Told:
    """Which formulas of each run were told already, so that none is told once for each cell."""

    def __init__(self) -> None:
        self._windows: dict[Run, Window] = {}

    def new(self, run: Run, window: Window) -> Iterator[int]:
        """The places of a window that were not told; a few may come twice."""
        first, last = window
        start, end = self._windows.get(run, (first, first))
        if last < start or first > end:  # apart from what was told: it is simply told
            self._windows[run] = window
            yield from range(first, last)
            return
        self._windows[run] = min(first, start), max(last, end)
        yield from range(first, min(start, last))
        yield from range(max(end, first), last)
