"""A sheet as the comparison looks at it: formulas by row, formats by row, rows as tokens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from math import isnan
from typing import Final

from addin.tables.compare.likeness import FORMULA, Token
from addin.tables.formula import FormulaError, relative
from addin.tables.table import Area, ErrorValue, KnowsRows, Sheet, Value

_WIDE: Final = 512
"""Rows with more cells than this hold few values far apart: those alone are looked at."""
_NO_FORMATS: Final[Mapping[int, str]] = {}
_SPILL: Final = 100_000
"""An array formula over more cells is taken for the one cell that it stands in."""


class Reading:
    """One version of one sheet. Rows and columns count from 1, as in the sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.formulas = _with_spills(sheet)
        self.computed: dict[int, list[int]] = {}
        for row, column in self.formulas:
            self.computed.setdefault(row, []).append(column)
        self.height = max(len(sheet.rows), max(self.computed, default=0))
        self.width = max(sheet.width, max((column for _, column in self.formulas), default=0))
        self._formats: dict[int, dict[int, str]] | None = None
        self._by_row = sheet.formats if isinstance(sheet.formats, KnowsRows) else None
        self._tokens: list[Token] | None = None

    def tokens(self) -> list[Token]:
        """Every row by what was typed into it; formulas all look alike, whatever they give."""
        if self._tokens is None:
            self._tokens = [self._token(row, None) for row in range(1, self.height + 1)]
            while self._tokens and not self._tokens[-1]:
                self._tokens.pop()
        return self._tokens

    def tokens_of(self, columns: Sequence[int], span: tuple[int, int]) -> list[Token]:
        """The same from these columns alone, down to the last row with something in ``span``."""
        whole = range(span[0], min(span[1], self.width) + 1)
        height = len(self.tokens())
        while height and not self._token(height, whole):
            height -= 1
        return [
            self._token(row, columns) or self._elsewhere(row, whole) for row in range(1, height + 1)
        ]

    def _elsewhere(self, row: int, whole: Sequence[int]) -> Token:
        """A row whose cells are all in columns without a partner is not a blank one."""
        token = self._token(row, whole)
        return (("elsewhere", token),) if token else ()

    def _token(self, number: int, columns: Sequence[int] | None) -> Token:
        rows = self.sheet.rows
        row: Sequence[Value] = rows[number - 1] if number <= len(rows) else ()
        computed = self.computed.get(number)
        told_apart = bool in map(type, row)  # for Python TRUE is 1
        plain = columns is None and not computed and not told_apart
        if plain and isinstance(row, tuple) and len(row) <= _WIDE:
            return row  # nearly all rows
        cells: list[object] = list(row)
        if told_apart:
            cells = [("truth", cell) if isinstance(cell, bool) else cell for cell in cells]
        if computed:
            cells += [None] * (max(computed) - len(cells))
            for column in computed:
                cells[column - 1] = FORMULA
            if all(cell is None or cell is FORMULA for cell in cells):
                for column in computed:  # nothing but formulas: then they tell rows apart
                    cells[column - 1] = self._relative(number, column)
        if columns is not None:
            size = len(cells)
            cells = [cells[column - 1] if column <= size else None for column in columns]
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > _WIDE:
            return tuple((place, cell) for place, cell in enumerate(cells) if cell is not None)
        return tuple(cells)

    def _relative(self, row: int, column: int) -> str:
        return relative_or_text(self.formulas[row, column], row, column)

    def formats(self, row: int) -> Mapping[int, str]:
        """The number formats of a row by column, other than General.

        Rows that are formatted alike may share one mapping; it may also name columns in which the
        row holds no figure.
        """
        if self._by_row is not None:
            return self._by_row.of_row(row)
        if self._formats is None:
            self._formats = {}
            for (number, column), code in self.sheet.formats.items():
                self._formats.setdefault(number, {})[column] = code
        return self._formats.get(row, _NO_FORMATS)

    def holds_figure(self, row: int, column: int) -> bool:
        """Whether a cell holds a number, a date, or a result that nobody has computed yet."""
        value = self.sheet.value(row, column)
        if value is None:
            return (row, column) in self.sheet.uncached
        return not isinstance(value, str | bool)


def relative_or_text(formula: str, row: int, column: int) -> str:
    """The relative form of a formula, or its text where nobody can read it."""
    try:
        return "=" + relative(formula, row, column)
    except FormulaError:
        return "=" + formula


def _with_spills(sheet: Sheet) -> Mapping[tuple[int, int], str]:
    """Formulas by cell; a cell that an array formula fills counts as computed, too."""
    spills = {
        cell: f"{{{sheet.formulas.get(anchor, '')}}}"
        for anchor, area in sheet.arrays.items()
        if 1 < _size(area) <= _SPILL
        for cell in area.cells
    }
    return {**spills, **sheet.formulas} if spills else sheet.formulas


def _size(area: Area) -> int:
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)


_EPOCH: Final = dt.datetime(1899, 12, 30)


def same_value(one: Value, other: Value, *, computed: bool = False) -> bool:
    """Whether two cells hold the same: 1 and 1.0 do, 1 and TRUE do not.

    A date equals the number that Excel keeps for it: only the format differs. ``computed``: results
    that differ in the fifteenth digit are the same; engines round differently there.
    """
    if one is other:
        return True
    kinds = type(one), type(other)
    if bool in kinds:
        return kinds[0] is kinds[1] and one == other
    if isinstance(one, str) or isinstance(other, str) or one is None or other is None:
        same_kind = isinstance(one, ErrorValue) == isinstance(other, ErrorValue)
        return same_kind and one == other
    a, b = number_of(one), number_of(other)
    if a == b or (isnan(a) and isnan(b)):
        return True
    return computed and abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))


def number_of(value: Value) -> float:
    """The number behind a figure, as Excel keeps it: days since 1899-12-30 for a date."""
    if isinstance(value, dt.datetime):
        gap = value.replace(tzinfo=None) - _EPOCH
        return gap.days + gap.seconds / 86_400 + gap.microseconds / 86_400_000_000
    if isinstance(value, dt.date):
        return float((value - _EPOCH.date()).days)
    if isinstance(value, dt.timedelta):
        return value.total_seconds() / 86_400
    if isinstance(value, dt.time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return seconds / 86_400 + value.microsecond / 86_400_000_000
    return value if isinstance(value, int | float) else float("nan")
