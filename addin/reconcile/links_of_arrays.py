"""Which names of one long list may be which of another: shared pieces counted name by name.

The same answer as ``links`` gives in plain Python.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from addin.reconcile.alike_of_arrays import of_sharing
from addin.reconcile.columns_of_arrays import Whole, whole

if TYPE_CHECKING:
    from addin.reconcile.names import Alikeness

_LETTER: Final = 21
"""Bits that hold any letter of any script."""


class Index:
    """Names, and which of them have each piece."""

    def __init__(self, names: Sequence[int], alike: Alikeness) -> None:
        self.names = whole(names)
        piece, name = _pieces([alike.names[at] for at in names])
        self.known, number = np.unique(piece, return_inverse=True)
        different = np.sort(number * len(names) + name)
        different = different[np.concatenate(([True], different[1:] != different[:-1]))]
        self.having = different % len(names)
        of_piece = np.bincount(different // len(names), minlength=len(self.known))
        self.ends = np.concatenate(([0], np.cumsum(of_piece))).tolist()
        self.sizes = np.bincount(self.having, minlength=len(names))

    def having_pieces_of(self, names: Sequence[str]) -> Iterator[tuple[int, list[Whole]]]:
        """For each name how many pieces it has, and the names that have each of them."""
        piece, name = _pieces(names)
        order = np.lexsort((piece, name))
        piece, name = piece[order], name[order]
        first = np.ones(len(piece), dtype=np.bool_)
        first[1:] = (piece[1:] != piece[:-1]) | (name[1:] != name[:-1])
        piece, name = piece[first], name[first]
        at = np.searchsorted(self.known, piece).clip(max=len(self.known) - 1)
        number = np.where(self.known[at] == piece, at, -1).tolist()
        having, ends, start = self.having, self.ends, 0
        for size in np.bincount(name, minlength=len(names)).tolist():
            its = number[start : start + size]
            yield size, [having[ends[at] : ends[at + 1]] for at in its if at >= 0]
            start += size


def similar(
    asked: Sequence[int], index: Index, alike: Alikeness, least: int, most: int
) -> list[tuple[int, int, int]]:
    """Names, those that share most with them and are alike, and how alike."""
    halves: dict[int, Whole] = {}
    ones: list[Whole] = []
    asking: list[int] = []
    having = index.having_pieces_of([alike.names[name] for name in asked])
    for name, (size, lists) in zip(asked, having, strict=True):
        if not lists:
            continue
        shared = np.bincount(np.concatenate(lists), minlength=len(index.names))
        half = halves.get(size)
        if half is None:
            half = halves[size] = (np.minimum(index.sizes, size) + 1) // 2
        found = np.flatnonzero(shared >= half)
        if len(found) > most:
            found = found[_most(shared[found], size, index.sizes[found], most)]
        ones.append(found)
        asking.append(name)
    if not ones:
        return []
    a = np.repeat(whole(asking), [len(found) for found in ones])
    b = index.names[np.concatenate(ones)]
    score = of_sharing(a, b, alike, least)
    good = score >= least
    return list(zip(a[good].tolist(), b[good].tolist(), score[good].tolist(), strict=True))


def likeliest(
    scored: Collection[tuple[int, int, int]], most: int, margin: int
) -> list[tuple[int, int]]:
    """Names that are among the likeliest few of one another, or of either."""
    a, b, score = np.array(list(scored), dtype=np.int64).T
    chosen = _few(a, b, score, most, margin)
    chosen |= _few(b, a, score, most, margin)
    return list(zip(a[chosen].tolist(), b[chosen].tolist(), strict=True))


def _few(one: Whole, other: Whole, score: Whole, most: int, margin: int) -> NDArray[np.bool_]:
    """Which are among the first ``most`` of the one, and nearly as alike as the likeliest."""
    order = np.lexsort((other, -score, one))
    ordered = one[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    count = np.diff(np.concatenate((starts, [len(ordered)])))
    rank = np.arange(len(ordered)) - np.repeat(starts, count)
    best = np.repeat(score[order][starts], count)
    chosen = np.zeros(len(one), dtype=np.bool_)
    chosen[order] = (rank < most) & (score[order] >= best - margin)
    return chosen


def _pieces(names: Sequence[str]) -> tuple[Whole, Whole]:
    """All three-letter pieces of names, as numbers, and whose they are: ``names.pieces``."""
    padded = [f" {name} " for name in names]
    letters = np.frombuffer("".join(padded).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    piece = letters[:-2] | letters[1:-1] << _LETTER | letters[2:] << 2 * _LETTER
    sizes = [len(name) for name in padded]
    name = np.repeat(np.arange(len(names)), sizes)
    inside = name[:-2] == name[2:]
    return piece[inside], name[:-2][inside]


def _most(count: Whole, one: int, others: Whole, most: int) -> Whole:
    """Where the names are that share most of their pieces; of equals the first."""
    of_shorter = count * 1000 // np.minimum(others, one)
    of_all = count * 1000 // (others + one - count)
    return np.argsort(-(of_shorter * 1001 + of_all), kind="stable")[:most]
