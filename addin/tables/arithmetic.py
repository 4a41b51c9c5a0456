"""What the figures of a table prove by themselves: a total across, a difference, a product."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from addin.tables.cells import to_number
from addin.tables.profile import Profile
from addin.tables.table import Sheet

_PARTS: Final = 3
"""A total across adds up at least so many columns; two could be chance."""
_PROOFS: Final = 3
"""So many rows with figures that are not zero prove it."""
_NEAR: Final = 0.011


def total_across(sheet: Sheet, held: Mapping[int, Profile], rows: Sequence[int]) -> int:
    """The first column that adds up the figures to its left, as months add up to a year; 0 if none.

    Counted are rows in which two figures or more are added; nine in ten rows must agree.
    """
    figures = [
        column
        for column in sorted(held)
        if held[column].numbers >= 0.5 and held[column].percents < 0.5
    ]
    for i, column in enumerate(figures[_PARTS:], _PARTS):
        if _agrees(sheet, column, figures[:i], rows, sum, _several):
            return column
    return 0


def is_difference(sheet: Sheet, column: int, one: int, other: int, rows: Sequence[int]) -> bool:
    """Whether a column holds one column less the other, with either sign."""
    return _agrees(sheet, column, [one, other], rows, lambda f: f[0] - f[1], any) or _agrees(
        sheet, column, [one, other], rows, lambda f: f[1] - f[0], any
    )


def is_product(sheet: Sheet, column: int, one: int, other: int, rows: Sequence[int]) -> bool:
    """Whether a column holds one column times the other, as quantity times price."""
    return _agrees(sheet, column, [one, other], rows, lambda f: f[0] * f[1], all)


def _several(figures: Sequence[float]) -> bool:
    return sum(figure != 0 for figure in figures) > 1


def _agrees(
    sheet: Sheet,
    column: int,
    parts: Sequence[int],
    rows: Sequence[int],
    rule: Callable[[Sequence[float]], float],
    counts: Callable[[Sequence[float]], bool],
) -> bool:
    asked = agreed = proofs = 0
    for row in rows:
        result = to_number(sheet.value(row, column))
        if result is None:
            continue
        figures = [float(to_number(sheet.value(row, part)) or 0) for part in parts]
        right = abs(rule(figures) - float(result)) <= _NEAR
        asked += 1
        agreed += right
        proofs += right and result != 0 and counts(figures)
    return proofs >= _PROOFS and agreed * 10 >= asked * 9
