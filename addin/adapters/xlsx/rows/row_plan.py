"""Rows appended to lists and tables, tables grown and shrunk: planned as the workbook was read.

Everything is looked at before anything is written. Then the references follow, the tables' parts
get their new size and the totals rows move; what is left are cells to write, which go in with all
other cell edits of the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from addin.adapters.xlsx.following.follower import refused
from addin.adapters.xlsx.following.formula_cells import sheet_cuts
from addin.adapters.xlsx.following.references_follow import follow_everywhere, follow_formats
from addin.adapters.xlsx.following.rows_moved import RowsMoved
from addin.adapters.xlsx.parts import calc_chain
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.workbook_part_edit import ListedSheet, WorkbookPartEdit
from addin.adapters.xlsx.rows import appended_rows, table_growth
from addin.adapters.xlsx.rows.appended_rows import LongerList
from addin.adapters.xlsx.rows.table_growth import Growth
from addin.adapters.xlsx.rows.table_part import TablePart, resize, table_named, tables_of
from addin.adapters.xlsx.rows.table_room import overlap
from addin.adapters.xlsx.rows.totals_move import move_totals
from addin.adapters.xlsx.sheet.look import scanned
from addin.errors import WriteRefused
from addin.tables.changes import AppendedRows, Changes, ComputedValue, NameEdit, NoteEdit
from addin.tables.follow import moved
from addin.tables.row_shift import CannotFollow, RowShift
from addin.tables.table import Area, CellEdit, address


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What is left to do: ``cells`` to write where they stand now, and where others went."""

    cells: tuple[CellEdit, ...] = ()
    shifts: tuple[RowShift, ...] = ()
    tabs: tuple[str, ...] = ()

    def place(self, sheet: str, row: int, column: int) -> tuple[int, int]:
        """Where a cell stands now that stood in this row and column when the workbook was read.

        Raises:
            WriteRefused: it belongs to a row that leaves its table.
        """
        for shift in self.shifts:
            if shift.is_on(sheet):
                try:
                    row = shift.row(row, column)
                except CannotFollow as error:
                    raise refused(f"{sheet}!{address(row, column)}", "", error) from error
        return row, column

    def edit(self, edit: CellEdit) -> CellEdit:
        """An edit of the same batch, at the place its cell has now, its formula following.

        Raises:
            WriteRefused: the cell leaves its table, or the formula cannot follow.
        """
        if not self.shifts:
            return edit
        row, column = self.place(edit.sheet, edit.row, edit.column)
        like = edit.like and self.place(edit.sheet, *edit.like)
        return replace(_followed(edit, self.shifts, self.tabs), row=row, column=column, like=like)

    def computed(self, value: ComputedValue) -> ComputedValue:
        """A computed value of the same batch, at the place its formula has now."""
        row, column = self.place(value.sheet, value.row, value.column)
        return replace(value, row=row, column=column)

    def note(self, note: NoteEdit) -> NoteEdit:
        """A note of the same batch, on its cell where that stands now."""
        row, column = self.place(note.sheet, note.row, note.column)
        return replace(note, row=row, column=column)

    def name(self, edit: NameEdit) -> NameEdit:
        """A defined name of the same batch, its formula following.

        Raises:
            WriteRefused: the formula cannot follow.
        """
        if not (self.shifts and edit.formula):
            return edit
        as_cell = CellEdit(edit.sheet, 1, 1, edit.formula, is_formula=True)
        return replace(edit, formula=str(_followed(as_cell, self.shifts, self.tabs).value))

    def follow_in(self, draft: Draft, sheet: ListedSheet) -> None:
        """Let a sheet of the same batch follow once it is in: its formulas, rules and links.

        Raises:
            WriteRefused: something in it cannot follow.
        """
        for shift in self.shifts:
            follower = RowsMoved(shift, self.tabs)
            cuts = sheet_cuts(scanned(draft, sheet.part), sheet.name, follower)
            draft.cut(sheet.part, cuts)


def _followed(edit: CellEdit, shifts: Sequence[RowShift], tabs: Sequence[str]) -> CellEdit:
    """The edit with its formula following; its place is not looked at."""
    formula = edit.value
    if not edit.is_formula or not isinstance(formula, str):
        return edit
    for shift in shifts:
        try:
            formula = moved(formula, edit.sheet, shift, tabs)
        except ValueError as error:
            where = f"{edit.sheet}!{address(edit.row, edit.column)}"
            raise refused(where, formula, error) from error
    return replace(edit, value=formula)


def planned_rows(draft: Draft, workbook: WorkbookPartEdit, changes: Changes) -> RowPlan:
    """Append rows and resize tables, all but for the cells that are left to write.

    Raises:
        WriteRefused: something stands in the way, or cannot follow; nothing was written.
    """
    if not (changes.rows or changes.tables):
        return RowPlan()
    tables = tuple(tables_of(draft, workbook))
    growths = list(_growths(draft, tables, changes))
    lists = _lists(draft, workbook, tables, changes)
    _require_apart(growths, lists)
    tabs = tuple(sheet.name for sheet in workbook.sheets)
    for growth in growths:
        _apply(draft, workbook, growth, tabs)
    for one in lists:
        if one.shift is not None:
            follower = RowsMoved(one.shift, tabs, formats_only=True)
            follow_formats(draft, workbook, one.sheet, follower)
    shifts = tuple(growth.shift for growth in growths if growth.shift.by)
    cells: list[CellEdit] = []
    for growth in growths:
        others = tuple(shift for shift in shifts if shift is not growth.shift)
        cells += (_followed(edit, others, tabs) for edit in growth.edits)
    for one in lists:
        cells += (_followed(edit, shifts, tabs) for edit in one.edits)
    return RowPlan(tuple(cells), shifts, tabs)


def _growths(draft: Draft, tables: tuple[TablePart, ...], changes: Changes) -> list[Growth]:
    """Each table that is named, once."""
    wanted: dict[str, list[AppendedRows]] = {}
    for one in changes.rows:
        if one.table:
            table = table_named(tables, one.table)
            if one.sheet and one.sheet.casefold() != table.sheet.name.casefold():
                raise WriteRefused(
                    THIS, f"the table {table.name} is on {table.sheet.name!r}, not {one.sheet!r}"
                )
            wanted.setdefault(table.part, []).append(one)
    found = []
    for table in tables:
        sizes = [size for size in changes.tables if size.table.casefold() == table.name.casefold()]
        if len({size.rows for size in sizes}) > 1 or (sizes and table.part in wanted):
            raise WriteRefused(THIS, f"the table {table.name} is to get two sizes")
        if sizes:
            found.append(table_growth.sized(draft, tables, table, sizes[0]))
        elif table.part in wanted:
            found.append(table_growth.appended(draft, tables, table, wanted[table.part]))
    for size in changes.tables:
        table_named(tables, size.table)
    return found


def _lists(
    draft: Draft, workbook: WorkbookPartEdit, tables: tuple[TablePart, ...], changes: Changes
) -> list[LongerList]:
    """Rows for sheets; several batches of rows below one place follow one another."""
    sheets = {sheet.name.casefold(): sheet for sheet in workbook.sheets}
    wanted: dict[tuple[str, int], list[AppendedRows]] = {}
    for one in changes.rows:
        if not one.table and one.rows:
            wanted.setdefault((one.sheet.casefold(), one.after), []).append(one)
    return [
        appended_rows.below(draft, tables, _worksheet(sheets.get(key), rows[0].sheet), rows)
        for (key, _), rows in wanted.items()
    ]


def _worksheet(sheet: ListedSheet | None, name: str) -> ListedSheet:
    if sheet is None:
        raise WriteRefused(THIS, f"it has no sheet {name!r}")
    if sheet.kind != "worksheet" or not sheet.part:
        raise WriteRefused(THIS, f"{name!r} is no worksheet")
    return sheet


def _require_apart(growths: Sequence[Growth], lists: Sequence[LongerList]) -> None:
    """Two tables may grow at once, not into one another."""
    shifts = [growth.shift for growth in growths if growth.shift.by > 0]
    shifts += [one.shift for one in lists if one.shift is not None]
    for number, one in enumerate(shifts):
        for other in shifts[number + 1 :]:
            if one.is_on(other.sheet) and overlap(_added(one), _added(other)):
                names = sorted({one.table or one.sheet, other.table or other.sheet})
                raise WriteRefused(THIS, f"what is added to {' and '.join(names)} would collide")


def _added(shift: RowShift) -> Area:
    """The rows that come in and the totals; and the row below, which parts them from others."""
    area = shift.new_area
    return Area(shift.last + 1, area.left, area.bottom + 1, area.right)


def _apply(draft: Draft, workbook: WorkbookPartEdit, growth: Growth, tabs: tuple[str, ...]) -> None:
    """References follow, the table's part gets its size, the totals row moves."""
    table, shift = growth.table, growth.shift
    if shift.by:
        follow_everywhere(draft, workbook, RowsMoved(shift, tabs))
    if shift.by or (table.is_waiting and growth.edits):
        resize(draft, table, shift.by)
    if shift.by and shift.totals:
        formulas = move_totals(draft, table.sheet.part, shift)
        if formulas:
            calc_chain.forget(draft, workbook, {table.sheet.sheet_id: formulas})
