"""Work out formulas for which the file holds no value, exactly or not at all.

A file written by a library holds formulas without values, and every program that only reads cells
takes them for empty. What can be worked out from known cells with supported functions is; the rest
stays unknown, and whatever draws on it too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from addin.tables.contents import Contents
from addin.tables.date_formats import is_date_format
from addin.tables.evaluate import Frame
from addin.tables.formula import FormulaError, relative
from addin.tables.open_books import OpenBooks, fill, held, put
from addin.tables.operands import (
    Array,
    Block,
    Failed,
    Grid,
    NotYet,
    Operand,
    Pending,
    Place,
    Scalar,
    Unknown,
    date_of,
)
from addin.tables.own_functions import Functions, by_name
from addin.tables.precedents import targets
from addin.tables.prepared import Work, prepared
from addin.tables.syntax import Node, parse
from addin.tables.table import Area, Book, Sheet, Value

IN_A_CIRCLE: Final = "it draws on itself, in a circle"
"""Why a formula in a circle has no value, even where Excel is told to go round in it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a formula gives; ``why`` says why that is not known, and is empty when it is."""

    value: Value = None
    why: str = ""

    @property
    def known(self) -> bool:
        """Whether the value was worked out."""
        return not self.why


def computed(
    book: Book,
    linked: Mapping[str, Book] | None = None,
    functions: Functions | None = None,
) -> Book:
    """The workbook with values for the formulas that had none and could be worked out exactly.

    ``linked`` are the workbooks that links may point into, by the link's target or by name; a link
    into another one is read from the values that the file itself keeps of it. ``functions``: see
    ``Calculation``.
    """
    if not any(sheet.uncached for sheet in book.sheets):
        return book
    calculation = Calculation(book, linked, functions=functions)
    return replace(book, sheets=tuple(calculation.filled(sheet) for sheet in book.sheets))


class Calculation:
    """The formulas of one workbook being worked out, each at most once, in any order asked for."""

    def __init__(
        self,
        book: Book,
        linked: Mapping[str, Book] | None = None,
        contents: Contents | None = None,
        now: dt.datetime | None = None,
        functions: Functions | None = None,
    ) -> None:
        """``now``: what TODAY and NOW give; without it they are not known.

        ``functions``: further ones by name, in any case; they get single values as they are and
        ranges as lists of rows, and return a value or a list of rows.
        """
        self.book = book
        contents = contents or Contents(book)
        self.books = OpenBooks(contents, linked or {}, now, by_name(functions))
        self._works: dict[tuple[str, str], dict[str, Work]] = {}
        self._open: set[Place] = set()
        self.circular: set[tuple[str, int, int]] = set()
        self.why: dict[tuple[str, int, int], str] = {}
        """Why the value of a cell of this workbook could not be worked out."""

    def filled(self, sheet: Sheet) -> Sheet:
        """The sheet with what could be worked out; the rest stays in ``uncached``."""
        if not sheet.uncached:
            return sheet
        done = self.worked_out(sheet)
        rows = [list(row) for row in sheet.rows]
        for row, column in sorted(done):
            put(rows, row, column, self._shown(sheet, row, column, done[row, column]))
        return replace(
            sheet,
            rows=[_trimmed(row) for row in rows],
            uncached=sheet.uncached - done.keys(),
            computed=sheet.computed | done.keys(),
        )

    def worked_out(self, sheet: Sheet) -> dict[tuple[int, int], Scalar]:
        """What the formulas without a value give, dates as numbers; unknown ones are left out.

        ``why`` then says why those are not known.
        """
        if not sheet.uncached:
            return {}
        grid = self.books.grid_of(self.book, sheet)
        for row, column in sorted(sheet.uncached):
            if not self._at_once(grid, row, column):
                self._settle(grid, row, column)
        found = ((cell, held(grid, *cell)) for cell in sheet.uncached)
        return {cell: grid.plain(value) for cell, value in found if not isinstance(value, Pending)}

    def recompute(self, sheet: Sheet, row: int, column: int) -> Outcome:
        """What the formula in a cell gives from the values its cells hold now.

        For a constant: its value. A cached value is not trusted for the cell itself, but for the
        cells it draws on.
        """
        text = sheet.formulas.get((row, column))
        if text is None:
            return Outcome(sheet.value(row, column))
        return self.work_out(text, sheet, row, column)

    def work_out(self, text: str, sheet: Sheet, row: int, column: int) -> Outcome:
        """What a formula would give if it stood in this cell."""
        try:
            form = relative(text, row, column)
        except FormulaError as unreadable:
            return Outcome(why=f"the formula is unreadable: {unreadable}")
        return self.give(form, sheet, row, column)

    def give(self, form: str, sheet: Sheet, row: int, column: int) -> Outcome:
        """What a formula in relative form would give if it stood in this cell."""
        grid = self.books.grid_of(self.book, sheet)
        try:
            try:
                value = self._evaluate(grid, form, row, column)
            except NotYet:
                self._ready(grid, parse(form), row, column)
                value = self._evaluate(grid, form, row, column)
        except FormulaError as unreadable:
            return Outcome(why=f"the formula is unreadable: {unreadable}")
        except Unknown as unknown:
            return Outcome(why=str(unknown))
        return Outcome(self._shown(sheet, row, column, value))

    def _evaluate(self, grid: Grid, form: str, row: int, column: int) -> Scalar:
        sheet = self.books.sheet(grid)
        if sheet and sheet.arrays and (row, column) in sheet.arrays:
            value = self._as_array(grid, parse(form), row, column, sheet.arrays[row, column])
        else:
            works = self._works.setdefault(grid.key, {})
            work = works.get(form)
            if work is None:
                contents = self.books.contents[grid.book]
                work = works[form] = prepared(parse(form), self.books, contents, grid)
            value = work(row, column)
        return 0 if value is None else value

    def _as_array(self, grid: Grid, node: Node, row: int, column: int, array: Area) -> Scalar:
        frame = Frame(self.books, self.books.contents[grid.book], grid, row, column, arrays=True)
        found = frame.value(node)
        height, width = array.bottom - array.top + 1, array.right - array.left + 1
        if height == width == 1:
            return _only(found)
        if not isinstance(found, Block | Array) or (found.height, found.width) != (height, width):
            # a spilt one would take other cells now; one entered over these cells would repeat
            raise Unknown("its array no longer fits the cells that it fills")
        values = [[found.at(down, across) for across in range(width)] for down in range(height)]
        fills = self.books.fills(grid)
        for cell in array.cells:
            if fills.get(cell) == (row, column) and isinstance(held(grid, *cell), Pending):
                value = values[cell[0] - array.top][cell[1] - array.left]
                fill(grid, *cell, 0 if value is None else value)
        return values[row - array.top][column - array.left]

    def _at_once(self, grid: Grid, row: int, column: int) -> bool:
        """Work out a cell whose inputs are all there, as in most sheets read from the top down."""
        pending = self.books.pending[grid.key]
        if (row, column) not in pending:
            return True
        form = self.books.form(grid, row, column)
        if form is None:
            return False
        try:
            value = self._evaluate(grid, form, row, column)
        except NotYet:
            return False
        except Unknown as unknown:
            self._note(grid, row, column, unknown)
            pending.remove(row, column)
            return True
        pending.remove(row, column)
        fill(grid, row, column, value)
        return True

    def _settle(self, grid: Grid, row: int, column: int) -> None:
        """Work out a cell without a value, and first those that it draws on.

        An own stack: running balances are as deep as the ledger is long.
        """
        pending = self.books.pending.get(grid.key)
        if pending is None or (row, column) not in pending:
            return
        stack = [self._visit(grid, row, column)]
        while stack:
            visit = stack[-1]
            for other_grid, other_row, other_column in visit.before:
                other = other_grid.key, other_row, other_column
                if other in self._open:
                    continue  # a circle, if it is needed at all: an IF or a lookup may pass it by
                stack.append(self._visit(other_grid, other_row, other_column))
                break
            else:
                wanted = self._finish(visit)
                if wanted is None:
                    stack.pop()
                elif wanted in self._open:
                    self._mark_circle(stack, wanted)
                else:  # what OFFSET and INDIRECT draw on shows only when they are worked out
                    stack.append(self._visit(self.books.grids[wanted[0]], *wanted[1:]))

    def _visit(self, grid: Grid, row: int, column: int) -> _Visit:
        self._open.add((grid.key, row, column))
        form = self.books.form(grid, row, column)
        before: Iterator[tuple[Grid, int, int]] = iter(())
        if form is not None:
            before = self._before(grid, parse(form), row, column)
        else:
            anchor = self.books.fills(grid).get((row, column))
            if anchor is not None and anchor in self.books.pending[grid.key]:
                before = iter([(grid, *anchor)])
        return _Visit(grid, row, column, form, before)

    def _before(
        self, grid: Grid, node: Node, row: int, column: int
    ) -> Iterator[tuple[Grid, int, int]]:
        """The cells without a value that a formula draws on."""
        contents = self.books.contents[grid.book]
        for target in targets(node, contents, grid.sheet, row, column):
            try:
                other = self.books.grid(target, contents)
            except Unknown:
                continue
            left = self.books.pending.get(other.key)
            if left is not None:
                for cell in left.within(target.area):
                    yield other, *cell

    def _ready(self, grid: Grid, node: Node, row: int, column: int) -> None:
        if not any(sheet.uncached for sheet in self.book.sheets) and not self.books.linked:
            return
        for other, other_row, other_column in self._before(grid, node, row, column):
            if (other.key, other_row, other_column) != (grid.key, row, column):
                self._settle(other, other_row, other_column)

    def _mark_circle(self, stack: list[_Visit], first: Place) -> None:
        for visit in reversed(stack):
            self.circular.add((visit.grid.sheet, visit.row, visit.column))
            if (visit.grid.key, visit.row, visit.column) == first:
                return

    def _finish(self, visit: _Visit) -> Place | None:
        """Work a cell out; a cell that has to come first, if that shows only now."""
        grid, row, column = visit.grid, visit.row, visit.column
        try:
            value = self._value(visit)
        except NotYet as not_yet:
            if self._is_left(not_yet.place):
                return not_yet.place
            self._note(grid, row, column, not_yet)
        except Unknown as unknown:
            self._note(grid, row, column, unknown)
        else:
            fill(grid, row, column, value)
        self._open.discard((grid.key, row, column))
        self.books.pending[grid.key].remove(row, column)
        return None

    def _value(self, visit: _Visit) -> Scalar:
        grid, row, column = visit.grid, visit.row, visit.column
        if (grid.sheet, row, column) in self.circular:
            raise Unknown(IN_A_CIRCLE)
        if visit.form is not None:
            return self._evaluate(grid, visit.form, row, column)
        filled = held(grid, row, column)
        if not isinstance(filled, Pending):
            return grid.plain(filled)  # an array formula has filled it
        if (row, column) in self.books.fills(grid):
            raise Unknown("the array formula that fills it is not known")
        raise Unknown("the formula cannot be read")

    def _is_left(self, place: Place) -> bool:
        key, row, column = place
        return key in self.books.pending and (row, column) in self.books.pending[key]

    def _note(self, grid: Grid, row: int, column: int, why: object) -> None:
        if grid.book == self.book.name:
            self.why[grid.sheet, row, column] = str(why)

    def _shown(self, sheet: Sheet, row: int, column: int, value: Scalar) -> Value:
        """The value as the reader would give it: a date where the cell is formatted as one."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        if not is_date_format(sheet.format_of(row, column)):
            return value
        try:
            return date_of(value, date_1904=self.book.date_1904)
        except (Unknown, Failed):
            return value


@dataclass(frozen=True, slots=True)
class _Visit:
    """A cell being worked out, and the cells still to be worked out before it."""

    grid: Grid
    row: int
    column: int
    form: str | None
    before: Iterator[tuple[Grid, int, int]]


def _only(operand: Operand) -> Scalar:
    if not isinstance(operand, Block | Array):
        return operand
    if operand.height == operand.width == 1:
        return operand.at(0, 0)
    raise Unknown("an array in one cell")


def _trimmed(row: list[Value]) -> list[Value]:
    while row and row[-1] is None:
        row.pop()
    return row
