"""The cells of one sheet: values, formulas and formats, gathered row by row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.adapters.xlsx.markup import BadMarkup
from addin.adapters.xlsx.reading.row_cells import FormulaCell, RowCells
from addin.adapters.xlsx.reading.sparse import Rows
from addin.adapters.xlsx.reading.styled_cells import StyledCells
from addin.tables.formula_template import FormulaTemplate
from addin.tables.table import Area, Value

Cell = tuple[int, int]

MOST_FORMULAS: Final = 12_000_000
"""Formulas in one sheet: a full table of a million rows has a dozen columns of them. Each takes a
quarter of a kilobyte, so that more would fill the memory of whoever opens the file."""


MOST_WRITTEN: Final = 1 << 29
"""Characters of all formulas of a sheet: forty for each of the most formulas there may be. One of
eight thousand, shared by a million cells, would be eight gigabytes."""


class SheetCells:
    """What the rows of one sheet hold, as far as they were taken."""

    def __init__(self) -> None:
        self._rows = Rows()
        self._runs: list[tuple[int, Mapping[int, str]]] = [(0, {})]
        self._strays: dict[int, Mapping[int, str]] = {}
        self._last = 0
        self._written = 0
        self._waiting: list[tuple[str, Cell]] = []
        self._uncached: set[Cell] = set()
        self._formulas: dict[Cell, str] = {}
        self._arrays: dict[Cell, Area] = {}
        self._spilling: set[Cell] = set()
        self._hidden_rows: set[int] = set()
        self._outline: dict[int, int] = {}

    def take(self, row: RowCells) -> None:
        """Add a row.

        Raises:
            BadMarkup: more formulas than any sheet has.
        """
        number, hidden, level, values, formats, formulas = row
        if hidden:
            self._hidden_rows.add(number)
        if level:
            self._outline[number] = level
        if values:
            self._rows.put(number, values)
        if values or formulas:
            if number < self._last:
                self._strays[number] = formats
            elif formats is not self._runs[-1][1]:
                self._runs.append((number, formats))
            self._last = max(self._last, number)
        for formula in formulas:
            self._take_formula((number, formula.column), formula)
        if len(self._formulas) > MOST_FORMULAS or self._written > MOST_WRITTEN:
            raise BadMarkup("its formulas are more, and longer, than those of any workbook")

    def _take_formula(self, cell: Cell, formula: FormulaCell) -> None:
        if formula.is_uncached:
            self._uncached.add(cell)
        if formula.shared:
            self._waiting.append((formula.shared, cell))
            return
        self._formulas[cell] = formula.text
        self._written += len(formula.text)
        if formula.area:
            self._arrays[cell] = formula.area
        if formula.spills:
            self._spilling.add(cell)

    def finish(self, shared: Mapping[str, FormulaTemplate]) -> Gathered:
        """Everything, once the last row was taken; ``shared`` are formulas that cells share."""
        for number, cell in self._waiting:
            if number in shared:
                text = self._formulas[cell] = shared[number].at(*cell)
                self._written += len(text)
                if self._written > MOST_WRITTEN:
                    raise BadMarkup("its formulas are longer than those of any workbook")
            else:
                self._uncached.discard(cell)  # Excel, too, keeps only the value of such a cell
        rows = self._rows.finish()
        uncached = frozenset(self._uncached)
        last = max(len(rows), max((row for row, _ in self._formulas), default=0))
        return Gathered(
            rows,
            self._formulas,
            StyledCells(_with_strays(self._runs, self._strays), rows, uncached),
            uncached,
            self._arrays,
            frozenset(self._spilling),
            frozenset(row for row in self._hidden_rows if row <= last),
            self._outline,
        )


@dataclass(frozen=True, slots=True)
class Gathered:
    """The cells of a sheet, as ``Sheet`` wants them."""

    rows: Sequence[Sequence[Value]]
    formulas: Mapping[Cell, str]
    formats: Mapping[Cell, str]
    uncached: frozenset[Cell]
    arrays: Mapping[Cell, Area]
    spilling: frozenset[Cell]
    hidden_rows: frozenset[int]
    outline: Mapping[int, int]


def _with_strays(
    runs: Sequence[tuple[int, Mapping[int, str]]], strays: dict[int, Mapping[int, str]]
) -> Sequence[tuple[int, Mapping[int, str]]]:
    """Runs of rows formatted alike, with the rows that came out of order put in their places."""
    if not strays:
        return runs
    starts = [start for start, _ in runs]
    every = dict(runs)
    for row in sorted(strays):
        if row + 1 not in every:
            every[row + 1] = runs[bisect_right(starts, row + 1) - 1][1]
    return sorted((every | strays).items())
