"""Two lists of rows side by side: what was put in or taken out shifts nothing below it.

Rows that occur once in each version are sure; between them the same again, first by whole rows,
then by runs of rows, then by their words, then by their first words. What is left is small, and is
paired by likeness. The work grows with the number of rows, not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final

from addin.tables.compare.alignment import longest_rise
from addin.tables.compare.likeness import FORMULA, Token, likeness

ENOUGH: Final = 0.4
"""Rows that are at least so alike are one row that was edited."""
_BLANK: Final = ("", ())
_WINDOW: Final = 8
"""So many rows in a run tell where they stand, even if each of them occurs often."""
_TABLE: Final = 40_000
"""A gap of so many pairs is worth comparing each with each …"""
_ALL: Final = 3_000_000
"""… until so many pairs have been compared."""

Pair = tuple[int, int]


class Aligner:
    """Pairs rows by their tokens; rows are given and returned as places in the token lists."""

    def __init__(
        self, older: Sequence[Token], newer: Sequence[Token], enough: float = ENOUGH
    ) -> None:
        self._older = older
        self._newer = newer
        self._enough = enough
        self._budget = _ALL

    def pairs(self, older: Sequence[int], newer: Sequence[int]) -> list[Pair]:
        """Partners among these rows, rising on both sides."""
        found: list[Pair] = []
        stack: list[tuple[Sequence[int], Sequence[int], int]] = [(older, newer, 0)]
        while stack:
            a, b, level = stack.pop()
            a, b = self._strip(a, b, found)
            if not a or not b:
                continue
            if level == 0 and len(a) * len(b) <= 4:
                found += self._small(a, b)  # nearly all gaps
                continue
            while level < len(_LEVELS):
                sure = self._sure(a, b, level)
                if sure:
                    found += ((a[i], b[j]) for i, j in sure)
                    stack += _between(a, b, sure, level)
                    break
                if len(a) * len(b) <= _TABLE:
                    level = len(_LEVELS)
                else:
                    level += 1
            else:
                found += self._small(a, b)
        return sorted(found)

    def _strip(
        self, a: Sequence[int], b: Sequence[int], found: list[Pair]
    ) -> tuple[Sequence[int], Sequence[int]]:
        """Without the equal rows at the beginning and at the end."""
        older, newer = self._older, self._newer
        most = min(len(a), len(b))
        top = 0
        while top < most and older[a[top]] == newer[b[top]]:
            top += 1
        found += zip(a[:top], b[:top], strict=True)
        end = 0
        while end < most - top and older[a[-1 - end]] == newer[b[-1 - end]]:
            end += 1
        if end:
            found += zip(a[-end:], b[-end:], strict=True)
        return a[top : len(a) - end], b[top : len(b) - end]

    def _sure(self, a: Sequence[int], b: Sequence[int], level: int) -> list[Pair]:
        """Rows that occur once on each side, as far as they kept their order."""
        words = _LEVELS[level]
        if words is None:
            ours, theirs = _windows(self._older, a), _windows(self._newer, b)
        else:
            ours = [words(self._older[i]) for i in a]
            theirs = [words(self._newer[j]) for j in b]
        once = _once(ours)
        places = {word: j for word, j in _once(theirs).items() if word in once}
        common = [(i, places[word]) for word, i in once.items() if word in places]
        return [common[k] for k in longest_rise([j for _, j in common])]

    def _small(self, a: Sequence[int], b: Sequence[int]) -> Iterator[Pair]:
        """The pairing of a gap that is most alike as a whole."""
        size = len(a) * len(b)
        if size > _TABLE or size > self._budget:
            yield from self._by_place(a, b)
            return
        self._budget -= size
        found = _best(
            [[self._alike(i, j) for j in b] for i in a],
        )
        if not found and len(a) == len(b) and self._same_form(a, b):
            found = [(k, k) for k in range(len(a))]
        yield from ((a[i], b[j]) for i, j in found)

    def _alike(self, i: int, j: int) -> float:
        found = likeness(self._older[i], self._newer[j])
        return found if found >= self._enough else 0.0

    def _by_place(self, a: Sequence[int], b: Sequence[int]) -> Iterator[Pair]:
        """Too much for anything better: each with the one in its place, if they are alike."""
        yield from (pair for pair in zip(a, b, strict=False) if self._alike(*pair))

    def _same_form(self, a: Sequence[int], b: Sequence[int]) -> bool:
        """Entries of a form: a cell or two in a row, and the same cells in both versions."""
        forms = [(_form(self._older[i]), _form(self._newer[j])) for i, j in zip(a, b, strict=True)]
        return self._enough <= ENOUGH and all(x == y and 0 < len(x) <= 2 for x, y in forms)


def _form(token: Token) -> tuple[int, ...]:
    if any(isinstance(value, tuple) for value in token):
        return ()  # cells in columns that have no partner
    return tuple(place for place, value in enumerate(token) if value is not None)


def _once(words: Sequence[Hashable]) -> dict[Hashable, int]:
    """What occurs once, and where; blanks apart."""
    counts = Counter(words)
    return {
        word: place for place, word in enumerate(words) if word not in _BLANK and counts[word] == 1
    }


def _between(
    a: Sequence[int], b: Sequence[int], sure: Sequence[Pair], level: int
) -> Iterator[tuple[Sequence[int], Sequence[int], int]]:
    i = j = 0
    for x, y in (*sure, (len(a), len(b))):
        if i < x and j < y:
            yield a[i:x], b[j:y], level
        i, j = x + 1, y + 1


def _best(alike: Sequence[Sequence[float]]) -> list[Pair]:
    """The pairing in order with the highest sum; 0 is no pair (Needleman and Wunsch)."""
    height, width = len(alike), len(alike[0])
    sums = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        row, below, likes = sums[i], sums[i + 1], alike[i]
        for j in range(width - 1, -1, -1):
            most = max(below[j], row[j + 1])
            row[j] = max(most, likes[j] + below[j + 1]) if likes[j] else most
    found: list[Pair] = []
    i = j = 0
    while i < height and j < width:
        if alike[i][j] and sums[i][j] == alike[i][j] + sums[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _whole(token: Token) -> Hashable:
    return token


def _words(token: Token) -> Hashable:
    return tuple((place, value) for place, value in enumerate(token) if isinstance(value, str))


def _first_words(token: Token) -> Hashable:
    return next((value for value in token if isinstance(value, str)), "")


def _windows(tokens: Sequence[Token], rows: Sequence[int]) -> list[Hashable]:
    """Each row with those that follow it: where there are few kinds of rows, their order tells."""
    whole = [tokens[row] for row in rows]
    return [tuple(whole[place : place + _WINDOW]) for place in range(len(whole) - _WINDOW + 1)]


_LEVELS: Final[tuple[Callable[[Token], Hashable] | None, ...]] = (
    _whole, None, _words, _first_words,
)  # fmt: skip

__all__ = ["ENOUGH", "FORMULA", "Aligner"]
