"""What a sync remembers, as it is kept: cells as text, whole tables packed, told by their base."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from addin.ports.conflicts import Conflict, ConflictKind
from addin.ports.sheets import (
    Cells,
    Pulled,
    RowAppend,
    RowRemoval,
    Rows,
    RowWrite,
    SharedRow,
    SheetEdits,
)
from addin.ports.sync_store import Attempt, CellChange, Pending
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
        row: _told(cells)
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
    pending = attempt.pending
    return packed(
        {
            "edits": _edits_told(attempt.edits),
            "before": _pulled_told(attempt.before, base),
            "merged": difference(attempt.merged, base),
            "image": difference(attempt.image, base),
            "conflicts": [conflict_told(one) for one in attempt.conflicts],
            "changes": [change_told(one) for one in attempt.changes],
            "pending": None if pending is None else difference(pending, base),
            "mends": attempt.mends,
            "loads": attempt.loads,
            "removes": [[one.id, one.row] for one in attempt.removes],
        }
    )


def attempt_of(content: bytes, base: Rows, *, run: int, generation: int, batch: str) -> Attempt:
    """The journal that ``attempt_told`` was given, with the same base."""
    kept = unpacked(content)
    return Attempt(
        run=run,
        generation=generation,
        batch=batch,
        edits=_edits_of(kept["edits"]),
        before=_pulled_of(kept["before"], base),
        merged=rows_of(kept["merged"], base),
        image=rows_of(kept["image"], base),
        conflicts=tuple(map(conflict_of, kept["conflicts"])),
        changes=tuple(map(change_of, kept["changes"])),
        pending=None if kept["pending"] is None else rows_of(kept["pending"], base),
        mends=kept["mends"],
        loads=kept["loads"],
        removes=tuple(RowRemoval(*one) for one in kept.get("removes", ())),
    )


def pending_told(merged: Rows, image: Rows, base: Rows) -> bytes:
    """What the workbook is to hold and what it held, packed."""
    return packed({"merged": difference(merged, base), "image": difference(image, base)})


def pending_of(content: bytes, base: Rows, run: int) -> Pending:
    """What ``pending_told`` was given, with the same base."""
    kept = unpacked(content)
    return Pending(run, rows_of(kept["merged"], base), rows_of(kept["image"], base))


def change_told(change: CellChange) -> list[Any]:
    """A change as a value of JSON."""
    return [change.side, change.row, change.column, told(change.before), told(change.after)]


def change_of(content: Sequence[Any]) -> CellChange:
    """The change that ``change_told`` was given."""
    side, row, column, before, after = content
    return CellChange(side, row, column, cell_told(before), cell_told(after))


def _pulled_told(pulled: Pulled, base: Rows) -> Any:
    return {
        "rows": difference({row: one.cells for row, one in pulled.rows.items()}, base),
        "at": [one.row for one in pulled.rows.values()],
        "blanked": {row: [one.row, _told(one.cells)] for row, one in pulled.blanked.items()},
        "unnamed": pulled.unnamed,
        "headers": dict(pulled.headers),
        "missing": pulled.missing,
        "doubled": {key: list(rows) for key, rows in pulled.doubled.items()},
        "keyless": pulled.keyless,
        "copied": pulled.copied,
        "columns": dict(pulled.columns),
    }


def _pulled_of(kept: Any, base: Rows) -> Pulled:
    rows = zip(kept["at"], rows_of(kept["rows"], base).items(), strict=True)
    return Pulled(
        rows={row: SharedRow(at, cells) for at, (row, cells) in rows},
        blanked={row: SharedRow(at, _cells(cells)) for row, (at, cells) in kept["blanked"].items()},
        unnamed=tuple(kept["unnamed"]),
        headers=kept["headers"],
        missing=tuple(kept["missing"]),
        doubled={key: tuple(rows) for key, rows in kept["doubled"].items()},
        keyless=tuple(kept["keyless"]),
        copied=tuple(kept.get("copied", ())),
        columns=kept["columns"],
    )


def conflict_told(conflict: Conflict) -> Mapping[str, Any]:
    """A conflict as a value of JSON."""
    return {
        "row": conflict.row,
        "column": conflict.column,
        "kind": str(conflict.kind),
        "settled": conflict.settled,
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
        content["settled"],
    )


def _cells(content: Mapping[str, Any]) -> dict[str, TypedCell]:
    return {name: cell_told(cell) for name, cell in content.items()}


def _edits_told(edits: SheetEdits) -> Any:
    return {
        "writes": [
            [one.id, one.row, _told(one.cells), one.names_row, one.known_by] for one in edits.writes
        ],
        "appends": [[one.id, _told(one.cells)] for one in edits.appends],
    }


def _edits_of(content: Any) -> SheetEdits:
    return SheetEdits(
        tuple(
            RowWrite(row_id, row, _cells(cells), names_row, tuple(known_by))
            for row_id, row, cells, names_row, known_by in content["writes"]
        ),
        tuple(RowAppend(row_id, _cells(cells)) for row_id, cells in content["appends"]),
    )


def _told(cells: Cells) -> dict[str, list[Any]]:
    return {name: told(cell) for name, cell in cells.items()}
