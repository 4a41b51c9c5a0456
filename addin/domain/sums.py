"""Which of a few amounts sum to another one, and how likely chance alone would make such a sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import comb
from typing import Final

LARGEST: Final = 5
"""Rows of one group."""
CANDIDATES: Final = 18
"""Rows looked at for one group; of more, no search would find only one sum."""
BY_CHANCE: Final = 1.0
"""Groups of a size of which chance alone would make more than this are not looked for."""
ENOUGH: Final = 9
"""Sums after which nothing is clear any more."""

Sets = list[tuple[int, ...]]


def sets_that_sum(target: int, amounts: Sequence[int], largest: int = LARGEST) -> tuple[Sets, bool]:
    """Positions of two to five amounts that sum to ``target``; and whether these are all there are.

    Only amounts of the target's sign that are smaller count. After nine sets the search stops.

    >>> sets_that_sum(700, [500, 300, 200, 400])
    ([(0, 2), (1, 3)], True)
    """
    sign = -1 if target < 0 else 1
    wanted = target * sign
    values = sorted(
        (-amount * sign, at) for at, amount in enumerate(amounts) if 0 < amount * sign < wanted
    )
    sizes = [-value for value, _ in values]
    if len(sizes) < 2 or sum(sizes[:largest]) < wanted:
        return [], True
    found: Sets = []
    for chosen in _sets(wanted, sizes, largest):
        found.append(tuple(sorted(values[at][1] for at in chosen)))
        if len(found) >= ENOUGH:
            return sorted(found), False
    return sorted(found), True


_Pairs = dict[int, list[tuple[int, int]]]
"""Positions of two sizes, rising, by what they come to."""


def _sets(wanted: int, sizes: Sequence[int], largest: int) -> Iterator[tuple[int, ...]]:
    """Positions, rising, of two to five sizes; the last two of a set are looked up together."""
    pairs: _Pairs = {}
    listed: list[tuple[int, int, int]] = []
    starts: list[int] = []
    for one, size in enumerate(sizes):
        starts.append(len(listed))
        for other in range(one + 1, len(sizes)):
            both = size + sizes[other]
            if both <= wanted:
                pairs.setdefault(both, []).append((one, other))
                listed.append((both, one, other))
    yield from pairs.get(wanted, ())
    if largest > 2:
        yield from _threes(wanted, sizes, pairs)
    if largest > 3:
        yield from _fours(wanted, listed, pairs)
    if largest > 4:
        for first, size in enumerate(sizes[:-4]):
            for four in _fours(wanted - size, listed[starts[first + 1] :], pairs):
                yield (first, *four)


def _threes(wanted: int, sizes: Sequence[int], pairs: _Pairs) -> Iterator[tuple[int, ...]]:
    for one, size in enumerate(sizes):
        for pair in pairs.get(wanted - size, ()):
            if pair[0] > one:
                yield (one, *pair)


def _fours(
    wanted: int, listed: Iterable[tuple[int, int, int]], pairs: _Pairs
) -> Iterator[tuple[int, ...]]:
    for both, one, other in listed:
        if wanted - both in pairs:
            for pair in pairs[wanted - both]:
                if pair[0] > other:
                    yield (one, other, *pair)


def accidents(candidates: int, amount: int, largest: int = LARGEST) -> float:
    """About how many sets of two to ``largest`` candidates reach an amount by accident.

    >>> accidents(4, 100_000)
    0.00011
    """
    return SETS[min(candidates, CANDIDATES)][largest] / max(abs(amount), 1)


def largest_set(candidates: int, amount: int) -> int:
    """The largest groups worth looking for: of larger ones chance alone would make some.

    >>> largest_set(10, 100_000), largest_set(18, 5_000), largest_set(18, 100)
    (5, 4, 1)
    """
    limit = BY_CHANCE * max(abs(amount), 1)
    counts = SETS[min(candidates, CANDIDATES)]
    return max(size for size in range(1, LARGEST + 1) if counts[size] <= limit)


SETS: Final = [
    [sum(comb(n, size) for size in range(2, largest + 1)) for largest in range(LARGEST + 1)]
    for n in range(CANDIDATES + 1)
]
"""How many sets of two to so many members there are among so many."""
