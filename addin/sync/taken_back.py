"""The plan that takes a run back: like any other, it is journalled, verified and can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from addin.ports.binding import Binding
from addin.ports.conflicts import Conflict
from addin.ports.sheets import Pulled, Rows
from addin.ports.sync_store import CellChange
from addin.sync.changes import alive, mirrored, synced
from addin.sync.merge import Merged
from addin.sync.plan import Counts, Plan, sheet_edits
from addin.sync.requests import calls_of, chunks_of
from addin.sync.rows import WorkbookRows
from addin.sync.undo import inverse


def taken_back(
    changes: Sequence[CellChange],
    workbook: WorkbookRows,
    rows: Rows,
    pulled: Pulled,
    base: Rows,
    conflicts: Iterable[Conflict],
    binding: Binding,
) -> Plan:
    """What both sides are to hold once a run is taken back.

    ``rows`` are those of the workbook with what an earlier run still owed it.
    """
    there = {row: shared.cells for row, shared in pulled.rows.items()}
    back = inverse(changes, rows, there, base, conflicts, mirrored(binding))
    edits = sheet_edits(Merged(back.sheet), pulled, binding)
    chunks = chunks_of(edits, synced(binding))
    mine = tuple(one for one in back.undone if one.side == "workbook")
    theirs = tuple(one for one in back.undone if one.side == "sheet")
    return Plan(
        base=back.base,
        sheet=edits,
        chunks=chunks,
        workbook_rows=back.workbook,
        image=alive(workbook.rows, binding),
        workbook_changes=mine,
        sheet_changes=theirs,
        workbook_counts=_counts(mine, rows, back.workbook),
        sheet_counts=_counts(theirs, there, back.sheet),
        calls=calls_of(chunks),
    )


def _counts(changes: Sequence[CellChange], before: Rows, after: Rows) -> Counts:
    rows = dict.fromkeys(one.row for one in changes)
    added = sum(row in after and row not in before for row in rows)
    deleted = sum(row not in after for row in rows)
    return Counts(added, len(rows) - added - deleted, deleted, len(changes))
