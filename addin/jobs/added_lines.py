"""Lines below a list, with the formulas of the list's last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from addin.errors import NothingToDo
from addin.tables.changes import AppendedRows
from addin.tables.formula_template import FormulaTemplate
from addin.tables.table import CellEdit, Sheet, Table, Value


def added_lines(
    sheet: Sheet, table: Table, lines: Sequence[Mapping[int, Value]]
) -> tuple[AppendedRows, int]:
    """The lines to append, by column number; and the row in which the first will stand.

    Where a line gives nothing and the last line has a formula, the formula goes on, except in a
    table that Excel knows, which fills its columns itself.

    Raises:
        NothingToDo: the list has no line to take the looks of.
    """
    last = max(table.body, default=0)
    if not last:
        raise NothingToDo(
            f"{table.name} has no line to take the looks of. Nothing was written. "
            "Type the first line by hand."
        )
    known = next((one for one in sheet.list_objects if (last, table.area.left) in one.area), None)
    formulas: set[int] = set()
    rows: list[dict[int, Value]] = []
    for below, line in enumerate(lines, 1):
        row: dict[int, Value] = {c: value for c, value in line.items() if value not in {None, ""}}
        for column, text in () if known else _formulas(sheet, table, last):
            if column not in row:
                row[column] = f"={FormulaTemplate(text, last, column).at(last + below, column)}"
                formulas.add(column)
        rows.append(dict(sorted(row.items())))
    added = AppendedRows(
        sheet.name,
        tuple(rows),
        table=known.name if known else "",
        after=0 if known else last,
        formulas=frozenset(formulas),
    )
    return added, last + 1


def as_edits(added: AppendedRows, first: int) -> Iterator[CellEdit]:
    """The typed cells of appended lines, where they will stand: for what formulas then give."""
    for below, row in enumerate(added.rows):
        for column, value in row.items():
            if column not in added.formulas:
                yield CellEdit(added.sheet, first + below, column, value)


def _formulas(sheet: Sheet, table: Table, last: int) -> list[tuple[int, str]]:
    columns = range(table.area.left, table.area.right + 1)
    found = ((column, sheet.formulas.get((last, column), "")) for column in columns)
    return [(column, text) for column, text in found if text]
