"""What each row of a table is: a record, a total, a group's heading, a note, a heading again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from addin.tables.occupancy import Occupancy, columns_of, reads_as_figure
from addin.tables.regions import Region, is_repeated
from addin.tables.table import RowKind, Sheet, column_letters

_TOTAL: Final = re.compile(
    r"(?:(?:sub|grand|net|overall|report|page|section|category|group|zwischen|gesamt|sous)[\s-]*)*"
    r"(?:totals?|totaux|totale|totales|totalen|summe|sum|somme|suma|gesamt)\b(?!\s+no\b).*"
    r"|.*\b(?:sub-?\s?)?totals?\W*",
    re.IGNORECASE | re.DOTALL,
)
_MAY_BE_TOTAL: Final = ("tot", "sum", "som", "ges")
_NOTE: Final = re.compile(r"\W*(?:notes?\b|n\.?b\.?\b|tip\b|source:|prepared by|\*)", re.IGNORECASE)
_VERTICAL: Final = re.compile(
    r"\+?(?:SUM|SUBTOTAL|AGGREGATE)\((?:\d+,){0,2}([$A-Z0-9:,]+)\)[-+$A-Z0-9:,()SUMTOAL]*"
)
_WHOLE_COLUMN: Final = re.compile(r"(?:SUM|SUBTOTAL)\((?:\d+,)?[\w.\\]*\[[^\[\]]+\]\)")
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
    sums = summing_rows(sheet, region) | _totals_of_list_object(sheet, region)
    first = min(region.headings, default=region.area.left)
    heads = {" ".join(text.split()).casefold() for text in region.headings.values()}
    kinds: dict[int, RowKind] = {}
    lone: list[int] = []
    for row in range(_body_top(region), region.area.bottom + 1):
        part = seen.filled[row] & columns.mask if row <= seen.last_row else 0
        words = seen.words[row] & part if part else 0
        kinds[row] = RowKind.BODY
        if not part:
            kinds[row] = RowKind.BLANK
        elif _is_total(sheet, row, words, part, columns) or (
            row in sums and not part & ~words & columns.dates
        ):
            kinds[row] = RowKind.TOTAL
        elif words == part:
            if _says_heading(sheet, region, row, first, heads):
                kinds[row] = RowKind.REPEATED_HEADER
            elif part.bit_count() <= 2 and not _holds_figure(sheet, row, part):
                lone.append(row)
    _undo_summary(kinds, sums)
    _mark_lone(sheet, seen, columns, kinds, lone)
    return kinds


def _undo_summary(kinds: dict[int, RowKind], sums: frozenset[int]) -> None:
    """Where nearly every row is called a total, the table lists totals: they are its records."""
    totals = [row for row, kind in kinds.items() if kind is RowKind.TOTAL]
    bodies = sum(kind is RowKind.BODY for kind in kinds.values())
    if len(totals) > 1 and bodies < len(totals):
        kinds.update({row: RowKind.BODY for row in totals if row not in sums})


def _body_top(region: Region) -> int:
    return region.header_rows[-1] + 1 if region.header_rows else region.area.top


def _holds_figure(sheet: Sheet, row: int, part: int) -> bool:
    """Whether one of these texts is a number or a date."""
    return any(reads_as_figure(str(sheet.value(row, column))) for column in columns_of(part))


def _says_heading(sheet: Sheet, region: Region, row: int, first: int, heads: set[str]) -> bool:
    for column in (first, first + 1):
        value = sheet.value(row, column)
        if isinstance(value, str) and " ".join(value.split()).casefold() in heads:
            return is_repeated(sheet, region.headings, row)
    return False


@lru_cache(maxsize=16384)
def is_total_label(text: str) -> bool:
    """Whether a label is that of a total.

    >>> [is_total_label(text) for text in ("TOTAL BTL", "Staffing Sub-total:", "Totally")]
    [True, True, False]
    """
    shown = " ".join(text.split())
    return len(shown) <= 60 and bool(_TOTAL.fullmatch(shown))


def _may_be_total(text: str) -> bool:
    plain = text.casefold()
    return len(plain) < 200 and any(part in plain for part in _MAY_BE_TOTAL)


def _is_total(sheet: Sheet, row: int, words: int, part: int, columns: Columns) -> bool:
    """A total's label among the first words of the row, amounts beside it, and no date."""
    if part & ~words & columns.dates and part.bit_count() > 3:
        return False  # a dated record, whatever it says
    for i, column in enumerate(columns_of(words)):
        if i == 4:
            return False
        value = sheet.value(row, column)
        if isinstance(value, str) and _may_be_total(value) and is_total_label(value):
            dated = part & columns.dates & ~(1 << column)
            return not dated or part.bit_count() <= 3
    return False


# ---- totals by formula


def _totals_of_list_object(sheet: Sheet, region: Region) -> frozenset[int]:
    """The total rows that Excel itself keeps under its table."""
    known = next((o for o in sheet.list_objects if o.name == region.list_object), None)
    if known is None:
        return frozenset()
    return frozenset(range(known.area.bottom - known.totals_rows + 1, known.area.bottom + 1))


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
    if _WHOLE_COLUMN.fullmatch(upper):
        return True
    if not _VERTICAL.fullmatch(upper) and not _CHAIN.fullmatch(upper):
        return False
    return all(_above(upper, row, column, top))


def _above(text: str, row: int, column: int, top: int) -> Iterator[bool]:
    letters = column_letters(column)
    for left, first, right, last in _RANGE.findall(text):
        same = left == letters and (not right or right == letters)
        yield same and int(first) >= top - 1 and int(last or first) < row


# ---- rows with a label alone


def _mark_lone(
    sheet: Sheet, seen: Occupancy, columns: Columns, kinds: dict[int, RowKind], lone: list[int]
) -> None:
    """Tell groups and notes from records with nothing but a label."""
    bodies = [row for row, kind in kinds.items() if kind is RowKind.BODY]
    if len(bodies) == len(lone):
        return
    widths = sorted((seen.filled[row] & columns.mask).bit_count() for row in bodies)
    strict = len(lone) > _MANY_SECTIONS * len(bodies) or widths[len(widths) // 2] <= 2
    others = set(kinds) - set(lone)
    last = max((row for row in others if kinds[row] is not RowKind.BLANK), default=0)
    for row in lone:
        kinds[row] = _kind_of_lone(sheet, seen, columns, row, strict=strict, below=row > last)


def _kind_of_lone(
    sheet: Sheet, seen: Occupancy, columns: Columns, row: int, *, strict: bool, below: bool
) -> RowKind:
    part = seen.filled[row] & columns.mask
    single = part.bit_count() == 1
    column = next(columns_of(part))
    text = str(sheet.value(row, column)).strip()
    if single and (_NOTE.match(text) or len(text) > _LONG):
        return RowKind.NOTE
    if below:
        return RowKind.NOTE if single and not strict else RowKind.BODY
    if (single or columns.typed) and (not strict or _is_marked(sheet, row, column, text)):
        return RowKind.SECTION
    return RowKind.BODY


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
