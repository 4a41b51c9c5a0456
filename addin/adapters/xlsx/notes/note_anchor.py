"""How large the box of a note is, and where it stands beside its cell.

All lengths are pixels. The numbers of the default box are those of Excel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from addin.adapters.xlsx.parts.xml_bytes import Element
from addin.tables.table import MAX_COLUMN, MAX_ROW

WIDTH, WIDER, HEIGHT = 128, 256, 74
_TALLEST = 480
_LINE, _MARGIN, _LETTER = 15, 14, 6  # of Tahoma, 9 points
_GAP_RIGHT, _GAP_ABOVE, _FIRST_GAP_ABOVE = 15, 10, 2
_DEFAULT_COLUMN, _DEFAULT_ROW = 64, 20

Anchor = tuple[int, int, int, int, int, int, int, int]
"""Left column and how far in, top row and how far in, then the same of right and bottom."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How wide columns are and how high rows; a hidden column has no width."""

    row: int = _DEFAULT_ROW
    column: int = _DEFAULT_COLUMN
    columns: Sequence[tuple[int, int, int]] = field(default=())  # first, last, width

    def width(self, column: int) -> int:
        """The width of a column, counted from 1."""
        for first, last, width in self.columns:
            if first <= column <= last:
                return width
        return self.column


def grid_of(before: Sequence[Element]) -> Grid:
    """The grid that a worksheet states before its cells."""
    row, column, columns = _DEFAULT_ROW, _DEFAULT_COLUMN, []
    for element in before:
        if element.name == "sheetFormatPr":
            row = max(1, round(_number(element, "defaultRowHeight", 15) * 4 / 3))
            stated = _number(element, "defaultColWidth", 0)
            column = _pixels(stated) if stated else _DEFAULT_COLUMN
        for col in element.all("col") if element.name == "cols" else ():
            width = 0 if col.is_true("hidden") else _pixels(_number(col, "width", 9.14))
            columns.append((int(_number(col, "min", 0)), int(_number(col, "max", 0)), width))
    return Grid(row, column, tuple(columns))


def _number(element: Element, name: str, default: float) -> float:
    try:
        return min(float(element.get(name) or default), 100_000)
    except ValueError:
        return default


def _pixels(characters: float) -> int:
    return int(characters * 7 + 0.5)


def size_of(text: str) -> tuple[int, int]:
    """Width and height of a box in which a text can be read whole, if it is no essay."""
    width = WIDTH if _lines(text, WIDTH) * _LINE + _MARGIN <= HEIGHT else WIDER
    height = _lines(text, width) * _LINE + _MARGIN
    return width, min(max(height, HEIGHT), _TALLEST)


def _lines(text: str, width: int) -> int:
    letters = (width - _MARGIN) // _LETTER
    return sum(len(wrap(line, letters)) or 1 for line in text.split("\n"))


def anchor(row: int, column: int, text: str, grid: Grid) -> Anchor:
    """Where the box of a note stands: right of its cell and a little above, as Excel puts it."""
    width, height = size_of(text)
    top, down = (row - 1, _GAP_ABOVE) if row > 1 else (1, _FIRST_GAP_ABOVE)
    left, right = _placed(column + 1, _GAP_RIGHT, width, grid.width, MAX_COLUMN)
    above, below = _placed(top, down, height, lambda _: grid.row, MAX_ROW)
    return (*left, *above, *right, *below)


def _placed(
    start: int, inset: int, length: int, size: Callable[[int], int], last: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Both edges of a box along one direction, as (columns or rows before it, how far in).

    At the end of the sheet the box moves back until it fits.
    """
    while True:
        at, rest = start, inset + length
        while at <= last and rest > size(at):
            rest -= size(at)
            at += 1
        if at <= last or start <= 1:
            inset = min(inset, max(0, size(start) - 1)) if start <= last else 0
            return (start - 1, inset), (min(at, last) - 1, rest if at <= last else 0)
        start -= 1
