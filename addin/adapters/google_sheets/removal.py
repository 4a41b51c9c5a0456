"""Rows that leave the sheet for good, so that nothing is lost if others had moved into their place.

Nobody can say "delete this row, if it is still the one I saw". So the batch that deletes rows first
copies what stands there, whole, into a hidden sheet of its own. What is found in that sheet
afterwards, and was not to go, is appended to the table again, in the one batch that removes the
hidden sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from addin.adapters.google_sheets import cells, push
from addin.adapters.google_sheets.marks import Marks, base36
from addin.adapters.google_sheets.own_row import for_row, from_row
from addin.adapters.google_sheets.ranges import letters
from addin.ports.binding import Binding
from addin.ports.sheets import RowRemoval
from addin.tables.typed_cell import CellKind

Json = dict[str, Any]

MOST_ROWS: Final = 1_000
"""Rows that one batch removes: three requests each."""

FIELDS: Final = (
    "sheets(properties(sheetId,gridProperties(columnCount)),"
    "data(startRow,startColumn,rowData.values(userEnteredValue,userEnteredFormat,note)))"
)
SHEETS: Final = {"fields": "sheets.properties.sheetId"}
_FIRST_COLUMN: Final = {"startColumnIndex": 0, "endColumnIndex": 1}
_SLACK: Final = 8
"""Columns more than there were, should somebody have inserted some meanwhile."""


@dataclass(frozen=True, slots=True)
class WholeRow:
    """A row as it is, all columns: ``CellData`` by column, from 1; those that hold something."""

    row: int
    values: Mapping[int, Json]

    def id(self, column: int) -> str:
        """The row id in a column; empty: there is none."""
        cell = cells.extended(self.values.get(column, {}).get("userEnteredValue", {}))
        return str(cell.content) if cell else ""

    def holds_only(self, column: int) -> bool:
        """Whether there is nothing in the row but what that column has."""
        return all(at == column for at in self.values)


def request(sheet_id: int, rows: Sequence[RowRemoval]) -> Json:
    """The body of ``getByDataFilter`` that reads these rows whole."""
    return {
        "dataFilters": [
            {"gridRange": {"sheetId": sheet_id, "startRowIndex": at - 1, "endRowIndex": at}}
            for at in sorted({one.row for one in rows})
        ]
    }


def rows_of(answer: Mapping[str, Any], sheet_id: int) -> dict[int, WholeRow]:
    """The rows of an answer that hold something, by their number."""
    found: dict[int, dict[int, Json]] = {}
    for sheet in answer.get("sheets", []):
        if sheet.get("properties", {}).get("sheetId", 0) != sheet_id:
            continue
        for block in sheet.get("data", []):
            first_row, first_column = block.get("startRow", 0) + 1, block.get("startColumn", 0) + 1
            for row, line in enumerate(block.get("rowData", []), first_row):
                for column, cell in enumerate(line.get("values", []), first_column):
                    if cell.get("userEnteredValue") or cell.get("note"):
                        found.setdefault(row, {})[column] = cell
    return {row: WholeRow(row, values) for row, values in found.items()}


def width_of(answer: Mapping[str, Any], sheet_id: int) -> int:
    """How many columns the sheet has."""
    sheets = [one["properties"] for one in answer.get("sheets", []) if "properties" in one]
    widths = [
        one.get("gridProperties", {}).get("columnCount", 0)
        for one in sheets
        if one.get("sheetId", 0) == sheet_id
    ]
    return max(widths, default=0)


def removal(
    binding: Binding,
    marks: Marks,
    generation: int,
    batch: str,
    rows: Sequence[RowRemoval],
    width: int,
) -> list[Json]:
    """One batch: its marker, the hidden sheet, each row copied to it, then deleted, lowest first.

    A copy stands in the row that it came from: so its formulas read as they did.
    """
    lowest = max(one.row for one in rows)
    hidden = {
        "sheetId": marks.removed_rows,
        "title": f"Tieout removed rows {base36(marks.block)}",
        "hidden": True,
        "gridProperties": {"rowCount": lowest, "columnCount": width + _SLACK},
    }
    asked = push.marker(marks, generation, batch)
    asked.append({"addSheet": {"properties": hidden}})
    for one in rows:
        asked.append(
            {
                "copyPaste": {
                    "source": _row(binding.sheet_id, one.row),
                    # its first cell: a wider range would have the row twice
                    "destination": {**_row(marks.removed_rows, one.row), **_FIRST_COLUMN},
                    "pasteType": "PASTE_NORMAL",
                }
            }
        )
    for at in sorted({one.row for one in rows}, reverse=True):
        span = {"sheetId": binding.sheet_id, "dimension": "ROWS", "startIndex": at - 1}
        asked.append({"deleteDimension": {"range": {**span, "endIndex": at}}})
    return asked


def astray(
    found: Mapping[int, WholeRow], rows: Sequence[RowRemoval], column: int
) -> tuple[WholeRow, ...]:
    """The rows that were not to go: whose id was not meant, or that hold more than an id."""
    wanted = {one.id for one in rows}
    return tuple(
        one
        for _, one in sorted(found.items())
        if one.id(column) not in wanted or not one.holds_only(column)
    )


def putting_back(
    binding: Binding, marks: Marks, generation: int, batch: str, rows: Sequence[WholeRow]
) -> list[Json]:
    """One batch: its marker, the rows appended to the table again, the hidden sheet away."""
    asked = push.marker(marks, generation, batch)
    if rows:
        fields = "userEnteredValue,userEnteredFormat,note"
        lines = [{"values": list(_values(one))} for one in rows]
        asked.append(
            {"appendCells": {"sheetId": binding.sheet_id, "rows": lines, "fields": fields}}
        )
    asked.append({"deleteSheet": {"sheetId": marks.removed_rows}})
    return asked


def _values(one: WholeRow) -> Iterator[Json]:
    columns = {letters(column): column for column in range(1, max(one.values) + 2)}
    for column in range(1, max(one.values) + 1):
        cell = dict(one.values.get(column, {}))
        held = cells.extended(cell.get("userEnteredValue", {}))
        if held.kind is CellKind.FORMULA:
            cell |= cells.entered(for_row(from_row(held, one.row, columns), None, columns))
        yield cell


def _row(sheet_id: int, at: int) -> Json:
    return {"sheetId": sheet_id, "startRowIndex": at - 1, "endRowIndex": at}
