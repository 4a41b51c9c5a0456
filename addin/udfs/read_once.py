"""A range that many cells share is read once: formulas filled down ask for the same one again."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import Final, ParamSpec, TypeVar

_LEFT_OUT: Final = (None,)
P = ParamSpec("P")
R = TypeVar("R")

REMEMBERED: Final = 4
"""How many readings of each kind are kept: a sheet's formulas rarely use more tables at once."""


def read_once(read: Callable[P, R]) -> Callable[P, R]:
    """Keep the last few readings, found by the very objects that were read.

    Comparing a table with another cell by cell would take as long as reading it; run cell by cell,
    a function gets the same object each time.
    """
    kept: tuple[tuple[tuple[object, ...], R], ...] = ()

    def reading(*given: P.args, **named: P.kwargs) -> R:
        nonlocal kept
        asked = (*given, *named.values())
        for same in (is_, _same):  # usually the last ones asked for, the very same
            for arguments, known in kept:
                if len(arguments) == len(asked) and all(map(same, arguments, asked)):
                    return known
        found = read(*given, **named)
        kept = ((asked, found), *kept[: REMEMBERED - 1])
        return found

    return reading


def _same(one: object, other: object) -> bool:
    """The same object; the same text; or columns left out, which each call has its own of."""
    if one is other:
        return True
    kind = type(one)
    if kind is not type(other):
        return False
    return one == other if kind is str else one == other == _LEFT_OUT
