"""How alike two names are: the same vendor is spelt in many ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from addin.domain.vendors import name_key

_CUT: Final = 0.97
"""A name that is part of another is a little less than the same."""
BITS: Final = 1024
"""Bits of a signature."""
WEIGHTS: Final = (9_973, 101, 7)
"""How the letters of a piece choose its bit."""
_SHORT: Final = 4
"""Shorter names than this are part of many."""


@lru_cache(maxsize=1 << 17)
def alikeness(left: str, right: str) -> int:
    """From 0 to 100, the same either way round; 0 when either names nobody.

    >>> alikeness("Panavision", "PANAVISION LTD."), alikeness("Panavision", "")
    (100, 0)
    """
    a, b = sorted((name_key(left), name_key(right)))
    if not a:
        return 0
    return 100 if a == b else _fuzzy(a, b)


@lru_cache(maxsize=1 << 17)
def _fuzzy(a: str, b: str) -> int:
    from rapidfuzz import fuzz  # noqa: PLC0415 - costs a start-up that most runs do not need

    if not signature(a) & signature(b) or is_part_of_many(a, b):
        return 0
    return int(max(fuzz.token_set_ratio(a, b), _CUT * fuzz.partial_ratio(a, b)))


@lru_cache(maxsize=1 << 16)
def signature(name: str) -> int:
    """The three-letter pieces of a name as bits; names without a bit in common are not alike.

    Most names of different vendors have none in common: that is seen at once.
    """
    written = f" {name} ".encode()
    bits = 0
    for one, two, three in zip(written, written[1:], written[2:], strict=False):
        bits |= 1 << ((one * WEIGHTS[0] + two * WEIGHTS[1] + three * WEIGHTS[2]) % BITS)
    return bits


def is_part_of_many(a: str, b: str) -> bool:
    """A name so short, without a word in common, that being part of the other says nothing."""
    return min(len(a), len(b)) < _SHORT and not set(a.split()) & set(b.split())


def pieces(name: str) -> set[tuple[str, str, str]]:
    """The different three-letter pieces of a name with a blank at both ends.

    >>> sorted(map("".join, pieces("grip")))
    [' gr', 'gri', 'ip ', 'rip']
    """
    padded = f" {name} "
    return set(zip(padded, padded[1:], padded[2:], strict=False))


class Alikeness:
    """How alike the names of two lists are, by their numbers; 100 for an alias.

    ``names`` are as ``name_key`` writes them; ``known`` are pairs of their numbers, the smaller
    first, that are one vendor.
    """

    __slots__ = ("compared", "in_order", "known", "names")

    def __init__(
        self, names: Sequence[str], known: frozenset[tuple[int, int]] = frozenset()
    ) -> None:
        self.names = names
        self.known = known
        self.in_order: list[object] = []  # what is known, for long lists: see alike_of_arrays
        self.compared: dict[tuple[bool, int], object] = {}  # lists of names: see links

    def __call__(self, a: int, b: int) -> int:
        """From 0 to 100; 0 when either names nobody."""
        if a < 0 or b < 0:
            return 0
        if a == b or ((a, b) if a < b else (b, a)) in self.known:
            return 100
        one, other = self.names[a], self.names[b]
        return _fuzzy(one, other) if one < other else _fuzzy(other, one)

    def knowing(self, known: Iterable[tuple[int, int]]) -> Alikeness:
        """The same names with more aliases."""
        more = self.known.union((min(pair), max(pair)) for pair in known)
        if more == self.known:
            return self
        again = Alikeness(self.names, more)
        again.compared = self.compared
        return again

    def numbered(self, aliases: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int]]:
        """Aliases as pairs of numbers; those of names that neither list has are left out."""
        pairs = list(aliases)
        if pairs:
            numbers = {name: at for at, name in enumerate(self.names)}
            for a, b in pairs:
                if a in numbers and b in numbers:
                    yield numbers[a], numbers[b]
