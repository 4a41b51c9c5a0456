"""A push as one ``batchUpdate``: marker, old tags away, cells, tags, new rows.

The marker comes first: if another batch has this generation, nothing of the rest is applied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from addin.adapters.google_sheets import cells, marks
from addin.adapters.google_sheets.marks import Marks
from addin.adapters.google_sheets.own_row import cells_for_row
from addin.adapters.google_sheets.pull import ID_COLUMN
from addin.ports.binding import Binding
from addin.ports.sheets import Cells, RowAppend, RowWrite, SheetEdits
from addin.tables.typed_cell import TypedCell, text

Json = dict[str, Any]


def marker(binding_marks: Marks, generation: int, batch: str) -> list[Json]:
    """Take a generation, and free the place of the next one."""
    value = f"{generation}:{batch}"
    place = binding_marks.place(generation)
    return [
        marks.create(binding_marks.key, value, {"spreadsheet": True}, place),
        marks.delete(metadataId=binding_marks.place(generation + 1)),
    ]


def requests(
    binding: Binding,
    binding_marks: Marks,
    columns: Mapping[str, int],
    generation: int,
    batch: str,
    edits: SheetEdits,
    *,
    keeps_tags: bool,
) -> list[Json]:
    """Everything that one batch asks for. ``columns``: where each stands, from 1."""
    asked = marker(binding_marks, generation, batch)
    if not edits:
        return asked
    if not keeps_tags:
        location = {"sheetId": binding.sheet_id}
        asked.append(
            marks.delete(
                metadataKey=binding_marks.key,
                locationType="ROW",
                metadataLocation=location,
                locationMatchingStrategy="INTERSECTING_LOCATION",
            )
        )
    for write in edits.writes:
        asked += _written(binding, columns, write)
    for ordinal, write in enumerate(edits.writes):
        where = marks.rows_at(binding.sheet_id, write.row)
        asked.append(marks.create(binding_marks.key, binding_marks.tag(generation, ordinal), where))
    if edits.appends:
        asked.append(_appended(binding, columns, edits.appends))
    return asked


def _written(binding: Binding, columns: Mapping[str, int], write: RowWrite) -> Iterator[Json]:
    """The cells of one row, one request for each run of neighbours.

    A column that somebody deleted since is passed over: there is nothing left to put right in it.
    """
    content = _with_id(write.cells, write.id) if write.names_row else write.cells
    content = cells_for_row(content, write.row, columns)
    at = {columns[name]: cell for name, cell in content.items() if name in columns}
    for first, run in _runs(at):
        start = {
            "sheetId": binding.sheet_id,
            "rowIndex": write.row - 1,
            "columnIndex": first - 1,
        }
        rows = [{"values": [cells.entered(cell) for cell in run]}]
        yield {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def _runs(at: Mapping[int, TypedCell]) -> Iterator[tuple[int, list[TypedCell]]]:
    run: list[TypedCell] = []
    first = 0
    for column in sorted(at):
        if run and column == first + len(run):
            run.append(at[column])
            continue
        if run:
            yield first, run
        first, run = column, [at[column]]
    if run:
        yield first, run


def _appended(binding: Binding, columns: Mapping[str, int], appends: Sequence[RowAppend]) -> Json:
    """New rows below everything that the sheet holds; unbound columns stay empty."""
    width = max(columns.values())
    shown = {one.name: cells.number_format(one.shown) for one in binding.columns}
    rows = []
    for append in appends:
        content = append.cells if binding.key else _with_id(append.cells, append.id)
        content = cells_for_row(content, None, columns)
        values: list[Json] = [{} for _ in range(width)]
        for name, cell in content.items():
            if cell:
                values[columns[name] - 1] = {**cells.entered(cell), **shown.get(name, {})}
        rows.append({"values": values})
    fields = "userEnteredValue,userEnteredFormat.numberFormat"
    return {"appendCells": {"sheetId": binding.sheet_id, "rows": rows, "fields": fields}}


def _with_id(content: Cells, row_id: str) -> Cells:
    return {ID_COLUMN: text(row_id), **content}
