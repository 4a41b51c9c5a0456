"""What takes a run back: each cell that it changed and that still holds what it wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from addin.ports.conflicts import Conflict
from addin.ports.sheets import Rows
from addin.ports.sync_store import CellChange
from addin.sync.changes import differing, with_changes
from addin.tables.typed_cell import BLANK, TypedCell


@dataclass(frozen=True, slots=True)
class Inverse:
    """Both sides, and what they agreed on, as they are to be after a run was taken back.

    ``undone`` are the changes that do it (before: what the run wrote); ``left`` are changes of the
    run that stay, because the cell was edited since.
    """

    workbook: Rows
    sheet: Rows
    base: Rows
    undone: tuple[CellChange, ...] = ()
    left: tuple[CellChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.undone)


def inverse(
    changes: Sequence[CellChange],
    workbook: Rows,
    sheet: Rows,
    base: Rows,
    conflicts: Iterable[Conflict] = (),
    computed: Collection[str] = (),
) -> Inverse:
    """Both sides as they were before the run, but for what was edited since.

    ``workbook`` and ``sheet`` are the rows as they stand now, ``base`` what was last agreed,
    ``conflicts`` those that the run logged. The base goes back too: the next sync meets the same
    edits that the run met, and asks the same questions. A row that the run added, and in which
    somebody has typed since, is left whole: the rest of it would be a fragment. ``computed`` are
    mirrored columns: what they show by now was typed by nobody.
    """
    sides = {"workbook": workbook, "sheet": sheet}
    kept = _edited_since(changes, sides, computed)
    undone, left = [], []
    for change in changes:
        if not change.column:
            continue
        now = sides[change.side].get(change.row, {}).get(change.column, BLANK)
        if now == change.after and (change.side, change.row) not in kept:
            undone.append(replace(change, before=change.after, after=change.before))
        else:
            left.append(change)
    return Inverse(
        workbook=with_changes(workbook, (one for one in undone if one.side == "workbook")),
        sheet=with_changes(sheet, (one for one in undone if one.side == "sheet")),
        base=with_changes(base, _base_again(undone, conflicts)),
        undone=tuple(undone),
        left=tuple(left),
    )


def _edited_since(
    changes: Iterable[CellChange], sides: Mapping[str, Rows], computed: Collection[str]
) -> set[tuple[str, str]]:
    """Rows that the run added on a side and that hold something else by now, or something more."""
    wrote: dict[tuple[str, str], dict[str, TypedCell]] = {}
    for change in changes:
        if not change.column:
            wrote[change.side, change.row] = {}
        elif (change.side, change.row) in wrote:
            wrote[change.side, change.row][change.column] = change.after
    return {
        (side, row)
        for (side, row), cells in wrote.items()
        if (now := sides[side].get(row))
        and differing(cells, now, {*cells, *now}.difference(computed))
    }


def _base_again(
    undone: Iterable[CellChange], conflicts: Iterable[Conflict]
) -> Iterable[CellChange]:
    """What both sides had agreed on before: the base of a conflict, else what was overwritten."""
    known = {(one.row, one.column): one.base for one in conflicts if one.column}
    for change in undone:
        before = known.get((change.row, change.column), change.after)
        yield replace(change, after=before)
