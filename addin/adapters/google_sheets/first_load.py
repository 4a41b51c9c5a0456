"""Filling an empty table: formulas and formats, then plain values, all at fixed addresses.

Typed cells are five times as large as values, so a first load of 100,000 rows is eight calls of
values instead of some forty batches. Everything stands at fixed addresses: sent twice, it is there
once. Texts and numbers go RAW, which retypes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from addin.adapters.google_sheets import cells
from addin.adapters.google_sheets.own_row import cells_for_row
from addin.adapters.google_sheets.pull import ID_COLUMN, Grid
from addin.adapters.google_sheets.ranges import letters, quoted
from addin.ports.binding import Binding
from addin.ports.sheets import Cells, SheetEdits
from addin.tables.typed_cell import BLANK, CellKind, TypedCell, text

Json = dict[str, Any]

BYTES_A_CALL: Final = 1_500_000
REQUESTS_A_BATCH: Final = 5_000

_TYPED: Final = frozenset({CellKind.FORMULA, CellKind.ERROR})


@dataclass(frozen=True, slots=True)
class Table:
    """Where the table stands: the sheet's title and rows, its columns and heading row, from 1."""

    binding: Binding
    title: str
    columns: Mapping[str, int]
    header: int
    height: int = 0

    @property
    def first(self) -> int:
        """The first column of the block that is written."""
        return min(self.columns.values())

    @property
    def width(self) -> int:
        """How many columns it spans, bound or not."""
        return max(self.columns.values()) - self.first + 1


@dataclass(frozen=True, slots=True)
class Values:
    """One ``values.update``: its address, and rows; None leaves a cell as it is."""

    address: str
    rows: list[list[Any]]


def standing(table: Table, edits: SheetEdits) -> SheetEdits:
    """The rows to be loaded, their formulas as they read in the row that each will stand in."""
    return SheetEdits(
        appends=tuple(
            replace(append, cells=cells_for_row(append.cells, row, table.columns))
            for row, append in enumerate(edits.appends, table.header + 1)
        )
    )


def values(table: Table, edits: SheetEdits) -> Iterator[Values]:
    """The rows as plain values, in calls that are each small enough; formulas are there already."""
    rows: list[list[Any]] = []
    size, start = 0, table.header + 1
    for append in edits.appends:
        line = _line(table, content_of(table.binding, append.id, append.cells))
        weight = len(json.dumps(line)) + 1
        if rows and size + weight > BYTES_A_CALL:
            yield Values(_address(table, start, len(rows)), rows)
            start, rows, size = start + len(rows), [], 0
        rows.append(line)
        size += weight
    if rows:
        yield Values(_address(table, start, len(rows)), rows)


def requests(table: Table, edits: SheetEdits) -> Iterator[list[Json]]:
    """Room, number formats of whole columns and formulas, in batches that are each small enough.

    They come before the values, which leave formulas alone: a load of 10,000 rows is one batch,
    one call of values, one look, one marker.
    """
    batch: list[Json] = []
    size = 0
    for asked in [*_room(table, edits), *_formats(table, edits), *_formulas(table, edits)]:
        weight = len(json.dumps(asked))
        if batch and (size + weight > BYTES_A_CALL or len(batch) >= REQUESTS_A_BATCH):
            yield batch
            batch, size = [], 0
        batch.append(asked)
        size += weight
    if batch:
        yield batch


def is_there(grid: Grid, table: Table, edits: SheetEdits) -> bool:
    """Whether what was read back is what was written, cell by cell."""
    if grid.header != table.header or dict(grid.columns) != dict(table.columns):
        return False
    for row, append in enumerate(edits.appends, table.header + 1):
        content = content_of(table.binding, append.id, append.cells)
        for name in table.columns:
            column = grid.values[name]
            held = column[row - 1] if row <= len(column) else ""
            if not _is_same(held, content.get(name, BLANK)):
                return False
    return True


def content_of(binding: Binding, row_id: str, content: Cells) -> Cells:
    """A row's cells with its id, where rows carry one of ours."""
    return content if binding.key else {ID_COLUMN: text(row_id), **content}


def _is_same(held: Any, cell: TypedCell) -> bool:
    """A text that begins with ``=`` reads like a formula; which of both it is was ours to write."""
    if cells.looks_a_formula(held):
        return str(held) == (f"={cell.content}" if cell.kind in _TYPED else cell.content)
    return cells.read(held) == cell


def _line(table: Table, content: Cells) -> list[Any]:
    line: list[Any] = [None] * table.width
    for name, cell in content.items():
        if not cell or cell.kind in _TYPED:
            continue
        value = cells.plain(cell.content) if cell.kind is CellKind.NUMBER else cell.content
        line[table.columns[name] - table.first] = value
    return line


def _address(table: Table, start: int, count: int) -> str:
    first, last = letters(table.first), letters(table.first + table.width - 1)
    return f"{quoted(table.title)}!{first}{start}:{last}{start + count - 1}"


def _room(table: Table, edits: SheetEdits) -> Iterator[Json]:
    """More rows, if the sheet is too short; sent twice, it is longer than it need be."""
    short = table.header + len(edits.appends) - table.height
    if short > 0:
        more = {"sheetId": table.binding.sheet_id, "dimension": "ROWS", "length": short}
        yield {"appendDimension": more}


def _formats(table: Table, edits: SheetEdits) -> Iterator[Json]:
    last = table.header + len(edits.appends)
    for name, column in table.columns.items():
        bound = table.binding.column(name)
        shown = cells.number_format(bound.shown) if bound else {}
        if shown:
            yield {
                "repeatCell": {
                    "range": _block(table, column, table.header + 1, last),
                    "cell": shown,
                    "fields": "userEnteredFormat.numberFormat",
                }
            }


def _block(table: Table, column: int, first: int, last: int) -> Json:
    return {
        "sheetId": table.binding.sheet_id,
        "startRowIndex": first - 1,
        "endRowIndex": last,
        "startColumnIndex": column - 1,
        "endColumnIndex": column,
    }


def _formulas(table: Table, edits: SheetEdits) -> Iterator[Json]:
    """Formulas, one request for each run of them down a column."""
    for name, column in table.columns.items():
        run: list[Json] = []
        start = 0
        for row, append in enumerate(edits.appends, table.header + 1):
            cell = append.cells.get(name, BLANK)
            if cell.kind in _TYPED:
                start = start or row
                run.append({"values": [cells.entered(cell)]})
            elif run:
                yield _written(table, column, start, run)
                run, start = [], 0
        if run:
            yield _written(table, column, start, run)


def _written(table: Table, column: int, row: int, rows: list[Json]) -> Json:
    where = {
        "sheetId": table.binding.sheet_id,
        "rowIndex": row - 1,
        "columnIndex": column - 1,
    }
    return {"updateCells": {"start": where, "rows": rows, "fields": "userEnteredValue"}}
