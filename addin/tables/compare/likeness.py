"""How alike two rows are: 1 for equal ones, 0 where nothing agrees. The same from either side."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from itertools import zip_longest
from typing import Final

Token = tuple[Hashable, ...]
"""What a row is known by: its typed values, with ``FORMULA`` for what is computed."""


class _Formula:
    """Stands for a formula in a token; equal to itself alone."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "FORMULA"


FORMULA: Final = _Formula()

_WORDS: Final = 2.0  # words say what a row is about …
_FIGURE: Final = 1.0  # … figures are what changes in it …
_COMPUTED: Final = 0.25  # … and formulas are the same in every row
_OTHER_FIGURE: Final = 0.4
_OTHER_WORDS: Final = 0.8


def likeness(one: Token, other: Token) -> float:
    """The share of two rows that agrees, words counting twice."""
    if one == other:
        return 1.0
    agreed = total = 0.0
    for x, y in zip_longest(one, other):
        if x is None and y is None:
            continue
        weight = max(_weight(x), _weight(y))
        total += weight
        if x == y:
            agreed += weight
        elif x is not None and y is not None:
            agreed += weight * _nearly(x, y)
    return agreed / total if total else 1.0


def _weight(value: Hashable) -> float:
    if isinstance(value, str):
        return _WORDS
    if value is FORMULA:
        return _COMPUTED
    return 0.0 if value is None else _FIGURE


def _nearly(x: Hashable, y: Hashable) -> float:
    """For two different values of which neither is missing."""
    if isinstance(x, str) and isinstance(y, str):
        return _OTHER_WORDS * _alike(*sorted((str(x), str(y))))
    if isinstance(x, str | tuple | _Formula) or isinstance(y, str | tuple | _Formula):
        return 0.0
    return _OTHER_FIGURE


@lru_cache(maxsize=65536)
def _alike(one: str, other: str) -> float:
    """By the words that two texts share, or by how they begin and end."""
    a, b = set(one.casefold().split()), set(other.casefold().split())
    shared = len(a & b) / len(a | b) if a | b else 0.0
    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    start = 0
    while start < shortest and one[start] == other[start]:
        start += 1
    end = 0
    while end < shortest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    ends = (start + end) / longest if start + end >= 3 else 0.0
    return max(shared, ends)
