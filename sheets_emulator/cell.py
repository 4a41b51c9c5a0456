"""One cell as the service keeps it, and what its fields are called in a request."""

from __future__ import annotations

from typing import Any, NamedTuple

from sheets_emulator.value import CellError, Value

Format = dict[str, Any]


class Cell(NamedTuple):
    """What was entered. A computed value is not kept: a formula is evaluated when it is read.

    Attributes:
        value: the constant; None when empty or a formula.
        formula: the formula with its `=`, or None.
        format: the userEnteredFormat; {} when there is none. Never changed, only replaced.
        note: the note, or None.
        validation: the data validation rule, or None.
        runs: the textFormatRuns, or None.

    """

    value: Value = None
    formula: str | None = None
    format: Format = {}  # noqa: RUF012 - shared on purpose, never changed
    note: str | None = None
    validation: dict[str, Any] | None = None
    runs: list[dict[str, Any]] | None = None

    def with_value(self, value: Value, formula: str | None = None) -> Cell:
        """The same cell with something else entered; faster than `_replace`."""
        return Cell(value, formula, self.format, self.note, self.validation, self.runs)

    @property
    def holds(self) -> bool:
        """Whether it has a value or a formula."""
        return self.value is not None or self.formula is not None


EMPTY = Cell()
Row = dict[int, Cell]
"""Cells by column. Never changed once it stands in a sheet, only replaced."""


def number(value: float) -> float:
    """The number as JSON shows it: a whole one without a fraction (every number is a double)."""
    if isinstance(value, int) and -(2**53) <= value <= 2**53:
        return value
    value = float(value)
    return int(value) if value.is_integer() and abs(value) < 1e18 else value


def extended(value: Value) -> dict[str, Any]:
    """A value as Google's ExtendedValue; {} for nothing."""
    if value is None:
        return {}
    if isinstance(value, CellError):
        error = {"type": value.kind}
        if value.message:
            error["message"] = value.message
        return {"errorValue": error}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": value}
