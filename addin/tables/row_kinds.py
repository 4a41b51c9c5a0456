"""What each row of a table is: a record, a total, the heading of a group, a note, a repeated heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from addin.tables.occupancy import Occupancy, columns_of, mask_of
from addin.tables.regions import Region, is_repeated
from addin.tables.table import RowKind, Sheet, cell_at, column_letters

_TOTAL: Final = re.compile(
    r"(?:(?:sub|grand|net|overall|report|page|section|category|group|zwischen|gesamt|sous)[\s-]*)*"
    r"(?:totals?|totaux|totale|totales|totalen|summe|sum|somme|suma|gesamt)\b(?!\s+no\b).*"
    r"|.*\b(?:sub-?\s?)?totals?\W*",
    re.IGNORECASE | re.DOTALL,
)
_NOTE: Final = re.compile(r"\W*(?:notes?\b|n\.?b\.?\b|tip\b|source:|prepared by|\*)", re.IGNORECASE)
_VERTICAL: Final = re.compile(
    r"\+?(?:SUM|SUBTOTAL|AGGREGATE)\((?:\d+,){0,2}([$A-Z0-9:,]+)\)[-+$A-Z0-9:,()SUMTOAL]*"
)
_RANGE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_CHAIN: Final = re.compile(r"\+?\$?[A-Z]{1,3}\$?\d+(?:\+\$?[A-Z]{1,3}\$?\d+)+")
_LONG: Final = 60
_MANY_SECTIONS: Final = 0.35
"""Rows with a label alone are groups when they are the exception; else they are records."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by what their body holds, as bits."""

    mask: int
    typed: int
    dates: int


def row_kinds(
    sheet: Sheet, seen: Occupancy, region: Region, columns: Columns
) -> dict[int, RowKind]:
    """Each row below the heading, in order."""
    area = region.area
    sums = summing_rows(sheet, region)
    first = next(iter(sorted(region.headings)), area.left)
    heads = {" ".join(text.split()).casefold() for text in region.headings.values()}
    kinds: dict[int, RowKind] = {}
    lone: list[int] = []
    for row in range(_body_top(region), area.bottom + 1):
        part = seen.filled[row] & columns.mask if row <= seen.last_row else 0
        if not part:
            kinds[row] = RowKind.BLANK
            continue
        words = seen.words[row] & columns.mask
        figures = part & ~words
        kind = RowKind.BODY
        if words and _is_total(sheet, row, words, part, columns):
            kind = RowKind.TOTAL
        elif row in sums and not figures & columns.dates:
            kind = RowKind.TOTAL
        elif words and not figures:
            if _says_heading(sheet, region, row, first, heads):
                kind = RowKind.REPEATED_HEADER
            elif part.bit_count() <= 2 and not _reads_as_amount(sheet, row, part & columns.typed):
                lone.append(row)
        kinds[row] = kind
    _mark_lone(sheet, seen, columns, kinds, lone)
    return kinds


def _body_top(region: Region) -> int:
    return region.header_rows[-1] + 1 if region.header_rows else region.area.top


def _reads_as_amount(sheet: Sheet, row: int, mask: int) -> bool:
    return any(sheet.value(row, column) is not None for column in columns_of(mask))


def _says_heading(sheet: Sheet, region: Region, row: int, first: int, heads: set[str]) -> bool:
    for column in (first, first + 1):
        value = sheet.value(row, column)
        if isinstance(value, str) and " ".join(value.split()).casefold() in heads:
            return is_repeated(sheet, region.headings, row)
    return False


@lru_cache(maxsize=16384)
def is_total_label(text: str) -> bool:
    """Whether a label is that of a total.

    >>> is_total_label("TOTAL BTL"), is_total_label("Staffing Sub-total:"), is_total_label("Totally")
    (True, True, False)
    """
    shown = " ".join(text.split())
    return len(shown) <= 60 and bool(_TOTAL.fullmatch(shown))


def _is_total(sheet: Sheet, row: int, words: int, part: int, columns: Columns) -> bool:
    """A total's label among the first words of the row, amounts beside it, and no date."""
    for i, column in enumerate(columns_of(words)):
        if i == 4:
            return False
        value = sheet.value(row, column)
        if isinstance(value, str) and ("ot" in value or "OT" in value or "um" in value.lower()):
            if is_total_label(value):
                dated = part & columns.dates & ~(1 << column)
                return not dated or part.bit_count() <= 3
    return False


# ---- totals by formula


def summing_rows(sheet: Sheet, region: Region) -> frozenset[int]:
    """The rows in which a formula adds up cells of its own column that stand above."""
    area = region.area
    top = _body_top(region)
    by_column: dict[int, set[int]] = {}
    for (row, column), text in sheet.formulas.items():
        if (
            top < row <= area.bottom
            and area.left <= column <= area.right
            and _adds(text, row, column, top)
        ):
            by_column.setdefault(column, set()).add(row)
    most = max(3, (area.bottom - top + 1) * 0.3)  # more: a running total, not a total row
    return frozenset(row for rows in by_column.values() if len(rows) <= most for row in rows)


def _adds(text: str, row: int, column: int, top: int) -> bool:
    upper = text.upper().replace(" ", "")
    if upper.startswith(("SUM(", "SUBTOTAL(", "AGGREGATE(", "+SUM(")):
        match = _VERTICAL.fullmatch(upper)
        return match is not None and any(_above(upper, row, column, top))
    return bool(upper.count("+") > 0 and _CHAIN.fullmatch(upper)) and all(
        _above(upper, row, column, top)
    )


def _above(text: str, row: int, column: int, top: int) -> Iterator[bool]:
    letters = column_letters(column)
    for left, first, right, last in _RANGE.findall(text):
        same = left == letters and (not right or right == letters)
        yield same and int(first) >= top - 1 and int(last or first) < row


# ---- rows with a label alone


def _mark_lone(
    sheet: Sheet,
    seen: Occupancy,
    columns: Columns,
    kinds: dict[int, RowKind],
    lone: list[int],
) -> None:
    """Tell groups and notes from records with nothing but a label."""
    bodies = [row for row, kind in kinds.items() if kind is RowKind.BODY]
    others = len(bodies) - len(lone)
    if not others:
        return
    usual = sorted((seen.filled[row] & columns.mask).bit_count() for row in bodies)[
        len(bodies) // 2
    ]
    strict = len(lone) > _MANY_SECTIONS * len(bodies) or usual <= 2
    last = max(
        (row for row, kind in kinds.items() if row not in set(lone) and kind is not RowKind.BLANK),
        default=0,
    )
    for row in lone:
        part = seen.filled[row] & columns.mask
        column = next(columns_of(part))
        text = str(sheet.value(row, column)).strip()
        if part.bit_count() == 1 and (_NOTE.match(text) or len(text) > _LONG):
            kinds[row] = RowKind.NOTE
        elif row > last:
            kinds[row] = RowKind.NOTE if part.bit_count() == 1 and not strict else RowKind.BODY
        elif not strict or _is_marked(sheet, row, column, text):
            if columns.typed or part.bit_count() == 1:
                kinds[row] = RowKind.SECTION


def _is_marked(sheet: Sheet, row: int, column: int, text: str) -> bool:
    """Capitals, a colon, or a cell merged over the row: what people do to a group's heading."""
    letters = [c for c in text if c.isalpha()]
    if text.endswith(":") or (len(letters) > 2 and all(c.isupper() for c in letters)):
        return True
    return any(
        area.top <= row <= area.bottom
        and area.left <= column <= area.right
        and area.right > area.left
        for area in sheet.merged
    )
