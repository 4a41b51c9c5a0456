"""One cell on its way between two programs: the id it gives a row, and what is too long for one."""

from __future__ import annotations

from typing import Final

from addin.tables.typed_cell import CellKind, TypedCell

LONGEST_IN_EXCEL: Final = 32_767
"""Characters of a text cell. Source: Excel specifications and limits, "Total number of characters
that a cell can contain"."""

LONGEST_FORMULA_IN_EXCEL: Final = 8_192
"""Characters of a formula. Source: the same page, "Length of formula contents"."""

LONGEST_IN_SHEETS: Final = 50_000
"""Characters of a cell. Source: Google, "Files you can store in Google Drive", Google Sheets."""


def key_of(cell: TypedCell) -> str:
    """The row id that a cell of the key column gives; empty where it can give none.

    PO 1042 is one PO whether it was typed as a number or as text, with a blank behind it or none.
    ``0042`` and ``42`` are two: a leading zero is part of a number that people give.

    >>> from addin.tables.typed_cell import number, text
    >>> key_of(number(1042)), key_of(text(" 1042 ")), key_of(text("0042"))
    ('1042', '1042', '0042')
    """
    match cell.kind:
        case CellKind.TEXT:
            return str(cell.content).strip()
        case CellKind.NUMBER:
            return f"{cell.content:.15g}"
        case _:
            return ""


def length(cell: TypedCell) -> int:
    """Characters that a cell takes up; numbers and truths are never too long."""
    if cell.kind is CellKind.FORMULA:
        return len(str(cell.content)) + 1
    return len(str(cell.content)) if cell.kind is CellKind.TEXT else 0


def too_long_for_excel(cell: TypedCell) -> bool:
    """Whether Excel would cut it off or refuse it."""
    most = LONGEST_FORMULA_IN_EXCEL if cell.kind is CellKind.FORMULA else LONGEST_IN_EXCEL
    return length(cell) > most


def too_long_for_sheets(cell: TypedCell) -> bool:
    """Whether Google Sheets would refuse the whole batch for it."""
    return length(cell) > LONGEST_IN_SHEETS


def size(cell: TypedCell) -> int:
    """About how many bytes it takes in a request: 46 a cell of a budget, measured."""
    return 40 + len(str(cell.content).encode())
