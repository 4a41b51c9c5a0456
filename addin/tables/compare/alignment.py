"""Which row (or column) of the older version is which of the newer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Alignment:
    """Partners on both sides, counting from 1.

    ``forward[0]`` is the partner in the newer version of row 1 of the older one, 0 if it has none;
    ``backward`` is the same from the newer side. ``moves`` are the pairs that stand in another
    order than the rest: as few as can be said to have moved.
    """

    forward: tuple[int, ...]
    backward: tuple[int, ...]
    moves: frozenset[tuple[int, int]] = frozenset()

    @property
    def is_identity(self) -> bool:
        """Whether each has the same number in both versions."""
        return self.forward == self.backward and all(
            number == place for place, number in enumerate(self.forward, 1)
        )

    @property
    def reversed(self) -> Alignment:
        """The same, seen from the newer version."""
        return Alignment(self.backward, self.forward, frozenset((b, a) for a, b in self.moves))

    @property
    def pairs(self) -> Iterable[tuple[int, int]]:
        """(older, newer), in the order of the older version."""
        return ((place, number) for place, number in enumerate(self.forward, 1) if number)

    @property
    def removed(self) -> list[int]:
        """Those of the older version without a partner."""
        return [place for place, number in enumerate(self.forward, 1) if not number]

    @property
    def added(self) -> list[int]:
        """Those of the newer version without a partner."""
        return [place for place, number in enumerate(self.backward, 1) if not number]

    def image(self, number: int) -> int:
        """The partner in the newer version, 0 if it has none.

        What lies behind the last one keeps its distance from the end.
        """
        if number <= len(self.forward):
            return self.forward[number - 1]
        return number + len(self.backward) - len(self.forward)

    def origin(self, number: int) -> int:
        """The partner in the older version, 0 if it has none."""
        if number <= len(self.backward):
            return self.backward[number - 1]
        return number + len(self.forward) - len(self.backward)


class InOrder:
    """The pairs that kept their order: by them ranges are followed from version to version."""

    __slots__ = ("_after", "_alignment", "_before")

    def __init__(self, alignment: Alignment) -> None:
        kept = [pair for pair in alignment.pairs if pair not in alignment.moves]
        self._before = [a for a, _ in kept]
        self._after = [b for _, b in kept]
        self._alignment = alignment

    def same_span(self, before: tuple[int, int], after: tuple[int, int]) -> bool:
        """Whether two spans (first, last) hold the same rows, apart from added and removed ones."""
        ours = self._inner(self._before, *before, len(self._alignment.forward))
        theirs = self._inner(self._after, *after, len(self._alignment.backward))
        if ours != theirs:
            return False
        beyond = before[1] > len(self._alignment.forward)
        if beyond != (after[1] > len(self._alignment.backward)):
            return False
        return not beyond or after[1] in {before[1], self._alignment.image(before[1])}

    @staticmethod
    def _inner(kept: Sequence[int], first: int, last: int, size: int) -> tuple[int, int]:
        """The places of the first and the last kept row within a span."""
        found = bisect_left(kept, first), bisect_right(kept, min(last, size)) - 1
        return found if found[0] <= found[1] else (-1, -1)


def unchanged(size: int) -> Alignment:
    """Each is its own partner."""
    same = tuple(range(1, size + 1))
    return Alignment(same, same)


def aligned(pairs: Iterable[tuple[int, int]], older: int, newer: int) -> Alignment:
    """The alignment of ``older`` and ``newer`` rows with these partners, in any order."""
    forward, backward = [0] * older, [0] * newer
    for a, b in pairs:
        forward[a - 1], backward[b - 1] = b, a
    return Alignment(tuple(forward), tuple(backward), _moved(forward))


def _moved(forward: Sequence[int]) -> frozenset[tuple[int, int]]:
    paired = [(a, b) for a, b in enumerate(forward, 1) if b]
    if all(one[1] < other[1] for one, other in pairwise(paired)):
        return frozenset()
    kept = set(longest_rise([b for _, b in paired]))
    return frozenset(pair for place, pair in enumerate(paired) if place not in kept)


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """The places of a longest strictly rising part of a list.

    >>> longest_rise([3, 1, 2, 5, 4])
    [1, 2, 4]
    """
    ends: list[int] = []  # the smallest end of a rise of each length …
    places: list[int] = []  # … and where it stands
    before = [-1] * len(numbers)
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        if length:
            before[place] = places[length - 1]
        if length == len(ends):
            ends.append(number)
            places.append(place)
        else:
            ends[length], places[length] = number, place
    rise: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        rise.append(place)
        place = before[place]
    return rise[::-1]
