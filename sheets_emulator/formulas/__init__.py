"""The value of a formula. Knows nothing of requests: it sees a spreadsheet through `Cells`."""

from __future__ import annotations

import threading

from sheets_emulator.formulas import (
    arithmetic,
    arrays,
    calendar,
    conditions,
    logic,
    lookup,
    sums,
    texts,
)
from sheets_emulator.formulas.conversion import Problem
from sheets_emulator.formulas.evaluator import FUNCTIONS, Evaluator
from sheets_emulator.formulas.places import Area, At, Cells
from sheets_emulator.formulas.tree import BadFormula, read
from sheets_emulator.value import ERROR, REF, CellError, Value

__all__ = [
    "FUNCTIONS",
    "Area",
    "At",
    "Cells",
    "arithmetic",
    "arrays",
    "calendar",
    "conditions",
    "evaluate",
    "logic",
    "lookup",
    "sums",
    "texts",
]

_TOO_DEEP = CellError("ERROR", "#ERROR!", "The formula is too deeply nested for the emulator.")
_DEEPEST = 20  # cells that lean on one another before the one below them is computed first


class _First(Exception):
    """Another cell has to be computed first: the chain of formulas is long."""

    def __init__(self, at: At) -> None:
        super().__init__(at)
        self.at = at


class _Depth(threading.local):
    """How many formulas are being evaluated inside one another."""

    value = 0


_depth = _Depth()


def evaluate(cells: Cells, formula: str, at: At) -> Value:
    """The value of `formula` (with its `=`) standing at `at`; an error is a value, never raised.

    Of an array the first value is given: nothing spills. A column in which each row leans on the
    one above may be of any length: `cells` has to remember what it computed.
    """
    if _depth.value >= _DEEPEST:
        raise _First(at)
    if _depth.value:
        return _inside(cells, formula, at)
    _depth.value = 1
    try:
        return _outermost(cells, formula, at)
    finally:
        _depth.value = 0


def _inside(cells: Cells, formula: str, at: At) -> Value:
    """One formula that another one asked for."""
    _depth.value += 1
    try:
        return _value(cells, formula, at)
    except RecursionError:
        raise _First(at) from None
    finally:
        _depth.value -= 1


def _outermost(cells: Cells, formula: str, at: At) -> Value:
    """The formula that was asked for, after those at the far end of long chains."""
    waiting = [at]
    while True:
        try:
            if len(waiting) == 1:
                return _value(cells, formula, at)
            cells.value(*waiting[-1])
            waiting.pop()
        except RecursionError:
            return _TOO_DEEP
        except _First as first:
            if first.at in waiting:
                return REF  # a circle longer than a chain may be at once
            waiting.append(first.at)


def _value(cells: Cells, formula: str, at: At) -> Value:
    try:
        return Evaluator(cells, at).value(read(formula, cells.locale))
    except Problem as problem:
        return problem.error
    except BadFormula:
        return ERROR
