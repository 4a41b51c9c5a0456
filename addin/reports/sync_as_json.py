"""A sync for other programs: every row, cell and conflict, nothing left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from addin.sync.plan import Counts
from addin.sync.told import ConflictTold, RowTold, SyncTold
from addin.tables.typed_cell import CellKind, TypedCell


def syncs_as_json(syncs: Iterable[SyncTold], google: Mapping[str, object] | None = None) -> str:
    """Every sync of one run of the command, and what Google was asked for them (see ``told``)."""
    document = {
        "syncs": [sync_document(one) for one in syncs],
        "google": google,
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def sync_document(told: SyncTold) -> dict[str, object]:
    """What a sync did or would do; keys in a fixed order."""
    return {
        "name": told.binding,
        "ok": not told.error,
        "error": told.error or None,
        "dry_run": told.dry,
        "run": told.run or None,
        "sentence": told.sentence,
        "stopped_by": list(told.stops),
        "sheet": _side(told.sheet_counts, told.sheet, told.named[1]),
        "workbook": _side(told.workbook_counts, told.workbook, told.named[0]),
        "conflicts": [_conflict(one) for one in told.conflicts],
        "warnings": list(told.warnings),
        "repairs": told.repairs,
        "planned_calls": {
            "batches": told.batches,
            "reads": told.reads,
            "writes": told.writes,
        },
    }


def conflicts_as_json(conflicts: Iterable[ConflictTold]) -> str:
    """The conflict log."""
    document = {"conflicts": [_conflict(one) for one in conflicts]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _side(counts: Counts, rows: Iterable[RowTold], named: int) -> dict[str, object]:
    return {
        "rows_added": counts.added,
        "rows_changed": counts.changed,
        "rows_deleted": counts.deleted,
        "cells": counts.cells,
        "rows_given_an_id": named,
        "rows": [
            {
                "row": row.row,
                "called": row.called,
                "what": row.what,
                "cells": [
                    {
                        "column": cell.column,
                        "before": cell_value(cell.before),
                        "after": cell_value(cell.after),
                    }
                    for cell in row.cells
                ],
            }
            for row in rows
        ],
    }


def _conflict(one: ConflictTold) -> dict[str, object]:
    return {
        "number": one.number or None,
        "table": one.binding or None,
        "at": one.at.isoformat(timespec="seconds") if one.at else None,
        "row": one.row,
        "called": one.called,
        "column": one.column or None,
        "kind": one.kind,
        "base": cell_value(one.base),
        "workbook": cell_value(one.workbook),
        "sheet": cell_value(one.sheet),
        "kept": cell_value(one.kept),
        "settled": one.settled or None,
    }


def cell_value(cell: TypedCell) -> object:
    """A cell with its type: a blank is null, a formula or an error is an object that says so.

    >>> from addin.tables.typed_cell import formula, number, text
    >>> cell_value(text("=1")), cell_value(number(2)), cell_value(formula("1"))
    ('=1', 2.0, {'formula': '=1'})
    """
    match cell.kind:
        case CellKind.BLANK:
            return None
        case CellKind.FORMULA:
            return {"formula": f"={cell.content}"}
        case CellKind.ERROR:
            return {"error": cell.content}
        case _:
            return cell.content
