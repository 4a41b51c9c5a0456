"""Functions that give several values, for others to add up: nothing of them spills."""

from __future__ import annotations

from functools import cmp_to_key

from sheets_emulator.formulas.conversion import Argument, Grid, Problem, compared, grid_of, truth
from sheets_emulator.formulas.evaluator import Arguments, Evaluator, known, known_lazily
from sheets_emulator.formulas.tree import Node
from sheets_emulator.value import BAD_VALUE, NOT_AVAILABLE, CellError, Value


def _rows(grid: Grid) -> list[list[Value]]:
    """The rows that are used."""
    return [list(row) for row in grid.rows]


def _kind(value: Value) -> tuple[str, Value]:
    """What makes two values one: case matters, a number is no text."""
    return ("" if isinstance(value, int | float) else "other", value)


@known("UNIQUE", least=1, most=3, grids=True)
def _unique(call: Arguments) -> Argument:
    rows = _rows(call.grid(0))
    across, once = call.truth(1), call.truth(2)
    lines = [list(line) for line in zip(*rows, strict=True)] if across else rows
    seen: dict[tuple[object, ...], list[list[Value]]] = {}
    for line in lines:
        seen.setdefault(tuple(map(_kind, line)), []).append(line)
    kept = [same[0] for same in seen.values() if not once or len(same) == 1]
    return grid_of([list(line) for line in zip(*kept, strict=True)] if across else kept)


@known_lazily("FILTER", least=2)
def _filter(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    spreading = Evaluator(evaluator.cells, evaluator.at, spreads=True)
    call = Arguments("FILTER", tuple(spreading.safely(node) for node in nodes), evaluator)
    rows = _rows(call.grid(0))
    tests = [call.grid(i) for i in range(1, len(call))]
    if any(test.width > 1 for test in tests):
        raise Problem(BAD_VALUE, "FILTER range must be a single row or a single column.")
    kept = [row for i, row in enumerate(rows) if all(_holds(test.at(i, 0)) for test in tests)]
    if not kept:
        raise Problem(NOT_AVAILABLE, "No matches are found in FILTER evaluation.")
    return grid_of(kept)


def _holds(value: Value) -> bool:
    """Whether a condition lets a row through; an error does not."""
    if isinstance(value, CellError | str):
        return False
    return truth(value, "FILTER")


@known("SORT", least=1, grids=True)
def _sort(call: Arguments) -> Argument:
    rows = _rows(call.grid(0))
    keys = [(call.integer(i, 1), call.truth(i + 1, default=True)) for i in range(1, len(call), 2)]
    for column, rising in reversed(keys or [(1, True)]):
        if not 1 <= column <= max(map(len, rows), default=1):
            raise Problem(BAD_VALUE, f"Function SORT parameter 2 value is {column}.")
        _sorted_by(rows, column - 1, rising=rising)
    return grid_of(rows)


def _sorted_by(rows: list[list[Value]], column: int, *, rising: bool) -> None:
    """Sort in place, equal ones staying in order, blanks and errors last."""
    empty = [row for row in rows if row[column] is None or isinstance(row[column], CellError)]
    full = [row for row in rows if row not in empty]

    def order(a: list[Value], b: list[Value]) -> int:
        return compared(a[column], b[column])

    full.sort(key=cmp_to_key(order), reverse=not rising)
    rows[:] = full + empty


@known("TRANSPOSE", least=1, most=1, grids=True)
def _transpose(call: Arguments) -> Argument:
    return grid_of([list(line) for line in zip(*_rows(call.grid(0)), strict=True)])


@known("FLATTEN", least=1, grids=True)
def _flatten(call: Arguments) -> Argument:
    return grid_of([[value] for i in range(len(call)) for value in call.grid(i).flat()])


@known("SPLIT", least=2, most=4)
def _split(call: Arguments) -> Argument:
    whole, marks, each = call.text(0), call.text(1), call.truth(2, default=True)
    if not marks:
        raise Problem(BAD_VALUE, "Function SPLIT parameter 2 value should be non-empty.")
    parts = [whole]
    for mark in marks if each else [marks]:
        parts = [piece for part in parts for piece in part.split(mark)]
    if call.truth(3, default=True):
        parts = [part for part in parts if part]
    return grid_of([list(parts)])
