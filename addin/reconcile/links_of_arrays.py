"""Which names of one long list may be which of another: shared pieces counted name by name.

The same answer as ``links`` gives in plain Python.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from addin.reconcile.alike_of_arrays import of_sharing
from addin.reconcile.columns_of_arrays import Whole, whole
from addin.reconcile.names import pieces

if TYPE_CHECKING:
    from addin.reconcile.names import Alikeness


def similar(
    asked: Sequence[int], others: Sequence[int], alike: Alikeness, least: int, most: int
) -> list[tuple[int, int, int]]:
    """Names, those that share most with them and are alike, and how alike."""
    names = alike.names
    having, sizes = _having([names[other] for other in others])
    halves: dict[int, Whole] = {}
    ones: list[Whole] = []
    asking: list[int] = []
    for name in asked:
        cut = pieces(names[name])
        lists = [having[piece] for piece in cut if piece in having]
        if not lists:
            continue
        shared = np.bincount(np.concatenate(lists), minlength=len(others))
        size = len(cut)
        half = halves.get(size)
        if half is None:
            half = halves[size] = (np.minimum(sizes, size) + 1) // 2
        found = np.flatnonzero(shared >= half)
        if len(found) > most:
            found = found[_most(shared[found], size, sizes[found], most)]
        ones.append(found)
        asking.append(name)
    if not ones:
        return []
    a = np.repeat(whole(asking), [len(found) for found in ones])
    b = whole(others)[np.concatenate(ones)]
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


def _having(names: Sequence[str]) -> tuple[dict[tuple[str, ...], Whole], Whole]:
    """The places of the names that have each piece, and how many pieces each name has."""
    found: dict[tuple[str, ...], list[int]] = {}
    sizes = []
    for at, name in enumerate(names):
        cut = pieces(name)
        sizes.append(len(cut))
        for piece in cut:
            found.setdefault(piece, []).append(at)
    return {piece: whole(listed) for piece, listed in found.items()}, whole(sizes)


def _most(count: Whole, one: int, others: Whole, most: int) -> Whole:
    """Where the names are that share most of their pieces; of equals the first."""
    of_shorter = count * 1000 // np.minimum(others, one)
    of_all = count * 1000 // (others + one - count)
    return np.argsort(-(of_shorter * 1001 + of_all), kind="stable")[:most]
