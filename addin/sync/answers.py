"""A person's answer to a conflict: keep what shows, or take the other value."""

from __future__ import annotations

from dataclasses import dataclass

from addin.ports.conflicts import Conflict, ConflictKind
from addin.ports.sheets import Rows
from addin.sync.changes import differing
from addin.sync.policy import Side
from addin.tables.typed_cell import BLANK, TypedCell


@dataclass(frozen=True, slots=True)
class Answer:
    """What to sync to make an answer true: the workbook's rows as if somebody had edited them.

    ``refused`` says why the conflict has to stay open; then the rows are as they were.
    """

    workbook: Rows
    refused: str = ""


def taking(conflict: Conflict, side: Side) -> TypedCell:
    """What a side held when the conflict arose: what both get if a person takes that side."""
    return conflict.workbook if side == "workbook" else conflict.sheet


def answered(conflict: Conflict, side: Side, workbook: Rows, sheet: Rows) -> Answer:
    """The workbook's rows with the answer in them, to be synced as an edit like any other.

    For a row that one side had deleted, taking that side deletes it. Refused if what shows was
    edited since on either side: the answer was given to another question.
    """
    here, there = workbook.get(conflict.row, {}), sheet.get(conflict.row, {})
    if not conflict.column:
        deleted: Side = "workbook" if conflict.kind is ConflictKind.DELETED_IN_WORKBOOK else "sheet"
        if side != deleted:
            return Answer(workbook)
        if differing(here, there, {*here, *there}):
            return Answer(workbook, "the row is not the same on both sides; sync first")
        return Answer({row: cells for row, cells in workbook.items() if row != conflict.row})
    shown = here.get(conflict.column, BLANK), there.get(conflict.column, BLANK)
    if shown != (conflict.kept, conflict.kept):
        return Answer(workbook, "the cell was edited since")
    cells = {**here, conflict.column: taking(conflict, side)}
    return Answer({**workbook, conflict.row: cells})
