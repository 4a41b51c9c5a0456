"""A formula made ready once, and worked out in every cell that has it.

What ``evaluate`` finds out anew for each cell (which function, which sheet, how many arguments) is
found out once for a form. The results are the same; of several things that are unknown either may
be named. Whatever is not made ready here is left to ``evaluate``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from addin.tables.contents import Contents, Unresolved, spread
from addin.tables.evaluate import Frame, Surroundings
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
    tidy,
    truth,
)
from addin.tables.signs import SIGNS
from addin.tables.syntax import Call, Cells, Chain, Literal, Node, Sign
from addin.tables.table import MAX_COLUMN, MAX_ROW, ErrorValue
from addin.tables.volatile import VOLATILE

Work = Callable[[int, int], Scalar]
"""Row and column of the cell → the value there; may raise ``Unknown``."""
Draw = Callable[[int, int], Operand]


def prepared(node: Node, around: Surroundings, contents: Contents, grid: Grid) -> Work:
    """A formula of one sheet, ready for any of its cells; not for array formulas."""
    return _Maker(around, contents, grid).scalar(node)


def guarded(work: Work) -> Work:
    """An error on the way is the value."""

    def result(row: int, column: int) -> Scalar:
        try:
            return work(row, column)
        except Failed as failed:
            return failed.error

    return result


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the parts of a formula ready, for the cells of one sheet."""

    around: Surroundings
    contents: Contents
    grid: Grid

    def frame(self, row: int, column: int) -> Frame:
        return Frame(self.around, self.contents, self.grid, row, column)

    def scalar(self, node: Node) -> Work:
        """One value of a part of a formula."""
        found: Work | None = None
        if isinstance(node, Literal):
            found = _constant(node)
        elif isinstance(node, Cells):
            found = self._cell(node)
        elif isinstance(node, Chain):
            found = self._chain(node)
        elif isinstance(node, Sign):
            found = self._sign(node)
        elif isinstance(node, Call) and _is_plain(node):
            found = self._call(node)
        return found or (lambda row, column: self.frame(row, column).scalar(node))

    def operand(self, node: Node) -> Draw:
        """A part of a formula as a function of ranges takes it."""
        found: Draw | None = None
        if isinstance(node, Literal):
            found = _constant(node)
        elif isinstance(node, Cells):
            found = self._block(node)
        elif isinstance(node, Chain):
            found = self._chain(node)
        elif isinstance(node, Call) and _is_plain(node) and node.function not in LAZY:
            ranged = node.function in RANGED
            found = self._ranged(node) if ranged else self._of_values(node)
        return found or (lambda row, column: self.frame(row, column).value(node))

    def _grid(self, node: Cells) -> Grid | None:
        """The sheet of a reference; None where ``evaluate`` has to say what is wrong with it."""
        try:
            found = spread(node.reference, self.contents, self.grid.sheet, 1, 1)
            return self.around.grid(found[0], self.contents) if len(found) == 1 else None
        except (Unresolved, Unknown):
            return None

    def _cell(self, node: Cells) -> Work | None:
        grid = self._grid(node) if node.reference.is_cell else None
        return None if grid is None else _reading(node, grid)

    def _block(self, node: Cells) -> Draw | None:
        reference = node.reference
        grid = self._grid(node)
        if grid is None:
            return None
        if all(corner.fixed for corner in reference[:4]):
            block = Block(grid, reference.area(1, 1))
            return lambda _, __: block
        area = reference.area
        return lambda row, column: Block(grid, area(row, column))

    def _chain(self, node: Chain) -> Work | None:
        if any(sign in {":", " "} for sign, _ in node.rest):
            return None
        work, reads = self.scalar(node.first), isinstance(node.first, Cells)
        for sign, operand in node.rest:
            # a cell is read after the other side was worked out, as in ``Frame.spread``
            late = reads and not isinstance(operand, Cells)
            work, reads = _joined(SIGNS[sign], work, self.scalar(operand), late=late), False
        return guarded(work)

    def _sign(self, node: Sign) -> Work | None:
        inner = self.scalar(node.operand)
        if node.sign == "-":
            return guarded(lambda row, column: tidy(-number(inner(row, column))))
        if node.sign == "%":
            return guarded(lambda row, column: tidy(number(inner(row, column)) / 100))
        return inner if node.sign in {"+", "@"} else None

    def _call(self, node: Call) -> Work | None:
        if node.function in LAZY:
            return self._branch(node)
        if node.function in SCALAR:
            return self._of_values(node)
        drawn = self._ranged(node)

        def single(row: int, column: int) -> Scalar:
            found = drawn(row, column)
            if isinstance(found, Block | Array):
                return self.frame(row, column).single(found)
            return found

        return single

    def _ranged(self, node: Call) -> Draw:
        function = RANGED[node.function]
        operands = [self.operand(each) for each in node.arguments]

        def drawn(row: int, column: int) -> Operand:
            frame = Frame(self.around, self.contents, self.grid, row, column)
            try:
                return function(frame, [each(row, column) for each in operands])
            except Failed as failed:
                return failed.error

        return drawn

    def _of_values(self, node: Call) -> Work:
        function: Callable[..., Scalar] = of_values(node.function, date_1904=self.grid.date_1904)
        works = [self.scalar(each) for each in node.arguments]
        reads = [isinstance(each, Cells) for each in node.arguments]
        if not any(reads) or all(reads):
            return guarded(lambda row, column: function(*[each(row, column) for each in works]))
        order = sorted(range(len(works)), key=reads.__getitem__)  # cells last

        def mixed(row: int, column: int) -> Scalar:
            values: list[Any] = [None] * len(works)
            for at in order:
                values[at] = works[at](row, column)
            return function(*values)

        return guarded(mixed)

    def _branch(self, node: Call) -> Work | None:
        parts = node.arguments
        if node.function == "IF" and 2 <= len(parts) <= 3:
            return _either([self.scalar(each) for each in parts])
        if node.function in {"IFERROR", "IFNA"}:
            return _unless(node.function, self.scalar(parts[0]), self.scalar(parts[1]))
        return None


def _is_plain(node: Call) -> bool:
    """Whether a call is one that ``evaluate`` would work out."""
    name = node.function
    known = name in LAZY or name in RANGED or name in SCALAR
    return known and name not in VOLATILE and accepts(name, len(node.arguments))


def _constant(node: Literal) -> Work | None:
    value = node.value
    if value is None or isinstance(value, bool | int | float | str):
        return lambda _, __: value
    return None


def _reading(node: Cells, grid: Grid) -> Work:
    """One cell, at a distance from the formula or fixed."""
    top, left = node.reference.top, node.reference.left
    down, across = top.number, left.number
    from_row, from_column = 0 if top.fixed else 1, 0 if left.fixed else 1
    rows, plain = grid.rows, grid.plain

    def read(row: int, column: int) -> Scalar:
        at_row, at_column = row * from_row + down, column * from_column + across
        if not (0 < at_row <= MAX_ROW and 0 < at_column <= MAX_COLUMN):
            at_row, at_column = top.at(row, MAX_ROW), left.at(column, MAX_COLUMN)
        if at_row <= len(rows):
            cells = rows[at_row - 1]
            if at_column <= len(cells):
                value = cells[at_column - 1]
                kind = type(value)
                if kind is int or kind is float or kind is str:
                    return value  # type: ignore[return-value]
                return plain(value)
        return None

    return read


def _joined(
    function: Callable[[Scalar, Scalar], Scalar], one: Work, other: Work, *, late: bool
) -> Work:
    """Two sides of a sign; ``late``: the left one is read last."""

    def after(row: int, column: int) -> Scalar:
        right = other(row, column)
        return function(one(row, column), right)

    def joined(row: int, column: int) -> Scalar:
        return function(one(row, column), other(row, column))

    return after if late else joined


def _either(parts: Sequence[Work]) -> Work:
    condition, yes = parts[:2]
    no: Work = parts[2] if len(parts) > 2 else lambda _, __: False

    def chosen(row: int, column: int) -> Scalar:
        return (yes if truth(condition(row, column)) else no)(row, column)

    return guarded(chosen)


def _unless(function: str, first: Work, instead: Work) -> Work:
    only = ErrorValue("#N/A") if function == "IFNA" else None

    def tried(row: int, column: int) -> Scalar:
        value = first(row, column)
        if isinstance(value, ErrorValue) and (only is None or value == only):
            return instead(row, column)
        return value

    return tried
