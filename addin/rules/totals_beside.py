"""The totals beside a total: the same sum in the next columns, and the lines that it takes."""

from __future__ import annotations

from addin.rules.structural_cells import Cell, amount, inputs, is_total
from addin.tables.syntax import Call
from addin.tables.table import Area, Value
from addin.tables.workings import SheetWorkings

NEAR = (-4, -3, -2, -1, 1, 2, 3, 4)
"""Columns (rows) away that a total beside may stand; there may be some for notes in between."""
MOST_LINES = 2


def taken_beside(work: SheetWorkings, cell: Cell, area: Area, *, down: bool) -> tuple[Cell, ...]:
    """Figures right above (before) the range of a sum that the same sum beside it does take."""
    if not _is_sum(work, cell):
        return ()
    sheet, start = work.sheet, area.top if down else area.left
    first, own = start, work.forms[cell]
    for step in NEAR:
        other = (cell[0], cell[1] + step) if down else (cell[0] + step, cell[1])
        if work.forms.get(other) in {None, own}:
            continue  # the same range, relatively
        theirs = _one_range(work, other)
        if theirs is not None and _is_alike(theirs, area, step, down=down):
            first = min(first, theirs.top if down else theirs.left)
    cells = [(at, area.left) if down else (area.top, at) for at in range(first, start)]
    if not 0 < len(cells) <= MOST_LINES:
        return ()
    values = [sheet.value(*each) for each in cells]
    if any(is_year(value) or not amount(value) for value in values):
        return ()
    return () if any(is_total(work.node(each)) for each in cells) else tuple(cells)


def _is_sum(work: SheetWorkings, cell: Cell) -> bool:
    node = work.node(cell)
    return isinstance(node, Call) and node.function == "SUM"


def _one_range(work: SheetWorkings, cell: Cell) -> Area | None:
    node = work.node(cell)
    if not (isinstance(node, Call) and node.function == "SUM"):
        return None
    areas = inputs(work, node, cell)
    return areas[0] if len(areas) == 1 else None


def _is_alike(theirs: Area, own: Area, step: int, *, down: bool) -> bool:
    """Whether a range is one row (column), as far aside as its total, and ends where ours does."""
    if down:
        aside = theirs.left == theirs.right == own.left + step
        return aside and theirs.bottom == own.bottom
    aside = theirs.top == theirs.bottom == own.top + step
    return aside and theirs.right == own.right


def is_year(value: Value) -> bool:
    """A number that may be a year in a heading."""
    number = amount(value)
    return number is not None and number.is_integer() and 1900 <= number <= 2100
