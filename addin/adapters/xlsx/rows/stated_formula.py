"""Whether what a table states as the formula of a column can be what its rows mean.

A table states the formula as its first row of data has it. Where that row holds a typed figure, as
the opening balance of a running balance does, some files state it for the row below: read for the
first row, each cell would draw on itself and on the row under it.
"""

from __future__ import annotations

import re
from typing import Final

from addin.tables.formula import FormulaError, pieces
from addin.tables.table import column_number

_CELL: Final = re.compile(r"\$?(?P<letters>[A-Za-z]{1,3})(?P<fixed>\$?)(?P<row>[1-9][0-9]*)")


def is_astray(stated: str, written: str, row: int, column: int) -> bool:
    """The stated formula draws on its own cell or below its row, the one that is there does not.

    Both are as they read in that row and column.

    >>> is_astray("G20-E21", "G19-E20", 20, 7), is_astray("C20*D20", "[@Net]", 20, 7)
    (True, False)
    """
    return _reaches(stated, row, column) and not _reaches(written, row, column)


def _reaches(formula: str, row: int, column: int) -> bool:
    """Whether it draws on its own cell, or on a row below that moves with it."""
    try:
        found = pieces(formula)
    except FormulaError:
        return False
    for before, piece in zip([None, *found], found, strict=False):
        if piece.kind != "cells" or (before is not None and before.kind == "sheet"):
            continue
        cells = [_CELL.fullmatch(edge) for edge in piece.text.split(":")]
        for cell in cells:
            if cell is None or cell["fixed"]:
                continue
            there = int(cell["row"])
            is_own = there == row and column_number(cell["letters"]) == column
            if there > row or (is_own and len(cells) == 1):
                return True
    return False
