"""A shared formula, taken apart once so that it can be written out for each of its cells."""

from __future__ import annotations

import re
from collections.abc import Callable

from addin.tables.table import MAX_COLUMN, MAX_ROW, column_letters, column_number

_REFERENCE = re.compile(
    r"""
      "(?:[^"]|"")*+"                                              # text
    | '(?:[^']|'')*+'                                              # a sheet in quotes
    | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*+\])*+\]                  # of a table, or another book
    | (?<![\w.\\$?])(?:
        (?P<dollar>\$?)(?P<letters>[A-Za-z]{1,3})(?P<fixed>\$?)(?P<digits>[1-9]\d{0,6})
      | (?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})
      | (?P<rows>\$?\d{1,7}:\$?\d{1,7})
      )(?![\w.(\\?!])
    | ["'\[].*+            # what never closes: no formula, and not looked through again and again
    """,
    re.VERBOSE | re.DOTALL,
)

Write = Callable[[int, int], str]
"""How a part of a formula reads so many rows further down and columns to the right."""


class FormulaTemplate:
    """The formula of the cell that holds a shared text, ready to be written out elsewhere.

    A reference that leaves the sheet on one side comes in again on the other, as in Excel.

    >>> FormulaTemplate("B2*$C$1+SUM(D:D)", 2, 5).at(5, 6)
    'C5*$C$1+SUM(E:E)'

    """

    __slots__ = ("_column", "_literals", "_references", "_row")

    def __init__(self, text: str, row: int, column: int) -> None:
        self._row = row
        self._column = column
        self._literals: list[str] = []
        self._references: list[Write] = []
        done = 0
        for match in _REFERENCE.finditer(text):
            write = _writer(match)
            if write is not None:
                self._literals.append(text[done : match.start()])
                self._references.append(write)
                done = match.end()
        self._literals.append(text[done:])

    def at(self, row: int, column: int) -> str:
        """The formula as the cell in this row and column has it."""
        down, right = row - self._row, column - self._column
        out = [self._literals[0]]
        for write, literal in zip(self._references, self._literals[1:], strict=True):
            out.append(write(down, right))
            out.append(literal)
        return "".join(out)


def _writer(match: re.Match[str]) -> Write | None:
    if match["letters"]:
        return _cell(match)
    if match["columns"]:
        return _edges(match["columns"], _moved_letters)
    if match["rows"]:
        return _edges(match["rows"], _moved_digits)
    return None


def _cell(match: re.Match[str]) -> Write | None:
    dollar, letters, fixed, digits = (
        match["dollar"],
        match["letters"],
        match["fixed"],
        match["digits"],
    )
    column, row = column_number(letters), int(digits)
    if column > MAX_COLUMN or row > MAX_ROW or (dollar and fixed):
        return None  # a name such as FY2026, or a reference that never moves
    if dollar:
        return lambda down, _: f"${letters}{(row - 1 + down) % MAX_ROW + 1}"
    if fixed:
        return lambda _, right: f"{_moved_letters(letters, right)}${digits}"
    return lambda down, right: f"{_moved_letters(letters, right)}{(row - 1 + down) % MAX_ROW + 1}"


def _moved_letters(letters: str, right: int) -> str:
    if not right:
        return letters
    return column_letters((column_number(letters) - 1 + right) % MAX_COLUMN + 1)


def _moved_digits(digits: str, down: int) -> str:
    if not down:
        return digits  # as it was written: 0:0, which names no rows, too
    return str((int(digits) - 1 + down) % MAX_ROW + 1)


def _edges(text: str, moved: Callable[[str, int], str]) -> Write:
    first, _, last = text.partition(":")
    by_rows = moved is _moved_digits

    def write(down: int, right: int) -> str:
        by = down if by_rows else right
        return ":".join(edge if edge[0] == "$" else moved(edge, by) for edge in (first, last))

    return write
