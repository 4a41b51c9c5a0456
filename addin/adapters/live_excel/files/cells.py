"""Cells of the file-backed engine: where they are, and what is in them."""

# ruff: noqa: D102 - every name is xlwings', and so is what it means
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Self

from addin.adapters.live_excel.files.document import Document, NotOnFiles
from addin.adapters.live_excel.files.strict import Strict
from addin.adapters.live_excel.files.values import formula_text, shown_value, typed, value2
from addin.adapters.live_excel.link_names import numbered, spelt_out
from addin.tables.formula_template import FormulaTemplate
from addin.tables.table import MAX_COLUMN, MAX_ROW, Area, CellEdit, Sheet, Value

_WHOLE_COLUMNS = re.compile(r"([A-Za-z]{1,3}):([A-Za-z]{1,3})")
_WHOLE_ROWS = re.compile(r"(\d+):(\d+)")
LARGEST = 2_000_000


def area_of(text: str) -> Area:
    """An address as people and programs write it: ``$B$2:D9``, ``B:D``, ``2:9``.

    Raises:
        NotOnFiles: several areas, or a name that is no address.
    """
    plain = text.replace("$", "").rpartition("!")[2]
    if found := _WHOLE_COLUMNS.fullmatch(plain):
        return Area.of(f"{found[1]}1:{found[2]}{MAX_ROW}")
    if found := _WHOLE_ROWS.fullmatch(plain):
        return Area(int(found[1]), 1, int(found[2]), MAX_COLUMN)
    try:
        return Area.of(plain)
    except ValueError:
        raise NotOnFiles(f"the range {text!r}") from None


class FileCells(Strict):
    """A rectangle of cells of a sheet in a file: where it is, and what is in it."""

    __slots__ = ("_sheet", "area", "options")
    arg1_input = ""
    max_cells_per_read = None
    max_cells_per_write = None

    def __init__(self, sheet: Any, area: Area) -> None:
        self._sheet = sheet
        self.area = area
        self.options: object = None

    @property
    def _document(self) -> Document:
        document: Document = self._sheet.document
        return document

    @property
    def _read(self) -> Sheet:
        return self._document.sheet(self._sheet.name)

    @property
    def sheet(self) -> Any:
        return self._sheet

    def at(self, area: Area) -> Self:
        """Other cells of the same sheet."""
        return type(self)(self._sheet, area)

    @property
    def row(self) -> int:
        return self.area.top

    @property
    def column(self) -> int:
        return self.area.left

    @property
    def shape(self) -> tuple[int, int]:
        area = self.area
        return area.bottom - area.top + 1, area.right - area.left + 1

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return self._sheet.name, self.row, self.column, *self.shape

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, row: int, column: int | None = None) -> Self:
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        top, left = self.row + row - 1, self.column + column - 1
        return self.at(Area(top, left, top, left))

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:  # noqa: FBT001 - xlwings' signature
        def corner(cell: str) -> str:
            letters, digits = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            return f"{'$' * column_absolute}{letters}{'$' * row_absolute}{digits}"

        shown = ":".join(map(corner, str(self.area).split(":")))
        if external:
            return f"'[{self._document.path.name}]{self._sheet.name}'!{shown}"
        return shown

    @property
    def raw_value(self) -> Any:
        return self._grid(shown_value, "Value")

    @raw_value.setter
    def raw_value(self, entered: object) -> None:
        self.enter(entered, "Value")

    def _grid(self, shown: Any, called: str) -> Any:
        self._document.calls[called] += 1
        self._require_fit()
        sheet, date_1904 = self._read, self._document.book.date_1904

        def answer(row: int, column: int) -> object:
            value = sheet.value(row, column)
            if value is None and (row, column) in sheet.formulas:
                return None if (row, column) in sheet.uncached else ""
            return shown(value, date_1904=date_1904)

        rows = tuple(tuple(answer(row, column) for column in self._columns) for row in self._rows)
        return rows[0][0] if len(self) == 1 else rows

    def values2(self) -> Any:
        """Values as ``Value2`` gives them."""
        return self._grid(value2, "Value2")

    def enter(self, entered: object, called: str, *, as_formula: bool = False) -> None:
        """Put values in, as if each had been typed; one for all cells, or a grid of them."""
        self._document.calls[f"{called} ="] += 1
        self._require_fit()
        if not isinstance(entered, list | tuple):
            self._enter_everywhere(entered, as_formula=as_formula)
            return
        rows = [row if isinstance(row, list | tuple) else [row] for row in entered]
        if all(not isinstance(row, list | tuple) for row in entered):
            rows = [list(entered)]
        self._document.put(
            self._edit(row, column, rows[r][c])
            for r, row in enumerate(self._rows)
            for c, column in enumerate(self._columns)
            if r < len(rows) and c < len(rows[r])
        )

    def _enter_everywhere(self, entry: object, *, as_formula: bool) -> None:
        if as_formula and isinstance(entry, str) and entry.startswith("=") and len(self) > 1:
            template = FormulaTemplate(entry, self.row, self.column)
            self._document.put(self._edit(r, c, template.at(r, c)) for r, c in self.area.cells)
        else:
            self._document.put(self._edit(row, column, entry) for row, column in self._used)

    def _edit(self, row: int, column: int, entry: object) -> CellEdit:
        code = self._document.code_of(self._sheet.name, row, column)
        value, is_formula = typed(entry, code)
        if is_formula:
            value = numbered(str(value), self._document.links)
        return CellEdit(self._sheet.name, row, column, value, is_formula)

    @property
    def _used(self) -> Iterator[tuple[int, int]]:
        return self.area.cells

    @property
    def _rows(self) -> range:
        return range(self.area.top, self.area.bottom + 1)

    @property
    def _columns(self) -> range:
        return range(self.area.left, self.area.right + 1)

    def _require_fit(self) -> None:
        if len(self) > LARGEST:
            raise NotOnFiles(f"a range of {len(self):,} cells")

    @property
    def formula(self) -> Any:
        self._document.calls["Formula"] += 1
        self._require_fit()
        sheet, date_1904 = self._read, self._document.book.date_1904
        links = self._document.links
        filled = {
            cell: sheet.formulas.get(anchor, "")
            for anchor, area in sheet.arrays.items()
            for cell in area.cells
        }

        def text(row: int, column: int) -> str:
            formula = sheet.formulas.get((row, column)) or filled.get((row, column), "")
            spelt = spelt_out(formula, links)
            return formula_text(sheet.value(row, column), spelt, date_1904=date_1904)

        rows = tuple(tuple(text(row, column) for column in self._columns) for row in self._rows)
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, entered: object) -> None:
        self.enter(entered, "Formula", as_formula=True)

    formula2 = formula

    @property
    def has_array(self) -> bool:
        return any(cell in area for area in self._read.arrays.values() for cell in self.area.cells)

    @property
    def number_format(self) -> str | None:
        self._document.calls["NumberFormat"] += 1
        codes = self._document.codes_in(self._sheet.name, self.area)
        return next(iter(codes)) if len(codes) == 1 else None

    @number_format.setter
    def number_format(self, code: str) -> None:
        self._document.calls["NumberFormat ="] += 1
        self._require_fit()
        self._document.put(self._as_it_is(cell, number_format=code) for cell in self.area.cells)

    def _as_it_is(self, cell: tuple[int, int], **more: Any) -> CellEdit:
        """An edit that leaves the content of a cell alone."""
        sheet = self._read
        formula = sheet.formulas.get(cell)
        value: Value = f"={formula}" if formula else sheet.value(*cell)
        return CellEdit(self._sheet.name, *cell, value, formula is not None, **more)
