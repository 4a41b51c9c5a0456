"""One vendor's rows in two currencies, at a rate that others of the same currencies have too.

The rate is learnt from the rows themselves: a real one shows in several of them, within the spread
that banks take. Suggestions only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import exp, log
from typing import Final

from addin.reconcile.keyed import Linking
from addin.reconcile.linked import near_rows
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.settle import components
from addin.reconcile.telling_why import rivals_told

NAME: Final = "exchanged"
SPREAD: Final = 0.03
"""How far a rate may lie from the usual one: it moved, and the bank took its share."""
_SHOWN: Final = 3
"""So many rows must show a rate before it counts as one."""

_Pair = tuple[int, int, int, float]  # left row, right row, alike, logarithm of right by left


def pair(pool: Pool, tolerance: Tolerance) -> Iterator[Found]:
    """Rows of linked names and other currencies whose amounts fit the usual rate, nearest first."""
    if len(pool.both.currencies) < 2:
        return
    found: dict[tuple[int, int], list[_Pair]] = {}
    left, right = pool.both.left, pool.both.right
    for one in _candidates(pool, tolerance):
        key = left.currency[one[0]], right.currency[one[1]]
        found.setdefault(key, []).append(one)
    fitting: dict[tuple[int, int], tuple[_Pair, float]] = {}
    for _, pairs in sorted(found.items()):
        rate = _usual(pairs)
        if rate is not None:
            for one in pairs:
                if abs(one[3] - rate) <= SPREAD:
                    fitting[one[0], one[1]] = one, abs(one[3] - rate)
    edges = [(i, j, one[2]) for (i, j), (one, _) in sorted(fitting.items())]
    for together in components(edges):
        ordered = sorted(together, key=lambda edge: (fitting[edge[0], edge[1]][1], edge))
        taken: set[tuple[bool, int]] = set()
        for i, j, alike in ordered:
            if (True, i) in taken or (False, j) in taken:
                continue
            taken |= {(True, i), (False, j)}
            others = [((a,), (b,)) for a, b, _ in ordered if (a == i) != (b == j)]
            told = _told(pool, fitting[i, j][0])
            notes = (told, rivals_told(len(others)))
            yield Found((i,), (j,), NAME, False, alike, len(others), tuple(others[:3]), notes)


def _candidates(pool: Pool, tolerance: Tolerance) -> Iterator[_Pair]:
    left, right = pool.both.left, pool.both.right
    wanted = Linking(
        (tolerance.days_before, tolerance.days_after), same_currency=False, any_reference=True
    )
    links = pool.links(tolerance.alike)
    for i, j in near_rows((left, pool.left), (right, pool.right), links, wanted):
        if pool.allows((i,), (j,)):
            alike = pool.alike(left.name[i], right.name[j])
            yield i, j, alike, log(right.minor[j] / left.minor[i])


def _usual(pairs: Sequence[_Pair]) -> float | None:
    """The logarithm of the rate that most different rows show; None if no rate shows clearly."""
    ordered = sorted(pairs, key=lambda one: one[3])
    sizes = [one[3] for one in ordered]
    best, most = None, 0
    for at, size in enumerate(sizes):
        inside = ordered[at : bisect_right(sizes, size + SPREAD)]
        shown = min(len({one[0] for one in inside}), len({one[1] for one in inside}))
        if shown > most:
            best, most = sizes[at + len(inside) // 2], shown
    return best if most >= _SHOWN else None


def _told(pool: Pool, one: _Pair) -> str:
    names = pool.both.currencies
    here = names[pool.both.left.currency[one[0]]]
    there = names[pool.both.right.currency[one[1]]]
    return f"{exp(one[3]):.4f} {there} for 1 {here}, near the usual rate"
