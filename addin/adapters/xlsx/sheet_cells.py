"""The cells of one sheet: values, formulas and formats, gathered row by row.

The rows of a table are alike: the same columns, types and styles. What to do with such a row is
worked out once, as its ``Shape``, and then done for each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from addin.adapters.xlsx.cell_values import CellValues, Read
from addin.adapters.xlsx.format_codes import GENERAL
from addin.adapters.xlsx.formula_template import FormulaTemplate
from addin.adapters.xlsx.markup import BadMarkup, cell_text
from addin.adapters.xlsx.sheet_rows import RowXml, attributes_of, says_empty
from addin.adapters.xlsx.sparse import Rows, row_of
from addin.adapters.xlsx.styled_cells import StyledCells
from addin.tables.table import MAX_COLUMN, Area, Value, column_number

Cell = tuple[int, int]

_GAPS = 8  # so few blanks are put in one by one; more make a row that may be kept sparse
_SHAPES_KEPT = 2048  # a sheet with more kinds of rows than this has no tables to profit from


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What rows with cells in the same columns, of the same types and styles, have in common."""

    columns: tuple[int, ...]
    readers: tuple[Read, ...]
    formats: Mapping[int, str]
    gaps: Sequence[int] | None
    """The places without a cell, from the left; None: too many, or columns out of order."""

    def row(self, texts: Sequence[str]) -> Sequence[Value]:
        """The values of a row, from the texts of its cells."""
        values = [read(text) for read, text in zip(self.readers, texts, strict=True)]
        if self.gaps is None:
            return row_of(dict(zip(self.columns, values, strict=True)))
        for place in self.gaps:
            values.insert(place, None)
        while values and values[-1] is None:
            values.pop()
        return tuple(values)


class SheetCells:
    """What the rows of one sheet hold, as far as they were taken."""

    def __init__(self, values: CellValues, prefix: str = "") -> None:
        self._values = values
        self._prefix = prefix
        self._rows = Rows()
        self._shapes: dict[tuple[tuple[str, ...], ...], Shape] = {}
        self._formats: dict[tuple[tuple[int, str], ...], Mapping[int, str]] = {(): {}}
        self._runs: list[tuple[int, Mapping[int, str]]] = [(0, self._formats[()])]
        self._strays: dict[int, Mapping[int, str]] = {}
        self._last = 0
        self._shared: dict[str, FormulaTemplate] = {}
        self._waiting: list[tuple[str, Cell]] = []
        self._uncached: set[Cell] = set()
        self.formulas: dict[Cell, str] = {}
        self.arrays: dict[Cell, Area] = {}
        self.hidden_rows: set[int] = set()

    def take(self, row: RowXml) -> None:
        """Add a row.

        Raises:
            BadMarkup: a cell beyond the last column, or a shared text that there is not.
        """
        if row.hidden:
            self.hidden_rows.add(row.number)
        if not row.cells:
            return
        letters, _, styles, kinds, attributes, formulas, texts = zip(*row.cells, strict=True)
        key = (letters, styles, kinds)
        shape = self._shapes.get(key)
        if shape is None:
            shape = self._learn(key)
        values = shape.row(texts)
        if values:
            self._rows.put(row.number, values)
        if row.number < self._last:
            self._strays[row.number] = shape.formats
        elif shape.formats is not self._runs[-1][1]:
            self._runs.append((row.number, shape.formats))
        self._last = max(self._last, row.number)
        if any(formulas) or any(attributes):
            for place, column in enumerate(shape.columns):
                if formulas[place] or attributes[place]:
                    self._formula(row, (row.number, column), row.cells[place])

    def _learn(self, key: tuple[tuple[str, ...], ...]) -> Shape:
        letters, styles, kinds = key
        columns = tuple(map(_column, letters))
        formats = {
            column: code
            for column, style in zip(columns, styles, strict=True)
            if (code := self._values.format_of(style)) != GENERAL
        }
        shape = Shape(
            columns,
            tuple(map(self._values.reader, kinds, styles)),
            self._formats.setdefault(tuple(formats.items()), formats),
            _gaps(columns),
        )
        if len(self._shapes) >= _SHAPES_KEPT:
            self._shapes.clear()
        self._shapes[key] = shape
        return shape

    def _formula(self, row: RowXml, cell: Cell, xml: tuple[str, ...]) -> None:
        letters, _, _, kind, stated, formula, text = xml
        if not text and not (kind == "str" and says_empty(row.xml, self._prefix, letters, cell[0])):
            self._uncached.add(cell)
        written = cell_text(formula).removeprefix("=")
        attributes = attributes_of(stated) if stated else {}
        match attributes.get("t"):
            case "shared":
                self._share(cell, attributes, written)
                return
            case "array":
                self._array(cell, attributes)
            case "dataTable":
                self._array(cell, attributes)
                written = _what_if_table(attributes)
        if written:
            self.formulas[cell] = written
        else:
            self._uncached.discard(cell)

    def _share(self, cell: Cell, attributes: Mapping[str, str], written: str) -> None:
        """Write out a shared formula: the cell that holds its text comes first, as a rule."""
        number = attributes.get("si", "")
        if written:
            self.formulas[cell] = written
            if "ref" in attributes or number not in self._shared:
                self._shared[number] = FormulaTemplate(written, *cell)
        elif number in self._shared:
            self.formulas[cell] = self._shared[number].at(*cell)
        else:
            self._waiting.append((number, cell))

    def _array(self, cell: Cell, attributes: Mapping[str, str]) -> None:
        try:
            self.arrays[cell] = Area.of(attributes.get("ref", ""))
        except ValueError:
            self.arrays[cell] = Area(*cell, *cell)

    def finish(self) -> Gathered:
        """Everything, once the last row was taken."""
        for number, cell in self._waiting:
            if number in self._shared:
                self.formulas[cell] = self._shared[number].at(*cell)
            else:
                self._uncached.discard(cell)  # Excel, too, keeps only the value of such a cell
        rows = self._rows.finish()
        uncached = frozenset(self._uncached)
        last = max(len(rows), max((row for row, _ in self.formulas), default=0))
        return Gathered(
            rows,
            self.formulas,
            StyledCells(_with_strays(self._runs, self._strays), rows, uncached),
            uncached,
            self.arrays,
            frozenset(row for row in self.hidden_rows if row <= last),
        )


@dataclass(frozen=True, slots=True)
class Gathered:
    """The cells of a sheet, as ``Sheet`` wants them."""

    rows: Sequence[Sequence[Value]]
    formulas: Mapping[Cell, str]
    formats: Mapping[Cell, str]
    uncached: frozenset[Cell]
    arrays: Mapping[Cell, Area]
    hidden_rows: frozenset[int]


def _column(letters: str) -> int:
    column = column_number(letters) if len(letters) <= 3 else MAX_COLUMN + 1
    if column > MAX_COLUMN:
        raise BadMarkup(f"a cell in column {letters[:10]}, beyond the last column of a sheet")
    return column


def _gaps(columns: Sequence[int]) -> Sequence[int] | None:
    """The places that rising columns leave out; None where they are many, or do not rise."""
    if columns[-1] - len(columns) > _GAPS or any(a >= b for a, b in pairwise(columns)):
        return None
    return tuple(sorted(set(range(columns[-1])) - {column - 1 for column in columns}))


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


def _what_if_table(attributes: Mapping[str, str]) -> str:
    """What Excel shows for a what-if data table: ``TABLE(row input, column input)``."""
    first, second = attributes.get("r1", ""), attributes.get("r2", "")
    if attributes.get("dt2D") in {"1", "true"}:
        return f"TABLE({first},{second})"
    if attributes.get("dtr") in {"1", "true"}:
        return f"TABLE({first},)"
    return f"TABLE(,{first})"
