"""A conflict: what both sides did to one cell or row, with all three values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from addin.tables.typed_cell import BLANK, TypedCell


class ConflictKind(StrEnum):
    """What met."""

    BOTH_CHANGED = "both changed it"
    DELETED_IN_WORKBOOK = "deleted in the workbook, changed in the sheet"
    DELETED_IN_SHEET = "deleted in the sheet, changed in the workbook"
    NOT_YOURS_TO_CHANGE = "changed where it may not be"  # PUSH, PULL and MIRROR columns


@dataclass(frozen=True, slots=True)
class Conflict:
    """One cell (or, with no column, one row) and what base, workbook and sheet hold of it.

    ``kept`` is what now stands on both sides. ``settled`` says what decided (a column's policy);
    empty: a person must, and until then it is open.
    """

    row: str
    column: str
    kind: ConflictKind
    base: TypedCell = BLANK
    workbook: TypedCell = BLANK
    sheet: TypedCell = BLANK
    kept: TypedCell = BLANK
    settled: str = ""
