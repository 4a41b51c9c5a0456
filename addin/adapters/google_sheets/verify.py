"""Where the writes of a batch landed, going by tags and ids, and what puts misplaced ones right.

A tag that sits on a row with another id is a miss. A row whose id we wrote ourselves proves
nothing by it: it may be one that lost its own id to ours. So an id that is missing now and was not
ours to remove gets the row that it fits, one to one, by the cells that no misplaced write went
over. What is put back are exactly the cells that misplaced writes touched: whatever else a person
typed into that row is his.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from addin.adapters.google_sheets.pull import KeyOf
from addin.adapters.google_sheets.seen import Seen, SeenRow
from addin.ports.sheets import Cells, Pulled, Repair, RowWrite, SharedRow, SheetEdits
from addin.tables.typed_cell import BLANK, CellKind, TypedCell


@dataclass(frozen=True, slots=True)
class Push:
    """A batch to be verified: its edits, the sheet they were made from, the tag of each write.

    ``key`` is the key column of the table, empty if rows carry ids of ours.
    """

    writes: tuple[RowWrite, ...]
    before: Mapping[str, Cells]
    tags: tuple[str, ...]
    key: str
    key_of: KeyOf
    mends: bool = False

    def rewrites_id(self, ordinal: int) -> bool:
        """Whether a write goes over the id of the row that it hits."""
        write = self.writes[ordinal]
        return write.names_row or bool(self.key and self.key in write.cells)

    def id_left(self, ordinal: int) -> str:
        """The id that a row shows after such a write."""
        write = self.writes[ordinal]
        return self.key_of(write.cells[self.key]) if self.key else write.id


def push_of(
    edits: SheetEdits,
    before: Pulled,
    tags: tuple[str, ...],
    *,
    key: str,
    key_of: KeyOf,
    mends: bool,
) -> Push:
    """A batch as verifying needs it."""
    content = {name: one.cells for name, one in {**before.blanked, **before.rows}.items()}
    return Push(edits.writes, content, tags, key, key_of, mends)


def needs_whole_rows(push: Push) -> bool:
    """Whether ids and tags cannot tell: the batch wrote ids itself."""
    return any(push.rewrites_id(ordinal) for ordinal in range(len(push.writes)))


def is_plain(push: Push, seen: Seen) -> bool:
    """Whether every tag sits on the row with the id that was meant, and nothing is to be done."""
    ordinals = {tag: ordinal for ordinal, tag in enumerate(push.tags)}
    landed = set()
    for row in seen.rows:
        for tag in row.tags & ordinals.keys():
            write = push.writes[ordinals[tag]]
            if not (write.known_by and row.tags.issuperset(write.known_by)) and write.id != row.id:
                return False
            landed.add(tag)
    return not push.mends or len(landed) == len(push.tags)


def repaired(push: Push, seen: Seen, tables: Pulled) -> Repair | None:
    """What puts the sheet right; None: every write is where it should be.

    ``tables`` is the sheet as it was seen, but for its rows; ``seen`` has whole rows.
    """
    owners = _owners(push, seen)
    writes: list[RowWrite] = []
    home: set[int] = set()
    hit = False
    for row in seen.rows:
        mine = _ordinals(push, row)
        owner = owners.get(row.row, row.id)
        astray = [one for one in mine if not _is_home(push, one, row, owner)]
        home.update(one for one in mine if one not in astray)
        if astray:
            hit = True
            back = _put_back(push, row, owner, mine, astray)
            if back.cells or back.names_row:
                writes.append(back)
    if push.mends:
        writes = _with_redone(push, seen, owners, home, writes)
    if not hit and not writes:
        return None
    rows = {
        owners.get(row.row, row.id): SharedRow(row.row, row.cells)
        for row in reversed(seen.rows)
        if owners.get(row.row, row.id)
    }
    return Repair(SheetEdits(tuple(writes)), replace(tables, rows=rows, blanked={}))


def _ordinals(push: Push, row: SeenRow) -> list[int]:
    return [ordinal for ordinal, tag in enumerate(push.tags) if tag in row.tags] if row.tags else []


def _is_home(push: Push, ordinal: int, row: SeenRow, owner: str) -> bool:
    """Whether a write that hit this row was meant for it."""
    write = push.writes[ordinal]
    if write.known_by:
        return row.tags.issuperset(write.known_by)
    return bool(owner) and write.id == owner


def _owners(push: Push, seen: Seen) -> dict[int, str]:
    """Row → the id that it really has, where what it shows proves nothing; empty: none is known."""
    shown = {row.id for row in seen.rows if row.id}
    ours = {push.writes[one].id for one in range(len(push.writes)) if push.rewrites_id(one)}
    missing = [one for one in push.before if one not in shown and one not in ours]
    owners: dict[int, str] = {}
    for row in seen.rows:
        over = [one for one in _ordinals(push, row) if push.rewrites_id(one)]
        if not over or row.id != push.id_left(over[-1]):
            continue
        write = push.writes[over[-1]]
        if write.known_by and row.tags.issuperset(write.known_by):
            owners[row.row] = write.id
            continue
        owner = next((one for one in missing if _fits(push, one, row)), "")
        if owner:
            missing.remove(owner)
        elif _fits(push, write.id, row) and not _elsewhere(push, seen, write.id, row):
            owner = write.id
        owners[row.row] = owner
    lost = [*missing, *(one for one in push.before if one in ours - set(owners.values()))]
    nameless = [row for row in seen.rows if not row.id and row.row not in owners]
    # those that nothing went over first: what they hold is proof, and takes their ids out of play
    for row in sorted(nameless, key=lambda one: bool(_ordinals(push, one))):
        if lost:
            owner = next((one for one in lost if _fits(push, one, row)), "")
            if owner:
                lost.remove(owner)
            owners[row.row] = owner
    return owners


def _elsewhere(push: Push, seen: Seen, key: str, here: SeenRow) -> bool:
    """Whether a key of the table's own stands in another row too: then this is not its row."""
    return bool(push.key) and any(one.id == key for one in seen.rows if one is not here)


def _fits(push: Push, key: str, row: SeenRow) -> bool:
    """Whether this can be the row of an id, by the cells that no other row's write went over."""
    mine = _ordinals(push, row)
    over = {name for one in mine if push.writes[one].id != key for name in push.writes[one].cells}
    wanted = _expected(push, key, mine)
    return all(
        wanted.get(name, BLANK) == row.cells.get(name, BLANK)
        for name in {*wanted, *row.cells} - over
    )


def _expected(push: Push, key: str, landed: list[int]) -> dict[str, object]:
    """What the row of an id holds, with its own write if that landed there."""
    held: dict[str, object] = dict(push.before.get(key, {}))
    for one in landed:
        if push.writes[one].id == key:
            held.update(push.writes[one].cells)
    return held


def _put_back(push: Push, row: SeenRow, owner: str, mine: list[int], astray: list[int]) -> RowWrite:
    """The row as it was, in the cells that misplaced writes touched and that show it still.

    A cell that shows something else was typed over since; or the row was sorted here behind the
    write, and its tag stayed: what it shows is nobody's but that person's.
    """
    before = {**push.before.get(owner, {})} if owner else {}
    for one in mine:
        if one not in astray:
            before.update(push.writes[one].cells)
    touched = [
        name
        for one in astray
        for name, cell in push.writes[one].cells.items()
        if _shows(row, name, cell)
    ]
    names = any(push.writes[one].names_row for one in astray)
    unproven = names or row.id != owner or not owner
    return RowWrite(
        owner,
        row.row,
        {name: before.get(name, BLANK) for name in dict.fromkeys(touched)},
        names_row=names,
        known_by=tuple(sorted(row.tags)) if unproven else (),
    )


def _shows(row: SeenRow, name: str, written: TypedCell) -> bool:
    """Whether a cell shows what was written; Google spells formulas its own way."""
    shown = row.cells.get(name, BLANK)
    if shown.kind is CellKind.FORMULA is written.kind:
        return _bare(shown) == _bare(written)
    return shown == written


def _bare(cell: TypedCell) -> str:
    return "".join(str(cell.content).split()).casefold()


def _with_redone(
    push: Push, seen: Seen, owners: Mapping[int, str], home: set[int], writes: list[RowWrite]
) -> list[RowWrite]:
    """The writes of a repair that are not in their rows, once more, with those that undo it."""
    by_row = {one.row: one for one in writes}
    for ordinal, write in enumerate(push.writes):
        if ordinal in home:
            continue
        target = next(_targets(write, seen, owners), None)
        if target is None:
            continue  # somebody deleted that row since
        undone = by_row.get(target.row)
        cells = {**(undone.cells if undone else {}), **write.cells}
        by_row[target.row] = replace(
            write,
            row=target.row,
            cells=cells,
            names_row=write.names_row or bool(undone and undone.names_row),
        )
    return list(by_row.values())


def _targets(write: RowWrite, seen: Seen, owners: Mapping[int, str]) -> Iterator[SeenRow]:
    for row in seen.rows:
        if write.known_by:
            if row.tags.issuperset(write.known_by):
                yield row
        elif owners.get(row.row, row.id) == write.id:
            yield row
