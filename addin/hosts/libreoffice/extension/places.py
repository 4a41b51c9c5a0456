"""Cells and areas by their names, ``B4`` and ``B4:C9``, and as Calc counts them: from 0."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]+)$")


class Area(NamedTuple):
    """An area of a sheet, counted from 0, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """How many rows."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """How many columns."""
        return self.right - self.left + 1

    def __str__(self) -> str:
        first, last = name(self.top, self.left), name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def letters(column: int) -> str:
    """A column's name: 0 is A."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def name(row: int, column: int) -> str:
    """A cell's name: (3, 1) is B4."""
    return f"{letters(column)}{row + 1}"


def area(text: str) -> Area:
    """The area that a text names.

    Raises:
        ValueError: it names none.
    """
    first, _, last = text.partition(":")
    top, left = _cell(first)
    bottom, right = _cell(last or first)
    return Area(top, left, bottom, right)


def _cell(text: str) -> tuple[int, int]:
    found = _CELL.match(text.strip())
    if not found:
        raise ValueError(f"'{text}' names no cell")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def of_address(address: Any) -> Area:
    """The area of a ``com.sun.star.table.CellRangeAddress``."""
    return Area(address.StartRow, address.StartColumn, address.EndRow, address.EndColumn)


def cells_of(sheet: Any, where: Area) -> Any:
    """The cells of an area, as Calc has them."""
    return sheet.getCellRangeByPosition(where.left, where.top, where.right, where.bottom)
