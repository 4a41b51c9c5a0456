"""Sums, counts and averages of what meets a condition (SUMIF and its kin)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from sheets_emulator.entry import parsed
from sheets_emulator.formulas.conversion import Argument, Grid, Problem, compared, finite
from sheets_emulator.formulas.evaluator import Arguments, known
from sheets_emulator.formulas.sums import mean
from sheets_emulator.value import BAD_VALUE, CellError, Value

_CONDITION = re.compile(r"^(<>|<=|>=|<|>|=)?(.*)$", re.DOTALL)
_TESTS: dict[str, Callable[[int], bool]] = {
    "<": lambda c: c < 0,
    "<=": lambda c: c <= 0,
    ">": lambda c: c > 0,
    ">=": lambda c: c >= 0,
}
Test = Callable[[Value], bool]


def condition(wanted: Value, locale: str) -> Test:
    """What a criterion such as `">=10"`, `"Grip*"` or `42` asks of a cell."""
    if not isinstance(wanted, str):
        return lambda value: _same(value, wanted)
    found = _CONDITION.match(wanted)
    sign, rest = (found[1] or "", found[2]) if found else ("", wanted)
    constant = parsed(rest, locale).value if rest and rest[0] not in "='" else rest
    if sign in _TESTS:
        test = _TESTS[sign]
        return lambda value: _kind(value) == _kind(constant) and test(compared(value, constant))
    equal = _equality(constant, rest, sign)
    return (lambda value: not equal(value)) if sign == "<>" else equal


def _equality(constant: Value, rest: str, sign: str) -> Test:
    if rest == "":
        return lambda value: value is None or (value == "" and not sign)
    if isinstance(constant, str):
        pattern = wildcard(constant)
        return lambda value: isinstance(value, str) and bool(pattern.match(value))
    return lambda value: _same(value, constant)


def _kind(value: Value) -> str:
    if isinstance(value, bool | str):
        return type(value).__name__
    return "none" if value is None or isinstance(value, CellError) else "number"


def _same(value: Value, wanted: Value) -> bool:
    """Equal and of one kind: the text 42 is not the number, a blank is not 0."""
    if isinstance(value, CellError) or isinstance(wanted, CellError):
        return value == wanted
    return _kind(value) == _kind(wanted) and compared(value, wanted) == 0


@lru_cache(maxsize=512)
def wildcard(text: str) -> re.Pattern[str]:
    """The pattern of a text with `*` for any letters, `?` for one and `~` before a real one."""
    out, letters = [], iter(text)
    for letter in letters:
        if letter == "~":
            out.append(re.escape(next(letters, "~")))
        else:
            out.append({"*": ".*", "?": "."}.get(letter, re.escape(letter)))
    return re.compile(f"(?:{''.join(out)})\\Z", re.IGNORECASE | re.DOTALL)


def _matching(call: Arguments, start: int) -> Iterator[tuple[int, int]]:
    """The places at which every pair of range and criterion from `start` on holds."""
    pairs = [
        (call.grid(i), condition(call.value(i + 1), call.locale))
        for i in range(start, len(call) - 1, 2)
    ]
    first = pairs[0][0]
    if any((grid.height, grid.width) != (first.height, first.width) for grid, _ in pairs):
        raise Problem(BAD_VALUE, f"Array arguments to {call.name} are of different size.")
    for row in range(first.height):
        for column in range(first.width):
            if all(test(grid.at(row, column)) for grid, test in pairs):
                yield row, column


def _numbers(grid: Grid, places: Iterator[tuple[int, int]]) -> list[float]:
    found: list[float] = []
    for row, column in places:
        value = grid.at(row, column)
        if isinstance(value, CellError):
            raise Problem(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append(value)
    return found


def _beside(call: Arguments) -> Grid:
    """What SUMIF adds up: the third argument, laid from its corner over the first one's size."""
    if len(call) < 3 or call.values[2] is None:
        return call.grid(0)
    grid, shape = call.grid(2), call.grid(0)
    if grid.area is None or (grid.height, grid.width) == (shape.height, shape.width):
        return grid
    area = grid.area
    return call.evaluator.range(
        area._replace(bottom=area.top + shape.height, right=area.left + shape.width)
    )


def _one(call: Arguments) -> list[float]:
    pair = Arguments(call.name, call.values[:2], call.evaluator)
    return _numbers(_beside(call), _matching(pair, 0))


@known("SUMIF", least=2, most=3, grids=True)
def _sumif(call: Arguments) -> Argument:
    return finite(math.fsum(_one(call)))


@known("AVERAGEIF", least=2, most=3, grids=True)
def _averageif(call: Arguments) -> Argument:
    return mean(_one(call), call.name)


@known("COUNTIF", least=2, most=2, grids=True)
def _countif(call: Arguments) -> Argument:
    return sum(1 for _ in _matching(call, 0))


@known("COUNTIFS", least=2, grids=True)
def _countifs(call: Arguments) -> Argument:
    return sum(1 for _ in _matching(call, 0))


def _several(call: Arguments) -> list[float]:
    grid = call.grid(0)
    tested = call.grid(1)
    if (grid.height, grid.width) != (tested.height, tested.width):
        raise Problem(BAD_VALUE, f"Array arguments to {call.name} are of different size.")
    return _numbers(grid, _matching(call, 1))


@known("SUMIFS", least=3, grids=True)
def _sumifs(call: Arguments) -> Argument:
    return finite(math.fsum(_several(call)))


@known("AVERAGEIFS", least=3, grids=True)
def _averageifs(call: Arguments) -> Argument:
    return mean(_several(call), call.name)


@known("MINIFS", least=3, grids=True)
def _minifs(call: Arguments) -> Argument:
    return finite(min(_several(call), default=0))


@known("MAXIFS", least=3, grids=True)
def _maxifs(call: Arguments) -> Argument:
    return finite(max(_several(call), default=0))
