"""What is to be written into a workbook so that its bound table holds the merged rows; pure.

Cells that are equal stay as they are. A row that is gone has its bound cells emptied: its formats,
its other columns and everything below it stay where they are, as formulas elsewhere refer to them.
New rows take blank rows at the table's end, then stand below it. Formulas that a column mirrors,
and columns that are not bound, are never written into, but go on in new rows as in the last one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from addin.errors import WriteRefused
from addin.ports.binding import Binding, BoundColumn, Policy
from addin.ports.sheets import Cells, Rows
from addin.sync.rows import WorkbookRows
from addin.sync.workbook_cells import FORMATS, example_of, value_of
from addin.sync.workbook_place import ROW_IDS, Standing, standing
from addin.sync.workbook_table import letters_of
from addin.tables.changes import AppendedRows, Changes
from addin.tables.formula import FormulaError
from addin.tables.formula_template import FormulaTemplate
from addin.tables.row_formulas import lowered
from addin.tables.table import Book, CellEdit, RowKind, Value
from addin.tables.typed_cell import BLANK, CellKind, TypedCell

_UNSEEN = ";;;"
"""The number format that shows nothing: for ids, which nobody should have to look at."""


def workbook_changes(book: Book, binding: Binding, rows: Rows, expecting: WorkbookRows) -> Changes:
    """The one batch that makes the table of ``expecting`` hold ``rows``; empty: it does already.

    Raises:
        NothingToDo: the table is gone.
        WriteRefused: a row or cell cannot be put there; says which and what to do.
    """
    place = standing(book, binding)
    writer = _Writer(book, binding, place, expecting)
    edits = [*writer.kept(rows), *writer.ids(rows)]
    new = {
        row: cells for row, cells in rows.items() if row not in expecting.at and any(cells.values())
    }
    into, below = writer.new(new)
    edits += into
    if not edits and not below:
        return Changes()
    return Changes(cells=tuple(edits), rows=tuple(below), recalculate_on_load=True)


@dataclass(frozen=True, slots=True)
class _Writer:
    book: Book
    binding: Binding
    place: Standing
    expecting: WorkbookRows

    @property
    def _written(self) -> Iterator[tuple[BoundColumn, int]]:
        for column in self.binding.columns:
            at = self.place.columns.get(column.name)
            if at is not None and column.policy not in {Policy.MIRROR, Policy.NEVER}:
                yield column, at

    def kept(self, rows: Rows) -> Iterator[CellEdit]:
        """The cells that differ, in rows that are there."""
        for row, at in self.expecting.at.items():
            now, before = rows.get(row, {}), self.expecting.rows.get(row, {})
            for column, number in self._written:
                cell = now.get(column.name, BLANK)
                if cell != before.get(column.name, BLANK):
                    yield self._edit(at, number, column, cell)

    def ids(self, rows: Rows) -> Iterator[CellEdit]:
        """The ids of rows that have none yet, and the column for them where there is none."""
        unnamed = [row for row in self.expecting.unnamed if any(rows.get(row, {}).values())]
        if self.binding.key or not (unnamed or self._adds(rows)):
            return
        column = self._ids()
        if not self.place.ids:
            yield CellEdit(
                self.place.sheet.name, self.place.header, column, ROW_IDS, number_format=_UNSEEN
            )
        for row in unnamed:
            at = self.expecting.at[row]
            yield CellEdit(self.place.sheet.name, at, column, row, number_format=_UNSEEN)

    def new(self, rows: Rows) -> tuple[list[CellEdit], list[AppendedRows]]:
        """Rows that are not there yet: cells of blank rows, and rows below the table."""
        if not rows:
            return [], []
        free, last = self._free_rows()
        known = self.place.known
        edits: list[CellEdit] = []
        appended: list[AppendedRows] = []
        for count, (row, cells) in enumerate(rows.items()):
            if known is None and count < len(free):
                edits += self._into(free[count], last, row, cells)
            elif known is None and not last:
                edits += self._into(self.place.header + 1 + count, 0, row, cells)
            else:
                below = len(appended) + 1
                number = None if known else max([last, *free]) + below
                appended.append(self._below(number, last, max([last, *free]), row, cells))
        if appended and known is None:
            self._require_room(max([last, *free]), len(appended))
        return edits, appended

    def _adds(self, rows: Rows) -> bool:
        return any(row not in self.expecting.at and any(c.values()) for row, c in rows.items())

    def _ids(self) -> int:
        """The column of row ids, or the one it will be.

        Raises:
            WriteRefused: it has to stand within the table, where only a person can put it.
        """
        if self.place.ids:
            return self.place.ids
        sheet = self.place.sheet
        filtered = sheet.filtered is not None and sheet.filtered.top == self.place.header
        if self.place.known is not None or filtered:
            raise WriteRefused(
                self.book.name,
                f"the rows of '{sheet.name}' need a column for their ids, and sorting moves only "
                f"what stands within its table or filter: insert a column there, head it "
                f"{ROW_IDS}, hide it if you like, and sync again. Or choose a key column",
            )
        column = self.place.right + 1
        taken = [r for r in (self.place.header, *self.place.rows) if sheet.value(r, column)]
        if taken:
            raise WriteRefused(
                self.book.name,
                f"the column to the right of the table in '{sheet.name}' is not blank (row "
                f"{taken[0]}): insert a column there for the row ids, headed {ROW_IDS}",
            )
        return column

    def _free_rows(self) -> tuple[list[int], int]:
        """Blank rows below the last one that is the table's, and that row; 0 if there is none."""
        place = self.place
        last = max(self.expecting.at.values(), default=0)
        free: list[int] = []
        for row in range((last or place.header) + 1, place.bottom + 1):
            if not self._is_free(row):
                break
            free.append(row)
        return free, last

    def _is_free(self, row: int) -> bool:
        """Whether nobody typed into a row of the table, and its formulas are those of a record."""
        sheet, written = self.place.sheet, {number for _, number in self._written}
        for column in range(self.place.left, max(self.place.right, self.place.ids) + 1):
            if (row, column) in sheet.formulas:
                if column in written:
                    return False
            elif sheet.value(row, column) is not None:
                return False
        return not self._is_total(row)

    def _require_room(self, after: int, count: int) -> None:
        sheet, place = self.place.sheet, self.place
        for row in range(after + 1, after + count + 1):
            for column in range(place.left, place.right + 1):
                if sheet.value(row, column) is None and (row, column) not in sheet.formulas:
                    continue
                raise WriteRefused(
                    self.book.name,
                    f"{count} new row{'s' * (count > 1)} from the shared sheet would have to "
                    f"stand in row {after + 1} of '{sheet.name}', where "
                    f"{'the totals are' if self._is_total(row) else 'something stands'}: insert "
                    "blank rows above it in Excel, and sync again; nothing is lost meanwhile",
                )

    def _is_total(self, row: int) -> bool:
        return self.place.kinds.get(row) is RowKind.TOTAL or self.place.adds_up(row)

    def _into(self, at: int, like: int, row: str, cells: Cells) -> Iterator[CellEdit]:
        """A new row in a blank one."""
        sheet = self.place.sheet
        for column, number in self._written:
            cell = cells.get(column.name, BLANK)
            if cell:
                edit = self._edit(at, number, column, cell)
                yield CellEdit(
                    edit.sheet, at, number, edit.value, edit.is_formula,
                    (like, number) if like else None,
                    "" if like else FORMATS.get(column.shown, ""),
                )  # fmt: skip
        for number, text in self._formulas(like):
            if (at, number) not in sheet.formulas:
                moved = FormulaTemplate(text, like, number).at(at, number)
                yield CellEdit(sheet.name, at, number, f"={moved}", True, (like, number))
        if not self.binding.key:
            yield CellEdit(sheet.name, at, self._ids(), row, number_format=_UNSEEN)

    def _below(self, at: int | None, last: int, after: int, row: str, cells: Cells) -> AppendedRows:
        """A new row below the table; ``at`` is None where Excel's table puts it."""
        values: dict[int, Value] = {}
        formulas: set[int] = set()
        for column, number in self._written:
            cell = cells.get(column.name, BLANK)
            if cell:
                values[number], is_formula = self._value(at, column, cell, None)
                formulas |= {number} if is_formula else set()
        for number, text in self._formulas(last) if at is not None else ():
            values[number] = f"={FormulaTemplate(text, last, number).at(at or 0, number)}"
            formulas.add(number)
        if not self.binding.key:
            values[self._ids()] = row
        known = self.place.known
        return AppendedRows(
            self.place.sheet.name,
            (dict(sorted(values.items())),),
            table=known.name if known else "",
            after=0 if known else after,
            formulas=frozenset(formulas),
        )

    def _formulas(self, last: int) -> list[tuple[int, str]]:
        """Formulas of the last record that go on in new rows: of columns nobody else fills."""
        written = {number for _, number in self._written}
        sheet = self.place.sheet
        columns = range(self.place.left, self.place.right + 1)
        return [
            (column, text)
            for column in columns
            if column not in written and (text := sheet.formulas.get((last, column)))
        ]

    def _edit(self, at: int, number: int, column: BoundColumn, cell: TypedCell) -> CellEdit:
        like = self.place.sheet.value(at, number)
        value, is_formula = self._value(at, column, cell, like)
        return CellEdit(self.place.sheet.name, at, number, value, is_formula)

    def _value(
        self, at: int | None, column: BoundColumn, cell: TypedCell, like: Value
    ) -> tuple[Value, bool]:
        if cell.kind is not CellKind.FORMULA:
            return value_of(cell, self._example(column, like)), False
        try:
            text = lowered(str(cell.content), at, letters_of(self.place))
        except FormulaError as wrong:
            raise WriteRefused(
                self.book.name, f"the formula ={cell.content} for {column.name}: {wrong}"
            ) from None
        return f"={text}", True

    def _example(self, column: BoundColumn, like: Value) -> Value:
        """A value of the kind that the cell holds, or else its column."""
        if like is not None and not isinstance(like, str):
            return like
        return example_of(column.shown) or self._usual(column)

    def _usual(self, column: BoundColumn) -> Value:
        """The first value of the column that is a date or a number."""
        at = self.place.columns[column.name]
        values = (self.place.sheet.value(row, at) for row in self.expecting.at.values())
        return next((v for v in values if v is not None and not isinstance(v, str | bool)), None)


def typed_cells(changes: Changes) -> Iterator[CellEdit]:
    """What a batch types into cells, new rows where they will stand: for what formulas then give.

    Rows of a table that Excel knows are left out: where they go is found when they are written.
    """
    yield from (edit for edit in changes.cells if not edit.is_formula)
    at: dict[int, int] = {}
    for added in changes.rows:
        at[added.after] = at.get(added.after, added.after) + 1
        for row in added.rows if added.after else ():
            for column, value in row.items():
                if column not in added.formulas:
                    yield CellEdit(added.sheet, at[added.after], column, value)
