"""Where the tables of a sheet are: several one below another or side by side, with what surrounds them.

A sweep from the top. A row that looks like a heading opens a table over its columns; the rows
below belong to it as long as they go on in these columns, across section rows and a few blank rows,
until another heading comes. Titles above and notes below stay outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from addin.tables.header_rows import (
    GOOD,
    Heading,
    headings_in,
    rows_below,
    score,
    typed_columns,
)
from addin.tables.headings import is_known, normal
from addin.tables.occupancy import (
    Occupancy,
    columns_of,
    mask_of,
    occupancy,
    reads_as_figure,
    runs,
)
from addin.tables.table import Area, ListObject, Sheet

SMALL_GAP: Final = 2
"""So many blank rows never end a table that goes on below them."""
LARGE_GAP: Final = 8
"""More blank rows than this always end it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A table found in a grid: where it is and what stands over its columns."""

    area: Area
    header_rows: tuple[int, ...]
    headings: Mapping[int, str]
    title: str = ""
    list_object: str = ""


@dataclass(slots=True)
class _Growing:
    """A table while the sweep is still adding rows to it."""

    header_rows: tuple[int, ...]
    left: int
    right: int
    typed: int
    texts: Mapping[int, str]
    last: int
    pending: list[int] = field(default_factory=list)
    until: int = 0  # the last row that Excel's own table reaches
    list_object: str = ""
    strong: int = 0

    @property
    def mask(self) -> int:
        return mask_of(self.left, self.right)

    @property
    def reached(self) -> int:
        return max(self.last, self.until, *self.pending[-1:])


def regions(sheet: Sheet, seen: Occupancy | None = None) -> tuple[Region, ...]:
    """The tables of a sheet, from the top and the left."""
    seen = seen or occupancy(sheet)
    closed: list[_Growing] = []
    growing: list[_Growing] = []
    for row in range(1, seen.last_row + 1):
        known = _list_objects_at(sheet, row)
        if known:
            areas = [Area(row, o.area.left, row, o.area.right) for o in known]
            for table in [t for t in growing if any(_overlap(t, area) for area in areas)]:
                growing.remove(table)
                closed.append(table)
            growing += [_of_list_object(sheet, seen, o) for o in known]
        free = seen.filled[row]
        if not free:
            continue
        claimed = 0
        for table in list(growing):
            if _takes(sheet, seen, table, row):
                claimed |= table.mask
            elif row > table.reached + LARGE_GAP + 1 or table.strong < 0:
                growing.remove(table)
                closed.append(table)
        free &= ~claimed
        if free.bit_count() < 2 or not _may_start(seen, row, free):
            continue
        blocked = 0
        for table in growing:
            if table.until >= row:
                blocked |= table.mask
        for heading in headings_in(sheet, seen, row, ~(claimed | blocked) & mask_of(1, 16384)):
            opened = _open(sheet, seen, heading)
            for table in [t for t in growing if t.mask & opened.mask]:
                growing.remove(table)
                closed.append(table)
            growing.append(opened)
    closed += growing
    found = [_finished(sheet, seen, table) for table in closed]
    kept = [region for region in found if region is not None]
    kept += _without_headings(sheet, seen, kept)
    return tuple(sorted(kept, key=lambda region: (region.area.top, region.area.left)))


def _overlap(table: _Growing, area: Area) -> bool:
    return table.left <= area.right and area.left <= table.right


def _list_objects_at(sheet: Sheet, row: int) -> list[ListObject]:
    return [o for o in sheet.list_objects if o.area.top == row and o.area.bottom > o.area.top]


def _may_start(seen: Occupancy, row: int, free: int) -> bool:
    """A heading stands at the top of a sheet or under a row without figures."""
    return row <= 60 or not seen.figures[row - 1] & free


# ---- opening a table


def _of_list_object(sheet: Sheet, seen: Occupancy, known: ListObject) -> _Growing:
    area = known.area
    header = tuple(range(area.top, area.top + known.header_rows))
    mask = mask_of(area.left, area.right)
    body = rows_below(seen, area.top + known.header_rows - 1, mask)
    texts = {area.left + i: name for i, name in enumerate(known.columns)}
    return _Growing(
        header,
        area.left,
        area.right,
        typed_columns(sheet, seen, body, mask),
        texts,
        area.top + known.header_rows - 1,
        until=area.bottom,
        list_object=known.name,
    )


def _open(sheet: Sheet, seen: Occupancy, heading: Heading) -> _Growing:
    """The table under the best of the rows that follow one another as its heading."""
    best = heading
    for row in (heading.row + 1, heading.row + 2):
        if seen.walls.get(row, 0) & heading.mask:
            break
        if row > seen.last_row or not seen.filled[row] & heading.mask:
            break
        points, typed = score(sheet, seen, row, heading.mask)
        if points > best.score + 0.04 and not seen.figures[row] & heading.typed & ~_years(
            sheet, row, heading.mask
        ):
            best = Heading(row, heading.left, heading.right, points, typed)
    rows = [best.row]
    if best.row > heading.row:
        rows = [
            row for row in range(heading.row, best.row) if _groups(sheet, seen, row, best)
        ] + rows
    elif _groups(sheet, seen, best.row - 1, best):
        rows.insert(0, best.row - 1)
    while _goes_on(sheet, seen, rows[-1] + 1, best):
        rows.append(rows[-1] + 1)
    texts = _texts(sheet, tuple(rows), best)
    return _Growing(tuple(rows), best.left, best.right, best.typed, texts, rows[-1])


def _years(sheet: Sheet, row: int, mask: int) -> int:
    found = 0
    for column in columns_of(mask):
        value = sheet.value(row, column)
        if isinstance(value, int) and 1980 < value < 2100:
            found |= 1 << column
    return found


def _groups(sheet: Sheet, seen: Occupancy, row: int, best: Heading) -> bool:
    """Whether the row above a heading holds names of groups of columns, as ``Estimate | Actual``."""
    if row < 1:
        return False
    filled = seen.filled[row] & best.mask
    if not filled or filled & ~seen.words[row]:
        return False
    columns = list(columns_of(filled))
    if any(_is_sentence(sheet, row, column) for column in columns):
        return False
    if len(columns) >= 2:
        return not seen.filled[row] & ~best.mask or columns[0] > best.left
    spread = next((a for a in sheet.merged if a.top == row and a.left == columns[0]), None)
    whole = spread is not None and spread.right - spread.left >= (best.right - best.left) * 0.8
    return columns[0] > best.left and not whole


def _is_sentence(sheet: Sheet, row: int, column: int) -> bool:
    value = sheet.value(row, column)
    return isinstance(value, str) and (len(value) > 45 or value.rstrip().endswith((":", ".")))


def _goes_on(sheet: Sheet, seen: Occupancy, row: int, best: Heading) -> bool:
    """Whether a heading goes on in the next row: words where the columns hold figures below."""
    if row > seen.last_row or row > best.row + 2:
        return False
    words = seen.words[row] & best.mask
    if not words & best.typed or seen.figures[row] & best.mask:
        return False
    cells = [str(sheet.value(row, column)) for column in columns_of(words)]
    typed = [str(sheet.value(row, column)) for column in columns_of(words & best.typed)]
    if any(len(text) > 40 or reads_as_figure(text) for text in cells):
        return False
    wide = max(2, (best.typed.bit_count() + 1) // 2)
    return len(typed) >= min(wide, best.typed.bit_count()) and len(cells) <= len(typed) * 2


def _texts(sheet: Sheet, rows: tuple[int, ...], best: Heading) -> dict[int, str]:
    """Each column's heading; a name that spans several columns counts for each of them."""
    texts: dict[int, list[str]] = {column: [] for column in range(best.left, best.right + 1)}
    for row in rows:
        spread = _spread(sheet, row, best, is_last=row == best.row)
        for column in texts:
            text = spread.get(column, "")
            if text and text not in texts[column]:
                texts[column].append(text)
    return {column: " ".join(parts) for column, parts in texts.items() if parts}


def _spread(sheet: Sheet, row: int, best: Heading, *, is_last: bool) -> dict[int, str]:
    spread: dict[int, str] = {}
    for column in range(best.left, best.right + 1):
        value = sheet.value(row, column)
        if value is not None and str(value).strip():
            spread[column] = " ".join(str(value).split())
    merged = [a for a in sheet.merged if a.top <= row <= a.bottom and a.left in spread]
    for area in merged:
        if area.right > area.left and (not is_last or area.bottom > area.top):
            for column in range(area.left, min(area.right, best.right) + 1):
                spread.setdefault(column, spread[area.left])
    for area in sheet.merged:  # a heading merged downwards from the row above
        if area.top < row <= area.bottom and area.left not in spread:
            continue
    if not is_last and row < best.row and not any(a.right > a.left for a in merged):
        last = ""
        for column in range(best.left, best.right + 1):
            last = spread.get(column, last)
            if last and sheet.value(best.row, column) is not None:
                spread[column] = last
    return spread


# ---- the rows below


def _takes(sheet: Sheet, seen: Occupancy, table: _Growing, row: int) -> bool:
    """Add the row to the table if it belongs there; whether its cells are spoken for."""
    part = seen.filled[row] & table.mask
    if row <= table.until or row in table.header_rows:
        table.last = max(table.last, row)
        return bool(part) or row <= table.until
    if not part:
        return False
    gap = row - table.reached - 1
    if gap > LARGE_GAP:
        table.strong = -1
        return False
    if part.bit_count() >= 2 and _is_new_heading(sheet, seen, table, row, gap):
        table.strong = -1
        return False
    if _belongs(seen, table, row, part, gap):
        table.last = row
        table.pending.clear()
        table.strong += 1
        return True
    if part.bit_count() == 1 and gap <= SMALL_GAP:
        table.pending.append(row)
        return True
    return False


def _belongs(seen: Occupancy, table: _Growing, row: int, part: int, gap: int) -> bool:
    figures = seen.figures[row] & table.typed
    if gap <= SMALL_GAP:
        return bool(figures) or part.bit_count() >= 2
    return figures.bit_count() >= 2 or figures == table.typed != 0


def _is_new_heading(sheet: Sheet, seen: Occupancy, table: _Growing, row: int, gap: int) -> bool:
    """Whether a row inside the table's columns opens another table."""
    words = seen.words[row] & table.mask
    if words.bit_count() < 2 or seen.figures[row] & table.typed:
        return False
    if table.typed:
        hits = words & table.typed
        if not hits or hits.bit_count() * 3 < table.typed.bit_count():
            return False
        if all(reads_as_figure(str(sheet.value(row, c))) for c in columns_of(hits)):
            return False
    elif not gap and not table.pending:
        return False
    if is_repeated(sheet, table.texts, row):
        return bool(gap or table.pending) and bool(table.pending)
    points, _ = score(sheet, seen, row, _own_run(seen, row, table.mask))
    return points >= GOOD + (0.0 if gap or table.pending else 0.1)


def _own_run(seen: Occupancy, row: int, mask: int) -> int:
    filled = seen.filled[row] & mask
    return mask_of((filled & -filled).bit_length() - 1, filled.bit_length() - 1)


def is_repeated(sheet: Sheet, texts: Mapping[int, str], row: int) -> bool:
    """Whether a row says the table's headings once more."""
    same = told = 0
    for column, text in texts.items():
        value = sheet.value(row, column)
        if value is None:
            continue
        told += 1
        if isinstance(value, str) and normal(value) and normal(value) in normal(text):
            same += 1
    return same >= 2 and same * 5 >= told * 3 and same * 2 >= min(len(texts), 6)


# ---- closing a table


def _finished(sheet: Sheet, seen: Occupancy, table: _Growing) -> Region | None:
    bottom = max(table.last, table.until)
    if len(table.pending) > 3 or (table.pending and table.strong <= 0):
        steady = [row for i, row in enumerate(table.pending) if row == bottom + 1 + i]
        bottom = max([bottom, *steady]) if len(steady) > 3 or table.strong <= 0 else bottom
    if table.header_rows and bottom <= table.header_rows[-1]:
        if seen.walls.get(bottom + 1, 0) & table.mask or not _is_empty_form(table):
            return None
    top = table.header_rows[0] if table.header_rows else table.last
    area = Area(top, table.left, bottom, table.right)
    return Region(
        area, table.header_rows, table.texts, _title(sheet, seen, area), table.list_object
    )


def _is_empty_form(table: _Growing) -> bool:
    """A heading over nothing is a table yet to be filled in if most of it is well known."""
    heads = [normal(text) for text in table.texts.values()]
    return len(heads) >= 4 and sum(map(is_known, heads)) * 3 >= len(heads) * 2


def _title(sheet: Sheet, seen: Occupancy, area: Area) -> str:
    """The words in the rows over a table, the nearest first: at most three rows, four apart."""
    found: list[str] = []
    mask = mask_of(max(1, area.left - 1), area.right)
    for row in range(area.top - 1, max(0, area.top - 6), -1):
        words = list(columns_of(seen.words[row] & mask))
        if len(words) > 3 or seen.figures[row] & mask:
            break
        found += [" ".join(str(sheet.value(row, column)).split())[:80] for column in words]
        if len(found) >= 3:
            break
    return " / ".join(found)


def _without_headings(sheet: Sheet, seen: Occupancy, known: list[Region]) -> list[Region]:
    """Blocks of steady columns that no heading stands over, outside the tables already found."""
    taken: dict[int, int] = {}
    for region in known:
        mask = mask_of(region.area.left, region.area.right)
        for row in range(region.area.top, region.area.bottom + 1):
            taken[row] = taken.get(row, 0) | mask
    found: list[Region] = []
    start, union = 0, 0
    for row in range(1, seen.last_row + 2):
        left = seen.filled[row] & ~taken.get(row, 0) if row <= seen.last_row else 0
        if left.bit_count() >= 2:
            start, union = start or row, union | left
            continue
        if start and row - start >= 3:
            found += _steady(sheet, seen, start, row - 1, union)
        start, union = 0, 0
    return found


def _steady(sheet: Sheet, seen: Occupancy, top: int, bottom: int, union: int) -> list[Region]:
    found = []
    for left, right in runs(union):
        mask = mask_of(left, right)
        rows = [row for row in range(top, bottom + 1) if (seen.filled[row] & mask).bit_count() >= 2]
        if right == left or len(rows) < 3:
            continue
        sample = rows[:: max(1, len(rows) // 40)]
        typed = typed_columns(sheet, seen, sample, mask)
        if not typed:
            continue
        area = Area(rows[0], left, rows[-1], right)
        found.append(Region(area, (), {}, _title(sheet, seen, area)))
    return found
