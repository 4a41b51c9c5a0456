"""Ranges that show only when a formula is worked out: OFFSET, INDIRECT, spans and spills."""

from __future__ import annotations

import math
from collections.abc import Sequence

from addin.tables.formula import FormulaError, Reference
from addin.tables.frame import Frame
from addin.tables.operands import Block, Failed, Operand, Unknown, number, text
from addin.tables.syntax import Cells, Name, Node, Structured, syntax_of
from addin.tables.table import MAX_COLUMN, MAX_ROW, Area, ErrorValue


def offset(frame: Frame, nodes: Sequence[Node]) -> Operand:
    """Cells at a distance from others.

    Raises:
        Failed: they would lie off the sheet, or have no rows or no columns.
        Unknown: they are counted backwards, in parts, or from a value.

    Source:
        Microsoft, OFFSET.
    """
    start = frame.value(nodes[0])
    if isinstance(start, ErrorValue):
        return start
    if not isinstance(start, Block):
        raise Unknown("OFFSET from a value")
    down, across = (math.trunc(number(frame.scalar(node))) for node in nodes[1:3])
    sizes = [start.height, start.width]
    for at, node in enumerate(nodes[3:]):
        stated = frame.scalar(node)
        if stated is not None:
            size = number(stated)
            if size != int(size):
                raise Unknown("OFFSET to a part of a row or column")
            sizes[at] = int(size)
    height, width = sizes
    if height < 1 or width < 1:
        if height == 0 or width == 0:
            raise Failed("#REF!")
        raise Unknown("OFFSET of cells counted backwards")
    top, left = start.area.top + down, start.area.left + across
    area = Area(top, left, top + height - 1, left + width - 1)
    if top < 1 or left < 1 or area.bottom > MAX_ROW or area.right > MAX_COLUMN:
        raise Failed("#REF!")
    return Block(start.grid, area)


def indirect(frame: Frame, node: Node) -> Operand:
    """The cells that a text names.

    Raises:
        Failed: the text names no cells.
        Unknown: it is a formula of its own.

    Source:
        Microsoft, INDIRECT.
    """
    words = text(frame.scalar(node)).strip()
    try:
        meant = syntax_of(words.removeprefix("="), frame.row, frame.column)
    except FormulaError:
        raise Failed("#REF!") from None
    if not isinstance(meant, Cells | Name | Structured):
        raise Unknown(f"INDIRECT of {words[:40]!r}")
    if isinstance(meant, Cells) and not _is_on_sheet(frame, meant.reference):
        raise Failed("#REF!")
    found = frame.value(meant)
    if not isinstance(found, Block):
        raise Unknown(f"INDIRECT of {words[:40]!r}")
    return found


def _is_on_sheet(frame: Frame, reference: Reference) -> bool:
    """Whether a reference written out ends within the sheet; only in names it may wrap around."""
    rows, columns = (reference.top, reference.bottom), (reference.left, reference.right)
    last_row = max(each.number + (0 if each.fixed else frame.row) for each in rows)
    last_column = max(each.number + (0 if each.fixed else frame.column) for each in columns)
    return last_row <= MAX_ROW and last_column <= MAX_COLUMN


def between(sign: str, left: Operand, right: Operand) -> Operand:
    """The cells from one range to another (``:``), or those that both have (a space).

    Raises:
        Failed: the ranges are on two sheets, or have no cell in common.
        Unknown: one of them is a value.
    """
    for side in (left, right):
        if isinstance(side, ErrorValue):
            return side
    if not (isinstance(left, Block) and isinstance(right, Block)):
        raise Unknown("a range between values")
    one, other = left.area, right.area
    if left.grid.key != right.grid.key:
        raise Failed("#REF!")
    tops, lefts = (one.top, other.top), (one.left, other.left)
    bottoms, rights = (one.bottom, other.bottom), (one.right, other.right)
    if sign == ":":
        return Block(left.grid, Area(min(tops), min(lefts), max(bottoms), max(rights)))
    if max(tops) > min(bottoms) or max(lefts) > min(rights):
        raise Failed("#NULL!")
    return Block(left.grid, Area(max(tops), max(lefts), min(bottoms), min(rights)))


def spilt(frame: Frame, anchor: Operand) -> Operand:
    """The cells that a formula takes, by its own cell: ``C2#``.

    Source: Microsoft, spilled range operator. The file says how many there are; whether there are
    still so many is found out when the formula itself is worked out.

    Raises:
        Unknown: no formula that spills stands there.
    """
    if isinstance(anchor, Block) and anchor.height == anchor.width == 1:
        sheet, cell = frame.around.sheet(anchor.grid), (anchor.area.top, anchor.area.left)
        if sheet is not None and cell in sheet.spilling and cell in sheet.arrays:
            return Block(anchor.grid, sheet.arrays[cell])
    raise Unknown("a range that spills")
