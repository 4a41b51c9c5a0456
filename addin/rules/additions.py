"""Totals taken apart: which figures a total adds, how often, and through which subtotals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from addin.rules.structural_cells import Cell
from addin.tables.lines import is_number
from addin.tables.syntax import Call, Cells, Chain, Node, Sign, parse, walk
from addin.tables.table import Area
from addin.tables.workings import SheetWorkings

MOST_FIGURES = 20_000
"""Figures a total may draw on and still be taken apart."""


@dataclass(slots=True)
class Addition:
    """What a total adds up: leaves by how often they count, and what else it names."""

    leaves: Counter[Cell] = field(default_factory=Counter)
    through: list[Cell] = field(default_factory=list)  # subtotals, nearest first
    empty: list[Cell] = field(default_factory=list)  # single cells without a figure


def terms(work: SheetWorkings, cell: Cell, *, down: bool) -> tuple[Area, ...]:
    """The areas that a formula adds up, if it does nothing else.

    ``down``: they must stand in its own column (else its own row), so that a total of a column is
    not mixed up with a formula that works along a row.
    """
    form = work.forms.get(cell)
    if form is None or not _may_add(form, down=down):
        return ()
    areas = [area for area in _areas(parse(form), cell) if area is not None]
    row, column = cell
    for area in areas:
        here = area.left == area.right == column if down else area.top == area.bottom == row
        if not here or cell in area:
            return ()
    return tuple(areas)


@lru_cache(maxsize=16_384)
def _may_add(form: str, *, down: bool) -> bool:
    """Whether a formula in relative form only adds, and in its own column (or row)."""
    node = parse(form)
    found = list(_areas(node, (1, 1)))
    if not found or None in found:
        return False
    for part in walk(node):
        if isinstance(part, Cells):
            first, last = part.reference.left, part.reference.right
            if not down:
                first, last = part.reference.top, part.reference.bottom
            if any(corner.number and not corner.fixed for corner in (first, last)):
                return False
    return True


def _areas(node: Node, cell: Cell) -> Iterator[Area | None]:
    """The areas added; None for anything that is no plain addition."""
    if isinstance(node, Cells):
        reference = node.reference
        yield None if reference.book or reference.sheet else reference.area(*cell)
    elif isinstance(node, Sign) and node.sign == "+":
        yield from _areas(node.operand, cell)
    elif isinstance(node, Chain) and all(sign == "+" for sign, _ in node.rest):
        for part in (node.first, *(operand for _, operand in node.rest)):
            yield from _areas(part, cell)
    elif isinstance(node, Call) and node.function == "SUM":
        for part in node.arguments:
            yield from _areas(part, cell)
    else:
        yield None


def taken_apart(work: SheetWorkings, cell: Cell, *, down: bool) -> Addition:
    """Everything a total adds, through the subtotals it draws on."""
    result = Addition()
    stack = [(area, 0) for area in reversed(terms(work, cell, down=down))]
    sheet = work.sheet
    steps = 0
    while stack:
        area, depth = stack.pop()
        single = area.top == area.bottom and area.left == area.right
        bottom, right = min(area.bottom, len(sheet.rows)), min(area.right, sheet.width)
        for each in Area(area.top, area.left, bottom, right).cells:
            steps += 1
            if steps > MOST_FIGURES or depth > 50:
                return Addition()
            inner = terms(work, each, down=down) if each in sheet.formulas else ()
            if inner:
                result.through.append(each)
                stack.extend((one, depth + 1) for one in inner)
            elif is_number(sheet.value(*each)):
                result.leaves[each] += 1
            elif single and depth == 0:
                result.empty.append(each)
    return result
