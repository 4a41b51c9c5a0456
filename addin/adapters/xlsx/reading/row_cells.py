"""What the rows of a sheet hold: the values, formulas and formats of each, as they come.

The rows of a table are alike: the same columns, types and styles. What to do with such a row is
worked out once, as its ``Shape``, and then done for each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from addin.adapters.xlsx.markup import cell_text
from addin.adapters.xlsx.reading.any_cells import Spelling, attributes_of
from addin.adapters.xlsx.reading.cell_values import CellValues, ColumnMemory, Read
from addin.adapters.xlsx.reading.format_codes import GENERAL
from addin.adapters.xlsx.reading.row_pattern import RowPattern
from addin.adapters.xlsx.reading.row_shape import (
    PlannedFormula,
    RowPlan,
    Shape,
    column_of,
    gaps_between,
)
from addin.adapters.xlsx.reading.row_xml import RowXml
from addin.adapters.xlsx.reading.sheet_rows import AlikeRow
from addin.tables.formula_prefixes import as_shown
from addin.tables.formula_template import FormulaTemplate
from addin.tables.table import Area, Value

_SHAPES_KEPT = 2048  # a sheet with more kinds of rows than this has no tables to profit from


class FormulaCell(NamedTuple):
    """A cell with a formula.

    ``text`` is empty where the formula is that of another cell and not yet known: ``shared`` is its
    number. ``area`` is what an array formula or a what-if table fills.
    """

    column: int
    text: str
    is_uncached: bool
    shared: str = ""
    area: Area | None = None
    spills: bool = False


class RowCells(NamedTuple):
    """One row: its values, the formats of its columns, and its formulas."""

    number: int
    hidden: bool
    level: int
    values: Sequence[Value]
    formats: Mapping[int, str]
    formulas: Sequence[FormulaCell]


def with_shared(row: RowCells, shared: Mapping[str, FormulaTemplate]) -> RowCells:
    """A row with the formulas that it has of other cells written out."""
    found = []
    for formula in row.formulas:
        if not formula.shared:
            found.append(formula)
        elif formula.shared in shared:  # else Excel, too, keeps only the value of such a cell
            text = shared[formula.shared].at(row.number, formula.column)
            found.append(formula._replace(text=text, shared=""))
    return row._replace(formulas=tuple(found))


class RowReader:
    """Reads the rows of one sheet, in the order of the file."""

    def __init__(self, values: CellValues, dynamic: frozenset[str] = frozenset()) -> None:
        """``dynamic``: the marks of cells whose arrays take what room they need."""
        self.values = values
        self.dynamic = dynamic
        self.shared: dict[str, FormulaTemplate] = {}
        self._prefix = ""
        self._shapes: dict[tuple[tuple[str, ...], ...], Shape] = {}
        self._formats: dict[tuple[tuple[int, str], ...], Mapping[int, str]] = {(): {}}
        self._plans: dict[RowPattern, RowPlan] = {}
        self._spelling: tuple[RowXml | None, Spelling] = (None, Spelling("", ""))
        self._columns: dict[tuple[str, str, str], Read | ColumnMemory] = {}

    def read(self, row: RowXml | AlikeRow, prefix: str = "") -> RowCells:
        """What a row holds; ``prefix`` is what stands before the names of its elements.

        Raises:
            BadMarkup: a cell beyond the last column, or a shared text that there is not.
        """
        self._prefix = prefix
        if isinstance(row, AlikeRow):
            return self._alike(row)
        if not row.cells:
            return RowCells(row.number, row.hidden, row.level, (), self._formats[()], ())
        shape = self._shape(row)
        texts = [cell[6] for cell in row.cells]
        formulas: list[FormulaCell] = []
        for place, cell in enumerate(row.cells):
            if cell[5] or cell[4]:
                written = self._formula(row, shape.columns[place], cell)
                if written:
                    formulas.append(written)
        return RowCells(
            row.number, row.hidden, row.level, shape.row(texts), shape.formats, formulas
        )

    def _shape(self, row: RowXml) -> Shape:
        if not row.cells:
            return Shape((), (), self._formats[()], ())
        letters, _, styles, kinds, *_ = zip(*row.cells, strict=True)
        key = (letters, styles, kinds)
        return self._shapes.get(key) or self._learn(key)

    def _learn(self, key: tuple[tuple[str, ...], ...]) -> Shape:
        letters, styles, kinds = key
        columns = tuple(map(column_of, letters))
        formats = {
            column: code
            for column, style in zip(columns, styles, strict=True)
            if (code := self.values.format_of(style)) != GENERAL
        }
        shape = Shape(
            columns,
            tuple(map(self.values.reader, kinds, styles)),
            self._formats.setdefault(tuple(formats.items()), formats),
            gaps_between(columns),
        )
        if len(self._shapes) >= _SHAPES_KEPT:
            self._shapes.clear()
        self._shapes[key] = shape
        return shape

    def _alike(self, row: AlikeRow) -> RowCells:
        pattern, number, groups = row
        plan = self._plans.get(pattern)
        if plan is None:
            plan = self._plans[pattern] = self._plan(pattern)
        formulas: Sequence[FormulaCell] = ()
        if plan.formulas:
            formulas = [
                written
                for column, group, attributes, is_uncached in plan.formulas
                if (
                    written := self._written(
                        (number, column),
                        attributes,
                        groups[group] if group >= 0 else "",
                        is_uncached=is_uncached,
                    )
                )
            ]
        sample = pattern.sample
        return RowCells(
            number, sample.hidden, sample.level, plan.values(groups), plan.shape.formats, formulas
        )

    def _plan(self, pattern: RowPattern) -> RowPlan:
        sample = pattern.sample
        shape = self._shape(sample)
        return RowPlan(
            pattern,
            shape,
            [self._of_column(letters, kind, style) for letters, _, style, kind, *_ in sample.cells],
            tuple(
                PlannedFormula(
                    shape.columns[place],
                    group,
                    attributes_of(sample.cells[place][4]),
                    self._is_uncached(sample, sample.cells[place]),
                )
                for place, group in pattern.formulas
            ),
        )

    def _of_column(self, letters: str, kind: str, style: str) -> Read | ColumnMemory:
        """One memory for a column, whatever its rows are like otherwise."""
        key = letters, kind, style
        if key not in self._columns:
            self._columns[key] = self.values.of_column(kind, style)
        return self._columns[key]

    def _is_uncached(self, row: RowXml, cell: tuple[str, ...]) -> bool:
        letters, _, _, kind, _, _, text = cell
        if text:
            return False
        return kind != "str" or not self._spelt(row).says_empty(letters)

    def _spelt(self, row: RowXml) -> Spelling:
        if self._spelling[0] is not row:
            self._spelling = row, Spelling(row.xml, self._prefix)
        return self._spelling[1]

    def _formula(self, row: RowXml, column: int, cell: tuple[str, ...]) -> FormulaCell | None:
        letters, _, _, _, stated, formula, _ = cell
        attributes = attributes_of(stated) if stated else {}
        spills = attributes.get("t") == "array" and bool(
            self.dynamic and self._spelt(row).mark(letters) in self.dynamic
        )
        return self._written(
            (row.number, column),
            attributes,
            formula,
            is_uncached=self._is_uncached(row, cell),
            spills=spills,
        )

    def _written(
        self,
        cell: tuple[int, int],
        attributes: Mapping[str, str],
        formula: str,
        *,
        is_uncached: bool,
        spills: bool = False,
    ) -> FormulaCell | None:
        """The formula of a cell, if it turns out to have one."""
        written = formula_text(formula) if formula else ""
        kind = attributes.get("t")
        area = None
        if kind == "shared":
            number = attributes.get("si", "")
            if not written:
                text = self.shared[number].at(*cell) if number in self.shared else ""
                return FormulaCell(cell[1], text, is_uncached, "" if text else number or "?")
            if "ref" in attributes or number not in self.shared:
                self.shared[number] = FormulaTemplate(written, *cell)
        elif kind in {"array", "dataTable"}:
            area = _area(cell, attributes)
            if kind == "dataTable":
                written = _what_if_table(attributes)
        if not written:
            return None
        return FormulaCell(cell[1], written, is_uncached, "", area, spills)


def formula_text(stored: str) -> str:
    """A formula as a person sees it, from what stands between its tags."""
    return as_shown(cell_text(stored).removeprefix("="))


def _area(cell: tuple[int, int], attributes: Mapping[str, str]) -> Area:
    try:
        return Area.of(attributes.get("ref", ""))
    except ValueError:
        return Area(*cell, *cell)


def _what_if_table(attributes: Mapping[str, str]) -> str:
    """What Excel shows for a what-if data table: ``TABLE(row input, column input)``."""
    first, second = attributes.get("r1", ""), attributes.get("r2", "")
    if attributes.get("dt2D") in {"1", "true"}:
        return f"TABLE({first},{second})"
    if attributes.get("dtr") in {"1", "true"}:
        return f"TABLE({first},)"
    return f"TABLE(,{first})"
