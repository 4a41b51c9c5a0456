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
    columns: Columns, rows: Iterable[int], others: Columns, other_rows: Iterable[int]
) -> Iterator[tuple[int, int, bool, int]]:
    there: set[tuple[int, int]] = {
        (others.currency[row], abs(others.minor[row])) for row in other_rows
    }
    charges: dict[_Key, list[int]] = {}
    credits_: dict[_Key, list[int]] = {}
    for row in rows:
        currency, minor = columns.currency[row], columns.minor[row]
        if NO in (currency, columns.name[row]) or not minor or columns.day[row] == NO_DAY:
            continue
        if (currency, abs(minor)) not in there:
            side = charges if minor > 0 else credits_
            side.setdefault((columns.name[row], currency, abs(minor)), []).append(row)
    for key in sorted(charges.keys() & credits_.keys()):
        yield from _in_turn(columns, charges[key], credits_[key])


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
