"""Rows below a list that Excel does not know as a table: below the last used row of a sheet.

New cells look like the row above, blank ones too. Formats and validations that reach down to that
row in the list's columns go on, as Excel does when somebody types below a list; so do the sheet's
filter and a print area that ends there. Formulas do not follow: a total that should take in the new
rows is the caller's to write, and is found by the rules if it is forgotten. A last row that looks
like totals is refused, unless ``after`` says that it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.workbook_part_edit import ListedSheet
from addin.adapters.xlsx.rows.sheet_survey import SeenCell, Survey, surveyed
from addin.adapters.xlsx.rows.table_growth import is_formula_text
from addin.adapters.xlsx.rows.table_part import TablePart
from addin.adapters.xlsx.rows.table_room import overlap
from addin.errors import WriteRefused
from addin.tables.changes import AppendedRows
from addin.tables.formula import FormulaError, pieces
from addin.tables.row_shift import RowShift
from addin.tables.table import MAX_COLUMN, MAX_ROW, Area, CellEdit, Value, address, cell_at

_SUMMING = re.compile(r"(?:SUM|SUBTOTAL|AGGREGATE)\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LongerList:
    """A list with rows below it. ``shift`` is None where nothing stood above them."""

    sheet: ListedSheet
    shift: RowShift | None
    edits: tuple[CellEdit, ...]


def below(
    draft: Draft, tables: Sequence[TablePart], sheet: ListedSheet, wanted: Sequence[AppendedRows]
) -> LongerList:
    """The cells of rows appended to one sheet, all below the same row.

    Raises:
        WriteRefused: there is no telling where they go, or something stands there.
    """
    rows = [(values, one.formulas) for one in wanted for values in one.rows]
    after = wanted[0].after or surveyed(draft, sheet.part).last
    if after + len(rows) > MAX_ROW:
        raise WriteRefused(THIS, f"{len(rows)} more rows do not fit the sheet {sheet.name!r}")
    seen = surveyed(draft, sheet.part, range(max(1, after - 1), after + len(rows) + 1))
    above = seen.row(after)
    if not wanted[0].after:
        _require_no_totals(sheet, after, above, seen.row(after - 1))
    given = {column for values, _ in rows for column in values}
    if any(not 1 <= column <= MAX_COLUMN for column in given):
        raise WriteRefused(THIS, f"column {max(given)} is outside the sheet {sheet.name!r}")
    columns = sorted(given | {c for c, cell in above.items() if not cell.is_blank})
    if not columns or not rows:
        return LongerList(sheet, None, ())
    new = Area(after + 1, columns[0], after + len(rows), columns[-1])
    _require_room(tables, sheet, new, columns, seen)
    edits = [
        edit
        for number, (values, formulas) in enumerate(rows, after + 1)
        for column in sorted(given | above.keys())
        for edit in _filled(sheet, (number, column), values.get(column), formulas, after, above)
    ]
    shift = RowShift(
        sheet.name, "", Area(1, columns[0], after, columns[-1]), 1, after, 0, len(rows)
    )
    return LongerList(sheet, shift if after else None, tuple(edits))


def _filled(
    sheet: ListedSheet,
    cell: tuple[int, int],
    value: Value,
    formulas: frozenset[int],
    after: int,
    above: Mapping[int, SeenCell],
) -> Iterator[CellEdit]:
    row, column = cell
    example = above.get(column)
    like = (after, column) if example else None
    if value is not None:
        is_formula = is_formula_text(value, column, formulas)
        yield CellEdit(sheet.name, row, column, value, is_formula, like)
    elif example and example.style is not None:
        yield CellEdit(sheet.name, row, column, None, like=like)


def _require_no_totals(
    sheet: ListedSheet, row: int, cells: Mapping[int, SeenCell], above: Mapping[int, SeenCell]
) -> None:
    for column, cell in cells.items():
        before = above.get(column)
        is_alone = before is None or not _sums_above(before.formula, row - 1)
        if is_alone and _sums_above(cell.formula, row):
            raise WriteRefused(
                THIS,
                f"the last used row of {sheet.name!r} looks like totals "
                f"({address(row, column)} is ={cell.formula}), and no row is put in above it. "
                f"Say after={row} to append below it",
            )


def _sums_above(formula: str, row: int) -> bool:
    """Whether a formula adds up cells of two rows or more, all above its own."""
    if not _SUMMING.search(formula):
        return False
    try:
        found = pieces(formula)
    except FormulaError:
        return False
    for before, piece in zip([("", ""), *found], found, strict=False):
        first, _, last = piece.text.partition(":")
        if piece.kind != "cells" or not last or before[0] == "sheet":
            continue
        try:
            top, bottom = cell_at(first)[0], cell_at(last)[0]
        except ValueError:
            continue  # whole rows or columns
        if top < bottom < row:
            return True
    return False


def _require_room(
    tables: Sequence[TablePart],
    sheet: ListedSheet,
    new: Area,
    columns: Sequence[int],
    seen: Survey,
) -> None:
    for (row, column), cell in seen.cells.items():
        if row >= new.top and column in columns and not cell.is_blank:
            raise WriteRefused(
                THIS,
                f"{sheet.name}!{address(row, column)}, where rows are to be appended, is not blank",
            )
    for table in tables:
        grown = Area(table.area.top, table.area.left, table.area.bottom + 1, table.area.right)
        if table.sheet.part == sheet.part and overlap(grown, new):
            raise WriteRefused(
                THIS,
                f"row {new.top} of {sheet.name!r} is in or right below the table {table.name}: "
                "name the table, so that it grows",
            )
    hidden = sorted(row for row in seen.hidden if row >= new.top)
    if hidden:
        raise WriteRefused(THIS, f"row {hidden[0]} of {sheet.name!r} is hidden: unhide it first")
