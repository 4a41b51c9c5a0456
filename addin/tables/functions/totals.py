"""Functions that make one number of many: SUM, COUNT, AVERAGE, SUBTOTAL, SUMPRODUCT."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from addin.tables.frame import Frame
from addin.tables.operands import Array, Block, Failed, Operand, Scalar, Unknown, number, tidy
from addin.tables.syntax import Node
from addin.tables.table import Area, ErrorValue


def numbers_in(operands: Iterable[Operand]) -> Iterator[int | float]:
    """The numbers among the arguments: in ranges text and TRUE do not count, by themselves they do.

    Raises:
        Failed: an error value among them.
    """
    for operand in operands:
        if isinstance(operand, Block | Array):
            for value in operand.flat():
                kind = type(value)
                if kind is int or kind is float:
                    yield value  # type: ignore[misc]
                elif isinstance(value, ErrorValue):
                    raise Failed(str(value))
        else:
            yield number(operand)


def _sum(frame: Frame, operands: Sequence[Operand]) -> Scalar:
    if len(operands) == 1 and isinstance(operands[0], Block) and operands[0].width == 1:
        return tidy(_running(frame, operands[0]))
    return tidy(_added(numbers_in(operands)))


def _added(found: Iterable[int | float]) -> int | float:
    """The sum, in order; what is left when the last step cancels is 0, as in Excel."""
    total: int | float = 0
    for value in found:
        before = total
        total = before + value
        if total and abs(total) < 1e-15 * max(abs(before), abs(value)):
            total = 0
    return total


class _Running(NamedTuple):
    """How far down a column was added up, and to what."""

    bottom: int
    total: int | float


def _running(frame: Frame, block: Block) -> int | float:
    """The sum of one column, going on from the last one that began in the same cell.

    A column of running totals ``SUM(B$2:B9)``, ``SUM(B$2:B10)`` … is added up once.
    """
    area = block.area
    key = "running", block.grid.key, area.top, area.left
    bottom: int = area.top - 1
    total: int | float = 0
    before = frame.around.kept.get(key)
    if isinstance(before, _Running) and before.bottom <= area.bottom:
        bottom, total = before
    if area.bottom > bottom:
        rest = Block(block.grid, Area(bottom + 1, area.left, area.bottom, area.right))
        total = _added([total, *numbers_in([rest])])
    frame.around.kept[key] = _Running(area.bottom, total)
    return total


def _average(found: Iterable[int | float]) -> Scalar:
    listed = list(found)
    if not listed:
        raise Failed("#DIV/0!")
    return tidy(_added(listed) / len(listed))


def _count(operands: Iterable[Operand]) -> int:
    count = 0
    for operand in operands:
        if isinstance(operand, Block | Array):
            count += sum(type(value) in {int, float} for value in operand.flat())
        else:
            try:
                number(operand)
            except Failed:
                continue
            count += 1
    return count


def _counta(operands: Iterable[Operand]) -> int:
    return sum(
        sum(value is not None for value in operand.flat())
        if isinstance(operand, Block | Array)
        else 1
        for operand in operands
    )


def _countblank(_: Frame, operands: Sequence[Operand]) -> Scalar:
    (operand,) = operands
    if not isinstance(operand, Block):
        raise Unknown("COUNTBLANK of values")
    filled = sum(value is not None and value != "" for value in operand.flat())
    return operand.height * operand.width - filled


def _product(found: Iterable[int | float]) -> Scalar:
    listed = list(found)
    return tidy(math.prod(listed)) if listed else 0


def _spread(found: Iterable[int | float], measure: Callable[[list[float]], float]) -> Scalar:
    listed = [float(value) for value in found]
    try:
        return tidy(measure(listed))
    except statistics.StatisticsError:
        raise Failed("#DIV/0!") from None


def _extreme(function: Callable[[list[int | float]], int | float]) -> _Ranged:
    return lambda _, operands: tidy(function(list(numbers_in(operands)) or [0]))


def _ranked(_: Frame, operands: Sequence[Operand], *, largest: bool) -> Scalar:
    values = sorted(numbers_in(operands[:1]), reverse=largest)
    place = int(number(_one(operands[1])))
    if not 1 <= place <= len(values):
        raise Failed("#NUM!")
    return tidy(values[place - 1])


def _one(operand: Operand) -> Scalar:
    if isinstance(operand, Block | Array):
        if operand.height == operand.width == 1:
            return operand.at(0, 0)
        raise Unknown("a range where one value is wanted")
    return operand


def _median(_: Frame, operands: Sequence[Operand]) -> Scalar:
    values = list(numbers_in(operands))
    if not values:
        raise Failed("#NUM!")
    return tidy(statistics.median(values))


_BY_NUMBER: Mapping[int, Callable[[Sequence[Operand]], Scalar]] = {
    1: lambda operands: _average(numbers_in(operands)),
    2: _count,
    3: _counta,
    4: lambda operands: tidy(max(list(numbers_in(operands)) or [0])),
    5: lambda operands: tidy(min(list(numbers_in(operands)) or [0])),
    6: lambda operands: _product(numbers_in(operands)),
    7: lambda operands: _spread(numbers_in(operands), statistics.stdev),
    8: lambda operands: _spread(numbers_in(operands), statistics.pstdev),
    9: lambda operands: tidy(_added(numbers_in(operands))),
    10: lambda operands: _spread(numbers_in(operands), statistics.variance),
    11: lambda operands: _spread(numbers_in(operands), statistics.pvariance),
}
_NESTED = re.compile(r"\b(?:SUBTOTAL|AGGREGATE)\(", re.IGNORECASE)


def _subtotal(frame: Frame, operands: Sequence[Operand]) -> Scalar:
    """SUBTOTAL leaves out other subtotals and filtered rows; from 101 on, hidden rows too."""
    which = int(number(_one(operands[0])))
    function = _BY_NUMBER.get(which - 100 if which > 100 else which)
    if function is None:
        raise Unknown(f"SUBTOTAL {which}")
    return function([_shown(frame, each, hidden_too=which > 100) for each in operands[1:]])


def _shown(frame: Frame, operand: Operand, *, hidden_too: bool) -> Operand:
    if isinstance(operand, ErrorValue):
        raise Failed(str(operand))
    if not isinstance(operand, Block):
        raise Failed("#VALUE!")
    sheet = frame.around.sheet(operand.grid)
    if sheet is None:
        raise Unknown("a subtotal over another workbook")
    area = operand.area
    rows = range(area.top, area.top + operand.used)
    hidden = {row for row in sheet.hidden_rows if row in rows} if sheet.hidden_rows else set()
    if hidden and not hidden_too:
        if sheet.filtered is None and sheet.list_objects:
            raise Unknown("rows that a table's filter may have hidden")
        hidden = {
            row for row in hidden if sheet.filtered and (row, sheet.filtered.left) in sheet.filtered
        }
    nested = {
        cell
        for row in rows
        for cell in ((row, column) for column in range(area.left, area.right + 1))
        if _NESTED.search(sheet.formulas.get(cell, ""))
    }
    if not hidden and not nested:
        return operand
    return Array(
        tuple(
            tuple(
                None if (row, column) in nested else operand.grid.value(row, column)
                for column in range(area.left, area.right + 1)
            )
            for row in rows
            if row not in hidden
        )
    )


def _aggregate(frame: Frame, operands: Sequence[Operand]) -> Scalar:
    """AGGREGATE over ranges: of hidden rows, subtotals and errors what the option says is left out.

    Source: Microsoft, AGGREGATE.
    """
    which, option = (int(number(_one(each))) for each in operands[:2])
    if not 0 <= option <= 7:
        raise Failed("#VALUE!")
    ranked = {14: True, 15: False}.get(which)
    function = _BY_NUMBER.get(which)
    if (function is None and ranked is None) or which > 15:
        raise Unknown(f"AGGREGATE {which}")
    given = operands[2:3] if ranked is not None else operands[2:]
    shown = [_left(frame, each, option) for each in given]
    if function is not None:
        return function(shown)
    if len(operands) != 4:
        raise Failed("#VALUE!")
    return _ranked(frame, [*shown, operands[3]], largest=bool(ranked))


def _left(frame: Frame, operand: Operand, option: int) -> Operand:
    """What an option of AGGREGATE leaves of a range."""
    if not isinstance(operand, Block):
        raise Unknown("AGGREGATE of values that no cell holds")
    sheet = frame.around.sheet(operand.grid)
    if sheet is None:
        raise Unknown("a total over another workbook")
    area = operand.area
    hidden = option % 2 == 1 and any(area.top <= row <= area.bottom for row in sheet.hidden_rows)
    left: Operand = operand
    if hidden or option < 4:
        if option >= 4:
            raise Unknown("AGGREGATE of hidden rows with their subtotals")
        if sheet.hidden_rows and option in {0, 2}:
            raise Unknown("AGGREGATE beside hidden rows")
        left = _shown(frame, operand, hidden_too=hidden)
    if option in {2, 3, 6, 7} and isinstance(left, Block | Array):
        values = (None if isinstance(each, ErrorValue) else each for each in left.flat())
        left = Array((tuple(values),))
    return left


def _sumproduct(frame: Frame, nodes: Sequence[Node]) -> Scalar:
    inner = frame.with_arrays()
    operands = [inner.value(node) for node in nodes]
    blocks = [each for each in operands if isinstance(each, Block | Array)]
    for each in operands:
        if isinstance(each, ErrorValue):
            raise Failed(str(each))
    if not blocks:
        return tidy(math.prod(number(_one(each)) for each in operands))
    if len(blocks) < len(operands) or len({(b.height, b.width) for b in blocks}) > 1:
        raise Failed("#VALUE!")
    height = max(each.used for each in blocks)
    return tidy(
        _added(
            math.prod(_counted(each.at(row, column)) for each in blocks)
            for row in range(height)
            for column in range(blocks[0].width)
        )
    )


def _counted(value: Scalar) -> int | float:
    """Text and TRUE count as 0 within SUMPRODUCT."""
    if isinstance(value, ErrorValue):
        raise Failed(str(value))
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0


_Ranged = Callable[[Frame, Sequence[Operand]], Operand]

RANGED: Mapping[str, _Ranged] = {
    "SUM": _sum,
    "COUNT": lambda _, operands: _count(operands),
    "COUNTA": lambda _, operands: _counta(operands),
    "COUNTBLANK": _countblank,
    "AVERAGE": lambda _, operands: _average(numbers_in(operands)),
    "MIN": _extreme(min),
    "MAX": _extreme(max),
    "MEDIAN": _median,
    "PRODUCT": lambda _, operands: _product(numbers_in(operands)),
    "SUMSQ": lambda _, operands: tidy(_added(each * each for each in numbers_in(operands))),
    "STDEV": lambda _, operands: _spread(numbers_in(operands), statistics.stdev),
    "STDEV.S": lambda _, operands: _spread(numbers_in(operands), statistics.stdev),
    "STDEVP": lambda _, operands: _spread(numbers_in(operands), statistics.pstdev),
    "STDEV.P": lambda _, operands: _spread(numbers_in(operands), statistics.pstdev),
    "LARGE": lambda frame, operands: _ranked(frame, operands, largest=True),
    "SMALL": lambda frame, operands: _ranked(frame, operands, largest=False),
    "SUBTOTAL": _subtotal,
    "AGGREGATE": _aggregate,
    "VAR": lambda _, operands: _spread(numbers_in(operands), statistics.variance),
    "VAR.S": lambda _, operands: _spread(numbers_in(operands), statistics.variance),
    "VARP": lambda _, operands: _spread(numbers_in(operands), statistics.pvariance),
    "VAR.P": lambda _, operands: _spread(numbers_in(operands), statistics.pvariance),
}
LAZY: Mapping[str, Callable[[Frame, Sequence[Node]], Operand]] = {"SUMPRODUCT": _sumproduct}
