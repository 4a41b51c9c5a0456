"""Functions that take the cells that meet a condition: SUMIFS, COUNTIFS, AVERAGEIFS and kin."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from addin.tables.frame import Frame
from addin.tables.operands import (
    Block,
    Failed,
    Operand,
    Scalar,
    Unknown,
    number_in,
    same_number,
    tidy,
)
from addin.tables.table import Area, ErrorValue

Position = tuple[int, int]
Test = Callable[[Scalar], bool]

_OPERATOR = re.compile(r"(<>|<=|>=|=|<|>)?(.*)", re.DOTALL)
_UNSURE = re.compile(r"true|false|#.*", re.IGNORECASE)
_MOST_BLANKS = 1_000_000


class _Known(NamedTuple):
    """Positions that a condition met, as a list and as a set."""

    positions: Sequence[Position]
    members: frozenset[Position]


def wildcard(pattern: str) -> re.Pattern[str] | None:
    """A text with ``*`` and ``?`` as a pattern; None if it has neither. ``~`` quotes them."""
    if not re.search(r"[*?~]", pattern):
        return None
    parts = [
        {"*": ".*", "?": "."}.get(piece) or re.escape(piece.removeprefix("~") or "~")
        for piece in re.findall(r"~[*?~]|[*?]|[^*?~]+|~", pattern)
    ]
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


def _key(value: Scalar) -> object:
    """Equal for cells that a condition ``= value`` cannot tell apart; None for the empty cell."""
    if isinstance(value, ErrorValue):
        return value
    if isinstance(value, bool):
        return "truth", value
    if isinstance(value, int | float):
        return float(format(value, ".15g"))
    if isinstance(value, str):
        try:
            read = number_in(value)
        except Unknown:
            read = None
        return value.casefold() if read is None else float(format(read, ".15g"))
    return None


def _index(frame: Frame, block: Block) -> dict[object, list[Position]]:
    """The cells of a block by what they hold; made once, as SUMIF columns ask again and again."""
    key = "index", block.grid.key, block.area
    found = frame.around.kept.get(key)
    if found is None:
        index: dict[object, list[Position]] = {}
        for row in range(block.used):
            for column in range(block.width):
                value = block.at(row, column)
                if value is not None:
                    index.setdefault(_key(value), []).append((row, column))
        frame.around.kept[key] = found = index
    return found  # type: ignore[return-value]


def _positions(frame: Frame, block: Block, wanted: Scalar) -> Sequence[Position]:
    """Where a condition holds, row by row."""
    if isinstance(wanted, str) and not isinstance(wanted, ErrorValue):
        match = _OPERATOR.fullmatch(wanted)
        operator, operand = (match[1] or "", match[2]) if match else ("", wanted)
    else:
        operator, operand = "", 0 if wanted is None else wanted
    if isinstance(operand, bool) or (isinstance(operand, str) and _UNSURE.fullmatch(operand)):
        raise Unknown("a condition on TRUE, FALSE or an error value")
    if operator in {"", "="} and not (isinstance(operand, str) and wildcard(operand)):
        if operand == "" and isinstance(operand, str):
            return _blank(frame, block, really=operator == "=")
        return _index(frame, block).get(_key(operand), ())
    key = "condition", block.grid.key, block.area, operator, operand
    found = frame.around.kept.get(key)
    if found is None:
        found = _scan(block, operator, operand)
        frame.around.kept[key] = found
    return found  # type: ignore[return-value]


def _scan(block: Block, operator: str, operand: Scalar) -> list[Position]:
    test = _test(operator, operand)
    rows = block.height if test(None) else block.used
    if rows * block.width > _MOST_BLANKS and rows > block.used:
        raise Unknown("a condition that every empty row below the sheet meets")
    return [
        (row, column)
        for row in range(rows)
        for column in range(block.width)
        if test(block.at(row, column))
    ]


def _blank(frame: Frame, block: Block, *, really: bool) -> Sequence[Position]:
    if block.height * block.width > _MOST_BLANKS:
        raise Unknown("a condition that every empty row below the sheet meets")
    empty: tuple[Scalar, ...] = (None,) if really else (None, "")
    key = "blank", block.grid.key, block.area, really
    found = frame.around.kept.get(key)
    if found is None:
        found = [
            (row, column)
            for row in range(block.height)
            for column in range(block.width)
            if block.at(row, column) in empty
        ]
        frame.around.kept[key] = found
    return found  # type: ignore[return-value]


def _test(operator: str, operand: Scalar) -> Test:
    read = number_in(operand) if isinstance(operand, str) else operand
    if operator in {"", "=", "<>"}:
        return _differs(operand) if operator == "<>" else _like(str(operand))
    if isinstance(read, int | float) and not isinstance(read, bool):
        return _beyond(operator, read)
    raise Unknown("an order of texts in a condition")


def _like(pattern: str) -> Test:
    compiled = wildcard(pattern)
    return lambda value: (
        isinstance(value, str)
        and not isinstance(value, ErrorValue)
        and compiled is not None
        and compiled.fullmatch(value) is not None
    )


def _differs(operand: Scalar) -> Test:
    if operand == "":
        return lambda value: value is not None
    if isinstance(operand, str) and wildcard(operand):
        like = _like(operand)
        return lambda value: not like(value)
    key = _key(operand)

    def test(value: Scalar) -> bool:
        if isinstance(value, str) and _key(value) == key and isinstance(key, float):
            raise Unknown("a text that reads as the number to be left out")
        return _key(value) != key

    return test


def _beyond(operator: str, limit: float) -> Test:
    def test(value: Scalar) -> bool:
        if isinstance(value, bool | str) or value is None:
            return False
        equal = same_number(value, limit)
        if equal:
            return operator in {"<=", ">="}
        return value < limit if operator.startswith("<") else value > limit

    return test


def _block(operand: Operand) -> Block:
    if isinstance(operand, ErrorValue):
        raise Failed(str(operand))
    if not isinstance(operand, Block):
        raise Unknown("a condition on values that no cell holds")
    return operand


def _matching(frame: Frame, pairs: Sequence[Operand]) -> tuple[Block, Sequence[Position]]:
    """The positions where every condition holds; the first range tells their shape."""
    if not pairs or len(pairs) % 2:
        raise Unknown("a condition without its range")
    blocks = [_block(each) for each in pairs[::2]]
    if len({(each.height, each.width) for each in blocks}) > 1:
        raise Failed("#VALUE!")
    lists = [
        _positions(frame, block, frame.single(wanted))
        for block, wanted in zip(blocks, pairs[1::2], strict=True)
    ]
    lists.sort(key=len)
    first, *rest = lists
    for other in rest:
        if not first:
            break
        allowed = _set_of(frame, other)
        first = [each for each in first if each in allowed]
    return blocks[0], first


def _set_of(frame: Frame, positions: Sequence[Position]) -> frozenset[Position]:
    """The same positions as a set, made once: a condition of one column meets many others."""
    key = "set", id(positions)
    found = frame.around.kept.get(key)
    if not (isinstance(found, _Known) and found.positions is positions):
        found = _Known(positions, frozenset(positions))
        frame.around.kept[key] = found
    return found.members


def _numbers(block: Block, positions: Sequence[Position]) -> list[int | float]:
    found: list[int | float] = []
    for row, column in positions:
        value = block.at(row, column)
        if isinstance(value, ErrorValue):
            raise Failed(str(value))
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append(value)
    return found


def _shaped(block: Block, like: Block) -> Block:
    """The range of SUMIF takes the shape of the range that is tested. Source: Microsoft, SUMIF."""
    area = block.area
    bottom, right = area.top + like.height - 1, area.left + like.width - 1
    return Block(block.grid, Area(area.top, area.left, bottom, right))


def _one_condition(frame: Frame, operands: Sequence[Operand]) -> list[int | float]:
    tested, positions = _matching(frame, operands[:2])
    summed = _shaped(_block(operands[2]), tested) if len(operands) > 2 else tested
    return _numbers(summed, positions)


def _conditions(frame: Frame, operands: Sequence[Operand]) -> list[int | float]:
    summed = _block(operands[0])
    tested, positions = _matching(frame, operands[1:])
    if (summed.height, summed.width) != (tested.height, tested.width):
        raise Failed("#VALUE!")
    return _numbers(summed, positions)


def _total(values: Sequence[int | float]) -> Scalar:
    return tidy(sum(values))


def _mean(values: Sequence[int | float]) -> Scalar:
    if not values:
        raise Failed("#DIV/0!")
    return tidy(sum(values) / len(values))


RANGED: Mapping[str, Callable[[Frame, Sequence[Operand]], Operand]] = {
    "SUMIF": lambda frame, operands: _total(_one_condition(frame, operands)),
    "AVERAGEIF": lambda frame, operands: _mean(_one_condition(frame, operands)),
    "COUNTIF": lambda frame, operands: len(_matching(frame, operands)[1]),
    "SUMIFS": lambda frame, operands: _total(_conditions(frame, operands)),
    "AVERAGEIFS": lambda frame, operands: _mean(_conditions(frame, operands)),
    "COUNTIFS": lambda frame, operands: len(_matching(frame, operands)[1]),
    "MAXIFS": lambda frame, operands: tidy(max(_conditions(frame, operands), default=0)),
    "MINIFS": lambda frame, operands: tidy(min(_conditions(frame, operands), default=0)),
}
