"""Where cells are: rows and columns by number, addresses as Excel writes them, areas.

Rows and columns count from 1, as Excel shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384


@cache
def column_letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    """Row 14, column 3 is C14."""
    return f"{column_letters(column)}{row}"


_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


def cell_at(text: str) -> tuple[int, int]:
    """C14 or $C$14 is (14, 3).

    Raises:
        ValueError: not the address of one cell within a sheet.
    """
    match = _A1.fullmatch(text)
    if match:
        row, column = int(match[2]), column_number(match[1])
        if row <= MAX_ROW and column <= MAX_COLUMN:
            return row, column
    raise ValueError(f"not a cell address: {text!r}")


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells, edges included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, text: str) -> Area:
        """B2:D9, or one cell.

        Raises:
            ValueError: not a range within a sheet.
        """
        first, _, last = text.partition(":")
        top, left = cell_at(first)
        bottom, right = cell_at(last or first)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    def __str__(self) -> str:
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def __contains__(self, cell: object) -> bool:
        if not isinstance(cell, tuple):
            return False
        row, column = cell
        return bool(self.top <= row <= self.bottom and self.left <= column <= self.right)

    @property
    def cells(self) -> Iterator[tuple[int, int]]:
        """Every (row, column), row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column
