"""How alike many names are at once: each two different ones are compared once.

The same numbers as ``names`` gives one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from addin.reconcile.columns_of_arrays import Whole, whole
from addin.reconcile.names import BITS, WEIGHTS, is_part_of_many

if TYPE_CHECKING:
    from addin.reconcile.names import Alikeness


_Scorer = Callable[..., float]
_CUT: Final = 0.97
_AT_ONCE: Final = 200_000
"""Pairs of names looked at together; more would only cost memory."""
_ALL_BUT: Final = 97
"""A name alike in more than this gains nothing from being part of the other."""


def scores(left: Whole, right: Whole, names: Sequence[str], alike: Alikeness, least: int) -> Whole:
    """How alike each two names are; below ``least`` it says only that they are less alike."""
    result = np.zeros(len(left), dtype=np.int64)
    named = np.flatnonzero((left >= 0) & (right >= 0))
    if not len(named):
        return result
    a, b = np.minimum(left[named], right[named]), np.maximum(left[named], right[named])
    width = len(names)
    different, back = np.unique(a * width + b, return_inverse=True)
    result[named] = _scores(different // width, different % width, names, least)[back]
    hundred = _known(different, alike)[back]
    result[named[hundred]] = 100
    return result


def likenesses(left: Sequence[int], right: Sequence[int], alike: Alikeness) -> list[int]:
    """How alike each two names are, however little."""
    found: list[int] = scores(whole(left), whole(right), alike.names, alike, 0).tolist()
    return found


def of_sharing(left: Whole, right: Whole, alike: Alikeness, least: int) -> Whole:
    """The same for pairs of which each is there once and shares a piece."""
    a, b = np.minimum(left, right), np.maximum(left, right)
    result = _scores(a, b, alike.names, least, share=True)
    result[_known(a * len(alike.names) + b, alike)] = 100
    return result


def _known(pairs: Whole, alike: Alikeness) -> NDArray[np.bool_]:
    """Which pairs of names, as one number each, are of one vendor."""
    if not alike.known:
        return np.zeros(len(pairs), dtype=np.bool_)
    if not alike.in_order:
        width = np.array((len(alike.names), 1))
        alike.in_order.append(np.sort(np.array(list(alike.known), dtype=np.int64) @ width))
    wanted = cast("Whole", alike.in_order[0])
    at = np.searchsorted(wanted, pairs).clip(max=len(wanted) - 1)
    return np.asarray(wanted[at] == pairs)


def _scores(a: Whole, b: Whole, names: Sequence[str], least: int, *, share: bool = False) -> Whole:
    result = np.full(len(a), 100, dtype=np.int64)
    todo = np.flatnonzero(a != b)
    result[todo] = 0
    if not share:
        todo = todo[_share_a_bit(a[todo], b[todo], names)]
    one = [names[at] for at in a[todo].tolist()]
    two = [names[at] for at in b[todo].tolist()]
    whole = _each(fuzz.token_set_ratio, one, two, least - 1)
    rest = np.flatnonzero(whole < _ALL_BUT)
    part = _each(
        fuzz.partial_ratio,
        [one[at] for at in rest.tolist()],
        [two[at] for at in rest.tolist()],
        least / _CUT - 1,
    )
    whole[rest] = np.maximum(whole[rest], _CUT * part)
    found = np.floor(whole).astype(np.int64)
    short = [at for at in np.flatnonzero(found).tolist() if min(len(one[at]), len(two[at])) < 4]
    for at in short:
        if is_part_of_many(one[at], two[at]):
            found[at] = 0
    result[todo] = found
    return result


def _share_a_bit(a: Whole, b: Whole, names: Sequence[str]) -> NDArray[np.bool_]:
    """Which names have a three-letter piece in common, as far as their signatures say."""
    known, back = np.unique(np.concatenate((a, b)), return_inverse=True)
    signatures = _signatures([names[at] for at in known.tolist()])
    shares = np.zeros(len(a), dtype=np.bool_)
    for start in range(0, len(a), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        one, two = back[: len(a)][part], back[len(a) :][part]
        shares[part] = (signatures[one] & signatures[two]).any(axis=1)
    return shares


def _signatures(names: Sequence[str]) -> NDArray[np.uint64]:
    """``names.signature`` of many names: a row of sixteen words each."""
    found = np.zeros((len(names), BITS // 64), dtype=np.uint64)
    for start in range(0, len(names), _AT_ONCE // 8):
        part = [f" {name} ".encode() for name in names[start : start + _AT_ONCE // 8]]
        written = np.frombuffer(b"".join(part), dtype=np.uint8).astype(np.int64)
        ends = np.cumsum([len(text) for text in part])
        bit = (
            written[:-2] * WEIGHTS[0] + written[1:-1] * WEIGHTS[1] + written[2:] * WEIGHTS[2]
        ) % BITS
        name = np.searchsorted(ends, np.arange(len(bit)), "right")
        inside = np.searchsorted(ends, np.arange(2, len(bit) + 2), "right") == name
        grid = np.zeros((len(part), BITS), dtype=np.bool_)
        grid[name[inside], bit[inside]] = True
        found[start : start + len(part)] = np.packbits(grid, axis=1).view(np.uint64)
    return found


def _each(
    scorer: _Scorer, one: Sequence[str], two: Sequence[str], cutoff: float
) -> NDArray[np.float64]:
    if not one:
        return np.empty(0, dtype=np.float64)
    found = process.cpdist(one, two, scorer=scorer, score_cutoff=max(cutoff, 0), dtype=np.float64)
    return np.asarray(found, dtype=np.float64)
