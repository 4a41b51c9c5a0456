"""Candidates turned into matches: alone is confirmed, a set confirmed as a set, else suggested.

Two rents of one amount in one month, on both lists, are two pairs, whichever belongs to which:
they are interchangeable, and the set ties. Rows that are merely hard to tell apart are paired by
date, and a person confirms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from addin.reconcile.names import name_key
from addin.reconcile.outcome import Match, Row, Tier

Judge = Callable[[Row, Row], tuple[bool, tuple[str, ...]] | None]
"""None: no candidates. Else whether the pair, if alone, may be confirmed; and why, as facts."""

_LARGEST = 60
"""Rows of one amount beyond this are a tariff; nobody could tell them apart."""


def pairs(left: Sequence[Row], right: Sequence[Row], judge: Judge, name: str) -> Iterator[Match]:
    """Matches among rows that could all be one another, each row at most once.

    ``left`` and ``right`` are the rows of one block (the same amount, say), in content order.
    """
    if not left or not right:
        return
    if len(left) > _LARGEST or len(right) > _LARGEST:
        return
    edges = {
        (i, j): verdict
        for i, here in enumerate(left)
        for j, there in enumerate(right)
        if (verdict := judge(here, there)) is not None
    }
    for lefts, rights in _components(edges):
        if len(lefts) == len(rights) == 1:
            (i,), (j,) = lefts, rights
            sure, facts = edges[i, j]
            tier = Tier.CONFIRMED if sure else Tier.SUGGESTED
            yield Match((left[i],), (right[j],), tier, name, (*facts, "no other candidate"))
            continue
        here, there = [left[i] for i in lefts], [right[j] for j in rights]
        if _interchangeable(lefts, rights, here, there, edges):
            facts = edges[lefts[0], rights[0]][1]
            count = f"{len(here)} equal rows on each side"
            yield Match(tuple(here), tuple(there), Tier.CONFIRMED, name, (*facts, count))
            continue
        yield from _by_date(lefts, rights, left, right, edges, name)


_Edges = dict[tuple[int, int], tuple[bool, tuple[str, ...]]]


def _components(edges: _Edges) -> Iterator[tuple[list[int], list[int]]]:
    """Rows that hang together through candidates, in content order."""
    of_left: dict[int, list[int]] = {}
    of_right: dict[int, list[int]] = {}
    for i, j in edges:
        of_left.setdefault(i, []).append(j)
        of_right.setdefault(j, []).append(i)
    seen: set[int] = set()
    for start in sorted(of_left):
        if start in seen:
            continue
        lefts, rights, queue = {start}, set[int](), [start]
        while queue:
            for j in of_left[queue.pop()]:
                if j not in rights:
                    rights.add(j)
                    fresh = [i for i in of_right[j] if i not in lefts]
                    lefts.update(fresh)
                    queue += fresh
        seen |= lefts
        yield sorted(lefts), sorted(rights)


def _interchangeable(
    lefts: list[int], rights: list[int], here: list[Row], there: list[Row], edges: _Edges
) -> bool:
    """As many on each side, each a sure candidate of each, and alike within a side."""
    return (
        len(lefts) == len(rights)
        and all(edges.get((i, j), (False, ()))[0] for i in lefts for j in rights)
        and all(len({name_key(row.name) for row in rows}) == 1 for rows in (here, there))
    )


def _by_date(
    lefts: list[int],
    rights: list[int],
    left: Sequence[Row],
    right: Sequence[Row],
    edges: _Edges,
    name: str,
) -> Iterator[Match]:
    def apart(pair: tuple[int, int]) -> tuple[object, ...]:
        here, there = left[pair[0]], right[pair[1]]
        days = abs((here.date - there.date).days) if here.date and there.date else 10**6
        ends = sorted((here.content, there.content), key=repr)
        return (not edges[pair][0], days, repr(ends))

    inside_left, inside_right = set(lefts), set(rights)
    ordered = sorted((p for p in edges if p[0] in inside_left and p[1] in inside_right), key=apart)
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for i, j in ordered:
        if i in taken_left or j in taken_right:
            continue
        taken_left.add(i)
        taken_right.add(j)
        rivals = sum((i, k) in edges for k in rights) + sum((k, j) in edges for k in lefts) - 2
        facts = (*edges[i, j][1], f"{rivals} other candidate{'' if rivals == 1 else 's'}")
        yield Match((left[i],), (right[j],), Tier.SUGGESTED, name, facts, rivals)
