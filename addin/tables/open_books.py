"""The workbook that is worked out and those its links lead to, as their formulas find them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from addin.tables.cells_of_arrays import filled_by
from addin.tables.contents import Contents, Target
from addin.tables.linked_books import linked_book
from addin.tables.operands import Grid, Pending, Scalar, Unknown
from addin.tables.own_functions import Functions
from addin.tables.remaining import Remaining
from addin.tables.table import Book, Sheet, Value, cell_at

_Held = TypeVar("_Held", Value, Value | Pending)


class OpenBooks:
    """The sheets of one calculation as grids, each made when a formula first names it.

    A grid holds ``Pending`` where a formula has no value yet; ``pending`` has those cells, by the
    key of their grid. Beside its cells a formula finds here the time, further functions, and
    ``kept``, results that are worth keeping.
    """

    def __init__(
        self,
        contents: Contents,
        linked: Mapping[str, Book],
        now: dt.datetime | None,
        functions: Functions,
    ) -> None:
        """``contents``: of the workbook itself; ``linked``: others, by link target or by name."""
        self.contents = {contents.book.name: contents}
        self.linked = linked
        self.now = now
        self.functions = functions
        self.kept: dict[object, object] = {}
        self.grids: dict[tuple[str, str], Grid] = {}
        self.pending: dict[tuple[str, str], Remaining] = {}
        self._filled: dict[tuple[str, str], Mapping[tuple[int, int], tuple[int, int]]] = {}

    def grid(self, target: Target, contents: Contents) -> Grid:
        """The sheet of a target, in this workbook or a linked one.

        Raises:
            Unknown: there is no such sheet or workbook.
        """
        if not target.book:
            sheet = contents.sheets.get(target.sheet.casefold())
            if sheet is None:
                raise Unknown(f"the sheet {target.sheet}")
            return self.grid_of(contents.book, sheet)
        other = linked_book(target.book, self.linked)
        if other is None:
            return self._remembered(contents.book, target)
        sheet = other.sheet(target.sheet)
        if sheet is None:
            raise Unknown(f"the sheet {target.sheet} of {other.name}")
        return self.grid_of(other, sheet)

    def sheet(self, grid: Grid) -> Sheet | None:
        """The sheet behind a grid; None for the remembered values of a link."""
        contents = self.contents.get(grid.book)
        return contents.sheets.get(grid.sheet.casefold()) if contents else None

    def grid_of(self, book: Book, sheet: Sheet) -> Grid:
        """A sheet of one of the workbooks as its formulas find it."""
        key = book.name, sheet.name
        if key not in self.grids:
            self.contents.setdefault(book.name, Contents(book))
            rows: list[list[Value | Pending]] | None = None
            # a formula never gives an empty cell: without a value it gave an empty text
            blank = [
                cell
                for cell in sheet.formulas
                if sheet.value(*cell) is None and cell not in sheet.uncached
            ]
            if sheet.uncached or blank:
                rows = [list(row) for row in sheet.rows]
                for row, column in blank:
                    put(rows, row, column, "")
            if sheet.uncached and rows is not None:
                for row, column in sheet.uncached:
                    put(rows, row, column, Pending(row, column))
                self.pending[key] = Remaining(sheet.uncached)
            self.grids[key] = Grid(*key, sheet.rows if rows is None else rows, book.date_1904)
        return self.grids[key]

    def form(self, grid: Grid, row: int, column: int) -> str | None:
        """The formula of a cell in relative form; None where there is none that can be read."""
        sheet = self.sheet(grid)
        return self.contents[grid.book].forms(sheet).get((row, column)) if sheet else None

    def fills(self, grid: Grid) -> Mapping[tuple[int, int], tuple[int, int]]:
        """The cells that array formulas of a sheet fill, each with the cell of its formula."""
        if grid.key not in self._filled:
            sheet = self.sheet(grid)
            self._filled[grid.key] = filled_by(sheet) if sheet and sheet.arrays else {}
        return self._filled[grid.key]

    def _remembered(self, book: Book, target: Target) -> Grid:
        """The values that the file keeps of a linked sheet."""
        number = next((n for n, stated in book.links.items() if stated == target.book), None)
        values = book.linked_values.get(number, {}) if number is not None else {}
        wanted = target.sheet.casefold()
        key = f"[{target.book}]", wanted
        if key not in self.grids:
            rows: list[list[Value | Pending]] = []
            for (sheet, cell), value in values.items():
                if sheet.casefold() == wanted:
                    put(rows, *cell_at(cell), value)
            if not rows:
                raise Unknown(f"the linked workbook {target.book}")
            self.grids[key] = Grid(*key, rows, book.date_1904)
        return self.grids[key]


def held(grid: Grid, row: int, column: int) -> Value | Pending:
    """What a cell of a grid holds now; row and column count from 1."""
    return grid.rows[row - 1][column - 1]


def fill(grid: Grid, row: int, column: int, value: Scalar) -> None:
    """Write what a formula gives into its cell."""
    cells = grid.rows[row - 1]
    if isinstance(cells, list):
        cells[column - 1] = value


def put(rows: list[list[_Held]], row: int, column: int, value: _Held) -> None:
    """Write into rows of our own, which grow as far as the cell."""
    while len(rows) < row:
        rows.append([])
    cells = rows[row - 1]
    cells.extend([None] * (column - len(cells)))
    cells[column - 1] = value
