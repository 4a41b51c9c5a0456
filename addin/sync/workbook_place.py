"""Where a bound table stands in its workbook now: its columns by their headings, and its rows.

People move, sort, filter and group; rows that a sync emptied stand between others. So columns are
found by what stands above them, and a row counts by what it is: one with an id of ours always, one
with a key if it is a record, or if its key looks like those of records. Hidden rows are rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from addin.errors import NothingToDo
from addin.ports.binding import Binding, BoundColumn, Policy
from addin.tables.recognise import outlines
from addin.tables.table import Book, ListObject, RowKind, Sheet, Table

ROW_IDS: Final = "_row"
"""The heading of the column in which rows without a key carry our id."""
_SEARCHED: Final = 100
"""Rows from the top in which a heading is looked for where no table is recognised."""
_SUMS: Final = re.compile(r"\b(?:SUM|SUBTOTAL|AGGREGATE)\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """A bound table in its sheet.

    ``header`` is the last row of its heading, ``bottom`` the last row that can be one of its rows.
    ``columns`` and ``headings`` go by the binding's names; ``missing`` are those not found, or
    found twice. ``ids`` is the column of row ids, 0 without one. ``kinds`` is what the recogniser
    makes of the rows, ``known`` the table that Excel knows there.
    """

    sheet: Sheet
    header: int
    bottom: int
    left: int
    right: int
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    missing: tuple[str, ...]
    ids: int
    kinds: Mapping[int, RowKind]
    known: ListObject | None = None

    @property
    def rows(self) -> range:
        """Every row that may be one of the table's."""
        return range(self.header + 1, self.bottom + 1)

    def adds_up(self, row: int) -> bool:
        """Whether a row holds a sum in one of the bound columns."""
        formulas = (self.sheet.formulas.get((row, column), "") for column in self.columns.values())
        return any(_SUMS.search(formula) for formula in formulas)


def standing(book: Book, binding: Binding) -> Standing:
    """Where the bound table stands.

    Raises:
        NothingToDo: the sheet is gone, or none of its rows holds the headings that were bound.
    """
    sheet = book.sheet(binding.sheet)
    if sheet is None:
        there = ", ".join(one.name for one in book.sheets)
        raise NothingToDo(
            f"There is no sheet '{binding.sheet}' in {book.name} any more (there are: {there}). "
            f"Nothing was synced. Name it so again, or correct the sync '{binding.name}'."
        )
    wanted = {_plain(one.heading or one.name) for one in _bound(binding)}
    tables = outlines(sheet, book.name)
    best = max(tables, key=lambda table: _fit(_headings(table, sheet), wanted), default=None)
    found = _headings(best, sheet) if best is not None and best.header_rows else {}
    header = best.header_rows[-1] if best is not None and best.header_rows else 0
    row = _heading_row(sheet, wanted)
    if best is None or 2 * _fit(found, wanted) < len(wanted):
        best, header, found = None, row, _row_headings(sheet, row)
    if not _fit(found, wanted):
        named = ", ".join(f"'{one.heading or one.name}'" for one in _bound(binding))
        raise NothingToDo(
            f"None of the headings {named} stands in '{sheet.name}' of {book.name} any more. "
            f"Nothing was synced. Put them back, or correct the sync '{binding.name}'."
        )
    return _standing(sheet, binding, tables, best, header, found)


def _standing(
    sheet: Sheet,
    binding: Binding,
    tables: Iterable[Table],
    best: Table | None,
    header: int,
    found: Mapping[int, tuple[str, ...]],
) -> Standing:
    columns: dict[str, int] = {}
    headings: dict[str, str] = {}
    for one in _bound(binding):
        at = _columns_headed(found, one.heading or one.name)
        if len(at) == 1:
            columns[one.name] = at[0]
            wanted = _plain(one.heading or one.name)
            headings[one.name] = next(text for text in found[at[0]] if _plain(text) == wanted)
    ids = _columns_headed(found, ROW_IDS)
    held = columns.values() or found.keys()
    left, right = (best.area.left, best.area.right) if best else (min(held), max(held))
    known = next((o for o in sheet.list_objects if (header, min(held)) in o.area), None)
    return Standing(
        sheet,
        header,
        _bottom(sheet, tables, header, set(held), known),
        left,
        right,
        columns,
        headings,
        tuple(one.name for one in _bound(binding) if one.name not in columns),
        ids[0] if len(ids) == 1 else 0,
        best.kinds if best else {},
        known,
    )


def _bound(binding: Binding) -> list[BoundColumn]:
    return [one for one in binding.columns if one.policy is not Policy.NEVER]


def _bottom(
    sheet: Sheet,
    tables: Iterable[Table],
    header: int,
    columns: set[int],
    known: ListObject | None,
) -> int:
    """The last row before the totals of a table that Excel knows, or before the next table."""
    if known is not None:
        return known.area.bottom - known.totals_rows
    below = [
        min(table.header_rows) - 1
        for table in tables
        if table.header_rows
        and min(table.header_rows) > header
        and columns & set(range(table.area.left, table.area.right + 1))
    ]
    return min(below, default=len(sheet.rows))


def _fit(found: Mapping[int, tuple[str, ...]], wanted: set[str]) -> int:
    return len(wanted & {_plain(text) for texts in found.values() for text in texts})


def _headings(table: Table, sheet: Sheet) -> Mapping[int, tuple[str, ...]]:
    """Each column's heading as a whole, and its last line alone."""
    if not table.header_rows:
        return {}
    last = table.header_rows[-1]
    return {
        column: (text, str(sheet.value(last, column) or ""))
        for column, text in table.headings.items()
    }


def _heading_row(sheet: Sheet, wanted: set[str]) -> int:
    rows = range(1, min(_SEARCHED, len(sheet.rows)) + 1)
    return max(rows, key=lambda row: _fit(_row_headings(sheet, row), wanted), default=1)


def _row_headings(sheet: Sheet, row: int) -> Mapping[int, tuple[str, ...]]:
    values = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return {c: (value,) for c, value in enumerate(values, 1) if isinstance(value, str)}


def _columns_headed(found: Mapping[int, tuple[str, ...]], heading: str) -> list[int]:
    """The columns under a heading as a whole; failing that, by its last line."""
    plain = _plain(heading)
    whole = [column for column, texts in found.items() if _plain(texts[0]) == plain]
    return whole or [c for c, texts in found.items() if _plain(texts[-1]) == plain]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
