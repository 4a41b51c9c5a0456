"""Formulas on their way to Google and back: cells of the own row go by their columns' names.

``=F9-G9`` in row 9 of the sheet is ``[@Amount]-[@Invoiced]`` to a sync, as it is in whatever row of
the workbook the record stands: only so are both sides one formula, and stay it when rows move.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from addin.adapters.google_sheets.ranges import letters
from addin.ports.sheets import Cells
from addin.tables.formula import FormulaError
from addin.tables.row_formulas import lifted, lowered
from addin.tables.typed_cell import CellKind, TypedCell


def from_row(cell: TypedCell, row: int, columns: Mapping[str, int]) -> TypedCell:
    """The cell as a sync knows it, as it was read in a row; ``columns``: where each stands."""
    if cell.kind is not CellKind.FORMULA:
        return cell
    return replace(cell, content=lifted(str(cell.content), row, _letters(columns)))


def for_row(cell: TypedCell, row: int | None, columns: Mapping[str, int]) -> TypedCell:
    """The cell as it is written into a row; None: a row of which nobody knows yet where it will be.

    What cannot be read as a formula was never lifted either, and goes as it came.
    """
    if cell.kind is not CellKind.FORMULA:
        return cell
    try:
        return replace(cell, content=lowered(str(cell.content), row, _letters(columns)))
    except FormulaError:
        return cell


def cells_for_row(cells: Cells, row: int | None, columns: Mapping[str, int]) -> Cells:
    """All cells of a row as they are written into it."""
    return {name: for_row(cell, row, columns) for name, cell in cells.items()}


def _letters(columns: Mapping[str, int]) -> dict[str, str]:
    return {name: letters(column) for name, column in columns.items()}
