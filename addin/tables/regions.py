"""Where the tables of a sheet are: one below another or side by side, with what surrounds them.

A sweep from the top. A row that looks like a heading opens a table over its columns; the rows
below belong to it as long as they go on in these columns, across section rows, repeated headings
and a few blank rows, until another heading comes. Titles above and notes below stay outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Final

from addin.tables.header_rows import GOOD, headings_in, rows_below, score, typed_columns
from addin.tables.heading_block import HeadingBlock, heading_block
from addin.tables.headings import is_known, normal
from addin.tables.occupancy import Occupancy, columns_of, mask_of, occupancy, reads_as_figure
from addin.tables.table import MAX_COLUMN, Area, ListObject, Sheet
from addin.tables.unheaded import unheaded_areas

SMALL_GAP: Final = 2
"""So many blank rows never end a table that goes on below them."""
LARGE_GAP: Final = 8
"""More blank rows than this always end it."""
_PATIENCE: Final = 40
"""After so many false alarms, rows that follow without a gap are taken for records."""
_EVERYWHERE: Final = mask_of(1, MAX_COLUMN)


@dataclass(frozen=True, slots=True)
class Region:
    """A table found in a grid: where it is and what stands over its columns."""

    area: Area
    header_rows: tuple[int, ...]
    headings: Mapping[int, str]
    title: str = ""
    list_object: str = ""
    leaves: Mapping[int, str] = field(default_factory=dict)  # headings without names of groups


@dataclass(slots=True)
class _Growing:
    """A table while the sweep is still adding rows to it."""

    block: HeadingBlock
    last: int
    until: int = 0  # the last row that Excel's own table reaches
    list_object: str = ""
    pending: list[int] = field(default_factory=list)  # labels alone: groups, or notes below
    taken: int = 0
    doubts: int = 0  # rows that might have been another heading and were not
    is_over: bool = False
    mask: int = 0

    def __post_init__(self) -> None:
        self.mask = self.block.mask

    @property
    def reached(self) -> int:
        return max(self.last, self.until, *self.pending[-1:])


def regions(sheet: Sheet, seen: Occupancy | None = None) -> tuple[Region, ...]:
    """The tables of a sheet, from the top and the left."""
    seen = seen or occupancy(sheet)
    growing: list[_Growing] = []
    closed: list[_Growing] = []
    passed = 0
    for row in range(1, seen.last_row + 1):
        if row <= passed:
            continue
        if row in seen.walls:
            _close(growing, closed, seen.walls[row])
            growing += [_of_list_object(sheet, seen, known) for known in _begin_at(sheet, row)]
        if seen.filled[row]:
            claimed = _claim(sheet, seen, growing, closed, row)
            _start(sheet, seen, growing, closed, row, claimed)
            if len(growing) == 1:
                passed = _run_on(seen, growing[0], row)
    found = [_finished(sheet, seen, table) for table in (*closed, *growing)]
    kept = [region for region in found if region is not None]
    bare = list(unheaded_areas(sheet, seen, [region.area for region in kept]))
    kept += [Region(area, (), {}, _title(sheet, seen, area)) for area in bare]
    return tuple(sorted(kept, key=lambda region: (region.area.top, region.area.left)))


def _close(growing: list[_Growing], closed: list[_Growing], mask: int) -> None:
    """End the tables over these columns."""
    for table in [table for table in growing if table.mask & mask]:
        growing.remove(table)
        closed.append(table)


def _begin_at(sheet: Sheet, row: int) -> list[ListObject]:
    return [known for known in sheet.list_objects if known.area.top == row]


def _claim(
    sheet: Sheet, seen: Occupancy, growing: list[_Growing], closed: list[_Growing], row: int
) -> int:
    """Add the row to the tables it belongs to; the columns that are spoken for."""
    claimed = 0
    _end_under_wider_heading(sheet, seen, growing, closed, row)
    for table in list(growing):
        if _takes(sheet, seen, table, row):
            claimed |= table.mask
        elif table.is_over or row > table.reached + LARGE_GAP + 1:
            growing.remove(table)
            closed.append(table)
    return claimed


def _end_under_wider_heading(
    sheet: Sheet, seen: Occupancy, growing: list[_Growing], closed: list[_Growing], row: int
) -> None:
    """End the narrow blocks (label and value, say) over which a wider heading begins here."""
    words = seen.words[row]
    if words.bit_count() < 3 or words != seen.filled[row]:
        return
    for table in growing:
        if table.until >= row or row in table.block.rows or not words & table.mask:
            continue
        others = [other.mask for other in growing if other is not table]
        left, right = _around(words & ~reduce(or_, others, 0), table)
        run = mask_of(left, right)
        if (run & ~table.mask & words).bit_count() < 2 or table.doubts > _PATIENCE:
            continue
        points, _ = score(sheet, seen, row, run)
        table.doubts += 1
        table.is_over = points >= GOOD and points > 0.55
    for table in [table for table in growing if table.is_over]:
        growing.remove(table)
        closed.append(table)


def _around(mask: int, table: _Growing) -> tuple[int, int]:
    """The table's columns, widened to the neighbouring ones of the mask."""
    left, right = table.block.left, table.block.right
    while left > 1 and mask >> (left - 1) & 1:
        left -= 1
    while mask >> (right + 1) & 1:
        right += 1
    return left, right


def _start(
    sheet: Sheet,
    seen: Occupancy,
    growing: list[_Growing],
    closed: list[_Growing],
    row: int,
    claimed: int,
) -> None:
    """Open the tables whose heading stands in this row."""
    free = seen.filled[row] & ~claimed
    if free.bit_count() < 2 or not _may_begin(seen, row, free):
        return
    for table in growing:
        if table.until >= row:
            claimed |= table.mask
    for heading in headings_in(sheet, seen, row, ~claimed & _EVERYWHERE):
        block = heading_block(sheet, seen, heading)
        if block is not None:
            _close(growing, closed, block.mask)
            growing.append(_Growing(block, block.rows[-1]))


def _may_begin(seen: Occupancy, row: int, free: int) -> bool:
    """A heading stands at the top of a sheet, or under a row that is emptier than it."""
    above = seen.filled[row - 1] & free
    return row <= 60 or not (
        seen.figures[row - 1] & free or above.bit_count() * 2 > free.bit_count()
    )


def _of_list_object(sheet: Sheet, seen: Occupancy, known: ListObject) -> _Growing:
    area = known.area
    rows = tuple(range(area.top, area.top + known.header_rows))
    last = area.top + known.header_rows - 1
    mask = mask_of(area.left, area.right)
    texts = {area.left + i: name for i, name in enumerate(known.columns)} if rows else {}
    typed = typed_columns(sheet, seen, rows_below(seen, last, mask), mask)
    block = HeadingBlock(rows, area.left, area.right, typed, texts)
    return _Growing(block, last, until=area.bottom, list_object=known.name)


# ---- the rows below


def _takes(sheet: Sheet, seen: Occupancy, table: _Growing, row: int) -> bool:
    """Add the row to the table if it belongs there; whether its cells are spoken for."""
    part = seen.filled[row] & table.mask
    if row <= table.until or row in table.block.rows:
        table.last = max(table.last, row)
        return True
    gap = row - table.reached - 1
    if not part:
        return False
    if gap > LARGE_GAP or (part.bit_count() > 1 and _is_new(sheet, seen, table, row, gap)):
        table.is_over = True
        return False
    if _belongs(seen, table, row, part, gap):
        table.last = row
        table.pending.clear()
        table.taken += 1
        return True
    if part.bit_count() == 1 and gap <= SMALL_GAP:
        table.pending.append(row)
        return True
    return False


def _run_on(seen: Occupancy, table: _Growing, row: int) -> int:
    """Add the plain records that follow this row of the only table; the last of them."""
    typed, mask = table.block.typed, table.mask
    if not typed or table.pending or table.last != row or table.until > row:
        return row
    for below in range(row + 1, seen.last_row + 1):
        strange = seen.filled[below] & ~mask or seen.words[below] & typed or below in seen.walls
        if strange or not seen.figures[below] & typed:
            return table.last
        table.last = below
        table.taken += 1
    return table.last


def _belongs(seen: Occupancy, table: _Growing, row: int, part: int, gap: int) -> bool:
    figures = seen.figures[row] & table.block.typed
    if gap <= SMALL_GAP:
        return bool(figures) or part.bit_count() >= 2
    return figures.bit_count() >= 2 or figures == table.block.typed != 0


def _is_new(sheet: Sheet, seen: Occupancy, table: _Growing, row: int, gap: int) -> bool:
    """Whether a row inside the table's columns is the heading of another table."""
    words = seen.words[row] & table.mask
    if words.bit_count() < 2 or not _could_be_heading(sheet, seen, table, row, gap):
        return False
    if is_repeated(sheet, table.block.texts, row) and gap <= SMALL_GAP:
        return False
    own = seen.filled[row] & table.mask
    mask = mask_of((own & -own).bit_length() - 1, own.bit_length() - 1)
    points, _ = score(sheet, seen, row, mask)
    is_new = points >= GOOD + (0.0 if gap or table.pending else 0.1)
    table.doubts += not is_new
    return is_new


def _could_be_heading(sheet: Sheet, seen: Occupancy, table: _Growing, row: int, gap: int) -> bool:
    """Words where the table has figures; without such columns, a row after a gap or a label."""
    typed = table.block.typed
    if not gap and not table.pending and (not typed or table.doubts > _PATIENCE):
        return False
    if not typed:
        return True
    hits = seen.words[row] & typed
    if seen.figures[row] & typed or hits.bit_count() * 3 < typed.bit_count() or not hits:
        return False
    return not all(reads_as_figure(str(sheet.value(row, column))) for column in columns_of(hits))


def is_repeated(sheet: Sheet, texts: Mapping[int, str], row: int) -> bool:
    """Whether a row says the table's headings once more."""
    same = told = 0
    for column, text in texts.items():
        value = sheet.value(row, column)
        if value is None:
            continue
        told += 1
        said = normal(value) if isinstance(value, str) else ""
        same += bool(said) and said in normal(text)
    return same >= 2 and same * 5 >= told * 4 and same * 5 >= len(texts) * 3


# ---- closing a table


def _finished(sheet: Sheet, seen: Occupancy, table: _Growing) -> Region | None:
    """The region of a table that has ended; None if there is nothing under its heading."""
    block = table.block
    bottom = max(table.last, table.until)
    steady = [row for i, row in enumerate(table.pending) if row == bottom + 1 + i]
    if len(steady) > 3 or (steady and not table.taken):
        bottom = steady[-1]  # a list with one column filled in, not notes
    walled = seen.walls.get(bottom + 1, 0) & table.mask
    if block.rows and bottom <= block.rows[-1] and (walled or not _is_empty_form(block)):
        return None
    top = block.rows[0] if block.rows else _top_of(sheet, table)
    area = Area(top, block.left, bottom, block.right)
    title = _title(sheet, seen, area)
    return Region(area, block.rows, block.texts, title, table.list_object, block.leaves)


def _top_of(sheet: Sheet, table: _Growing) -> int:
    """Where an Excel table without a heading row begins."""
    return next(o.area.top for o in sheet.list_objects if o.name == table.list_object)


def _is_empty_form(block: HeadingBlock) -> bool:
    """A heading over nothing is a table yet to be filled in if most of it is well known."""
    heads = [normal(text) for text in block.texts.values()]
    return len(heads) >= 4 and sum(map(is_known, heads)) * 3 >= len(heads) * 2


def _title(sheet: Sheet, seen: Occupancy, area: Area) -> str:
    """The words in the five rows over a table, the nearest first; rows with figures are passed."""
    found: list[str] = []
    mask = mask_of(max(1, area.left - 1), area.right)
    for row in range(area.top - 1, max(0, area.top - 6), -1):
        words = list(columns_of(seen.words[row] & mask))
        if len(words) > 3 or len(found) >= 3:
            break
        if not seen.figures[row] & mask:
            found += [" ".join(str(sheet.value(row, column)).split())[:80] for column in words]
    return " / ".join(found)
