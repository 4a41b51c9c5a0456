"""How the values of formulas turn into numbers, texts and truths, and how they compare."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sheets_emulator.entry import parsed
from sheets_emulator.formulas.places import Area
from sheets_emulator.locales import locale_of
from sheets_emulator.shown import plain
from sheets_emulator.value import BAD_NUMBER, BAD_VALUE, CellError, Value


class Problem(Exception):
    """A formula that has no value; the error that its cell shows."""

    def __init__(self, error: CellError, message: str = "") -> None:
        super().__init__(error, message)
        self.error = replace(error, message=message) if message else error


@dataclass(frozen=True, slots=True)
class Grid:
    """Values in rows; those below and beside what is used are left out and count as blank.

    Attributes:
        rows: the values, each row as long as the others.
        height: rows, also those left out; width: columns.
        area: where they stand, if they are cells.

    """

    rows: tuple[tuple[Value, ...], ...]
    height: int
    width: int
    area: Area | None = field(default=None, compare=False)

    def at(self, row: int, column: int) -> Value:
        """One of them, counted from 0."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def flat(self) -> Iterator[Value]:
        """All of them that are not left out, row by row."""
        for row in self.rows:
            yield from row


Argument = Value | Grid


def grid_of(rows: list[list[Value]]) -> Grid:
    """A grid of computed values."""
    return Grid(tuple(tuple(row) for row in rows), len(rows), max(map(len, rows), default=0))


def as_grid(argument: Argument) -> Grid:
    """A grid; one value is a grid of one."""
    return argument if isinstance(argument, Grid) else grid_of([[argument]])


def number(value: Value, locale: str, name: str = "", place: int = 1) -> float:
    """A number: blank is 0, a truth 1 or 0, a text what it would be if it were typed.

    Raises:
        Problem: it is an error, or a text that is no number.

    """
    if isinstance(value, CellError):
        raise Problem(value)
    if value is None:
        return 0
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, str):
        return value
    typed = parsed(value, locale).value if value[:1] not in "='" else None
    if isinstance(typed, bool) or not isinstance(typed, int | float):
        raise Problem(
            BAD_VALUE,
            f"Function {name} parameter {place} expects number values. But '{value}' is a text "
            "and cannot be coerced to a number.",
        )
    return typed


def text(value: Value, locale: str) -> str:
    """A text, as `&` makes one.

    Raises:
        Problem: it is an error.

    """
    if isinstance(value, CellError):
        raise Problem(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return locale_of(locale).yes_no[0 if value else 1]
    return value if isinstance(value, str) else plain(value, locale_of(locale))


def truth(value: Value, name: str = "", place: int = 1) -> bool:
    """True or false: a number is true unless it is 0.

    Raises:
        Problem: it is an error, or a text that says neither.

    """
    if isinstance(value, CellError):
        raise Problem(value)
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        raise Problem(
            BAD_VALUE,
            f"Function {name} parameter {place} expects boolean values. But '{value}' is a text "
            "and cannot be coerced to a boolean.",
        )
    return bool(value)


def compared(a: Value, b: Value) -> int:
    """Negative, zero or positive: numbers before texts before truths, texts whatever their case.

    Raises:
        Problem: one is an error.

    """
    for each in (a, b):
        if isinstance(each, CellError):
            raise Problem(each)
    a, b = _blank_like(a, b), _blank_like(b, a)
    x, y = _rank(a), _rank(b)
    return (x > y) - (x < y)


def _blank_like(value: Value, other: Value) -> Value:
    """What a blank cell counts as beside another value."""
    if value is not None:
        return value
    if isinstance(other, bool):
        return False
    return "" if isinstance(other, str) else 0


def _rank(value: Value) -> tuple[int, float, str]:
    if isinstance(value, bool):
        return (2, int(value), "")
    if isinstance(value, str):
        return (1, 0, value.casefold())
    return (0, value if isinstance(value, int | float) else 0, "")


def finite(result: float) -> Value:
    """A result as a cell keeps it; too large is #NUM!."""
    if isinstance(result, complex) or math.isinf(result) or math.isnan(result):
        raise Problem(BAD_NUMBER)
    if float(result).is_integer() and abs(result) < 1e15:
        return int(result)
    return result
