"""What one side did since both last agreed: rows there are, cells that differ, keys renamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from addin.ports.binding import Binding, Policy
from addin.ports.sheets import Cells, Rows
from addin.ports.sync_store import CellChange
from addin.sync.rows import WorkbookRows
from addin.tables.typed_cell import BLANK, TypedCell


def synced(binding: Binding) -> tuple[str, ...]:
    """The columns that take part, in the binding's order."""
    return tuple(one.name for one in binding.columns if one.policy is not Policy.NEVER)


def mirrored(binding: Binding) -> frozenset[str]:
    """The columns that show what Excel's formulas give: nothing is ever written there in Excel."""
    return frozenset(one.name for one in binding.columns if one.policy is Policy.MIRROR)


def telling(binding: Binding) -> frozenset[str]:
    """The columns of which one that holds something makes a row: all but mirrored formulas."""
    names = frozenset(synced(binding))
    return names - mirrored(binding) or names


def alive(rows: Rows, binding: Binding) -> dict[str, dict[str, TypedCell]]:
    """The rows that are there, each with its cells that hold something, of columns that are synced.

    A row of blanks is deleted. A mirrored formula goes on showing a 0 in a row that was emptied:
    it keeps no row alive.
    """
    names = synced(binding)
    lively = telling(binding)
    found = {}
    for row, cells in rows.items():
        filled = {name: cell for name in names if (cell := cells.get(name, BLANK))}
        if lively.intersection(filled):
            found[row] = filled
    return found


def differing(before: Cells, after: Cells, columns: Iterable[str]) -> tuple[str, ...]:
    """The columns in which two states of a row differ, types included."""
    return tuple(name for name in columns if before.get(name, BLANK) != after.get(name, BLANK))


def cell_changes(
    before: Rows, after: Rows, columns: Iterable[str]
) -> Iterator[tuple[str, str, TypedCell, TypedCell]]:
    """Row, column, before and after of each cell that differs; a missing row is one of blanks."""
    names = tuple(columns)
    for row in dict.fromkeys([*before, *after]):
        old, new = before.get(row, {}), after.get(row, {})
        for name in differing(old, new, names):
            yield row, name, old.get(name, BLANK), new.get(name, BLANK)


def with_changes(rows: Rows, changes: Iterable[CellChange]) -> dict[str, dict[str, TypedCell]]:
    """The rows after these changes; rows that end blank are gone, new ones stand last."""
    held = {
        row: {name: cell for name, cell in cells.items() if cell} for row, cells in rows.items()
    }
    for change in changes:
        if not change.column:
            continue
        cells = held.setdefault(change.row, {})
        if change.after:
            cells[change.column] = change.after
        else:
            cells.pop(change.column, None)
    return {row: cells for row, cells in held.items() if cells}


@dataclass(frozen=True, slots=True)
class Renamed:
    """A key that seems to have been given another text: suggested to a person, never acted on."""

    before: str
    after: str


def renamed_keys(base: Rows, side: Rows, binding: Binding) -> tuple[Renamed, ...]:
    """Keys that went away on a side where another came with otherwise the same row.

    Only where the row is unmistakable: it says something beside its key, and one row went and one
    came with just that content.
    """
    if not binding.key:
        return ()
    names = [name for name in synced(binding) if name != binding.key]

    def content(rows: Rows, keys: Iterable[str]) -> Mapping[tuple[TypedCell, ...], list[str]]:
        found = defaultdict(list)
        for key in keys:
            cells = tuple(rows[key].get(name, BLANK) for name in names)
            if any(cells):
                found[cells].append(key)
        return found

    gone = content(base, (key for key in base if key not in side))
    came = content(side, (key for key in side if key not in base))
    return tuple(
        Renamed(keys[0], came[cells][0])
        for cells, keys in gone.items()
        if len(keys) == 1 and len(came.get(cells, ())) == 1
    )


def named_again(now: WorkbookRows, earlier: Rows) -> WorkbookRows:
    """The workbook with the ids that a run which died gave to its rows, where it had written none.

    A row without an id takes that of the earlier row of equal content, in order, if no other row
    has it: else a run that died between push and write would bring each new row twice.
    """
    free = defaultdict(list)
    for row, cells in earlier.items():
        if row not in now.rows:
            free[_content(cells)].append(row)
    names = {}
    for row in now.unnamed:
        waiting = free.get(_content(now.rows.get(row, {})))
        if waiting:
            names[row] = waiting.pop(0)
    return replace(
        now,
        rows={names.get(row, row): cells for row, cells in now.rows.items()},
        at={names.get(row, row): at for row, at in now.at.items()},
        unnamed=tuple(names.get(row, row) for row in now.unnamed),
    )


def _content(cells: Cells) -> frozenset[tuple[str, TypedCell]]:
    return frozenset((name, cell) for name, cell in cells.items() if cell)
