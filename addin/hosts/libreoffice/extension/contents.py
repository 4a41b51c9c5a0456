"""What cells hold, as operations state it: null, number, text, true, ``{"f": …}``, ``{"e": …}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .number_formats import NumberFormats
from .places import Area, cells_of, of_address
from .spelling import Spelling

FORMULAS = 16  # com.sun.star.sheet.CellFlags.FORMULA
ERRORS = {
    521: "#NULL!",
    532: "#DIV/0!",
    519: "#VALUE!",
    524: "#REF!",
    525: "#NAME?",
    503: "#NUM!",
    32767: "#N/A",
}
_OTHER = "#VALUE!"
_TYPED_ERRORS = {f"={code}" for code in ERRORS.values()}
"""What stands in a cell for an error that nobody worked out."""

if TYPE_CHECKING:
    from collections.abc import Iterator

    Cell = tuple[int, int]
    """Row and column, counted from 0."""

Content = Any


class Reader:
    """Reads what the cells of a document hold, and what they show."""

    def __init__(self, document: Any, services: Any) -> None:
        self.spelling = Spelling(document)
        self.formats = NumberFormats(document, services)

    def held(self, sheet: Any, where: Area) -> list[list[Content]]:
        """What each cell of an area holds: its formula, or else its value."""
        values, (formulas, _) = self.shown(sheet, where), self.formulas(sheet, where)
        return [
            [
                {"f": formulas[row, column]} if (row, column) in formulas else value
                for column, value in enumerate(line, where.left)
            ]
            for row, line in enumerate(values, where.top)
        ]

    def shown(self, sheet: Any, where: Area) -> list[list[Content]]:
        """The value of each cell of an area, as JSON has it."""
        cells = cells_of(sheet, where)
        logical = [part for part, key in self.formats_in(cells) if self.formats.is_logical(key)]
        return [
            [
                self._value(cells, value, (down, across), where, logical)
                for across, value in enumerate(line)
            ]
            for down, line in enumerate(cells.getDataArray())
        ]

    def _value(self, cells: Any, value: Any, at: Cell, where: Area, logical: list[Area]) -> Content:
        if value is None:
            code = cells.getCellByPosition(at[1], at[0]).getError()
            return {"e": ERRORS.get(code, _OTHER)}
        if isinstance(value, str):
            return value or None
        if logical and any(one.holds(where.top + at[0], where.left + at[1]) for one in logical):
            return bool(value)
        return int(value) if value.is_integer() and abs(value) < 1e15 else value

    def formats_in(self, cells: Any) -> Iterator[tuple[Area, int]]:
        """The parts of a range that look alike, each with the number of its number format."""
        groups = cells.getUniqueCellFormatRanges()
        for at in range(groups.getCount()):
            group = groups.getByIndex(at)
            key = group.getPropertyValue("NumberFormat")
            for address in group.getRangeAddresses():
                yield of_address(address), key

    def formulas(self, sheet: Any, where: Area) -> tuple[dict[Cell, str], list[Area]]:
        """The formulas of an area in Excel's spelling, without ``=``, and the areas of arrays.

        An array has its formula in its first cell alone.
        """
        cells = cells_of(sheet, where)
        parts = [of_address(one) for one in cells.queryContentCells(FORMULAS).getRangeAddresses()]
        if not parts:
            return {}, []
        texts = cells.getFormulaArray()
        found = {
            (row, column): texts[row - where.top][column - where.left]
            for part in parts
            for row in range(part.top, part.bottom + 1)
            for column in range(part.left, part.right + 1)
        }
        arrays = _arrays(sheet, found)
        firsts = {(one.top, one.left) for one in arrays}
        at = sheet.getCellByPosition(0, 0).getCellAddress()
        spelt = {}
        for cell, text in found.items():
            if text in _TYPED_ERRORS or (text.startswith("{") and cell not in firsts):
                continue
            at.Row, at.Column = cell
            bare = text[1:-1] if text.startswith("{") else text
            spelt[cell] = self.spelling.excels(bare[1:], at)
        return spelt, arrays


def _arrays(sheet: Any, formulas: dict[Cell, str]) -> list[Area]:
    known: list[Area] = []
    for (row, column), text in formulas.items():
        if text.startswith("{") and not any(one.holds(row, column) for one in known):
            cursor = sheet.createCursorByRange(sheet.getCellByPosition(column, row))
            cursor.collapseToCurrentArray()
            known.append(of_address(cursor.getRangeAddress()))
    return known
