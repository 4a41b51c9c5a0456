"""Python functions that formulas call by name, as the add-in's own ones do in Excel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from addin.tables.contents import Contents
from addin.tables.function_names import leads_to_addin
from addin.tables.operands import Array, Block, Failed, Operand, Scalar, Unknown, serial, tidy
from addin.tables.table import ErrorValue

Functions = Mapping[str, Callable[..., object]]
"""Python functions by the name, in capitals, that formulas call them by."""


class OnDemand(Functions):
    """Functions that are loaded when a formula first calls something that may be one of them.

    Excel's own functions have no underscore in their names, and the add-in's all have.
    """

    def __init__(self, load: Callable[[], Functions]) -> None:
        self._load = load
        self._loaded: Functions | None = None

    def _all(self) -> Functions:
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and "_" in name and name in self._all()

    def __getitem__(self, name: str) -> Callable[..., object]:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def by_name(functions: Functions | None) -> Functions:
    """Functions by their names in capitals; those that are loaded on demand stay so."""
    if isinstance(functions, OnDemand):
        return functions
    return {name.upper(): each for name, each in (functions or {}).items()}


def own_name(called_as: str, functions: Functions, contents: Contents) -> str:
    """The name of the function that a workbook's formula calls; empty if it is none of these.

    A name that the workbook itself defines, as a LAMBDA, is the workbook's.
    """
    prefix, leads_away, name = called_as.rpartition("!")
    if name not in functions or name.casefold() in contents.names:
        return ""
    if leads_away and not leads_to_addin(f"{prefix}!", contents.addin_links):
        return ""
    return name


_HELD: Final = "ranges of own functions"
_MOST_HELD: Final = 32
_WORTH_HOLDING: Final = 64
"""Ranges, and the fewest cells of one: formulas filled down name the same few tables."""


class HeldRows(list[list[Scalar]]):
    """The rows of a range that several formulas name: the same object each time.

    Nobody changes its cells; ``beside`` is for whoever takes it to keep what they made of it.
    """

    __slots__ = ("beside",)

    def __init__(self, rows: list[list[Scalar]]) -> None:
        super().__init__(rows)
        self.beside: object = None


def called(
    name: str,
    function: Callable[..., object],
    operands: Sequence[Operand],
    kept: dict[object, object],
) -> Operand:
    """What a Python function gives for the arguments of a formula.

    Single values and cells reach it as they are, dates as numbers; ranges as lists of rows, larger
    ones as ``HeldRows``, which are kept in ``kept`` for the next formula. A function that raises
    has no value that could be told: Excel would show an error, and which one is the add-in's to
    say.

    Raises:
        Unknown: it failed, or gave what no cell can hold.
    """
    arguments = [_given(each, kept) for each in operands]
    try:
        found = function(*arguments)
    except Failed:
        raise
    except Exception as error:
        raise Unknown(f"{name} failed: {error}") from error
    if isinstance(found, list | tuple):
        return _rows(name, found)
    return _scalar(name, found)


def _given(operand: Operand, kept: dict[object, object]) -> object:
    if not isinstance(operand, Block | Array):
        return operand
    if operand.height == operand.width == 1:
        return operand.at(0, 0)
    if isinstance(operand, Array) or operand.used * operand.width < _WORTH_HOLDING:
        return _cells(operand)
    held = kept.setdefault(_HELD, {})
    assert isinstance(held, dict)  # noqa: S101 - nobody else uses this key
    key = operand.grid.key, operand.area
    if key not in held:
        rows = HeldRows(_cells(operand))  # raises while a cell has no value yet
        if len(held) >= _MOST_HELD:
            del held[next(iter(held))]
        held[key] = rows
    return held[key]


def _cells(operand: Block | Array) -> list[list[Scalar]]:
    across = range(operand.width)
    return [[operand.at(row, column) for column in across] for row in range(operand.used)]


def _rows(name: str, found: Sequence[object]) -> Array:
    rows = [row if isinstance(row, list | tuple) else [row] for row in found]
    if not rows or not rows[0] or len({len(row) for row in rows}) > 1:
        raise Unknown(f"{name} gave rows that differ in length, or none")
    return Array(tuple(tuple(_scalar(name, value) for value in row) for row in rows))


def _scalar(name: str, value: object) -> Scalar:
    if isinstance(value, bool | str | ErrorValue):
        return value
    if isinstance(value, int | float):
        return tidy(value)
    if value is None:
        return ""
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return serial(value)
    raise Unknown(f"{name} gave a {type(value).__name__}")
