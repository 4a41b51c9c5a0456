"""The bound table of a workbook as rows by their ids; pure: a book and a binding go in.

With a key column a row's id is its key. Without one it is our own, in a column headed ``_row``
within the table, where it moves with its row when people sort.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from addin.ports.binding import Binding, BoundColumn, Policy
from addin.ports.sheets import Cells
from addin.sync.cells import key_of
from addin.sync.rows import WorkbookRows
from addin.sync.workbook_cells import typed
from addin.sync.workbook_place import Standing, standing
from addin.tables.row_formulas import lifted
from addin.tables.table import Book, RowKind, column_letters
from addin.tables.typed_cell import CellKind, TypedCell, error, formula

_UNKNOWN = error("#N/A")
"""What a mirror column shows where nobody knows what its formula gives."""


def workbook_rows(book: Book, binding: Binding, fresh: Iterator[str]) -> WorkbookRows:
    """The rows of the table as the workbook holds them.

    ``fresh`` gives ids for rows that have none. A record without a key gets one too and is among
    ``unnamed``, so that it is seen and not passed over.

    Raises:
        NothingToDo: the sheet, or every heading that was bound, is gone.
    """
    place = standing(book, binding)
    reader = _Reader(book, binding, place)
    if binding.key and binding.key not in place.columns:
        return reader.found()
    for row in place.rows:
        cells = reader.cells(row)
        if binding.key:
            reader.keyed(row, cells, fresh)
        else:
            reader.numbered(row, cells, fresh)
    return reader.found()


@dataclass(slots=True)
class _Reader:
    """Rows found so far."""

    book: Book
    binding: Binding
    place: Standing
    rows: dict[str, Cells] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)
    doubled: dict[str, list[int]] = field(default_factory=dict)

    def found(self) -> WorkbookRows:
        """All of them."""
        return WorkbookRows(
            self.rows,
            self.at,
            self.book.digest,
            tuple(self.unnamed),
            {key: tuple(rows) for key, rows in self.doubled.items()},
            self.place.missing,
            self.place.headings,
            self.book.saved,
        )

    def keyed(self, row: int, cells: Cells, fresh: Iterator[str]) -> None:
        """One row of a table with a key."""
        key = key_of(cells[self.binding.key]) if self.binding.key in cells else ""
        if not self._is_record(row, key):
            return
        if not key:
            if _typed_in(cells, self.binding):
                self._unnamed(row, cells, fresh)
        elif key in self.rows:
            self.doubled.setdefault(key, [self.at[key]]).append(row)
        else:
            self._keep(key, row, cells)

    def numbered(self, row: int, cells: Cells, fresh: Iterator[str]) -> None:
        """One row of a table whose rows carry our id; a copied id is the first one's."""
        held = self.place.sheet.value(row, self.place.ids) if self.place.ids else None
        own = str(held).strip() if held is not None else ""
        if own and own not in self.rows:
            self._keep(own, row, cells)
        elif _typed_in(cells, self.binding) and (own or self._is_body(row)):
            self._unnamed(row, cells, fresh)

    def _unnamed(self, row: int, cells: Cells, fresh: Iterator[str]) -> None:
        name = next(fresh)
        self.unnamed.append(name)
        self._keep(name, row, cells)

    def _keep(self, name: str, row: int, cells: Cells) -> None:
        self.rows[name] = cells
        self.at[name] = row

    def _is_body(self, row: int) -> bool:
        kind = self.place.kinds.get(row)
        if kind is None:  # too small a table for the recogniser, or rows behind a gap
            return not self.place.kinds and not self.place.adds_up(row)
        return kind is RowKind.BODY

    def _is_record(self, row: int, key: str) -> bool:
        if self._is_body(row):
            return True
        return bool(key) and _shape(key) in self._shapes() and not self.place.adds_up(row)

    def _shapes(self) -> frozenset[str]:
        if self._shapes_of is None:
            column = self.place.columns[self.binding.key]
            keys = (
                key_of(typed(self.place.sheet.value(row, column)))
                for row, kind in self.place.kinds.items()
                if kind is RowKind.BODY
            )
            self._shapes_of = frozenset(_shape(key) for key in keys if key)
        return self._shapes_of

    _shapes_of: frozenset[str] | None = None

    def cells(self, row: int) -> Cells:
        """The bound cells of a row that hold something."""
        found = {}
        for column in self.binding.columns:
            at = self.place.columns.get(column.name)
            if at is not None:
                cell = self._cell(row, at, column)
                if cell:
                    found[column.name] = cell
        return found

    def _cell(self, row: int, at: int, column: BoundColumn) -> TypedCell:
        sheet = self.place.sheet
        text = sheet.formulas.get((row, at))
        if text is None or column.policy is Policy.MIRROR:
            if (row, at) in sheet.uncached:
                return _UNKNOWN
            return typed(sheet.value(row, at), column.shown, date_1904=self.book.date_1904)
        if (row, at) in sheet.arrays:
            return formula(f"{{{text}}}")  # as Excel shows it: no other cell can take it over
        return formula(lifted(text, row, letters_of(self.place)))


def letters_of(place: Standing) -> Mapping[str, str]:
    """The letters of the bound columns, by name."""
    return {name: column_letters(column) for name, column in place.columns.items()}


def _typed_in(cells: Cells, binding: Binding) -> bool:
    """Whether somebody typed into a row: formulas that were filled down make no record."""
    mirrored = {one.name for one in binding.columns if one.policy is Policy.MIRROR}
    return any(
        cell.kind is not CellKind.FORMULA for name, cell in cells.items() if name not in mirrored
    )


def _shape(key: str) -> str:
    """What keys of one kind have in common: ``PO-1042`` and ``PO-97`` are ``a-0``."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", key))
