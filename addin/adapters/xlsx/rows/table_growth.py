"""What it takes to give a table more rows, or fewer: which cells are written, and what must yield.

Rows go below the last row of data. Blank rows that wait at the end of the table are used first; for
the rest the table grows, over cells that must be blank, and its totals row moves down. New cells
look like those of the last row of data; calculated columns are filled in as Excel does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.rows.sheet_survey import Survey, surveyed
from addin.adapters.xlsx.rows.stated_formula import is_astray
from addin.adapters.xlsx.rows.table_part import TablePart, columns_shown, require_resizable
from addin.adapters.xlsx.rows.table_room import require_room
from addin.errors import WriteRefused
from addin.tables.changes import AppendedRows, TableSize
from addin.tables.follow import moved
from addin.tables.formula_template import FormulaTemplate
from addin.tables.row_shift import RowShift
from addin.tables.table import MAX_ROW, Area, CellEdit, Value


@dataclass(frozen=True, slots=True)
class Growth:
    """One table at its new size. ``edits`` are the cells to write, where they will stand."""

    table: TablePart
    shift: RowShift
    edits: tuple[CellEdit, ...]


@dataclass(frozen=True, slots=True)
class _NewRow:
    """One row to be written: its values by column, and which of them may be formulas."""

    values: Mapping[int, Value]
    formulas: frozenset[int] = frozenset()


def appended(
    draft: Draft, tables: Sequence[TablePart], table: TablePart, wanted: Sequence[AppendedRows]
) -> Growth:
    """Rows of values below the data of a table.

    Raises:
        WriteRefused: a column is not the table's, or the table cannot grow; names the reason.
    """
    require_resizable(table)
    rows = [_NewRow(values, one.formulas) for one in wanted for values in one.rows]
    for row in rows:
        for column in row.values:
            if not table.area.left <= column <= table.area.right:
                raise WriteRefused(
                    THIS,
                    f"column {column} is none of the table {table.name}, which has the columns "
                    f"{columns_shown(table.area)}",
                )
    start = _first_free(draft, table)
    by = max(0, start + len(rows) - 1 - table.last)
    return _Filling(draft, tables, table, by, start).with_rows(start, rows)


def sized(draft: Draft, tables: Sequence[TablePart], table: TablePart, size: TableSize) -> Growth:
    """A table with so many rows of data: blank ones added, or the last ones cleared.

    Raises:
        WriteRefused: fewer than one row, or the table cannot be resized; names the reason.
    """
    require_resizable(table)
    if size.rows < 1:
        raise WriteRefused(THIS, f"the table {table.name} must keep a row of data")
    by = size.rows - (table.last - table.first + 1)
    filling = _Filling(draft, tables, table, by, table.last + 1)
    return filling.with_rows(table.last + 1, [_NewRow({})] * by) if by > 0 else filling.cleared()


def _first_free(draft: Draft, table: TablePart) -> int:
    """The first of the blank rows at the table's end; the row below its data if there are none."""
    if table.is_waiting:
        return table.first
    columns = range(table.area.left, table.area.right + 1)
    typed = frozenset(column for column in columns if not table.column(column).formula)
    data = Area(table.first, table.area.left, table.last, table.area.right)
    used = surveyed(draft, table.sheet.part, within=data, columns=typed or frozenset(columns)).last
    return max(used + 1, table.first)


class _Filling:
    """The sheet around one table, looked at once, and the cells that follow from it."""

    def __init__(
        self, draft: Draft, tables: Sequence[TablePart], table: TablePart, by: int, start: int
    ) -> None:
        if table.area.bottom + by > MAX_ROW:
            raise WriteRefused(THIS, f"the table {table.name} would not fit the sheet")
        self.table, self.shift = table, table.shift(by)
        low = min(start, table.last, table.last + by)
        high = max(table.area.bottom, table.area.bottom + by)
        self.seen: Survey = surveyed(draft, table.sheet.part, range(low, high + 1))
        require_room(draft, tables, table, self.shift, self.seen)
        self.columns = range(table.area.left, table.area.right + 1)

    def with_rows(self, start: int, rows: Sequence[_NewRow]) -> Growth:
        """The cells of new rows, the first of them in row ``start``."""
        formulas = {column: self._calculated(column) for column in self.columns}
        edits = [
            edit
            for number, row in enumerate(rows, start)
            for column in self.columns
            for edit in self._filled(number, column, row, formulas[column])
        ]
        return Growth(self.table, self.shift, tuple(edits))

    def _filled(
        self, row: int, column: int, new: _NewRow, formula: FormulaTemplate | None
    ) -> Iterator[CellEdit]:
        """The edit of one new cell, if it takes one."""
        is_added = row > self.table.last
        example = self.seen.cells.get((self.table.last, column))
        like = (self.table.last, column) if is_added and example else None
        value = new.values.get(column)
        sheet = self.table.sheet.name
        if value is not None:
            is_formula = is_formula_text(value, column, new.formulas)
            if is_formula:
                value = "=" + self._followed(str(value)[1:], row)
            yield CellEdit(sheet, row, column, value, is_formula, like)
        elif formula is not None and (is_added or self._is_blank(row, column)):
            yield CellEdit(sheet, row, column, "=" + formula.at(row, column), True, like)
        elif is_added and example and example.style is not None:
            yield CellEdit(sheet, row, column, None, like=like)

    def _is_blank(self, row: int, column: int) -> bool:
        cell = self.seen.cells.get((row, column))
        return cell is None or cell.is_blank

    def _calculated(self, column: int) -> FormulaTemplate | None:
        """The formula of a calculated column; its part states it for the first row of data."""
        stated = self.table.column(column)
        if not stated.formula:
            return None
        if stated.is_array:
            raise WriteRefused(
                THIS,
                f"the column {stated.name!r} of the table {self.table.name} is calculated by an "
                "array formula",
            )
        home = self.table.first
        last = self.seen.cells.get((self.table.last, column))
        as_stated = FormulaTemplate(stated.formula, home, column).at(self.table.last, column)
        if last and last.formula and is_astray(as_stated, last.formula, self.table.last, column):
            home, text = self.table.last, last.formula
        else:
            text = stated.formula
        return FormulaTemplate(self._followed(text, home), home, column)

    def _followed(self, formula: str, row: int) -> str:
        """A formula of a new row: what it says of its own row it means of that."""
        sheet = self.table.sheet.name
        try:
            return moved(formula, sheet, self.shift, own_row=row) if self.shift.by else formula
        except ValueError as error:
            raise WriteRefused(
                THIS, f"a formula of the table {self.table.name} cannot follow: {error}"
            ) from error

    def cleared(self) -> Growth:
        """The cells of rows that leave; where the totals go, they are replaced with them."""
        sheet, shift = self.table.sheet.name, self.shift
        edits = [
            CellEdit(sheet, row, column, None)
            for (row, column), cell in self.seen.cells.items()
            if shift.new_last < row <= shift.last
            and row != shift.new_totals
            and column in self.columns
            and not cell.is_blank
        ]
        return Growth(self.table, shift, tuple(edits))


def is_formula_text(value: Value, column: int, formulas: frozenset[int]) -> bool:
    """Whether a value given for a column is meant as a formula."""
    return column in formulas and isinstance(value, str) and value.startswith("=")
