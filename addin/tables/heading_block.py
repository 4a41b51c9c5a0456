"""The heading of a table as a whole: one to three rows, and the text over each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from addin.tables.header_rows import Heading, score
from addin.tables.headings import normal
from addin.tables.occupancy import Occupancy, columns_of, mask_of, reads_as_figure
from addin.tables.table import Area, Sheet

_BETTER: Final = 0.04
"""A row below must look this much more like a heading to be one instead."""


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading: its rows, its columns from left to right, and each column's text."""

    rows: tuple[int, ...]
    left: int
    right: int
    typed: int  # columns that hold figures below, as bits
    texts: Mapping[int, str]
    leaves: Mapping[int, str] = field(default_factory=dict)  # without the names of groups

    @property
    def mask(self) -> int:
        """Its columns, as bits."""
        return mask_of(self.left, self.right)


def heading_block(sheet: Sheet, seen: Occupancy, heading: Heading) -> HeadingBlock | None:
    """The whole heading around a row that looks like one; None if a row below is a better one."""
    if _is_outdone(sheet, seen, heading):
        return None
    rows = [heading.row]
    while len(rows) < 3 and _names_groups(sheet, seen, rows[0] - 1, heading):
        rows.insert(0, rows[0] - 1)
    while _goes_on(sheet, seen, rows[-1] + 1, heading):
        rows.append(rows[-1] + 1)
    texts = _texts(sheet, rows, heading)
    leaves = _leaves(sheet, heading) if rows[0] < heading.row == rows[-1] else {}
    return HeadingBlock(tuple(rows), heading.left, heading.right, heading.typed, texts, leaves)


def _is_outdone(sheet: Sheet, seen: Occupancy, heading: Heading) -> bool:
    """Whether one of the next two rows is the heading, and this one a title or a group's name."""
    for row in (heading.row + 1, heading.row + 2):
        if row > seen.last_row or seen.walls.get(row, 0) & heading.mask:
            return False
        if not seen.filled[row] & heading.mask:
            return False
        points, _ = score(sheet, seen, row, heading.mask)
        figures = seen.figures[row] & heading.typed & ~_years(sheet, row, heading.mask)
        if points > heading.score + _BETTER and not figures:
            return True
    return False


def _years(sheet: Sheet, row: int, mask: int) -> int:
    """The columns of the row that hold a year."""
    found = 0
    for column in columns_of(mask):
        value = sheet.value(row, column)
        if isinstance(value, int) and 1980 < value < 2100:
            found |= 1 << column
    return found


def _names_groups(sheet: Sheet, seen: Occupancy, row: int, heading: Heading) -> bool:
    """Whether a row over a heading names groups of its columns, as ``Estimate | Actual``."""
    filled = seen.filled[row] & heading.mask if row > 0 else 0
    if not filled or filled & ~seen.words[row]:
        return False
    columns = list(columns_of(filled))
    if any(_is_sentence(sheet, row, column) for column in columns):
        return False
    if len(columns) >= 2:
        return not seen.filled[row] & ~heading.mask or columns[0] > heading.left
    return columns[0] > heading.left and not _spans_all(sheet, row, columns[0], heading)


def _spans_all(sheet: Sheet, row: int, column: int, heading: Heading) -> bool:
    """A cell merged over nearly the whole table is its title."""
    width = heading.right - heading.left
    return any(
        area.top == row and area.left == column and area.right - area.left >= width * 0.8
        for area in sheet.merged
    )


def _is_sentence(sheet: Sheet, row: int, column: int) -> bool:
    value = sheet.value(row, column)
    return isinstance(value, str) and (len(value) > 45 or value.rstrip().endswith((":", ".")))


def _goes_on(sheet: Sheet, seen: Occupancy, row: int, heading: Heading) -> bool:
    """Whether a heading goes on in this row: words where the columns hold figures further down."""
    if row > min(seen.last_row, heading.row + 2) or seen.figures[row] & heading.mask:
        return False
    words = seen.words[row] & heading.mask
    cells = [str(sheet.value(row, column)) for column in columns_of(words)]
    over_figures = (words & heading.typed).bit_count()
    if not over_figures or any(len(text) > 40 or reads_as_figure(text) for text in cells):
        return False
    typed = heading.typed.bit_count()
    return over_figures >= min(max(2, (typed + 1) // 2), typed) and len(cells) <= over_figures * 2


# ---- the text over each column


def _texts(sheet: Sheet, rows: list[int], heading: Heading) -> dict[int, str]:
    """Each column's heading; a name that spans several columns counts for each of them."""
    parts: dict[int, list[str]] = {c: [] for c in range(heading.left, heading.right + 1)}
    for row in rows:
        spread = _spread(sheet, row, heading)
        for column, texts in parts.items():
            text = spread.get(column, "")
            if text and normal(text) not in map(normal, texts):
                texts.append(text)
    return {column: " ".join(texts) for column, texts in parts.items() if texts}


def _leaves(sheet: Sheet, heading: Heading) -> dict[int, str]:
    """What stands over a column below its group's name, where no other column says the same."""
    texts = {
        column: text
        for column in range(heading.left, heading.right + 1)
        if (text := " ".join(str(sheet.value(heading.row, column) or "").split()))
    }
    told = Counter(map(normal, texts.values()))
    return {column: text for column, text in texts.items() if told[normal(text)] == 1}


def _spread(sheet: Sheet, row: int, heading: Heading) -> dict[int, str]:
    """A heading row's texts, each over all the columns that it names."""
    spread = {
        column: text
        for column in range(heading.left, heading.right + 1)
        if (text := " ".join(str(sheet.value(row, column) or "").split()))
    }
    wide = [
        area
        for area in sheet.merged
        if area.top <= row <= area.bottom and area.right > area.left and area.left in spread
    ]
    for area in wide:
        _fill(spread, area, heading)
    if row < heading.row and not wide:
        _carry(sheet, spread, heading)
    return spread


def _fill(spread: dict[int, str], area: Area, heading: Heading) -> None:
    for column in range(area.left, min(area.right, heading.right) + 1):
        spread.setdefault(column, spread[area.left])


def _carry(sheet: Sheet, spread: dict[int, str], heading: Heading) -> None:
    """A group's name that nobody merged holds until the next one."""
    last = ""
    for column in range(heading.left, heading.right + 1):
        last = spread.get(column, last)
        if last and sheet.value(heading.row, column) is not None:
            spread[column] = last
