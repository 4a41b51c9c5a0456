"""A charge and its credit in one list, neither of which the other list has.

A reversal, a credit memo, a payment returned: together they come to nothing, and the other list
never saw either. Where it has one of them, both are left for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from addin.reconcile.columns import NO, NO_DAY, Columns
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.telling_why import rivals_told

NAME: Final = "cancelled within the list"
WITHIN: Final = 31
"""Days from a charge to its credit."""

_Key = tuple[int, int, int]


def pair(pool: Pool, tolerance: Tolerance) -> Iterator[Found]:
    """Charges with their credits on the left list, then on the right one."""
    yield from pair_left(pool, tolerance)
    left, right = pool.both.left, pool.both.right
    for one, other, sure, rivals in _cancelled(right, pool.right, left, pool.left):
        notes = _notes(one, other, right, rivals)
        yield Found((), (one, other), NAME, sure, 100, rivals, notes=notes)


def pair_left(pool: Pool, tolerance: Tolerance) -> Iterator[Found]:
    """On the left list only: the right one has both legs of every entry, or much else."""
    del tolerance
    left, right = pool.both.left, pool.both.right
    for one, other, sure, rivals in _cancelled(left, pool.left, right, pool.right):
        notes = _notes(one, other, left, rivals)
        yield Found((one, other), (), NAME, sure, 100, rivals, notes=notes)


def _cancelled(
    columns: Columns, rows: Sequence[int], others: Columns, other_rows: Sequence[int]
) -> Iterator[tuple[int, int, bool, int]]:
    own = columns.minor
    credits_ = _by_size(columns, (row for row in rows if own[row] < 0))
    sizes = {size for _, _, size in credits_}
    charges = _by_size(columns, (row for row in rows if own[row] in sizes))
    sizes = {size for _, _, size in charges.keys() & credits_.keys()}
    minor, currency = others.minor, others.currency
    there = {(currency[row], abs(minor[row])) for row in other_rows if abs(minor[row]) in sizes}
    for key in sorted(charges.keys() & credits_.keys()):
        if key[1:] not in there:
            yield from _in_turn(columns, charges[key], credits_[key])


def _by_size(columns: Columns, rows: Iterable[int]) -> dict[_Key, list[int]]:
    """Rows with a name and a day by name, currency and amount without its sign."""
    name, currency, minor, day = columns.name, columns.currency, columns.minor, columns.day
    found: dict[_Key, list[int]] = {}
    for row in rows:
        if NO not in (currency[row], name[row]) and day[row] != NO_DAY:
            found.setdefault((name[row], currency[row], abs(minor[row])), []).append(row)
    return found


def _in_turn(
    columns: Columns, charges: Sequence[int], credits_: Sequence[int]
) -> Iterator[tuple[int, int, bool, int]]:
    """Each credit with the last charge before it."""
    free = list(charges)
    rivals = len(charges) + len(credits_) - 2
    for credit in credits_:
        before = [
            row
            for row in free
            if abs(columns.day[credit] - columns.day[row]) <= WITHIN
            and (columns.reference[row] == columns.reference[credit] or not rivals)
            and columns.account[row] == columns.account[credit]
        ]
        if before:
            near = min(before, key=lambda row: (abs(columns.day[credit] - columns.day[row]), row))
            free.remove(near)
            yield min(near, credit), max(near, credit), not rivals, rivals


def _notes(one: int, other: int, columns: Columns, rivals: int) -> tuple[str, ...]:
    days = abs(columns.day[other] - columns.day[one])
    when = "on the same day" if not days else f"{days} day{'' if days == 1 else 's'} apart"
    return (f"they come to nothing, {when}", "the other list has neither", rivals_told(rivals))
