"""Which names of one list may be which of the other: whole lists of names against one another.

A name that has no partner yet is compared with the names of the other list that share at least half
of the three-letter pieces of the shorter one: with the 64 that share most. Names are linked if they
are alike, and at least one of them has none that is much more alike. A name cut short, misspelt, or
with a place behind it is still linked to its vendor.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

from addin.reconcile.columns import MANY
from addin.reconcile.names import Alikeness, pieces

Pair = tuple[int, int]
"""The number of a left name, and of a right one that it may be."""
Links = dict[int, list[int]]
"""For the number of a name of one list those of the other, in order."""
Scored = tuple[int, int, int]
"""A name, one of the other list, and how alike they are."""

COMPARED: Final = 64
"""Names that one is compared with, at most: that keeps the work in proportion to the lists."""
MARGIN: Final = 10
"""A name so much less alike than the likeliest is not meant."""
_CUT: Final = 6
"""A name cut shorter than this could be anybody."""
MOST: Final = 8
"""Names that one may be, at most: of more, nobody could say which."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Names that were compared with others, once and for all, and those that are alike."""

    names: set[int]
    others: frozenset[int]
    scored: list[Scored]
    index: list[object]  # of long lists: which of the others have a piece, once it is asked for


def linked(
    left: Iterable[int], right: Iterable[int], alike: Alikeness, least: int
) -> Sequence[Pair]:
    """Each left name with each right one that it may be, in order.

    Names that are the same, or aliases, are not compared with others that have such a partner too:
    only a name that begins with another may be that one, cut short.
    """
    here, there = frozenset(left) - {-1}, frozenset(right) - {-1}
    sorted_here, sorted_there = sorted(here), sorted(there)
    known = {(a, a) for a in here & there}
    for a, b in alike.known:
        if a in here and b in there:
            known.add((a, b))
        if b in here and a in there:
            known.add((b, a))
    told_left, told_right = {a for a, _ in known}, {b for _, b in known}
    names = alike.names
    known.update((a, b) for b in told_right for a in _beginning(names, b, sorted_here))
    known.update((a, b) for a in told_left for b in _beginning(names, a, sorted_there))
    known.update(
        (a, b) for b, a in _compared(there - told_right, here, alike, least, of_left=False)
    )
    known.update(_compared(here - told_left, there, alike, least, of_left=True))
    return sorted(known)


def by_left(pairs: Iterable[Pair]) -> Links:
    """For each left name the right ones that it may be."""
    found: Links = {}
    for a, b in pairs:
        found.setdefault(a, []).append(b)
    return found


def _beginning(names: Sequence[str], name: int, among: Sequence[int]) -> Iterator[int]:
    """Names of a few that begin with another; numbers are in the order of the names."""
    start = names[name]
    if len(start) < _CUT:
        return
    at = bisect_left(among, name)
    while at < len(among) and names[among[at]].startswith(start):
        yield among[at]
        at += 1


def _compared(
    asked: frozenset[int], others: frozenset[int], alike: Alikeness, least: int, *, of_left: bool
) -> Iterable[Pair]:
    """Names with the likeliest of the others; what is compared once is not compared again."""
    if not (asked and others):
        return ()
    known = alike.compared.get((of_left, least))
    if not (isinstance(known, Compared) and others <= known.others):
        known = alike.compared[of_left, least] = Compared(set(), others, [], [])
    new = asked - known.names
    if new:
        known.names.update(new)
        known.scored.extend(_similar(sorted(new), known, alike, least))
    return _likeliest([one for one in known.scored if one[0] in asked and one[1] in others])


def _likeliest(scored: Collection[Scored]) -> Iterable[Pair]:
    """Names that are among the likeliest few of one another, or of either."""
    if len(scored) > MANY:
        from addin.reconcile import links_of_arrays  # noqa: PLC0415 - numpy only for long lists

        return links_of_arrays.likeliest(scored, MOST, MARGIN)
    return likeliest_plainly(scored)


def likeliest_plainly(scored: Iterable[Scored]) -> set[Pair]:
    """``_likeliest`` in plain Python."""
    of_one: dict[int, list[tuple[int, int]]] = {}
    of_other: dict[int, list[tuple[int, int]]] = {}
    for a, b, score in scored:
        of_one.setdefault(a, []).append((-score, b))
        of_other.setdefault(b, []).append((-score, a))
    chosen = {(a, b) for a, others in of_one.items() for b in _few(others)}
    chosen.update((a, b) for b, others in of_other.items() for a in _few(others))
    return chosen


def _few(others: list[tuple[int, int]]) -> list[int]:
    """The likeliest names, as long as they are nearly as alike as the first."""
    others.sort()
    least = others[0][0] + MARGIN
    return [name for score, name in others[:MOST] if score <= least]


def _similar(
    asked: Sequence[int], known: Compared, alike: Alikeness, least: int
) -> Iterable[Scored]:
    if max(len(asked), len(known.others)) * 10 <= MANY:
        return plainly(asked, sorted(known.others), alike, least, COMPARED)
    from addin.reconcile import links_of_arrays  # noqa: PLC0415 - numpy only for long lists

    if not known.index:
        known.index.append(links_of_arrays.Index(sorted(known.others), alike))
    index = cast("links_of_arrays.Index", known.index[0])
    return links_of_arrays.similar(asked, index, alike, least, COMPARED)


def plainly(
    asked: Sequence[int], others: Sequence[int], alike: Alikeness, least: int, most: int
) -> Iterator[Scored]:
    """Names, those that share most with them and are alike, and how alike: in plain Python."""
    cut = {name: pieces(alike.names[name]) for name in {*asked, *others}}
    having: dict[tuple[str, ...], list[int]] = {}
    for other in others:
        for piece in cut[other]:
            having.setdefault(piece, []).append(other)
    for name in asked:
        shared: dict[int, int] = {}
        for piece in cut[name]:
            for other in having.get(piece, ()):
                shared[other] = shared.get(other, 0) + 1
        size = len(cut[name])
        ranked = sorted(
            (*_shares(count, size, len(cut[other])), other)
            for other, count in shared.items()
            if count * 2 >= min(size, len(cut[other]))
        )
        for _, _, other in ranked[:most]:
            score = alike(name, other)
            if score >= least:
                yield name, other, score


def _shares(count: int, one: int, other: int) -> tuple[int, int]:
    """How many pieces two names share, of the shorter one's and of all: less for more."""
    return -(count * 1000 // min(one, other)), -(count * 1000 // (one + other - count))
