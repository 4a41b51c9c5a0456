"""Work out one formula from the values its cells hold now.

What cannot be worked out exactly raises ``Unknown``: nothing is ever guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from addin.tables.contents import DEEPEST_NAME, Contents, Target, Unresolved, spread
from addin.tables.frame import Around
from addin.tables.functions import LAZY, RANGED, SCALAR, accepts, of_values
from addin.tables.operands import (
    Array,
    Block,
    Failed,
    Grid,
    Operand,
    Scalar,
    Unknown,
    number,
    serial,
    tidy,
)
from addin.tables.own_functions import Functions, called, own_name
from addin.tables.ranges import between, indirect, offset, spilt
from addin.tables.signs import SIGNS
from addin.tables.syntax import (
    Braces,
    Call,
    Cells,
    Chain,
    Literal,
    Name,
    Node,
    Sign,
    Structured,
    Union,
)
from addin.tables.volatile import VOLATILE

LARGEST = 2_000_000
"""Cells of one array; a formula that needs more is left alone."""


class Surroundings(Around, Protocol):
    """The calculation around a formula, with what is not in its cells: today, further functions."""

    now: dt.datetime | None
    functions: Functions

    def grid(self, target: Target, contents: Contents) -> Grid:
        """The sheet of a target."""
        ...


@dataclass(frozen=True, slots=True)
class Frame:
    """One formula in its cell. ``arrays``: ranges stand for all their cells, not for one."""

    around: Surroundings
    contents: Contents
    grid: Grid
    row: int
    column: int
    arrays: bool = False
    depth: int = 0

    def value(self, node: Node) -> Operand:
        """What a part of the formula gives; error values are values.

        Raises:
            Unknown: it cannot be worked out.
        """
        try:
            return _WORK[type(node)](self, node)
        except Failed as failed:
            return failed.error

    def scalar(self, node: Node) -> Scalar:
        """What a part of the formula gives, as one value."""
        return self.single(self.value(node))

    def single(self, operand: Operand) -> Scalar:
        """One value of a range: the one in the formula's own row or column.

        Source: Microsoft, implicit intersection operator.
        """
        if isinstance(operand, Array):
            if operand.height == operand.width == 1:
                return operand.at(0, 0)
            raise Unknown("an array where one value is wanted")
        if not isinstance(operand, Block):
            return operand
        area = operand.area
        if operand.height == operand.width == 1:
            return operand.at(0, 0)
        if operand.width == 1 and area.top <= self.row <= area.bottom:
            return operand.at(self.row - area.top, 0)
        if operand.height == 1 and area.left <= self.column <= area.right:
            return operand.at(0, self.column - area.left)
        raise Unknown("a range where one value is wanted")

    def with_arrays(self) -> Frame:
        """The same formula where ranges stand for all their cells."""
        return Frame(self.around, self.contents, self.grid, self.row, self.column, True, self.depth)

    def spread(self, function: Callable[..., Scalar], operands: list[Operand]) -> Scalar | Array:
        """Apply a function of single values, element by element where arrays are wanted."""
        many = [each for each in operands if isinstance(each, Block | Array)]
        if not self.arrays or all(each.height == each.width == 1 for each in many):
            return function(*map(self.single, operands))
        height = max(each.used if each.height > 1 else 1 for each in many)
        width = max(each.width for each in many)
        if height * width > LARGEST:
            raise Unknown("an array too large to work out")
        return Array(
            tuple(
                tuple(_element(function, operands, row, column) for column in range(width))
                for row in range(height)
            )
        )


def _element(
    function: Callable[..., Scalar], operands: list[Operand], row: int, column: int
) -> Scalar:
    try:
        return function(*(_pick(each, row, column) for each in operands))
    except Failed as failed:
        return failed.error


def _pick(operand: Operand, row: int, column: int) -> Scalar:
    """An operand's element; a single row or column repeats."""
    if not isinstance(operand, Block | Array):
        return operand
    row = 0 if operand.height == 1 else row
    column = 0 if operand.width == 1 else column
    if row >= operand.height or column >= operand.width:
        raise Failed("#N/A")
    return operand.at(row, column)


def _literal(_: Frame, node: Literal) -> Operand:
    value = node.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise Unknown("a literal date")


def _cells(frame: Frame, node: Cells) -> Operand:
    try:
        found = spread(node.reference, frame.contents, frame.grid.sheet, frame.row, frame.column)
    except Unresolved as missing:
        raise Unknown(str(missing)) from None
    if len(found) != 1:
        raise Unknown("a span of sheets")
    return _block(frame, found[0])


def _block(frame: Frame, target: Target) -> Block:
    return Block(frame.around.grid(target, frame.contents), target.area)


def _structured(frame: Frame, node: Structured) -> Operand:
    try:
        target = frame.contents.structured(node, frame.grid.sheet, frame.row, frame.column)
    except Unresolved as missing:
        raise Unknown(str(missing)) from None
    return _block(frame, target)


def _name(frame: Frame, node: Name) -> Operand:
    if frame.depth > DEEPEST_NAME:
        raise Unknown(f"the name {node.name} stands for itself")
    try:
        meaning = frame.contents.definition(node, frame.grid.sheet)
    except Unresolved as missing:
        raise Unknown(str(missing)) from None
    inner = Frame(
        frame.around,
        frame.contents,
        frame.grid,
        frame.row,
        frame.column,
        frame.arrays,
        frame.depth + 1,
    )
    return inner.value(meaning)


def _call(frame: Frame, node: Call) -> Operand:
    name = node.function
    own = own_name(name, frame.around.functions, frame.contents)
    if own and frame.grid.date_1904:
        raise Unknown(f"{own} where days are counted from 1904")
    if own:
        operands = [frame.value(each) for each in node.arguments]
        return called(own, frame.around.functions[own], operands, frame.around.kept)
    if name in VOLATILE:
        return _volatile(frame, node)
    if not accepts(name, len(node.arguments)):
        raise Unknown(f"{name} with {len(node.arguments)} arguments")
    if name in LAZY:
        return LAZY[name](frame, node.arguments)
    if name in RANGED:
        return RANGED[name](frame, [frame.value(each) for each in node.arguments])
    if name in SCALAR:
        function = of_values(name, date_1904=frame.grid.date_1904)
        return frame.spread(function, [frame.value(each) for each in node.arguments])
    raise Unknown(f"the function {name}")


def _volatile(frame: Frame, node: Call) -> Operand:
    name, count = node.function, len(node.arguments)
    now = frame.around.now
    if name in {"TODAY", "NOW"} and now is not None and not count:
        day = now if name == "NOW" else now.date()
        return serial(day, date_1904=frame.grid.date_1904)
    if name == "OFFSET" and 3 <= count <= 5:
        return offset(frame, node.arguments)
    if name == "INDIRECT" and count == 1:
        return indirect(frame, node.arguments[0])
    raise Unknown(f"{name} changes by itself")


def _chain(frame: Frame, node: Chain) -> Operand:
    result = frame.value(node.first)
    for sign, operand in node.rest:
        other = frame.value(operand)
        if sign in {":", " "}:
            result = between(sign, result, other)
        else:
            result = frame.spread(SIGNS[sign], [result, other])
    return result


def _sign(frame: Frame, node: Sign) -> Operand:
    operand = frame.value(node.operand)
    if node.sign == "#":
        return spilt(frame, operand)
    if node.sign == "-":
        return frame.spread(lambda value: tidy(-number(value)), [operand])
    if node.sign == "%":
        return frame.spread(lambda value: tidy(number(value) / 100), [operand])
    if node.sign == "+":
        return operand
    return frame.single(operand)


def _braces(_: Frame, node: Braces) -> Operand:
    width = len(node.rows[0])
    rows: list[tuple[Scalar, ...]] = []
    for row in node.rows:
        if len(row) != width:
            raise Unknown("an array whose rows differ in length")
        rows.append(tuple(_scalars(row)))
    return Array(tuple(rows))


def _scalars(row: tuple[object, ...]) -> Iterator[Scalar]:
    for value in row:
        if value is None or isinstance(value, bool | int | float | str):
            yield value


def _union(_: Frame, __: Union) -> Operand:
    raise Unknown("several ranges in brackets")


_WORK: Mapping[type, Callable[[Frame, Any], Operand]] = {
    Literal: _literal,
    Cells: _cells,
    Structured: _structured,
    Name: _name,
    Call: _call,
    Chain: _chain,
    Sign: _sign,
    Braces: _braces,
    Union: _union,
}
