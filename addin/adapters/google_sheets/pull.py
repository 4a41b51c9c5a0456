"""The bound table as one read gives it: each column found by its mark, wherever it stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from addin.adapters.google_sheets import cells
from addin.adapters.google_sheets.marks import Marks
from addin.adapters.google_sheets.own_row import from_row
from addin.adapters.google_sheets.ranges import first_cell, last_row
from addin.adapters.google_sheets.ranges import title as title_of
from addin.ports.binding import Binding, Policy
from addin.ports.sheets import Pulled, Rows, SharedRow
from addin.tables.typed_cell import TypedCell

KeyOf = Callable[[TypedCell], str]

ID_COLUMN = "_row"
"""How the column of row ids is called; no bound column has that name."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The bound columns as read: where each stands (from 1), and its values from row 1 on.

    The column of row ids is ``_row``; with a key of the table's own it is that column. ``title``
    and ``rows`` are the sheet's own: how it is called now, and how many rows it has.
    """

    header: int
    columns: Mapping[str, int]
    values: Mapping[str, Sequence[Any]]
    title: str = ""
    rows: int = 0

    def cell(self, name: str, row: int) -> TypedCell:
        """A cell as a sync knows it: a formula names the cells of its own row by their columns."""
        values = self.values[name]
        cell = cells.read(values[row - 1] if row <= len(values) else "")
        return from_row(cell, row, self.columns)

    @property
    def height(self) -> int:
        """The last row that says anything."""
        return max(map(len, self.values.values()), default=0)


def numbers(binding: Binding, marks: Marks) -> dict[int, str]:
    """Number of the mark → column, of all that are read."""
    wanted = {
        one.metadata_id: one.name for one in binding.columns if one.policy is not Policy.NEVER
    }
    return wanted if binding.key else {marks.id_column: ID_COLUMN, **wanted}


def request(binding: Binding, marks: Marks) -> dict[str, Any]:
    """The body of ``values:batchGetByDataFilter`` that reads it all at one moment."""
    wanted = [marks.heading_row, *numbers(binding, marks)]
    return {
        "dataFilters": [{"developerMetadataLookup": {"metadataId": one}} for one in wanted],
        "majorDimension": "COLUMNS",
        "valueRenderOption": "FORMULA",
        "dateTimeRenderOption": "SERIAL_NUMBER",
    }


def grid_of(answer: Mapping[str, Any], binding: Binding, marks: Marks) -> Grid:
    """The columns of an answer. No heading row (0): it was deleted."""
    names = numbers(binding, marks)
    header, title, rows = 0, "", 0
    columns: dict[str, int] = {}
    values: dict[str, Sequence[Any]] = {}
    for matched in answer.get("valueRanges", []):
        found = {
            one.get("developerMetadataLookup", {}).get("metadataId")
            for one in matched.get("dataFilters", [])
        }
        at = matched["valueRange"]
        row, column = first_cell(at["range"])
        title = title_of(at["range"])
        if marks.heading_row in found:
            header = row
        for name in [names[one] for one in found if one in names]:
            columns[name] = column
            rows = max(rows, last_row(at["range"]))
            values[name] = [""] * (row - 1) + list((at.get("values") or [[]])[0])
    return Grid(header, columns, values, title, rows)


def doubtful(grid: Grid, known: Rows, ids: Sequence[str]) -> dict[str, list[int]]:
    """Column → rows whose text begins with ``=`` and is not a formula known from the base."""
    found: dict[str, list[int]] = {}
    for name, values in grid.values.items():
        rows = [
            row
            for row, value in enumerate(values[grid.header :], grid.header + 1)
            if cells.looks_a_formula(value)
            and known.get(_at(ids, row), {}).get(name) != grid.cell(name, row)
        ]
        if rows:
            found[name] = rows
    return found


def raw_ids(grid: Grid, binding: Binding, key_of: KeyOf) -> list[str]:
    """The row ids as they stand, from row 1 on; empty where there is none."""
    name = binding.key or ID_COLUMN
    read = key_of if binding.key else _id_of
    return [read(cells.read(value)) for value in grid.values.get(name, [])]


def table(
    grid: Grid,
    binding: Binding,
    key_of: KeyOf,
    fresh: Iterator[str],
    texts: Mapping[tuple[str, int], TypedCell],
) -> Pulled:
    """The rows below the heading. ``texts``: what doubtful cells turned out to be."""
    bound = [one.name for one in binding.columns if one.policy is not Policy.NEVER]
    wanted = bound if binding.key else [ID_COLUMN, *bound]
    missing = tuple(one for one in wanted if one not in grid.columns)
    if not grid.header or missing:
        return Pulled({}, headers=_headers(grid, bound), missing=missing or ("the heading row",))
    ids = raw_ids(grid, binding, key_of)
    rows: dict[str, SharedRow] = {}
    emptied: list[tuple[str, SharedRow]] = []
    unnamed: list[str] = []
    copied: list[str] = []
    doubled: dict[str, list[int]] = {}
    keyless: list[int] = []
    for row in range(grid.header + 1, grid.height + 1):
        content = {name: _cell(grid, name, row, texts) for name in bound}
        filled = any(content.values())
        key = _at(ids, row)
        if not key and not filled:
            continue
        if binding.key and not key:
            keyless.append(row)
        elif binding.key and key in rows:
            doubled.setdefault(key, [rows[key].row]).append(row)
        elif not filled:
            emptied.append((key, SharedRow(row, content)))
        else:
            if not key or key in rows:
                copied += [key] if key else []
                key = next(fresh)
                unnamed.append(key)
            rows[key] = SharedRow(row, content)
    blanked: dict[str, SharedRow] = {}
    for key, one in emptied:
        own = key
        if key in rows or key in blanked:
            copied.append(key)
            own = next(fresh)
            unnamed.append(own)
        blanked[own] = one
    return Pulled(
        rows,
        blanked,
        tuple(unnamed),
        _headers(grid, bound),
        (),
        {key: tuple(at) for key, at in doubled.items()},
        tuple(keyless),
        tuple(dict.fromkeys(copied)),
        dict(grid.columns),
    )


def _headers(grid: Grid, bound: Sequence[str]) -> dict[str, str]:
    found = {}
    for name in bound:
        values = grid.values.get(name, [])
        if 0 < grid.header <= len(values):
            found[name] = str(values[grid.header - 1])
        elif name in grid.values:
            found[name] = ""
    return found


def _cell(grid: Grid, name: str, row: int, texts: Mapping[tuple[str, int], TypedCell]) -> TypedCell:
    told = texts.get((name, row))
    return grid.cell(name, row) if told is None else from_row(told, row, grid.columns)


def _at(ids: Sequence[str], row: int) -> str:
    return ids[row - 1] if row <= len(ids) else ""


def _id_of(cell: TypedCell) -> str:
    return str(cell.content) if cell else ""
