"""Rows that carry one reference: the PO number, the cheque number, vendor and invoice number.

All rows of a reference make one match, so that an order with three lines ties to its five
invoices. Whether the amounts agree is no condition: where they do not, the match has a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from addin.domain.references import in_order, is_distinctive
from addin.reconcile.columns import NO, Columns
from addin.reconcile.likeness import likenesses
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance

NAME = "exact reference"


def pair(pool: Pool, tolerance: Tolerance) -> Iterator[Found]:
    """One match per reference that both lists have, in order of the reference.

    A short number, such as 12, that stands over other amounts and other names is a suggestion:
    both lists may simply count from one.
    """
    for left, right, alike in _compared(pool):
        yield from _matched(pool, tolerance, left, right, alike)


def pair_with_support(pool: Pool, tolerance: Tolerance) -> Iterator[Found]:
    """The same for lists in which numbers are mistyped: confirmed only if amount or name agree."""
    for left, right, alike in _compared(pool):
        for found in _matched(pool, tolerance, left, right, alike):
            alone = len(left) == len(right) == 1
            supported = alone and found.alike >= tolerance.alike
            if supported or _agree(pool, tolerance, left, right):
                yield found
            else:
                yield found._replace(sure=False)


def pair_within_vendor(pool: Pool, tolerance: Tolerance) -> Iterator[Found]:
    """The same for references that only one vendor's documents share, as invoice numbers do.

    Rows without a name go with a reference only if all others there are of one vendor.
    """
    for left, right in _shared(pool):
        for here, there in _same_vendor(pool, tolerance, left, right):
            alike = max(map(pool.alike, *_names(pool, here, there)))
            yield from _matched(pool, tolerance, here, there, alike)


def _shared(pool: Pool) -> Iterator[tuple[list[int], list[int]]]:
    left = _by_reference(pool.both.left, pool.left)
    right = _by_reference(pool.both.right, pool.right)
    references = pool.both.references
    for reference in sorted(left.keys() & right.keys(), key=lambda at: in_order(references[at])):
        yield left[reference], right[reference]


def _compared(pool: Pool) -> Iterator[tuple[list[int], list[int], int]]:
    """Rows of one reference, and how alike the likeliest two of their names are."""
    shared = list(_shared(pool))
    names = [_names(pool, left, right) for left, right in shared]
    here, there = (list(chain.from_iterable(two[side] for two in names)) for side in (0, 1))
    alike = iter(likenesses(here, there, pool.alike))
    for left, right in shared:
        yield left, right, max(islice(alike, len(left) * len(right)))


def _names(pool: Pool, left: Sequence[int], right: Sequence[int]) -> tuple[list[int], list[int]]:
    """The names of each row with each."""
    here, there = pool.both.left.name, pool.both.right.name
    return [here[i] for i in left for _ in right], [there[j] for _ in left for j in right]


def _by_reference(columns: Columns, rows: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    reference = columns.reference
    for row in rows:
        if reference[row] != NO:
            found.setdefault(reference[row], []).append(row)
    return found


def _matched(
    pool: Pool, tolerance: Tolerance, left: Sequence[int], right: Sequence[int], alike: int
) -> Iterator[Found]:
    if not pool.allows(left, right):
        return
    sure = (
        alike >= tolerance.alike
        or _agree(pool, tolerance, left, right)
        or is_distinctive(pool.both.references[pool.both.left.reference[left[0]]])
    )
    yield Found(tuple(left), tuple(right), NAME, sure, alike)


def _agree(pool: Pool, tolerance: Tolerance, left: Sequence[int], right: Sequence[int]) -> bool:
    """Both sides come to the same, in one currency; rows without an amount count for nothing."""
    here, there = pool.both.left, pool.both.right
    if len(left) == len(right) == 1:
        i, j = left[0], right[0]
        same = NO != here.currency[i] == there.currency[j]
        return same and abs(there.minor[j] - here.minor[i]) <= tolerance.minor
    one = {here.currency[i] for i in left} - {NO}
    other = {there.currency[j] for j in right} - {NO}
    if len(one) != 1 or one != other:
        return False
    apart = sum(there.minor[j] for j in right) - sum(here.minor[i] for i in left)
    return abs(apart) <= tolerance.minor


_Part = tuple[list[int], list[int]]


def _same_vendor(
    pool: Pool, tolerance: Tolerance, left: Sequence[int], right: Sequence[int]
) -> Iterator[_Part]:
    """The rows of one reference, parted by vendor."""
    here, there = pool.both.left, pool.both.right
    parts = _vendors(pool, tolerance, left, right)
    nameless = [i for i in left if here.name[i] == NO], [j for j in right if there.name[j] == NO]
    if len(parts) <= 1:
        one, other = parts[0] if parts else ([], [])
        parts = [([*one, *nameless[0]], [*other, *nameless[1]])]
    elif (
        # one row on each side and a number that chance hardly repeats: the name is what differs
        len(left) == len(right) == 1
        and is_distinctive(pool.both.references[here.reference[left[0]]])
        and _same_size(pool, left[0], right[0])
    ):
        parts = [(list(left), list(right))]
    for one, other in parts:
        if one and other:
            yield sorted(one), sorted(other)


def _vendors(
    pool: Pool, tolerance: Tolerance, left: Sequence[int], right: Sequence[int]
) -> list[_Part]:
    """Rows that hang together through names that are alike, whichever comes first."""
    names = pool.both.left.name, pool.both.right.name
    parts: list[_Part] = []
    rows = [(0, i) for i in left if names[0][i] != NO] + [
        (1, j) for j in right if names[1][j] != NO
    ]
    for side, row in rows:
        name = names[side][row]
        joined = [
            part
            for part in parts
            if any(
                pool.alike(names[at][other], name) >= tolerance.alike
                for at in (0, 1)
                for other in part[at]
            )
        ]
        merged: _Part = ([], [])
        for part in joined:
            parts.remove(part)
            merged[0].extend(part[0])
            merged[1].extend(part[1])
        merged[side].append(row)
        parts.append(merged)
    return parts


def _same_size(pool: Pool, i: int, j: int) -> bool:
    left, right = pool.both.left, pool.both.right
    return left.currency[i] != NO and (left.currency[i], left.minor[i]) == (
        right.currency[j],
        right.minor[j],
    )
