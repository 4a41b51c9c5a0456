"""Candidates turned into matches: alone is confirmed, a set confirmed as a set, else suggested.

Two rents of one amount in one month, on both lists, are two pairs, whichever belongs to which:
they are interchangeable, and the set ties. Rows that are merely hard to tell apart are paired by
name and date, and a person confirms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from addin.reconcile.columns import NO_DAY, Columns
from addin.reconcile.keyed import Edge
from addin.reconcile.match import Found, Pool
from addin.reconcile.telling_why import rivals_told

Sure = Callable[[Edge], bool]
"""Whether a pair, if nothing else comes into question, may be confirmed."""

MOST_OTHERS = 3
_ALONE = (rivals_told(0),)
_NEVER = 1 << 20
"""Days apart of rows of which one has no date: further than any date."""


@dataclass(frozen=True, slots=True)
class Way:
    """How candidates of one strategy are settled.

    ``claim``: pairs less alike than this are rivals only, and left for looser strategies. ``sets``:
    interchangeable rows are confirmed together.
    """

    by: str
    claim: int
    sure: Sure
    sets: bool = True


def settled(edges: Sequence[Edge], pool: Pool, way: Way) -> list[Found]:
    """Matches among candidates, each row at most once; edges in content order, each once."""
    of_left, of_right = _counts(edges)
    found: list[Found] = []
    hard: list[Edge] = []
    for edge in edges:
        i, j, alike = edge
        if of_left[i] == of_right[j] == 1:
            if alike >= way.claim:
                found.append(Found((i,), (j,), way.by, way.sure(edge), alike, notes=_ALONE))
        else:
            hard.append(edge)
    for together in components(hard):
        found += _together(together, pool, way)
    return found


def _counts(edges: Iterable[Edge]) -> tuple[dict[int, int], dict[int, int]]:
    of_left: dict[int, int] = {}
    of_right: dict[int, int] = {}
    for i, j, _ in edges:
        of_left[i] = of_left.get(i, 0) + 1
        of_right[j] = of_right.get(j, 0) + 1
    return of_left, of_right


def components(edges: Sequence[Edge]) -> Iterator[list[Edge]]:
    """Candidates that hang together through their rows, in content order."""
    of_left: dict[int, list[int]] = {}
    of_right: dict[int, list[int]] = {}
    for at, (i, j, _) in enumerate(edges):
        of_left.setdefault(i, []).append(at)
        of_right.setdefault(j, []).append(at)
    seen = bytearray(len(edges))
    for start in range(len(edges)):
        if seen[start]:
            continue
        seen[start] = 1
        together, queue = [start], [start]
        while queue:
            i, j, _ = edges[queue.pop()]
            for at in (*of_left.pop(i, ()), *of_right.pop(j, ())):
                if not seen[at]:
                    seen[at] = 1
                    together.append(at)
                    queue.append(at)
        yield [edges[at] for at in sorted(together)]


def _together(edges: list[Edge], pool: Pool, way: Way) -> Iterator[Found]:
    if way.sets and _interchangeable(edges, pool, way):
        both = pool.both
        left = _by_day({i for i, _, _ in edges}, both.left)
        right = _by_day({j for _, j, _ in edges}, both.right)
        note = f"{len(left)} equal rows on each side"
        alike = min(alike for _, _, alike in edges)
        yield Found(left, right, way.by, True, alike, notes=(note,), is_set=True)
    else:
        yield from by_likeness(edges, pool, way)


def _by_day(rows: Iterable[int], columns: Columns) -> tuple[int, ...]:
    return tuple(sorted(rows, key=lambda row: (columns.day[row], row)))


def _interchangeable(edges: Sequence[Edge], pool: Pool, way: Way) -> bool:
    """As many on each side, each a sure candidate of each, and alike within a side."""
    left, right = {i for i, _, _ in edges}, {j for _, j, _ in edges}
    here, there = pool.both.left, pool.both.right
    return (
        len(left) == len(right)
        and len(edges) == len(left) * len(right)
        and len({(here.name[i], here.account[i]) for i in left}) == 1
        and len({(there.name[j], there.account[j]) for j in right}) == 1
        and all(edge[2] >= way.claim and way.sure(edge) for edge in edges)
    )


def by_likeness(edges: Sequence[Edge], pool: Pool, way: Way) -> Iterator[Found]:
    """Suggestions: the likeliest pair first, then what is left; each with its rivals."""
    ordered = _likeliest_first(edges, pool, way.claim)
    of_left: dict[int, list[Edge]] = {}
    of_right: dict[int, list[Edge]] = {}
    for edge in ordered:
        of_left.setdefault(edge[0], []).append(edge)
        of_right.setdefault(edge[1], []).append(edge)
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for edge in ordered:
        i, j, alike = edge
        if alike < way.claim or i in taken_left or j in taken_right:
            continue
        taken_left.add(i)
        taken_right.add(j)
        here, there = of_left[i], of_right[j]
        rivals = len(here) + len(there) - 2
        others = _best_others(edge, here, there)
        notes = (rivals_told(rivals),)
        yield Found((i,), (j,), way.by, False, alike, rivals, others, notes)


def _best_others(
    edge: Edge, here: Sequence[Edge], there: Sequence[Edge]
) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """The likeliest other candidates of either row, first one's, then the other's, in turn."""
    mine = [other for other in here if other != edge][:MOST_OTHERS]
    theirs = [other for other in there if other != edge][:MOST_OTHERS]
    turns = [
        other for at in range(MOST_OTHERS) for side in (mine, theirs) for other in side[at : at + 1]
    ]
    return tuple(((i,), (j,)) for i, j, _ in turns[:MOST_OTHERS])


def _likeliest_first(edges: Sequence[Edge], pool: Pool, claim: int) -> list[Edge]:
    """In the order of ``likeness``; what the rows say is looked at only where that must decide."""
    weights = [_weight(edge, pool, claim) for edge in edges]
    if len(set(weights)) == len(edges):
        return [edge for _, edge in sorted(zip(weights, edges, strict=True))]
    return sorted(edges, key=lambda edge: likeness(edge, pool, claim))


def likeness(edge: Edge, pool: Pool, claim: int) -> tuple[object, ...]:
    """Sorts the likelier pair first, the same way whichever list is called left."""
    i, j, _ = edge
    ends = sorted((_content(pool.both.left, i), _content(pool.both.right, j)))
    return (*_weight(edge, pool, claim), ends, i + j, abs(i - j))


def _weight(edge: Edge, pool: Pool, claim: int) -> tuple[bool, int]:
    i, j, alike = edge
    one, other = pool.both.left.day[i], pool.both.right.day[j]
    days = _NEVER if NO_DAY in (one, other) else abs(other - one)
    # ten points of a name weigh as much as four days
    return alike < claim, 3_500 * days - 8 * alike * alike


def _content(columns: Columns, row: int) -> tuple[int, ...]:
    return (
        columns.day[row],
        columns.minor[row],
        columns.currency[row],
        columns.reference[row],
        columns.name[row],
        columns.account[row],
    )
