"""One vendor's rows in two currencies, at a rate that others of the same currencies have too.

The rate is learnt from the rows themselves: a real one shows in several of them, within the spread
that banks take. Suggestions only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import exp, log
from typing import Final

from addin.reconcile.columns import NO, NO_DAY, Columns
from addin.reconcile.links import by_left
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
    forth = by_left(pool.links(tolerance.alike))
    left, right = pool.both.left, pool.both.right
    there = _by_name(right, pool.right)
    before, after = tolerance.days_before, tolerance.days_after
    for i in pool.left:
        if left.currency[i] == NO or not left.minor[i] or left.day[i] == NO_DAY:
            continue
        for name in forth.get(left.name[i], ()):
            days, rows = there.get(name, ((), ()))
            near = slice(
                bisect_left(days, left.day[i] - before), bisect_right(days, left.day[i] + after)
            )
            for j in rows[near]:
                if right.currency[j] != left.currency[i] and left.minor[i] * right.minor[j] > 0:
                    alike = pool.alike(left.name[i], name)
                    if pool.allows((i,), (j,)):
                        yield i, j, alike, log(right.minor[j] / left.minor[i])


def _by_name(columns: Columns, rows: Iterable[int]) -> dict[int, tuple[list[int], list[int]]]:
    found: dict[int, tuple[list[int], list[int]]] = {}
    for row in rows:  # in content order, and so by day
        if columns.currency[row] != NO and columns.minor[row] and columns.day[row] != NO_DAY:
            days, listed = found.setdefault(columns.name[row], ([], []))
            days.append(columns.day[row])
            listed.append(row)
    return found


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
