"""How each row of one list stands against another, by key and amount alone.

No names, no dates: what a coordinator would see with a lookup, but told apart where a lookup shows
the first of several.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from addin.domain.money import Money, total


class Status(StrEnum):
    """How a row stands; nothing is assumed where several rows come into question."""

    MATCHED = "matched"  # its key is there with its amount
    SUMS = "sums agree"  # several rows of the key, on either side, sum to the same
    DIFFERS = "amount differs"
    DUPLICATE = "duplicate"  # key and amount are there more often on one side
    AMBIGUOUS = "ambiguous"  # several rows on both sides, and no sum that agrees
    MISSING = "missing"  # the key is not there, or all its rows belong to others


class Keyed(NamedTuple):
    """A row as its key and amount; rows with equal keys and amounts are interchangeable."""

    key: str
    amount: Money


class Standing(NamedTuple):
    """How one row stands.

    ``places`` are the rows of the other list that it was compared with; ``difference`` is what they
    come to less what the row, or the rows of its key together, come to.
    """

    status: Status
    difference: Money | None = None
    places: tuple[int, ...] = ()


_MISSING: Final = Standing(Status.MISSING)


class Listed:
    """The other list, its rows found by their key."""

    __slots__ = ("by_key", "rows")

    def __init__(self, rows: Sequence[Keyed | None]) -> None:
        self.rows = rows
        self.by_key = _by_key(rows)


def standings(
    own: Sequence[Keyed | None], other: Listed, tolerance_minor: int = 0
) -> list[Standing | None]:
    """How each row of a list stands against another list, in the order of the list.

    None stands for no row. The order of either list changes no row's answer.
    """
    found: list[Standing | None] = [None] * len(own)
    for key, mine in _by_key(own).items():
        theirs = other.by_key.get(key)
        if theirs is None:
            for at in mine:
                found[at] = _MISSING
            continue
        here, there = _rows(own, mine), _rows(other.rows, theirs)
        if len(mine) == len(theirs) == 1:
            found[mine[0]] = _compared(here, there, tolerance_minor)
        else:
            for at, standing in _of_key(here, there, tolerance_minor):
                found[at] = standing
    return found


def _rows(rows: Sequence[Keyed | None], places: Iterable[int]) -> _Rows:
    return {at: row for at in places if (row := rows[at]) is not None}


def _by_key(rows: Iterable[Keyed | None]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row is not None:
            groups[row.key].append(at)
    return dict(groups)


_Rows = Mapping[int, Keyed]
"""Rows of one key by their places in their list."""


def _by_amount(rows: _Rows) -> dict[Money, list[int]]:
    groups: dict[Money, list[int]] = defaultdict(list)
    for at, row in rows.items():
        groups[row.amount].append(at)
    return groups


def _of_key(own: _Rows, others: _Rows, tolerance_minor: int) -> Iterator[tuple[int, Standing]]:
    here, there = _by_amount(own), _by_amount(others)
    for amount, rows in here.items():
        same = there.get(amount, [])
        if same:
            status = Status.MATCHED if len(rows) == len(same) else Status.DUPLICATE
            nothing = Money(0, amount.currency)
            yield from ((at, Standing(status, nothing, tuple(same))) for at in rows)
    left = {at: own[at] for amount, rows in here.items() if amount not in there for at in rows}
    right = {at: others[at] for amount, rows in there.items() if amount not in here for at in rows}
    for at, other in list(_within(left, right, tolerance_minor)):
        yield at, _compared({at: left.pop(at)}, {other: right.pop(other)}, tolerance_minor)
    if not right:
        yield from ((at, _MISSING) for at in left)
    elif left:
        group = _compared(left, right, tolerance_minor)
        yield from ((at, group) for at in left)


def _within(left: _Rows, right: _Rows, tolerance_minor: int) -> Iterator[tuple[int, int]]:
    """Pairs within the tolerance of which neither comes into question for another row."""
    if not (tolerance_minor and left and right):
        return
    by_size = sorted(right, key=lambda at: right[at].amount.minor)
    sizes = [right[at].amount.minor for at in by_size]
    only: dict[int, int] = {}  # the one row of the right list within the tolerance → the row
    for at, row in left.items():
        first, behind = _window(sizes, row.amount.minor, tolerance_minor)
        if behind - first == 1:
            only[by_size[first]] = at
    mine = sorted(row.amount.minor for row in left.values())
    for other, at in only.items():
        first, behind = _window(mine, right[other].amount.minor, tolerance_minor)
        if behind - first == 1:
            yield at, other


def _window(sizes: Sequence[int], minor: int, tolerance_minor: int) -> tuple[int, int]:
    return bisect_left(sizes, minor - tolerance_minor), bisect_right(sizes, minor + tolerance_minor)


def _compared(left: _Rows, right: _Rows, tolerance_minor: int) -> Standing:
    """Rows of one key that have no equal on the other list, compared by their sums.

    Raises:
        CurrencyMismatch: they are in several currencies.
    """
    difference = _sum(right) - _sum(left)
    fewest, most = sorted((len(left), len(right)))
    if abs(difference.minor) <= tolerance_minor:
        status = Status.MATCHED if most == 1 else Status.SUMS
    else:
        status = Status.DIFFERS if fewest == 1 else Status.AMBIGUOUS
    return Standing(status, difference, tuple(sorted(right)))


def _sum(rows: _Rows) -> Money:
    if len(rows) == 1:
        return next(iter(rows.values())).amount
    return total(row.amount for row in rows.values())
