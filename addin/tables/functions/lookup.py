"""Functions that find a value in a list: VLOOKUP, INDEX and MATCH, XLOOKUP."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from addin.tables.frame import Frame
from addin.tables.functions.criteria import wildcard
from addin.tables.operands import Array, Block, Failed, Operand, Scalar, Unknown, compare, number
from addin.tables.operands import truth as as_truth
from addin.tables.syntax import Node
from addin.tables.table import Area, ErrorValue


def _key(value: Scalar) -> object:
    """Equal for values that a lookup takes for the same; text in any case, never a number."""
    if isinstance(value, bool):
        return "truth", value
    if isinstance(value, int | float):
        return float(format(value, ".15g"))
    return ("text", value.casefold()) if isinstance(value, str) else None


def _first_of_each(frame: Frame, block: Block) -> dict[object, int]:
    key = "first", block.grid.key, block.area
    found = frame.around.kept.get(key)
    if found is None:
        first: dict[object, int] = {}
        for at in range(_length(block)):
            value = _along(block, at)
            if value is not None and not isinstance(value, ErrorValue):
                first.setdefault(_key(value), at)
        frame.around.kept[key] = found = first
    return found  # type: ignore[return-value]


def _length(block: Block) -> int:
    return block.used if block.width == 1 else block.width


def _along(block: Block, at: int) -> Scalar:
    return block.at(at, 0) if block.width == 1 else block.at(0, at)


def _line(operand: Operand) -> Block:
    if isinstance(operand, Block) and (operand.width == 1 or operand.height == 1):
        return operand
    if isinstance(operand, ErrorValue):
        raise Failed(str(operand))
    raise Unknown("a lookup in something else than one row or column")


def _exact(frame: Frame, wanted: Scalar, block: Block, *, wildcards: bool) -> int | None:
    """Where a value first stands in a row or column, counted from 0."""
    if isinstance(wanted, ErrorValue):
        raise Failed(str(wanted))
    if wanted is None:
        raise Unknown("a lookup of an empty cell")
    if wanted == "" and isinstance(wanted, str):
        raise Unknown("a lookup of an empty text")  # a file does not tell it from an empty cell
    pattern = wildcard(wanted) if wildcards and isinstance(wanted, str) else None
    if pattern is None:
        return _first_of_each(frame, block).get(_key(wanted))
    for at in range(_length(block)):
        value = _along(block, at)
        if isinstance(value, str) and pattern.fullmatch(value):
            return at
    return None


def _nearest(wanted: Scalar, block: Block) -> int | None:
    """The last value not above the one wanted, if the list is in order; else nobody can say."""
    if isinstance(wanted, ErrorValue):
        raise Failed(str(wanted))
    found: int | None = None
    before: Scalar = None
    for at in range(_length(block)):
        value = _along(block, at)
        if value is None:
            continue
        if isinstance(value, str) is not isinstance(wanted, str):
            raise Unknown("an approximate lookup in mixed values")
        if before is not None and compare(before, value) > 0:
            raise Unknown("an approximate lookup in a list out of order")
        before = value
        if compare(value, wanted) <= 0:
            found = at
    return found


def _lookup(frame: Frame, operands: Sequence[Operand], *, down: bool) -> Operand:
    wanted, table = frame.single(operands[0]), operands[1]
    offset = int(number(frame.single(operands[2])))
    near = len(operands) < 4 or as_truth(frame.single(operands[3]))
    if not isinstance(table, Block):
        raise Unknown("a lookup in values that no cell holds")
    area = table.area
    if down:
        keys = Block(table.grid, Area(area.top, area.left, area.bottom, area.left))
    else:
        keys = Block(table.grid, Area(area.top, area.left, area.top, area.right))
    at = _nearest(wanted, keys) if near else _exact(frame, wanted, keys, wildcards=True)
    if at is None:
        raise Failed("#N/A")
    if offset < 1:
        raise Failed("#VALUE!")
    if offset > (table.width if down else table.height):
        raise Failed("#REF!")
    return table.at(at, offset - 1) if down else table.at(offset - 1, at)


def _match(frame: Frame, operands: Sequence[Operand]) -> Operand:
    kind = number(frame.single(operands[2])) if len(operands) > 2 else 1
    wanted, block = frame.single(operands[0]), _line(operands[1])
    if kind < 0:
        raise Unknown("MATCH in a descending list")
    at = _nearest(wanted, block) if kind else _exact(frame, wanted, block, wildcards=True)
    if at is None:
        raise Failed("#N/A")
    return at + 1


def _index(frame: Frame, operands: Sequence[Operand]) -> Operand:
    table = operands[0]
    if isinstance(table, ErrorValue):
        raise Failed(str(table))
    if not isinstance(table, Block | Array):
        raise Unknown("INDEX into one value")
    row = int(number(frame.single(operands[1])))
    column = int(number(frame.single(operands[2]))) if len(operands) > 2 else None
    if column is None:
        row, column = (1, row) if table.height == 1 and table.width > 1 else (row, 1)
        if table.height > 1 and table.width > 1:
            raise Unknown("INDEX into a table without a column")
    if row < 0 or column < 0:
        raise Failed("#VALUE!")
    if row > table.height or column > table.width:
        raise Failed("#REF!")
    if isinstance(table, Array):
        if row == 0 or column == 0:
            raise Unknown("a whole row of an array")
        return table.at(row - 1, column - 1)
    area = table.area
    top, bottom = (area.top + row - 1,) * 2 if row else (area.top, area.bottom)
    left, right = (area.left + column - 1,) * 2 if column else (area.left, area.right)
    return Block(table.grid, Area(top, left, bottom, right))


def _xlookup(frame: Frame, nodes: Sequence[Node]) -> Operand:
    operands = [frame.value(node) for node in nodes[:3]]
    modes = [int(number(frame.scalar(node))) for node in nodes[4:6]]
    mode, search = ([*modes, 0, 1] if not modes else [*modes, 1])[:2]
    if mode or search != 1:
        raise Unknown("XLOOKUP other than exact, from the first on")
    keys, results = _line(operands[1]), operands[2]
    at = _exact(frame, frame.single(operands[0]), keys, wildcards=False)
    if at is None:
        if len(nodes) > 3:
            return frame.value(nodes[3])
        raise Failed("#N/A")
    if not isinstance(results, Block):
        raise Unknown("XLOOKUP into values that no cell holds")
    area = results.area
    if keys.width == 1 and keys.height == results.height:
        return Block(results.grid, Area(area.top + at, area.left, area.top + at, area.right))
    if keys.height == 1 and keys.width == results.width:
        return Block(results.grid, Area(area.top, area.left + at, area.bottom, area.left + at))
    raise Failed("#VALUE!")


def _place(frame: Frame, operands: Sequence[Operand], *, rows: bool) -> Operand:
    if not operands:
        return frame.row if rows else frame.column
    block = operands[0]
    if isinstance(block, ErrorValue):
        raise Failed(str(block))
    if not isinstance(block, Block):
        raise Unknown("the place of a value")
    return block.area.top if rows else block.area.left


def _size(operands: Sequence[Operand], *, rows: bool) -> Operand:
    block = operands[0]
    if not isinstance(block, Block | Array):
        return 1
    return block.height if rows else block.width


RANGED: Mapping[str, Callable[[Frame, Sequence[Operand]], Operand]] = {
    "VLOOKUP": lambda frame, operands: _lookup(frame, operands, down=True),
    "HLOOKUP": lambda frame, operands: _lookup(frame, operands, down=False),
    "MATCH": _match,
    "INDEX": _index,
    "ROW": lambda frame, operands: _place(frame, operands, rows=True),
    "COLUMN": lambda frame, operands: _place(frame, operands, rows=False),
    "ROWS": lambda _, operands: _size(operands, rows=True),
    "COLUMNS": lambda _, operands: _size(operands, rows=False),
}
LAZY: Mapping[str, Callable[[Frame, Sequence[Node]], Operand]] = {"XLOOKUP": _xlookup}
