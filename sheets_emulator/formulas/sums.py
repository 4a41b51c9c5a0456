"""Sums, counts, averages and simple statistics."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence

from sheets_emulator.formulas.conversion import Argument, Grid, Problem, finite, number
from sheets_emulator.formulas.evaluator import (
    FUNCTIONS,
    Arguments,
    Evaluator,
    known,
    known_lazily,
)
from sheets_emulator.formulas.tree import Node
from sheets_emulator.value import (
    BAD_NUMBER,
    BAD_VALUE,
    DIVIDE_BY_ZERO,
    NOT_AVAILABLE,
    CellError,
    Value,
)


def numbers(call: Arguments, start: int = 0) -> list[float]:
    """The numbers among the arguments: texts, truths and blanks in ranges are passed over."""
    found: list[float] = []
    for i, given in enumerate(call.values[start:], start=start):
        if isinstance(given, Grid):
            for value in given.flat():
                if isinstance(value, CellError):
                    raise Problem(value)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    found.append(value)
        else:
            found.append(number(given, call.locale, call.name, i + 1))
    return found


@known("SUM", least=1, grids=True)
def _sum(call: Arguments) -> Argument:
    return finite(math.fsum(numbers(call)))


@known("PRODUCT", least=1, grids=True)
def _product(call: Arguments) -> Argument:
    found = numbers(call)
    return finite(math.prod(found)) if found else 0


def mean(found: Sequence[float], name: str = "AVERAGE") -> Value:
    """The average.

    Raises:
        Problem: of nothing there is none.

    """
    if not found:
        raise Problem(
            DIVIDE_BY_ZERO, f"Evaluation of function {name} caused a divide by zero error."
        )
    return finite(math.fsum(found) / len(found))


@known("AVERAGE", least=1, grids=True)
def _average(call: Arguments) -> Argument:
    return mean(numbers(call))


@known("MIN", least=1, grids=True)
def _min(call: Arguments) -> Argument:
    return finite(min(numbers(call), default=0))


@known("MAX", least=1, grids=True)
def _max(call: Arguments) -> Argument:
    return finite(max(numbers(call), default=0))


@known("MEDIAN", least=1, grids=True)
def _median(call: Arguments) -> Argument:
    found = numbers(call)
    if not found:
        raise Problem(BAD_NUMBER, "MEDIAN has no valid input data.")
    return finite(statistics.median(found))


def _spread(call: Arguments, least: int, measure: Callable[[Sequence[float]], float]) -> Value:
    found = numbers(call)
    if len(found) < least:
        raise Problem(
            DIVIDE_BY_ZERO, f"Evaluation of function {call.name} caused a divide by zero error."
        )
    return finite(measure(found))


@known("STDEV", "STDEV.S", least=1, grids=True)
def _stdev(call: Arguments) -> Argument:
    return _spread(call, 2, statistics.stdev)


@known("STDEVP", "STDEV.P", least=1, grids=True)
def _stdevp(call: Arguments) -> Argument:
    return _spread(call, 1, statistics.pstdev)


@known("VAR", "VAR.S", least=1, grids=True)
def _var(call: Arguments) -> Argument:
    return _spread(call, 2, statistics.variance)


@known("COUNT", least=1, grids=True)
def _count(call: Arguments) -> Argument:
    count = 0
    for given in call.values:
        for value in given.flat() if isinstance(given, Grid) else (given,):
            count += isinstance(value, int | float) and not isinstance(value, bool)
    return count


@known("COUNTA", least=1, grids=True)
def _counta(call: Arguments) -> Argument:
    return sum(
        value is not None
        for given in call.values
        for value in (given.flat() if isinstance(given, Grid) else (given,))
    )


@known("COUNTBLANK", least=1, most=1, grids=True)
def _countblank(call: Arguments) -> Argument:
    grid = call.grid(0)
    return grid.height * grid.width - sum(value not in (None, "") for value in grid.flat())


@known("COUNTUNIQUE", least=1, grids=True)
def _countunique(call: Arguments) -> Argument:
    seen = {
        (type(value).__name__ if isinstance(value, bool | str) else "number", value)
        for i in range(len(call))
        for value in call.grid(i).flat()
        if value is not None and value != ""
    }
    return len(seen)


_SUBTOTALS = {
    1: "AVERAGE", 2: "COUNT", 3: "COUNTA", 4: "MAX", 5: "MIN", 6: "PRODUCT", 7: "STDEV",
    8: "STDEVP", 9: "SUM", 10: "VAR",
}  # fmt: skip


@known("SUBTOTAL", least=2, grids=True)
def _subtotal(call: Arguments) -> Argument:
    code = call.integer(0)
    name = _SUBTOTALS.get(code - 100 if code > 100 else code)
    run = FUNCTIONS[name].run if name else None
    if run is None:
        raise Problem(BAD_VALUE, f"Function SUBTOTAL parameter 1 value is {code}.")
    return run(Arguments("SUBTOTAL", call.values[1:], call.evaluator))


@known("LARGE", "SMALL", least=2, most=2, grids=True)
def _nth(call: Arguments) -> Argument:
    found = sorted(
        numbers(Arguments(call.name, call.values[:1], call.evaluator)), reverse=call.name == "LARGE"
    )
    nth = call.integer(1)
    if not 1 <= nth <= len(found):
        raise Problem(BAD_NUMBER, f"Function {call.name} parameter 2 value {nth} is out of range.")
    return finite(found[nth - 1])


@known("RANK", "RANK.EQ", least=2, most=3, grids=True)
def _rank(call: Arguments) -> Argument:
    wanted = call.number(0)
    found = numbers(Arguments(call.name, call.values[1:2], call.evaluator))
    if wanted not in found:
        raise Problem(NOT_AVAILABLE)
    before = (x < wanted if call.truth(2) else x > wanted for x in found)
    return sum(before) + 1


@known_lazily("SUMPRODUCT", least=1)
def _sumproduct(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    spreading = Evaluator(evaluator.cells, evaluator.at, spreads=True)
    call = Arguments("SUMPRODUCT", tuple(spreading.safely(node) for node in nodes), evaluator)
    grids = [call.grid(i) for i in range(len(call))]
    if len({(grid.height, grid.width) for grid in grids}) > 1:
        raise Problem(BAD_VALUE, "Array arguments to SUMPRODUCT are of different size.")
    total = []
    for row in range(max(len(grid.rows) for grid in grids)):
        for column in range(max(len(grid.rows[0]) if grid.rows else 0 for grid in grids)):
            factors = [grid.at(row, column) for grid in grids]
            total.append(_factors(factors))
    return finite(math.fsum(total))


def _factors(values: list[Value]) -> float:
    """Their product; a text, a blank and, beside others, a truth count as nothing."""
    product = 1.0
    for value in values:
        if isinstance(value, CellError):
            raise Problem(value)
        product *= value if isinstance(value, int | float) else 0
    return product
