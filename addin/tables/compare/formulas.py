"""Whether two formulas are the same one, wherever its cell and the cells it names have moved.

A formula is followed in three ways: it reads the same from its own cell (copied down), it names the
same rows and columns where they stand now (Excel's own adjusting), or it stands where it stood,
word for word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from addin.tables.compare.alignment import Alignment, InOrder
from addin.tables.compare.rows import Aligned
from addin.tables.formula import FormulaError, Token, relative, sheet_of, tokens
from addin.tables.table import column_number

Cell = tuple[int, int]

_PART = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")


@dataclass(frozen=True, slots=True)
class _Sheets:
    """Two versions of a sheet, with what is needed to follow a reference."""

    aligned: Aligned
    columns: InOrder
    rows: tuple[InOrder, ...]

    def band(self, column: int) -> int:
        """The band that a column of the older version is in."""
        for place, band in enumerate(self.aligned.bands):
            if band.older[0] <= column <= band.older[1]:
                return place
        return 0


class Follow:
    """Follows references from the older to the newer version of a workbook.

    ``sheets`` maps the name of a sheet in the older version to its name in the newer one and to how
    its rows and columns are aligned.
    """

    def __init__(self, sheets: Mapping[str, tuple[str, Aligned]]) -> None:
        self._names = {old.casefold(): new.casefold() for old, (new, _) in sheets.items()}
        self._sheets = {
            old.casefold(): _Sheets(
                aligned,
                InOrder(aligned.columns),
                tuple(InOrder(band.rows) for band in aligned.bands),
            )
            for old, (_, aligned) in sheets.items()
        }

    def same(self, sheet: str, older: tuple[str, Cell], newer: tuple[str, Cell]) -> bool:
        """Whether the formula in a cell of the older ``sheet`` is that of its partner.

        Each side is (formula, cell).
        """
        (one, here), (other, there) = older, newer
        if one == other and here == there:
            return True
        try:
            if relative(one, *here) == relative(other, *there):
                return True
            return self._names_the_same(sheet, tokens(one), tokens(other), (here, there))
        except FormulaError:
            return one == other

    def same_name(self, one: str, other: str) -> bool:
        """Whether a defined name stands for the same, wherever that is now."""
        if one == other:
            return True
        try:
            return self._names_the_same("", tokens(one), tokens(other), ((1, 1), (1, 1)))
        except FormulaError:
            return False

    def _names_the_same(
        self, sheet: str, one: list[Token], other: list[Token], cells: tuple[Cell, Cell]
    ) -> bool:
        if len(one) != len(other):
            return False
        on = sheet
        for ours, theirs in zip(one, other, strict=True):
            if ours.kind != theirs.kind:
                return False
            if ours.kind == "cells":
                same = self._same_cells(on, ours.text, theirs.text, cells)
            elif ours.kind == "sheet":
                same = self._same_sheet(ours.text, theirs.text)
            else:
                same = _same_words(ours, theirs)
            if not same:
                return False
            on = _sheet_named(ours.text) if ours.kind == "sheet" else sheet
        return True

    def _same_sheet(self, ours: str, theirs: str) -> bool:
        book, first, last = sheet_of(ours.casefold())
        if book:
            return ours.casefold() == theirs.casefold()
        names = self._names
        return (book, names.get(first, first), names.get(last, last)) == sheet_of(theirs.casefold())

    def _same_cells(self, sheet: str, one: str, other: str, cells: tuple[Cell, Cell]) -> bool:
        """Two references as they are written, each seen from its own cell."""
        if _from(one, cells[0]) == _from(other, cells[1]):
            return True
        known = self._sheets.get(sheet.casefold())
        if known is None:
            return one.upper() == other.upper()
        ours, theirs = _corners(one), _corners(other)
        if ours.form != theirs.form:
            return False
        band = known.band(ours.columns[0] or 1)
        rows = known.aligned.bands[band].rows
        return _same_run(ours.rows, theirs.rows, rows, known.rows[band].same_span) and _same_run(
            ours.columns, theirs.columns, known.aligned.columns, known.columns.same_span
        )


def _same_words(one: Token, other: Token) -> bool:
    """Functions and names in any case; a text as it is."""
    return one.text == other.text or (
        one.kind != "text" and one.text.casefold() == other.text.casefold()
    )


def _sheet_named(prefix: str) -> str:
    """The sheet of this workbook that stands before a reference; empty for another workbook's."""
    book, first, _ = sheet_of(prefix)
    return "" if book else first


def _same_run(
    ours: tuple[int, int],
    theirs: tuple[int, int],
    alignment: Alignment,
    same_span: Callable[[tuple[int, int], tuple[int, int]], bool],
) -> bool:
    if ours[0] == ours[1] and theirs[0] == theirs[1]:
        return ours[0] == theirs[0] == 0 or alignment.image(ours[0]) == theirs[0]
    return same_span(ours, theirs)


def _from(cells: str, base: Cell) -> str:
    return relative(cells, *base)


@dataclass(frozen=True, slots=True)
class _Corners:
    """A reference as first and last row and column; 0 where it names none.

    ``form`` holds its dollars and whether it is a range.
    """

    form: tuple[str, ...]
    rows: tuple[int, int]
    columns: tuple[int, int]


def _corners(cells: str) -> _Corners:
    first, _, last = cells.partition(":")
    parts = [_PART.fullmatch(piece) for piece in (first, last or first)]
    found = [(m[1], m[2], m[3], m[4]) for m in parts if m is not None]
    if len(found) != 2:
        raise FormulaError(f"not a reference: {cells!r}")
    form = tuple(dollar for piece in found for dollar in (piece[0], piece[2]))
    columns = sorted(column_number(piece[1]) if piece[1] else 0 for piece in found)
    rows = sorted(int(piece[3]) if piece[3] else 0 for piece in found)
    return _Corners((*form, ":" if last else ""), (rows[0], rows[1]), (columns[0], columns[1]))
