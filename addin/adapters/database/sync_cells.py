"""What a sync remembers, as it is kept: cells as text, whole tables packed, told by their base."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from addin.ports.conflicts import Conflict, ConflictKind
from addin.ports.sheets import Cells, Pulled, RowAppend, Rows, RowWrite, SharedRow, SheetEdits
from addin.ports.sync_store import Attempt
from addin.tables.typed_cell import CellKind, TypedCell


def packed(content: object) -> bytes:
    """A value of JSON, compressed."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpacked(content: bytes) -> Any:
    """What ``packed`` was given."""
    return json.loads(zlib.decompress(content).decode("utf-8", "surrogatepass"))


def told(cell: TypedCell) -> list[Any]:
    """A cell as a value of JSON."""
    return [str(cell.kind), cell.content]


def cell_told(content: Sequence[Any]) -> TypedCell:
    """The cell that ``told`` was given."""
    return TypedCell(CellKind(content[0]), content[1])


def text_of(cell: TypedCell) -> str:
    """A cell's content as text; its kind is kept beside it."""
    return repr(cell.content) if cell.kind is CellKind.NUMBER else str(cell.content)


def cell_of(kind: str, content: str) -> TypedCell:
    """The cell of a kind and a text."""
    match CellKind(kind):
        case CellKind.NUMBER:
            return TypedCell(CellKind.NUMBER, float(content))
        case CellKind.BOOL:
            return TypedCell(CellKind.BOOL, content == "True")
        case other:
            return TypedCell(other, content)


def difference(rows: Rows, base: Rows) -> Any:
    """Rows, told by what is different from the base: journals are as large as what they change."""
    changed = {
        row: {name: told(cell) for name, cell in cells.items()}
        for row, cells in rows.items()
        if (before := base.get(row)) is None or dict(before) != dict(cells)
    }
    order = None if list(rows) == list(base) else list(rows)
    return {"rows": changed, "order": order}


def rows_of(content: Any, base: Rows) -> dict[str, Cells]:
    """The rows that ``difference`` was given, with the same base."""
    changed = {row: _cells(cells) for row, cells in content["rows"].items()}
    order = base if content["order"] is None else content["order"]
    return {row: changed[row] if row in changed else base[row] for row in order}


def attempt_told(attempt: Attempt, base: Rows) -> bytes:
    """The journal of a run, packed."""
    before = attempt.before
    return packed(
        {
            "edits": _edits_told(attempt.edits),
            "before": {
                "rows": difference({row: one.cells for row, one in before.rows.items()}, base),
                "at": [one.row for one in before.rows.values()],
                "blanked": {
                    row: [one.row, {name: told(cell) for name, cell in one.cells.items()}]
                    for row, one in before.blanked.items()
                },
                "unnamed": before.unnamed,
                "headers": dict(before.headers),
                "missing": before.missing,
                "doubled": {key: list(rows) for key, rows in before.doubled.items()},
            },
            "merged": difference(attempt.merged, base),
            "image": difference(attempt.image, base),
            "conflicts": [conflict_told(one) for one in attempt.conflicts],
        }
    )


def attempt_of(content: bytes, base: Rows, *, run: int, generation: int, batch: str) -> Attempt:
    """The journal that ``attempt_told`` was given, with the same base."""
    kept = unpacked(content)
    before = kept["before"]
    pulled = rows_of(before["rows"], base)
    return Attempt(
        run,
        generation,
        batch,
        _edits_of(kept["edits"]),
        Pulled(
            {
                row: SharedRow(at, cells)
                for at, (row, cells) in zip(before["at"], pulled.items(), strict=True)
            },
            {row: SharedRow(at, _cells(cells)) for row, (at, cells) in before["blanked"].items()},
            tuple(before["unnamed"]),
            before["headers"],
            tuple(before["missing"]),
            {key: tuple(rows) for key, rows in before["doubled"].items()},
        ),
        rows_of(kept["merged"], base),
        rows_of(kept["image"], base),
        tuple(map(conflict_of, kept["conflicts"])),
    )


def conflict_told(conflict: Conflict) -> Mapping[str, Any]:
    """A conflict as a value of JSON."""
    return {
        "row": conflict.row,
        "column": conflict.column,
        "kind": str(conflict.kind),
        "cells": [
            told(cell) for cell in (conflict.base, conflict.workbook, conflict.sheet, conflict.kept)
        ],
    }


def conflict_of(content: Mapping[str, Any]) -> Conflict:
    """The conflict that ``conflict_told`` was given."""
    base, workbook, sheet, kept = map(cell_told, content["cells"])
    return Conflict(
        content["row"],
        content["column"],
        ConflictKind(content["kind"]),
        base,
        workbook,
        sheet,
        kept,
    )


def _cells(content: Mapping[str, Any]) -> dict[str, TypedCell]:
    return {name: cell_told(cell) for name, cell in content.items()}


def _edits_told(edits: SheetEdits) -> Any:
    return {
        "writes": [
            [one.id, one.row, {name: told(cell) for name, cell in one.cells.items()}, one.names_row]
            for one in edits.writes
        ],
        "appends": [
            [one.id, {name: told(cell) for name, cell in one.cells.items()}]
            for one in edits.appends
        ],
    }


def _edits_of(content: Any) -> SheetEdits:
    return SheetEdits(
        tuple(
            RowWrite(row_id, row, _cells(cells), names_row)
            for row_id, row, cells, names_row in content["writes"]
        ),
        tuple(RowAppend(row_id, _cells(cells)) for row_id, cells in content["appends"]),
    )
