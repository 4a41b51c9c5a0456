"""The sheet as it is read after a write: which row carries which id and which tags now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from addin.adapters.google_sheets import cells
from addin.adapters.google_sheets.marks import Marks
from addin.adapters.google_sheets.own_row import from_row
from addin.adapters.google_sheets.pull import ID_COLUMN, KeyOf, numbers
from addin.ports.binding import Binding
from addin.ports.sheets import Cells
from addin.tables.typed_cell import TypedCell

Block = Mapping[str, Any]

FIELDS = (
    "sheets(properties.sheetId,data(startRow,startColumn,rowData.values.userEnteredValue,"
    "rowMetadata.developerMetadata(metadataKey,metadataValue),"
    "columnMetadata.developerMetadata(metadataId)))"
)


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row (from 1): its id as it stands, its tags, and its bound cells if they were read."""

    row: int
    id: str
    tags: frozenset[str] = frozenset()
    cells: Cells = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """All rows that say anything or carry a tag, in the sheet's order, and where columns stand."""

    rows: tuple[SeenRow, ...]
    columns: Mapping[str, int]


def request(binding: Binding, marks: Marks, *, whole: bool) -> dict[str, Any]:
    """The body of ``getByDataFilter``: the id column with the tags, or whole rows.

    The first row goes with it for what its columns carry: where the bound ones stand now.
    """
    sheet = {"sheetId": binding.sheet_id}
    if whole:
        return {"dataFilters": [{"gridRange": sheet}]}
    (number, _), *_ = _key_first(binding, marks)
    return {
        "dataFilters": [
            {"developerMetadataLookup": {"metadataId": number}},
            {"gridRange": {**sheet, "startRowIndex": 0, "endRowIndex": 1}},
        ]
    }


def seen_of(answer: Mapping[str, Any], binding: Binding, marks: Marks, key_of: KeyOf) -> Seen:
    """What an answer to ``request`` shows."""
    blocks = [
        block
        for sheet in answer.get("sheets", [])
        if sheet.get("properties", {}).get("sheetId", 0) == binding.sheet_id
        for block in sheet.get("data", [])
    ]
    columns = _columns(blocks, numbers(binding, marks))
    tags = _tags(blocks, marks.key)
    content = _content(blocks, {column: name for name, column in columns.items()})
    rows = []
    for row in sorted({*tags, *content}):
        own = content.get(row, {})
        key = _id(own.get(binding.key or ID_COLUMN), binding, key_of)
        bound = {
            name: from_row(cell, row, columns) for name, cell in own.items() if name != ID_COLUMN
        }
        rows.append(SeenRow(row, key, frozenset(tags.get(row, ())), bound))
    return Seen(tuple(rows), columns)


def _columns(blocks: Iterable[Block], names: Mapping[int, str]) -> dict[str, int]:
    found = {}
    for block in blocks:
        first = block.get("startColumn", 0) + 1
        for column, properties in enumerate(block.get("columnMetadata", []), first):
            for one in properties.get("developerMetadata", []):
                if one.get("metadataId") in names:
                    found[names[one["metadataId"]]] = column
    return found


def _tags(blocks: Iterable[Block], key: str) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for block in blocks:
        for row, properties in enumerate(
            block.get("rowMetadata", []), block.get("startRow", 0) + 1
        ):
            for one in properties.get("developerMetadata", []):
                if one.get("metadataKey") == key:
                    found.setdefault(row, set()).add(one.get("metadataValue", ""))
    return found


def _content(blocks: Iterable[Block], at: Mapping[int, str]) -> dict[int, dict[str, TypedCell]]:
    found: dict[int, dict[str, TypedCell]] = {}
    for block in blocks:
        first_row, first_column = block.get("startRow", 0) + 1, block.get("startColumn", 0) + 1
        for row, one in enumerate(block.get("rowData", []), first_row):
            filled = _filled(one.get("values", []), first_column, at)
            if filled:
                found.setdefault(row, {}).update(filled)
    return found


def _filled(
    values: Sequence[Mapping[str, Any]], first_column: int, at: Mapping[int, str]
) -> dict[str, TypedCell]:
    found = {}
    for column, one in enumerate(values, first_column):
        if column in at and (cell := cells.extended(one.get("userEnteredValue", {}))):
            found[at[column]] = cell
    return found


def _id(cell: TypedCell | None, binding: Binding, key_of: KeyOf) -> str:
    if cell is None:
        return ""
    return key_of(cell) if binding.key else str(cell.content)


def _key_first(binding: Binding, marks: Marks) -> list[tuple[int, str]]:
    wanted = binding.key or ID_COLUMN
    return sorted(numbers(binding, marks).items(), key=lambda one: one[1] != wanted)
