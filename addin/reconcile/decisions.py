"""What people have decided about matches, carried out on two lists before any matching."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from addin.domain.decisions import Accepted, Alias, Decisions, Part, Rejected, Split
from addin.domain.money import Money
from addin.domain.vendors import name_key
from addin.reconcile.outcome import Match, Row, Tier

ACCEPTED = "accepted by a person"


def row_key(row: Row) -> str:
    """A short text that stands for what a row says: date, amount, reference, name, account, text.

    Equal for rows that say the same, wherever they stand; any change to these makes another key.
    Two equal rows share one key: a decision about one of them holds for either, once.
    """
    amount = "" if row.amount is None else f"{row.amount.minor} {row.amount.currency}"
    date = row.date.isoformat() if row.date else ""
    name, text = " ".join(row.name.split()), " ".join(row.text.split())
    said = f"{date}\x1f{amount}\x1f{row.reference}\x1f{name}\x1f{row.account}\x1f{text}"
    return blake2b(said.encode(), digest_size=10).hexdigest()


def alias_keys(alias: Alias) -> tuple[str, str]:
    """Both names as they are compared, in order."""
    first, second = sorted((name_key(alias.name), name_key(alias.other)))
    return first, second


@dataclass(frozen=True, slots=True)
class Barred:
    """What must not be suggested: pairs of row keys, and whole groups of them."""

    pairs: frozenset[tuple[str, str]] = frozenset()
    groups: frozenset[tuple[tuple[str, ...], tuple[str, ...]]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.pairs or self.groups)

    def bars(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """Rows with these keys must not be matched with one another."""
        if (tuple(sorted(left)), tuple(sorted(right))) in self.groups:
            return True
        return any((here, there) in self.pairs for here in left for there in right)


@dataclass(frozen=True, slots=True)
class Applied:
    """Two lists after the decisions: what is settled, what is left to match, what is barred.

    ``stale`` are acceptances and splits whose rows are no longer there as they were: a person has
    to look again.
    """

    matches: tuple[Match, ...]
    left: tuple[Row, ...]
    right: tuple[Row, ...]
    barred: Barred
    aliases: frozenset[tuple[str, str]]
    stale: tuple[Accepted | Split, ...]

    @property
    def all_left(self) -> tuple[Row, ...]:
        """Every row of the left list, settled or not; split rows as their parts."""
        return (*(row for one in self.matches for row in one.left), *self.left)

    @property
    def all_right(self) -> tuple[Row, ...]:
        """Every row of the right list, settled or not; split rows as their parts."""
        return (*(row for one in self.matches for row in one.right), *self.right)


def apply(decisions: Decisions, lists: str, left: Iterable[Row], right: Iterable[Row]) -> Applied:
    """The decisions about one kind of pair, carried out on its two lists before any matching.

    Splits come first, so that a part can be accepted. Each acceptance takes its rows away, and
    teaches an alias where one name was accepted as another at the same amount.
    """
    aliases = frozenset(map(alias_keys, decisions.aliases))
    here, there = tuple(left), tuple(right)
    splits = [split for split in decisions.splits if split.lists == lists]
    accepted = [one for one in decisions.accepted if one.lists == lists]
    rejected = [one for one in decisions.rejected if one.lists == lists]
    if not (splits or accepted or rejected):
        return Applied((), here, there, Barred(), aliases, ())
    lefts, rights = _Shelf(here), _Shelf(there)
    stale: list[Accepted | Split] = [
        split for split in splits if not (lefts.split(split) or rights.split(split))
    ]
    matches: list[Match] = []
    for one in accepted:
        taken = lefts.take(one.left), rights.take(one.right)
        if taken[0] is None or taken[1] is None:
            lefts.give_back(taken[0])
            rights.give_back(taken[1])
            stale.append(one)
        else:
            matches.append(_match(one, taken[0], taken[1]))
    known = aliases.union(*map(_taught, matches))
    return Applied(tuple(matches), lefts.rows, rights.rows, _barred(rejected), known, tuple(stale))


def _taught(one: Match) -> frozenset[tuple[str, str]]:
    """Two names that a person has shown to be one vendor: equal amounts, accepted as one thing."""
    if one.difference is None or one.difference:
        return frozenset()
    here = {name_key(row.name) for row in one.left} - {""}
    there = {name_key(row.name) for row in one.right} - {""}
    if len(here) != 1 or len(there) != 1 or here == there:
        return frozenset()
    first, second = sorted((*here, *there))
    return frozenset({(first, second)})


def undecided(matches: Iterable[Match]) -> Iterator[Match]:
    """Matches that nobody has judged: only in these is a difference a question."""
    return (one for one in matches if one.strategy != ACCEPTED)


def _match(one: Accepted, left: tuple[Row, ...], right: tuple[Row, ...]) -> Match:
    who = f"accepted{f' by {one.who}' if one.who else ''}"
    when = f" on {one.when:%Y-%m-%d}" if one.when else ""
    return Match(left, right, Tier.CONFIRMED, ACCEPTED, tuple(filter(None, (who + when, one.why))))


def _barred(rejected: Iterable[Rejected]) -> Barred:
    pairs: set[tuple[str, str]] = set()
    groups: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for one in rejected:
        if len(one.left) == len(one.right) == 1:
            pairs.add((one.left[0], one.right[0]))
        else:
            groups.add((tuple(sorted(one.left)), tuple(sorted(one.right))))
    return Barred(frozenset(pairs), frozenset(groups))


class _Shelf:
    """Rows of one list by their key; rows that say the same are taken in the order of content."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_key: dict[str, list[Row]] = {}
        for row in sorted(rows, key=lambda row: row.content):
            self._by_key.setdefault(row_key(row), []).append(row)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is still there, in content order."""
        left = (row for same in self._by_key.values() for row in same)
        return tuple(sorted(left, key=lambda row: row.content))

    def take(self, keys: Iterable[str]) -> tuple[Row, ...] | None:
        """The rows of these keys; None, and nothing taken, when one is not there."""
        taken: list[Row] = []
        for key in keys:
            same = self._by_key.get(key)
            if not same:
                self.give_back(taken)
                return None
            taken.append(same.pop(0))
        return tuple(taken)

    def give_back(self, rows: Iterable[Row] | None) -> None:
        """Put rows back that were taken."""
        for row in rows or ():
            same = self._by_key.setdefault(row_key(row), [])
            same.append(row)
            same.sort(key=lambda row: row.content)

    def split(self, split: Split) -> bool:
        """Put the parts in the place of a row; False when it is not there or they do not sum."""
        rows = self.take((split.row,))
        if rows is None:
            return False
        if _sum(split.parts) != rows[0].amount:
            self.give_back(rows)
            return False
        self.give_back(_parts(rows[0], split))
        return True


def _sum(parts: Iterable[Part]) -> Money | None:
    amounts = [part.amount for part in parts]
    if not amounts or len({amount.currency for amount in amounts}) > 1:
        return None
    return Money(sum(amount.minor for amount in amounts), amounts[0].currency)


def _parts(row: Row, split: Split) -> Iterator[Row]:
    count = len(split.parts)
    for at, part in enumerate(split.parts, start=1):
        yield replace(
            row,
            amount=part.amount,
            account=part.account or row.account,
            text=part.note or row.text,
            label=f"{row.label} (part {at} of {count})".strip(),
        )
