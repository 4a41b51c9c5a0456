"""What a sync would do, as a value: edits for each side, counts, Google calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from addin.ports.binding import Binding, Policy
from addin.ports.conflicts import Conflict
from addin.ports.sheets import Cells, Pulled, RowAppend, Rows, RowWrite, SheetEdits
from addin.ports.sync_store import CellChange
from addin.sync.changes import alive, cell_changes, differing, mirrored, renamed_keys, synced
from addin.sync.columns import renamed
from addin.sync.merge import Held, Merged, held_cells, merge
from addin.sync.policy import Side
from addin.sync.requests import Calls, calls_of, chunks_of
from addin.sync.rows import WorkbookRows
from addin.sync.sentences import said_held, said_renamed
from addin.tables.typed_cell import BLANK, TypedCell


@dataclass(frozen=True, slots=True)
class Counts:
    """What a plan does to one side: rows, and ``cells`` in all of them together."""

    added: int = 0
    changed: int = 0
    deleted: int = 0
    cells: int = 0

    def __bool__(self) -> bool:
        return bool(self.cells)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sync is to do.

    ``base`` is what both sides agree on afterwards: the merged rows. ``sheet`` is what is pushed,
    and ``chunks`` the same as batches. ``workbook_rows`` is what the workbook is to hold;
    ``image`` is what a run that died is to take for the workbook's rows as they were. These two
    differ from what was merged and read only in formulas that cannot cross. The changes say it
    cell by cell, for the report and for undo (with no column: this row is added, its cells follow);
    ``named`` are rows that get an id, on each side.
    """

    base: Rows
    sheet: SheetEdits
    chunks: tuple[SheetEdits, ...]
    workbook_rows: Rows
    image: Rows
    workbook_changes: tuple[CellChange, ...] = ()
    sheet_changes: tuple[CellChange, ...] = ()
    workbook_counts: Counts = Counts()
    sheet_counts: Counts = Counts()
    named_in_workbook: int = 0
    named_in_sheet: int = 0
    conflicts: tuple[Conflict, ...] = ()
    held: tuple[Held, ...] = ()
    calls: Calls = field(default_factory=Calls)
    warnings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sheet) or self.writes_workbook

    @property
    def writes_workbook(self) -> bool:
        """Whether the workbook is to be written at all."""
        return bool(self.workbook_changes) or self.named_in_workbook > 0

    @property
    def changes(self) -> tuple[CellChange, ...]:
        """Everything that the run changes, on both sides."""
        return self.workbook_changes + self.sheet_changes


def plan(
    merged: Merged,
    workbook: WorkbookRows,
    pulled: Pulled,
    binding: Binding,
    *,
    base: Rows | None = None,
) -> Plan:
    """What turns both sides into the merged table; nothing where they are that already.

    ``base`` is only asked for keys that seem to have been renamed.
    """
    names = synced(binding)
    sheet = sheet_edits(merged, pulled, binding)
    chunks = _chunks(sheet, pulled, names)
    read = alive(workbook.rows, binding)
    rows = for_workbook(merged, workbook.rows, binding)
    own = tuple(name for name in names if name not in mirrored(binding))
    there = {row: shared.cells for row, shared in pulled.rows.items()}
    afterwards = _overlaid(merged.rows, held_cells(merged, "sheet"))
    in_workbook = _changes("workbook", read, rows, own)
    in_sheet = _changes("sheet", there, afterwards, names)
    return Plan(
        base=merged.rows,
        sheet=sheet,
        chunks=chunks,
        workbook_rows=rows,
        image=_image(read, merged),
        workbook_changes=in_workbook,
        sheet_changes=in_sheet,
        workbook_counts=_counts(in_workbook, read, rows),
        sheet_counts=_counts(in_sheet, alive(there, binding), afterwards),
        named_in_workbook=0 if binding.key else sum(row in rows for row in workbook.unnamed),
        named_in_sheet=sum(write.names_row for write in sheet.writes),
        conflicts=merged.conflicts,
        held=merged.held,
        calls=calls_of(chunks),
        warnings=tuple(_warnings(merged, workbook, pulled, binding, base)),
    )


def _chunks(sheet: SheetEdits, pulled: Pulled, names: tuple[str, ...]) -> tuple[SheetEdits, ...]:
    """The edits as batches.

    Where an id stands in two rows, rows get their own ones first, in a batch that does nothing
    else: whether a write hit the row that was meant can only be told by an id that stands once.
    """
    if not pulled.copied:
        return chunks_of(sheet, names)
    naming = tuple(one for one in sheet.writes if one.names_row)
    rest = tuple(one for one in sheet.writes if not one.names_row)
    return (
        *chunks_of(SheetEdits(naming), names),
        *chunks_of(SheetEdits(rest, sheet.appends), names),
    )


def sheet_edits(merged: Merged, pulled: Pulled, binding: Binding) -> SheetEdits:
    """What turns the sheet as it was pulled into the merged table.

    A row that goes is blanked and keeps its id; one that comes back goes into its own, so that no
    id is there twice. A row without an id gets one in the same write.
    """
    names = synced(binding)
    held = held_cells(merged, "sheet")
    unnamed = frozenset() if binding.key else frozenset(pulled.unnamed)
    writes = []
    for row, shared in pulled.rows.items():
        target = merged.rows.get(row, {})
        cells = {
            name: target.get(name, BLANK)
            for name in differing(shared.cells, target, names)
            if (row, name) not in held
        }
        names_row = row in unnamed and bool(target or cells)
        if cells or names_row:
            writes.append(RowWrite(row, shared.row, cells, names_row))
    writes += [
        RowWrite(row, shared.row, {}, names_row=True)  # its id stands in another row too
        for row, shared in pulled.blanked.items()
        if row in unnamed and row not in merged.rows
    ]
    appends = []
    for row, target in merged.rows.items():
        if row in pulled.rows:
            continue
        own = pulled.blanked.get(row)
        if own is None:
            appends.append(RowAppend(row, target))
        else:
            cells = {n: target.get(n, BLANK) for n in differing(own.cells, target, names)}
            writes.append(RowWrite(row, own.row, cells))
    return SheetEdits(tuple(writes), tuple(appends))


def for_workbook(merged: Merged, rows: Rows, binding: Binding) -> Rows:
    """What the workbook is to hold: the merged table, with the formulas that stay in it.

    Its own rows in their order, then new ones; mirrored cells are as they are, as nothing is ever
    written there.
    """
    kept = _overlaid(merged.rows, held_cells(merged, "workbook"))
    computed = mirrored(binding)
    found = {}
    for row in dict.fromkeys([*rows, *kept]):
        if row not in kept:
            continue
        cells = {name: cell for name, cell in kept[row].items() if name not in computed}
        own = rows.get(row, {})
        cells |= {name: cell for name in computed if (cell := own.get(name, BLANK))}
        found[row] = cells
    return found


def owed(image: Rows, now: Rows, pending: Rows, binding: Binding) -> Merged:
    """What the workbook is to hold after a run that died before writing it, with edits made since.

    ``image`` is what the run made its plan from, ``pending`` what it was to write. Who may change
    which column was decided then: here a column is only never written or open to both.
    """
    columns = tuple(
        one if one.policy in {Policy.NEVER, Policy.MIRROR} else replace(one, policy=Policy.ASK)
        for one in binding.columns
    )
    both_may = replace(binding, columns=columns, strict=False)
    merged = merge(image, now, pending, both_may, one_side=True)
    return Merged(for_workbook(merged, now, binding), merged.conflicts)


def _overlaid(rows: Rows, cells: Mapping[tuple[str, str], TypedCell]) -> dict[str, Cells]:
    """The rows with these cells in them; a blank takes one away."""
    found: dict[str, Cells] = dict(rows)
    for (row, column), cell in cells.items():
        others = {n: c for n, c in found.get(row, {}).items() if n != column}
        found[row] = others | ({column: cell} if cell else {})
    return {row: held for row, held in found.items() if held}


def _image(read: Rows, merged: Merged) -> Rows:
    """The workbook as read, but that what is held back looks as if typed since; so it stays."""
    instead = {
        (row, column): merged.rows.get(row, {}).get(column, BLANK)
        for row, column in held_cells(merged, "workbook")
    }
    nothing_else = {row for row, _ in instead if row not in merged.rows}
    rows = _overlaid(read, instead)
    return {row: cells for row, cells in rows.items() if row not in nothing_else}


def _changes(
    side: Side, before: Rows, after: Rows, columns: tuple[str, ...]
) -> tuple[CellChange, ...]:
    """Cell by cell; a row that is added comes as a whole too, so that undo knows it for one."""
    found = []
    added = set()
    for row, column, old, new in cell_changes(before, after, columns):
        if row not in before and row not in added:
            added.add(row)
            found.append(CellChange(side, row, "", BLANK, BLANK))
        found.append(CellChange(side, row, column, old, new))
    return tuple(found)


def _counts(changes: tuple[CellChange, ...], before: Rows, after: Rows) -> Counts:
    rows = dict.fromkeys(change.row for change in changes)
    added = sum(row in after and row not in before for row in rows)
    deleted = sum(row not in after for row in rows)
    cells = sum(bool(change.column) for change in changes)
    return Counts(added, len(rows) - added - deleted, deleted, cells)


def _warnings(
    merged: Merged, workbook: WorkbookRows, pulled: Pulled, binding: Binding, base: Rows | None
) -> list[str]:
    said = [said_held(one, workbook, pulled) for one in merged.held]
    said += [*renamed(binding, workbook.headings, "workbook")]
    said += [*renamed(binding, pulled.headers, "sheet")]
    if base is not None:
        there = {row: shared.cells for row, shared in pulled.rows.items()}
        for side, rows in (("workbook", workbook.rows), ("sheet", there)):
            keys = renamed_keys(alive(base, binding), alive(rows, binding), binding)
            said += [said_renamed(one.before, one.after, side, binding.key) for one in keys]
    return said
