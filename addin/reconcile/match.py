"""Strategies from strictest to loosest, each over what the ones before have left.

Laws: a row is in one match at most; the order of the rows as given changes nothing; exchanging the
lists exchanges the answer; an ambiguous row is never confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from addin.reconcile.names import alikeness, name_key
from addin.reconcile.outcome import Match, Row, Tier, Tolerance


@dataclass(frozen=True, slots=True)
class Pool:
    """What a strategy is given: the rows nobody has claimed, and the aliases learnt so far.

    Rows are in content order. ``aliases`` are pairs of names that earlier strategies found to be
    one vendor.
    """

    left: tuple[Row, ...]
    right: tuple[Row, ...]
    aliases: frozenset[tuple[str, str]] = frozenset()

    def alikeness(self, left: Row, right: Row) -> int:
        """How alike two rows' names are, 100 for a known alias."""
        if (name_key(left.name), name_key(right.name)) in self.aliases:
            return 100
        return alikeness(left.name, right.name)


Strategy = Callable[[Pool, Tolerance], Iterator[Match]]
"""Pairs rows of a pool, each once."""


def match(
    left: Iterable[Row],
    right: Iterable[Row],
    strategies: Sequence[Strategy],
    tolerance: Tolerance,
) -> tuple[tuple[Match, ...], Pool]:
    """The matches of all strategies, and the rows that are left."""
    pool = Pool(_in_content_order(left), _in_content_order(right))
    found: list[Match] = []
    for strategy in strategies:
        new = tuple(strategy(pool, tolerance))
        found += new
        pool = _without(pool, new)
    return tuple(found), pool


def _in_content_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.content))


def _without(pool: Pool, matches: Iterable[Match]) -> Pool:
    claimed: set[Row] = set()
    aliases = set(pool.aliases)
    for one in matches:
        claimed.update(one.left, one.right)
        aliases.update(_learnt(one))
    left = tuple(row for row in pool.left if row not in claimed)
    right = tuple(row for row in pool.right if row not in claimed)
    return Pool(left, right, frozenset(aliases))


def _learnt(one: Match) -> Iterator[tuple[str, str]]:
    """An equal reference over an equal amount shows that two spellings are one vendor."""
    if one.tier is Tier.CONFIRMED and one.difference is not None and not one.difference:
        for here in {name_key(row.name) for row in one.left if row.name}:
            for there in {name_key(row.name) for row in one.right if row.name}:
                if here != there:
                    yield here, there
