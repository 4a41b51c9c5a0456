"""Which names of one list may be which of the other: whole lists of names against one another.

Two names are linked if they share at least half of the three-letter pieces of the shorter one, and
are alike, and at least one of them has none that is much more alike. A name cut short, misspelt, or
with a place behind it is still linked to its vendor.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from addin.reconcile.columns import MANY
from addin.reconcile.names import Alikeness, pieces

Links = dict[int, list[int]]
"""For the number of a name of one list those of the other, in order."""

_MARGIN: Final = 10
"""A name so much less alike than the likeliest is not meant."""
_CUT: Final = 6
"""A name cut shorter than this could be anybody."""
_MOST: Final = 8
"""Names that one may be, at most: of more, nobody could say which."""


def _beginning(names: Sequence[str], start: str, among: Sequence[int]) -> Iterator[int]:
    """Names of a few that begin with another; numbers are in the order of the names."""
    if len(start) < _CUT:
        return
    at = bisect_left(among, start, key=names.__getitem__)
    while at < len(among) and names[among[at]].startswith(start):
        yield among[at]
        at += 1


@dataclass(frozen=True, slots=True)
class _Compared:
    """What was found out about two lists of names: shorter lists need not be compared again."""

    left: frozenset[int]
    right: frozenset[int]
    least: int
    pairs: Sequence[tuple[int, int]]


def linked(
    left: Iterable[int], right: Iterable[int], alike: Alikeness, least: int
) -> tuple[Links, Links]:
    """For each left name the right ones it may be, and for each right name the left ones.

    Names that are the same, or aliases, are not compared with others that have such a partner too:
    only a name that begins with another may be that one, cut short.
    """
    here, there = frozenset(left) - {-1}, frozenset(right) - {-1}
    sorted_here, sorted_there = sorted(here), sorted(there)
    known = {(a, a) for a in here & there}
    for pair in alike.known:
        known.update((a, b) for a, b in (pair, pair[::-1]) if a in here and b in there)
    told_left, told_right = {a for a, _ in known}, {b for _, b in known}
    names = alike.names
    known.update((a, b) for b in told_right for a in _beginning(names, names[b], sorted_here))
    known.update((a, b) for a in told_left for b in _beginning(names, names[a], sorted_there))
    compared = (
        *_compared(here, there - told_right, alike, least),
        *_compared(here - told_left, there, alike, least),
    )
    pairs = known.union((a, b) for a, b in compared if a in here and b in there)
    forth: Links = {}
    back: Links = {}
    for a, b in sorted(pairs):
        forth.setdefault(a, []).append(b)
        back.setdefault(b, []).append(a)
    return forth, back


def _compared(
    left: frozenset[int], right: frozenset[int], alike: Alikeness, least: int
) -> Sequence[tuple[int, int]]:
    if not (left and right):
        return ()
    for known in alike.compared:
        if (
            isinstance(known, _Compared)
            and known.least == least
            and left <= known.left
            and right <= known.right
        ):
            return known.pairs
    pairs = _likeliest(list(_similar(sorted(left), sorted(right), alike, least)))
    alike.compared.append(_Compared(left, right, least, pairs))
    return pairs


def _likeliest(pairs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Names that are among the likeliest few of one another, or of either."""
    of_left: dict[int, list[tuple[int, int]]] = {}
    of_right: dict[int, list[tuple[int, int]]] = {}
    for a, b, score in pairs:
        of_left.setdefault(a, []).append((-score, b))
        of_right.setdefault(b, []).append((-score, a))
    chosen = {(a, b) for a, others in of_left.items() for b in _few(others)}
    chosen.update((a, b) for b, others in of_right.items() for a in _few(others))
    return sorted(chosen)


def _few(others: list[tuple[int, int]]) -> list[int]:
    """The likeliest names, as long as they are nearly as alike as the first."""
    others.sort()
    least = others[0][0] + _MARGIN
    return [name for score, name in others[:_MOST] if score <= least]


def _similar(
    left: Sequence[int], right: Sequence[int], alike: Alikeness, least: int
) -> Iterable[tuple[int, int, int]]:
    if len(left) * len(right) > MANY * 100:
        from addin.reconcile import links_of_arrays  # noqa: PLC0415 - scipy only for long lists

        return links_of_arrays.similar(left, right, alike, least)
    return plainly(left, right, alike, least)


def plainly(
    left: Sequence[int], right: Sequence[int], alike: Alikeness, least: int
) -> Iterable[tuple[int, int, int]]:
    """Linked names, and how alike they are, in plain Python."""
    cut = {name: frozenset(pieces(alike.names[name])) for name in {*left, *right}}
    having: dict[str, list[int]] = {}
    for name in right:
        for piece in cut[name]:
            having.setdefault(piece, []).append(name)
    for here in left:
        shared: dict[int, int] = {}
        for piece in cut[here]:
            for there in having.get(piece, ()):
                shared[there] = shared.get(there, 0) + 1
        for there, count in shared.items():
            half = min(len(cut[here]), len(cut[there]))
            if count * 2 >= half:
                score = alike(here, there)
                if score >= least:
                    yield here, there, score
