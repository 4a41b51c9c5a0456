"""What a workbook's formulas give once some cells are edited: values to write beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from addin.tables.calculate import Calculation
from addin.tables.changes import ComputedValue
from addin.tables.constants import constants_only
from addin.tables.fresh_values import freshened
from addin.tables.table import Book, CellEdit, Value

Functions = Mapping[str, Callable[..., object]]
_NEAR = 1e-9


def values_after(
    book: Book, edits: Iterable[CellEdit], functions: Functions | None = None
) -> tuple[ComputedValue, ...]:
    """Fresh values for every formula whose value changes by the edits, in reading order.

    Formulas that cannot be worked out keep what they show: Excel computes them when it opens the
    file. Cells that a batch gives a new formula are no business of this.
    """
    edited = {(edit.sheet, edit.row, edit.column): edit.value for edit in edits}
    after = freshened(book, edited)
    bare = constants_only(after)
    calculation = Calculation(bare, functions=functions)
    found: list[ComputedValue] = []
    for sheet, shown in zip(bare.sheets, book.sheets, strict=True):
        for (row, column), value in sorted(calculation.worked_out(sheet).items()):
            if (sheet.name, row, column) not in edited and not _same(
                value, shown.value(row, column)
            ):
                found.append(ComputedValue(sheet.name, row, column, value))
    return tuple(found)


def _same(fresh: Value, shown: Value) -> bool:
    if isinstance(fresh, int | float) and isinstance(shown, int | float):
        return abs(fresh - shown) <= _NEAR * max(abs(fresh), 1.0)
    if isinstance(fresh, int | float) and not isinstance(fresh, bool):
        return shown is not None and not isinstance(shown, str | bool | int | float)  # a date
    return fresh == shown or (fresh == "" and shown is None)
