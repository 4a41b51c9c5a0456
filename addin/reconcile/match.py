"""Strategies from strictest to loosest, each over what the ones before have left.

Laws: a row is in one match at most; the order of the rows as given changes nothing; exchanging the
lists exchanges the answer; a row that fits nothing changes nothing; an ambiguous row is never
confirmed.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NamedTuple

from addin.domain.vendors import name_key
from addin.reconcile.columns import MANY, NO, Both, both_of, texts_of
from addin.reconcile.decisions import Applied, Barred, row_key
from addin.reconcile.joins import joined
from addin.reconcile.keyed import Edge, Wanted
from addin.reconcile.links import Pair, linked
from addin.reconcile.names import Alikeness, alikeness
from addin.reconcile.outcome import Match, Rival, Row, Tier, Tolerance
from addin.reconcile.telling_why import facts_of

Rows = tuple[int, ...]
Twins = dict[tuple[int, int, int], list[int]]
"""Days of rows by name, currency and amount."""


class Found(NamedTuple):
    """Rows that a strategy holds to be the same thing, by their numbers in content order.

    ``sure``: confirmed; else suggested. ``rivals`` is how many other candidates there were,
    ``others`` the best of them; ``notes`` are facts that only the strategy knows. ``adjusting`` are
    left and right rows that are freight, tax or a fee. ``is_set``: as many interchangeable rows
    on each side, whichever belongs to which.
    """

    left: Rows
    right: Rows
    by: str
    sure: bool
    alike: int = 0
    rivals: int = 0
    others: tuple[tuple[Rows, Rows], ...] = ()
    notes: tuple[str, ...] = ()
    adjusting: tuple[Rows, Rows] = ((), ())
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """What people have rejected, by the keys of the rows."""

    barred: Barred
    left: Sequence[str]
    right: Sequence[str]

    def allows(self, left: Iterable[int], right: Iterable[int]) -> bool:
        """Nobody has said that these rows are not the same thing."""
        return not self.barred.bars(
            [self.left[at] for at in left], [self.right[at] for at in right]
        )


@dataclass(frozen=True, slots=True)
class Pool:
    """What a strategy is given: the rows nobody has claimed, and how alike names are.

    Rows are numbers into the columns of ``both``, in content order; ``alike`` knows the aliases
    learnt so far. ``held`` are the rows on each list that are suggested already: not free, but not
    certain to be gone either.
    """

    both: Both
    left: Sequence[int]
    right: Sequence[int]
    alike: Alikeness
    bar: Bar | None = None
    held: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())

    def allows(self, left: Iterable[int], right: Iterable[int]) -> bool:
        """Nobody has said that these rows are not the same thing."""
        return self.bar is None or self.bar.allows(left, right)

    def edges(self, wanted: Wanted) -> list[Edge]:
        """Free rows that are candidates of one another; rows without an amount never are.

        In content order of the left row, then of the right one.
        """
        edges = joined(self.both, self.left, self.right, wanted, self.alike)
        if self.bar is None:
            return edges
        return [edge for edge in edges if self.allows((edge[0],), (edge[1],))]

    def twins(self, of: Iterable[int], *, left: bool) -> Twins:
        """Rows of a list, free or suggested already, that say the same as some but for the day."""
        columns = self.both.left if left else self.both.right
        free = self.left if left else self.right
        name, currency, minor, day = columns.name, columns.currency, columns.minor, columns.day
        found: Twins = {(name[row], currency[row], minor[row]): [] for row in of}
        for row in (*free, *self.held[0 if left else 1]):
            days = found.get((name[row], currency[row], minor[row]))
            if days is not None:
                days.append(day[row])
        return found

    def links(self, least: int) -> Sequence[Pair]:
        """Which names of free left rows may be which of free right rows, in order."""
        here, there = self.both.left.name, self.both.right.name
        return linked(
            (here[i] for i in self.left), (there[j] for j in self.right), self.alike, least
        )

    def without(self, found: Iterable[Found]) -> Pool:
        """What is left, knowing the aliases that sure matches teach."""
        left, right = bytearray(len(self.both.left)), bytearray(len(self.both.right))
        known: set[tuple[int, int]] = set()
        held: tuple[list[int], list[int]] = ([], [])
        for one in found:
            for i in one.left:
                left[i] = 1
            for j in one.right:
                right[j] = 1
            if not one.sure:
                held[0].extend(one.left)
                held[1].extend(one.right)
            elif one.right:
                known.update(_learnt(self.both, one))
        return replace(
            self,
            left=[i for i in self.left if not left[i]],
            right=[j for j in self.right if not right[j]],
            alike=self.alike.knowing(known),
            held=(self.held[0].union(held[0]), self.held[1].union(held[1])),
        )


Strategy = Callable[[Pool, Tolerance], Iterable[Found]]
"""Matches rows of a pool, each once."""


def run(
    both: Both,
    strategies: Iterable[Strategy],
    tolerance: Tolerance,
    *,
    aliases: Iterable[tuple[str, str]] = (),
    bar: Bar | None = None,
) -> tuple[list[Found], Pool]:
    """What all strategies find in two lists whose rows are in content order, and what is left."""
    alike = Alikeness(both.names)
    alike = alike.knowing(alike.numbered(aliases))
    pool = Pool(both, range(len(both.left)), range(len(both.right)), alike, bar)
    every: list[Found] = []
    with _uncollected(is_long=max(len(both.left), len(both.right)) > MANY):
        for strategy in strategies:
            found = list(strategy(pool, tolerance))
            if found:
                every += found
                pool = pool.without(found)
    return every, pool


@contextmanager
def _uncollected(*, is_long: bool) -> Iterator[None]:
    """Long lists make millions of small tuples, none in a circle: to look for such costs a third.

    Memory is freed all the same, when the last that refers to it is gone.
    """
    was_on = gc.isenabled()
    if is_long:
        gc.disable()
    try:
        yield
    finally:
        if was_on:
            if is_long and not gc.get_freeze_count():
                gc.freeze()  # and back: all that was made counts as old, and is not looked through
                gc.unfreeze()
            gc.enable()


@dataclass(frozen=True, slots=True)
class Rest:
    """The rows that no strategy has matched, in content order, and the aliases that were learnt."""

    left: tuple[Row, ...]
    right: tuple[Row, ...]
    aliases: frozenset[tuple[str, str]] = frozenset()

    def alikeness(self, left: Row, right: Row) -> int:
        """How alike two rows' names are, 100 for a known alias."""
        a, b = name_key(left.name), name_key(right.name)
        if (min(a, b), max(a, b)) in self.aliases:
            return 100
        return alikeness(left.name, right.name)


def match(
    left: Iterable[Row],
    right: Iterable[Row],
    strategies: Iterable[Strategy],
    tolerance: Tolerance,
    *,
    aliases: Iterable[tuple[str, str]] = (),
    barred: Barred | None = None,
) -> tuple[tuple[Match, ...], Rest]:
    """The matches of all strategies, and the rows that are left."""
    here, there = _in_content_order(left), _in_content_order(right)
    both = both_of(texts_of(here), texts_of(there))
    bar = Bar(barred, tuple(map(row_key, here)), tuple(map(row_key, there))) if barred else None
    found, pool = run(both, strategies, tolerance, aliases=aliases, bar=bar)
    matches = tuple(_match(one, here, there, tolerance) for one in found)
    names = both.names
    learnt = frozenset((names[a], names[b]) for a, b in pool.alike.known)  # names are in order
    rest = Rest(tuple(here[i] for i in pool.left), tuple(there[j] for j in pool.right), learnt)
    return matches, rest


def matched(
    settled: Applied, strategies: Iterable[Strategy], tolerance: Tolerance
) -> tuple[tuple[Match, ...], Rest]:
    """The matches that people accepted, then those of all strategies; nothing they rejected."""
    found, rest = match(
        settled.left,
        settled.right,
        strategies,
        tolerance,
        aliases=settled.aliases,
        barred=settled.barred,
    )
    return (*settled.matches, *found), rest


def learned(matches: Iterable[Match], tolerance: Tolerance) -> tuple[tuple[str, str], ...]:
    """Names of one vendor that are not alike, as the lists write them, from confirmed matches."""
    found: set[tuple[str, str]] = set()
    for one in matches:
        if one.tier is Tier.CONFIRMED and one.difference is not None and not one.difference:
            for here in {row.name for row in one.left if row.name}:
                for there in {row.name for row in one.right if row.name}:
                    if alikeness(here, there) < tolerance.alike:
                        found.add((here, there))
    return tuple(sorted(found))


def _match(one: Found, left: Sequence[Row], right: Sequence[Row], tolerance: Tolerance) -> Match:
    def rows(numbers: tuple[Rows, Rows]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        return tuple(left[i] for i in numbers[0]), tuple(right[j] for j in numbers[1])

    here, there = rows((one.left, one.right))
    tier = Tier.CONFIRMED if one.sure else Tier.SUGGESTED
    facts = facts_of(here, there, one.alike, one.notes, tolerance.minor)
    others = tuple(Rival(*rows(other)) for other in one.others)
    adjusting = rows(one.adjusting)
    return Match(
        here, there, tier, one.by, facts, one.rivals, others, (*adjusting[0], *adjusting[1])
    )


def _in_content_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.content))


def _learnt(both: Both, one: Found) -> Iterator[tuple[int, int]]:
    """Equal amounts that are surely one show that two spellings are one vendor."""
    left, right = both.left, both.right
    if len(one.left) == len(one.right) == 1:
        i, j = one.left[0], one.right[0]
        a, b = left.name[i], right.name[j]
        if a != b and NO not in (a, b) and left.minor[i] == right.minor[j]:
            yield a, b
        return
    if sum(left.minor[i] for i in one.left) == sum(right.minor[j] for j in one.right):
        for a in {left.name[i] for i in one.left} - {NO}:
            for b in {right.name[j] for j in one.right} - {NO, a}:
                yield a, b
