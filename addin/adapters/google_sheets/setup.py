"""Setting up a sheet for a binding: marks on its columns and heading row, a column for row ids.

The id column stands right of everything that the sheet holds, hidden, and warns who would edit it.
A sheet that is set up already, by us or another machine, gets only what it lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote

from addin.adapters.google_sheets import marks
from addin.adapters.google_sheets.calls import Calls, Json
from addin.adapters.google_sheets.marks import Marks, column_number, marks_of
from addin.adapters.google_sheets.pull import ID_COLUMN
from addin.errors import RequestRefused
from addin.ports.binding import Binding, BoundColumn, Policy

_KEY: Final = "tieout"
"""The key of lasting marks; their values say whose they are."""

_FIELDS: Final = (
    "sheets(properties(sheetId,gridProperties(rowCount,columnCount)),"
    "data(startRow,startColumn,rowData.values(formattedValue,userEnteredValue),"
    "rowMetadata.developerMetadata(metadataId,metadataKey,metadataValue),"
    "columnMetadata.developerMetadata(metadataId,metadataKey,metadataValue)))"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading row as it stands: texts by column (from 1), marks by number, the sheet's width.

    ``used`` is the last column in which any row holds something.
    """

    texts: Mapping[int, str]
    columns: Mapping[int, int]
    values: Mapping[int, str]
    taken: frozenset[int]
    row_marked: bool
    width: int
    used: int


def set_up(calls: Calls, binding: Binding, header: int, title: str = "") -> Binding:
    """Mark a sheet for a binding, whose headings stand in row ``header``; two calls, one if done.

    The binding comes back with the numbers of its columns' marks. On a blank heading row the
    headings are written.

    Raises:
        RequestRefused: a heading is missing or stands twice; the name is used by another binding
            of this spreadsheet. Nothing was written.
    """
    path = f"/v4/spreadsheets/{quote(binding.spreadsheet_id, safe='')}"
    body: Json = {"dataFilters": [{"gridRange": {"sheetId": binding.sheet_id}}]}
    answer = calls.request(
        "POST", f"{path}:getByDataFilter", {"fields": _FIELDS}, body, repeatable=True
    )
    called = title or binding.name
    found = _heading(answer, binding, header, called)
    bound = _placed(binding, found, header, called)
    binding_marks = marks_of(binding)
    marked = _numbered(binding, found, binding_marks, called)
    asked = list(_requests(marked, binding_marks, found, bound, header))
    if asked:
        calls.request("POST", f"{path}:batchUpdate", None, {"requests": asked}, repeatable=True)
    return marked


def _heading(answer: Mapping[str, Any], binding: Binding, header: int, title: str) -> Heading:
    sheets = [
        one
        for one in answer.get("sheets", [])
        if one.get("properties", {}).get("sheetId", 0) == binding.sheet_id
    ]
    if not sheets:
        raise RequestRefused(title, "there is no such sheet in the spreadsheet")
    blocks = sheets[0].get("data", [])
    by_row = dict(_marked(blocks, "rowMetadata", "startRow"))
    ours = marks_of(binding).heading_row
    # a heading row that is marked already may have been moved since
    texts, used = _texts(blocks, by_row[ours][0] if ours in by_row else header)
    by_column = dict(_marked(blocks, "columnMetadata", "startColumn"))
    values = {number: value for number, (_, value) in {**by_row, **by_column}.items()}
    width = sheets[0]["properties"].get("gridProperties", {}).get("columnCount", 0)
    return Heading(
        texts,
        {number: column for number, (column, _) in by_column.items()},
        values,
        frozenset(values),
        ours in by_row,
        width,
        used,
    )


def _texts(blocks: list[Json], header: int) -> tuple[dict[int, str], int]:
    """The heading row's texts by column, and the last column that holds anything in any row."""
    texts, used = {}, 0
    for block in blocks:
        first_row, first_column = block.get("startRow", 0) + 1, block.get("startColumn", 0) + 1
        for row, one in enumerate(block.get("rowData", []), first_row):
            for column, cell in enumerate(one.get("values", []), first_column):
                if cell.get("userEnteredValue"):
                    used = max(used, column)
                    if row == header:
                        texts[column] = cell.get("formattedValue", "").strip()
    return texts, used


def _marked(blocks: list[Json], kind: str, start: str) -> Iterator[tuple[int, tuple[int, str]]]:
    """Number of each mark, where it is (from 1), and its value."""
    for block in blocks:
        for at, one in enumerate(block.get(kind, []), block.get(start, 0) + 1):
            for mark in one.get("developerMetadata", []):
                yield mark["metadataId"], (at, mark.get("metadataValue", ""))


def _placed(binding: Binding, found: Heading, header: int, title: str) -> dict[str, int]:
    """Where each bound column stands; on a blank sheet, where it is to stand."""
    wanted = [one for one in binding.columns if one.policy is not Policy.NEVER]
    if not any(found.texts.values()):
        return {one.name: column for column, one in enumerate(wanted, 1)}
    times = Counter(found.texts.values())
    at = {text: column for column, text in found.texts.items()}
    missing = [one.name for one in wanted if not _number_known(one, found) and one.name not in at]
    doubled = [one.name for one in wanted if times[one.name] > 1]
    if missing:
        raise RequestRefused(title, f"row {header} has no heading {', '.join(missing)}")
    if doubled:
        raise RequestRefused(title, f"row {header} has {', '.join(doubled)} more than once")
    return {
        one.name: found.columns[one.metadata_id] if _number_known(one, found) else at[one.name]
        for one in wanted
    }


def _number_known(column: BoundColumn, found: Heading) -> bool:
    return bool(column.metadata_id) and column.metadata_id in found.columns


def _numbered(binding: Binding, found: Heading, ours: Marks, title: str) -> Binding:
    """The binding with a number for each column's mark: those that are there, or free ones."""
    for number in (ours.id_column, ours.heading_row):
        if found.values.get(number, ours.owner) != ours.owner:
            raise RequestRefused(
                title, f"its marks would be those of another binding; call {binding.name} otherwise"
            )
    taken = set(found.taken)
    columns = []
    for column in binding.columns:
        number, attempt = column.metadata_id, 0
        owner = f"{ours.owner}/{column.name}"
        while not number or (number in taken and found.values.get(number) != owner):
            number = column_number(ours.owner, column.name, attempt)
            attempt += 1
        taken.add(number)
        columns.append(replace(column, metadata_id=number))
    return replace(binding, columns=tuple(columns))


def _requests(
    binding: Binding, ours: Marks, found: Heading, at: Mapping[str, int], header: int
) -> Iterator[Json]:
    sheet_id = binding.sheet_id
    for column in binding.columns:
        if column.name in at and column.metadata_id not in found.columns:
            where = marks.columns_at(sheet_id, at[column.name])
            yield marks.create(_KEY, f"{ours.owner}/{column.name}", where, column.metadata_id)
    if not any(found.texts.values()):
        for name, column_at in at.items():
            yield _text(sheet_id, header, column_at, name)
    if not found.row_marked:
        yield marks.create(_KEY, ours.owner, marks.rows_at(sheet_id, header), ours.heading_row)
        heading = {"startRowIndex": header - 1, "endRowIndex": header}
        yield _guarded(sheet_id, heading, "Headings of a table that Tieout keeps in sync")
    if not binding.key and ours.id_column not in found.columns:
        yield from _id_column(sheet_id, ours, found, max([found.used, *at.values()]) + 1, header)


def _id_column(
    sheet_id: int, ours: Marks, found: Heading, column: int, header: int
) -> Iterator[Json]:
    if column > found.width:
        more = {"sheetId": sheet_id, "dimension": "COLUMNS", "length": column - found.width}
        yield {"appendDimension": more}
    where = marks.columns_at(sheet_id, column)
    yield marks.create(_KEY, ours.owner, where, ours.id_column)
    yield _text(sheet_id, header, column, ID_COLUMN)
    yield {
        "updateDimensionProperties": {
            "range": where["dimensionRange"],
            "properties": {"hiddenByUser": True},
            "fields": "hiddenByUser",
        }
    }
    block = {"startColumnIndex": column - 1, "endColumnIndex": column}
    yield _guarded(sheet_id, block, "Row ids: Tieout tells rows apart by them")


def _text(sheet_id: int, row: int, column: int, content: str) -> Json:
    start = {"sheetId": sheet_id, "rowIndex": row - 1, "columnIndex": column - 1}
    rows = [{"values": [{"userEnteredValue": {"stringValue": content}}]}]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def _guarded(sheet_id: int, block: Mapping[str, int], why: str) -> Json:
    guarded = {"range": {"sheetId": sheet_id, **block}, "description": why, "warningOnly": True}
    return {"addProtectedRange": {"protectedRange": guarded}}
