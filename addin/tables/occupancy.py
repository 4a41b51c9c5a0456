"""Which cells of a sheet hold something: one bit per column, so that whole rows compare at once.

Bit 1 is column A; bit 0 is never set.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from addin.tables.cells import to_number
from addin.tables.table import Sheet, Value

_FIGURES: Final = frozenset({int, float, dt.datetime, dt.date, dt.time, dt.timedelta})
_WIDE: Final = 256
_DATE: Final = re.compile(
    r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:\s?[AaPp]\.?[Mm]\.?)?|"
    r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[-\s][A-Z][a-z]{2,8}[-\s,]*\d{2,4}"
    r"|[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4})(?:[T\s,]+\d{1,2}:\d{2}.*)?"
)


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Per row (row 1 at index 1), as bits: cells that hold something, words, and figures."""

    filled: tuple[int, ...]
    words: tuple[int, ...]
    figures: tuple[int, ...]
    walls: Mapping[int, int]  # row → columns in which a table that Excel knows begins

    @property
    def last_row(self) -> int:
        """The last row of the sheet as read."""
        return len(self.filled) - 1


def occupancy(sheet: Sheet) -> Occupancy:
    """One pass over the sheet. A formula nobody has computed counts as a figure."""
    size = len(sheet.rows) + 1
    words, figures, others = [0] * size, [0] * size, [0] * size
    shapes: dict[tuple[type, ...], _Shape] = {}
    for r, row in enumerate(sheet.rows, 1):
        if len(row) > _WIDE:
            words[r], figures[r], others[r] = _wide_row(row)
            continue
        kinds = tuple(map(type, row))
        shape = shapes.get(kinds)
        if shape is None:
            shape = shapes[kinds] = _shape(kinds)
        mask, figures[r], others[r], texts = shape
        for at in texts:
            if not (text := row[at]) or text.isspace():  # type: ignore[union-attr]
                mask ^= 2 << at
        words[r] = mask
    for r, column in sheet.uncached:
        if r < size:
            figures[r] |= 1 << column
    filled = tuple(w | f | o for w, f, o in zip(words, figures, others, strict=True))
    walls: dict[int, int] = {}
    for known in sheet.list_objects:
        top = known.area.top
        walls[top] = walls.get(top, 0) | mask_of(known.area.left, known.area.right)
    return Occupancy(filled, tuple(words), tuple(figures), walls)


_Shape = tuple[int, int, int, tuple[int, ...]]


def _shape(kinds: tuple[type, ...]) -> _Shape:
    """What a row with such values holds: words, figures, others (TRUE, errors), and its texts.

    The rows of a table are alike, so each sort of row is looked at once.
    """
    words = figures = others = 0
    texts = []
    for at, kind in enumerate(kinds):
        if kind is str:
            words |= 2 << at
            texts.append(at)
        elif kind in _FIGURES:
            figures |= 2 << at
        elif kind is not type(None):
            others |= 2 << at
    return words, figures, others, tuple(texts)


def _wide_row(row: Sequence[Value]) -> tuple[int, int, int]:
    """The same for a row of thousands of columns: most of them hold nothing."""
    words = figures = others = 0
    for column, value in [(c, v) for c, v in enumerate(row, 1) if v is not None]:
        kind = type(value)
        if kind in _FIGURES:
            figures |= 1 << column
        elif kind is not str:
            others |= 1 << column
        elif value and not value.isspace():  # type: ignore[union-attr]
            words |= 1 << column
    return words, figures, others


def columns_of(mask: int) -> Iterator[int]:
    """The columns of a mask, from the left."""
    if mask.bit_length() > _WIDE:
        digits = bin(mask)[:1:-1]
        column = digits.find("1")
        while column >= 0:
            yield column
            column = digits.find("1", column + 1)
        return
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(left: int, right: int) -> int:
    """All columns from left to right."""
    return (1 << (right + 1)) - (1 << left)


def runs(mask: int) -> Iterator[tuple[int, int]]:
    """Stretches of neighbouring columns, from the left: first and last column of each."""
    while mask:
        left = (mask & -mask).bit_length() - 1
        stretch = ~(mask >> left)
        width = (stretch & -stretch).bit_length() - 1
        yield left, left + width - 1
        mask &= ~mask_of(left, left + width - 1)


@lru_cache(maxsize=16384)
def reads_as_figure(text: str) -> bool:
    """Whether a text is a number, an amount or a date that was typed as text.

    >>> [reads_as_figure(text) for text in ("$1,250.00 ", "3/14/2025 4:05 PM", "PO 12")]
    [True, True, False]
    """
    shown = text.replace("\u00a0", " ").strip()
    if len(shown) > 40:
        return False
    if shown in {"-", "--", "–"}:  # noqa: RUF001 - the dash that people type for nothing
        return True
    if not any(map(str.isdigit, shown)):
        return False
    return bool(_DATE.fullmatch(shown)) or to_number(shown) is not None


def is_figure(value: Value) -> bool:
    """Whether a cell holds a number or a date, typed as such or as text."""
    if value.__class__ in _FIGURES:
        return True
    return isinstance(value, str) and reads_as_figure(value)
