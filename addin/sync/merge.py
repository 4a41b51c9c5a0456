"""Three tables into one: base, workbook and sheet → what both sides are to hold, and conflicts.

    workbook   sheet      result
    same       same       base
    changed    same       the workbook's
    same       changed    the sheet's
    changed    changed    that value if both agree; else by the column's policy, and a conflict
    deleted    untouched  gone
    deleted    edited     stays, and a conflict
    new        new        cell by cell, as if both had been blank before

The whole table, with every policy, is in ``docs/sync-merge.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from addin.ports.binding import Binding, BoundColumn, Policy
from addin.ports.conflicts import Conflict, ConflictKind
from addin.ports.sheets import Cells, Rows
from addin.sync.changes import alive, differing, mirrored, synced, telling
from addin.sync.formulas import stays_here
from addin.sync.policy import Side, may_edit, only_side, put_back, winner
from addin.tables.typed_cell import BLANK, TypedCell

_WENT = "the row is gone, and this did not keep it"


@dataclass(frozen=True, slots=True)
class Held:
    """A formula that cannot cross: it stays in this side's cell; the other side keeps its own."""

    row: str
    column: str
    side: Side
    cell: TypedCell
    reason: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What both sides are to hold, in the sheet's order, then the workbook's; blanks left out.

    ``held`` are the only cells in which the two sides then differ.
    """

    rows: Rows
    conflicts: tuple[Conflict, ...] = ()
    held: tuple[Held, ...] = ()


def merge(
    base: Rows | None,
    workbook: Rows,
    sheet: Rows,
    binding: Binding,
    *,
    workbook_is_newer: bool | None = None,
    one_side: bool = False,
) -> Merged:
    """What both sides are to hold after they were changed apart from one another.

    No base: the two were never synced. Rows of one side are added to the other; where both have a
    row, a blank takes the other's value and two values are a conflict. ``one_side``: all three are
    states of one program's table, between which every formula may go.
    """
    merging = _Merging(binding, workbook_is_newer, one_side=one_side)
    before = alive(base or {}, binding)
    here, there = alive(workbook, binding), alive(sheet, binding)
    for row in dict.fromkeys([*there, *here, *before]):
        merging.row(row, before.get(row), here.get(row), there.get(row), workbook.get(row, {}))
    return Merged(merging.rows, tuple(merging.conflicts), tuple(merging.held))


class _Merging:
    """One merge under way: rows so far, conflicts, and what is held back."""

    def __init__(self, binding: Binding, newer: bool | None, *, one_side: bool) -> None:  # noqa: FBT001 - handed on
        self._one_side = one_side
        self._names = synced(binding)
        self._columns = [one for one in binding.columns if one.policy is not Policy.NEVER]
        self._mirrored = mirrored(binding)
        self._telling = telling(binding)
        self._strict = binding.strict
        self._newer = newer
        self.rows: dict[str, Cells] = {}
        self.conflicts: list[Conflict] = []
        self.held: list[Held] = []

    def row(
        self,
        row: str,
        base: Cells | None,
        workbook: Cells | None,
        sheet: Cells | None,
        emptied: Cells,
    ) -> None:
        """Add what becomes of one row; None: it is not there.

        ``emptied`` is the workbook's row even so: what its formulas show of a row of blanks.
        """
        if workbook is None and sheet is None:
            return
        if base is not None and (workbook is None or sheet is None):
            side: Side = "sheet" if workbook is None else "workbook"
            kept = sheet if sheet is not None else workbook or {}
            if not self._edited(side, base, kept):
                self._goes(row, side, base, kept)
                return
            kind = (
                ConflictKind.DELETED_IN_WORKBOOK
                if workbook is None
                else ConflictKind.DELETED_IN_SHEET
            )
            self.conflicts.append(Conflict(row, "", kind))
        # the side that deleted it, or never had it, changed nothing else
        before = base or {}
        cells = self._cells(
            row,
            before,
            self._still_shown(before, emptied) if workbook is None else workbook,
            before if sheet is None else sheet,
        )
        if self._telling.intersection(cells):
            self.rows[row] = cells

    def _edited(self, side: Side, base: Cells, cells: Cells) -> bool:
        """Whether a side did something to a row that keeps it from being deleted."""
        return any(
            may_edit(column.policy, side) and not self._stays(cells.get(column.name, BLANK))
            for column in self._columns
            if base.get(column.name, BLANK) != cells.get(column.name, BLANK)
        )

    def _goes(self, row: str, side: Side, base: Cells, cells: Cells) -> None:
        """Log what a row that goes takes with it, though it did not keep it."""
        for column in self._columns:
            old, new = base.get(column.name, BLANK), cells.get(column.name, BLANK)
            if old == new or (column.policy is Policy.MIRROR and side == "workbook"):
                continue
            if may_edit(column.policy, side):
                kind = (
                    ConflictKind.DELETED_IN_SHEET
                    if side == "workbook"
                    else ConflictKind.DELETED_IN_WORKBOOK
                )
            else:
                kind = ConflictKind.NOT_YOURS_TO_CHANGE
            mine, theirs = (new, BLANK) if side == "workbook" else (BLANK, new)
            self.conflicts.append(Conflict(row, column.name, kind, old, mine, theirs, BLANK, _WENT))

    def _still_shown(self, base: Cells, emptied: Cells) -> Cells:
        """What was agreed; mirrored cells, into which nothing is ever written, as they are."""
        cells = {name: cell for name, cell in base.items() if name not in self._mirrored}
        shown = {name: cell for name in self._mirrored if (cell := emptied.get(name, BLANK))}
        return cells | shown

    def _cells(self, row: str, base: Cells, workbook: Cells, sheet: Cells) -> dict[str, TypedCell]:
        whole = self._strict and self._both_changed(base, workbook, sheet)
        cells = {}
        for column in self._columns:
            name = column.name
            three = base.get(name, BLANK), workbook.get(name, BLANK), sheet.get(name, BLANK)
            cell = self._cell(row, column, *three, whole=whole)
            if cell:
                cells[name] = cell
        return cells

    def _both_changed(self, base: Cells, workbook: Cells, sheet: Cells) -> bool:
        names = [one.name for one in self._columns if only_side(one.policy) is None]

        def changed(cells: Cells) -> bool:
            return any(
                not self._stays(cells.get(name, BLANK)) for name in differing(base, cells, names)
            )

        return changed(workbook) and changed(sheet)

    def _cell(
        self,
        row: str,
        column: BoundColumn,
        base: TypedCell,
        workbook: TypedCell,
        sheet: TypedCell,
        *,
        whole: bool,
    ) -> TypedCell:
        """What both are to hold of a cell; ``whole``: both changed its row, which is strict."""
        if workbook == sheet:
            return workbook
        only = only_side(column.policy)
        mine, theirs = workbook, sheet
        if workbook != base and only != "sheet" and self._holds(row, column, "workbook", workbook):
            mine = base
        if sheet != base and only != "workbook" and self._holds(row, column, "sheet", sheet):
            theirs = base
        if only is not None:
            return self._one_way(row, column, base, mine, theirs)
        apart = base not in {mine, theirs} or (whole and (mine, theirs) == (workbook, sheet))
        if mine == theirs:
            return mine
        if not apart:
            return theirs if mine == base else mine
        side, settled = winner(column.policy, workbook_is_newer=self._newer)
        kept = mine if side == "workbook" else theirs
        kind = ConflictKind.BOTH_CHANGED
        self.conflicts.append(
            Conflict(row, column.name, kind, base, workbook, sheet, kept, settled)
        )
        return kept

    def _one_way(
        self, row: str, column: BoundColumn, base: TypedCell, mine: TypedCell, theirs: TypedCell
    ) -> TypedCell:
        """The value of the side that may change it; the other's change is put back, and said."""
        pulled = column.policy is Policy.PULL
        kept, other = (theirs, mine) if pulled else (mine, theirs)
        if other not in {base, kept}:
            kind = ConflictKind.NOT_YOURS_TO_CHANGE
            settled = put_back(column.policy)
            self.conflicts.append(
                Conflict(row, column.name, kind, base, mine, theirs, kept, settled)
            )
        return kept

    def _stays(self, cell: TypedCell) -> str:
        return "" if self._one_side else stays_here(cell, self._names)

    def _holds(self, row: str, column: BoundColumn, side: Side, cell: TypedCell) -> bool:
        reason = self._stays(cell)
        if reason:
            self.held.append(Held(row, column.name, side, cell, reason))
        return bool(reason)


def held_cells(merged: Merged, side: Side) -> Mapping[tuple[str, str], TypedCell]:
    """The formulas that stay in a side's cells, by row and column."""
    return {(one.row, one.column): one.cell for one in merged.held if one.side == side}
