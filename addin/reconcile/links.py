"""Which names of one list may be which of the other: whole lists of names against one another.

Two names are linked if they share at least half of the three-letter pieces of the shorter one, and
are alike. A name cut short, misspelt, or with a place behind it is still linked to its vendor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from addin.reconcile.columns import MANY
from addin.reconcile.names import Alikeness

Links = dict[int, list[int]]
"""For the number of a name of one list those of the other, in order."""

_PIECE: Final = 3


def linked(
    left: Iterable[int], right: Iterable[int], alike: Alikeness, least: int
) -> tuple[Links, Links]:
    """For each left name the right ones it may be, and for each right name the left ones."""
    here, there = sorted(set(left) - {-1}), sorted(set(right) - {-1})
    pairs = set(_similar(here, there, alike, least))
    inside_left, inside_right = set(here), set(there)
    for one, other in alike.known:
        for a, b in ((one, other), (other, one)):
            if a in inside_left and b in inside_right:
                pairs.add((a, b))
    forth: Links = {}
    back: Links = {}
    for a, b in sorted(pairs):
        forth.setdefault(a, []).append(b)
        back.setdefault(b, []).append(a)
    return forth, back


def pieces(name: str) -> list[str]:
    """The different three-letter pieces of a name with a blank at both ends.

    >>> pieces("grip")
    [' gr', 'gri', 'rip', 'ip ']
    """
    padded = f" {name} "
    return list(dict.fromkeys(padded[at : at + _PIECE] for at in range(len(padded) - _PIECE + 1)))


def _similar(
    left: Sequence[int], right: Sequence[int], alike: Alikeness, least: int
) -> Iterable[tuple[int, int]]:
    if len(left) * len(right) > MANY * 100:
        from addin.reconcile import links_of_arrays  # noqa: PLC0415 - scipy only for long lists

        return links_of_arrays.similar(left, right, alike, least)
    return plainly(left, right, alike, least)


def plainly(
    left: Sequence[int], right: Sequence[int], alike: Alikeness, least: int
) -> Iterable[tuple[int, int]]:
    """Linked names in plain Python."""
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
            if count * 2 >= half and alike(here, there) >= least:
                yield here, there
