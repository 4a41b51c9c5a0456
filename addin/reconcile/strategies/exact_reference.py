"""Rows that carry one reference: the PO number, the cheque number, vendor and invoice number.

All rows of a reference make one match, so that an order with three lines ties to its five
invoices. Whether the amounts agree is no condition: where they do not, the match has a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from addin.reconcile.match import Pool
from addin.reconcile.outcome import Match, Row, Tier, Tolerance
from addin.reconcile.references import in_order, is_distinctive

NAME = "exact reference"


def pair(pool: Pool, tolerance: Tolerance) -> Iterator[Match]:
    """One match per reference that both lists have, in order of the reference.

    A short number, such as 12, that stands over other amounts and other names is a suggestion:
    both lists may simply count from one.
    """
    left, right = _by_reference(pool.left), _by_reference(pool.right)
    for reference in sorted(left.keys() & right.keys(), key=in_order):
        yield _matched(pool, tolerance, left[reference], right[reference])


def pair_within_vendor(pool: Pool, tolerance: Tolerance) -> Iterator[Match]:
    """The same for references that only one vendor's documents share, as invoice numbers do.

    Rows without a name go with a reference only if all others there are of one vendor.
    """
    left, right = _by_reference(pool.left), _by_reference(pool.right)
    for reference in sorted(left.keys() & right.keys(), key=in_order):
        for here, there in _same_vendor(pool, tolerance, left[reference], right[reference]):
            yield _matched(pool, tolerance, here, there)


def _by_reference(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.reference:
            found.setdefault(row.reference, []).append(row)
    return found


def _matched(pool: Pool, tolerance: Tolerance, left: Sequence[Row], right: Sequence[Row]) -> Match:
    found = Match(tuple(left), tuple(right), Tier.CONFIRMED, NAME)
    difference = found.difference
    agrees = difference is not None and abs(difference.minor) <= tolerance.minor
    alike = max(pool.alikeness(here, there) for here in left for there in right)
    facts = [f"reference equal ({left[0].reference})"]
    facts.append("amount equal" if agrees else "amount differs")
    if alike:
        facts.append(f"name {alike}/100")
    by_chance = not (agrees or alike >= tolerance.alike or is_distinctive(left[0].reference))
    tier = Tier.SUGGESTED if by_chance else Tier.CONFIRMED
    return Match(found.left, found.right, tier, NAME, tuple(facts))


def _same_vendor(
    pool: Pool, tolerance: Tolerance, left: Sequence[Row], right: Sequence[Row]
) -> Iterator[tuple[list[Row], list[Row]]]:
    """The rows of one reference, parted by vendor."""
    parts = _vendors(pool, tolerance, left, right)
    nameless = [row for row in left if not row.name], [row for row in right if not row.name]
    if len(parts) <= 1:
        here, there = parts[0] if parts else ([], [])
        parts = [([*here, *nameless[0]], [*there, *nameless[1]])]
    elif (
        # one row on each side and a number that chance hardly repeats: the name is what differs
        len(left) == len(right) == 1
        and is_distinctive(left[0].reference)
        and _same_size(left[0], right[0])
    ):
        parts = [(list(left), list(right))]
    for here, there in parts:
        if here and there:
            yield here, there


def _vendors(
    pool: Pool, tolerance: Tolerance, left: Sequence[Row], right: Sequence[Row]
) -> list[tuple[list[Row], list[Row]]]:
    """Rows that hang together through names that are alike, whichever comes first."""
    parts: list[tuple[list[Row], list[Row]]] = []
    rows = [(0, row) for row in left if row.name] + [(1, row) for row in right if row.name]
    for side, row in rows:
        joined = [part for part in parts if _alike(pool, tolerance, side, row, part)]
        merged: tuple[list[Row], list[Row]] = ([], [])
        for part in joined:
            parts.remove(part)
            merged[0].extend(part[0])
            merged[1].extend(part[1])
        merged[side].append(row)
        parts.append(merged)
    return parts


def _same_size(left: Row, right: Row) -> bool:
    return left.amount is not None and left.amount == right.amount


def _alike(
    pool: Pool, tolerance: Tolerance, side: int, row: Row, part: tuple[list[Row], list[Row]]
) -> bool:
    others = [(0, other) for other in part[0]] + [(1, other) for other in part[1]]
    return any(
        (pool.alikeness(other, row) if side > place else pool.alikeness(row, other))
        >= tolerance.alike
        for place, other in others
    )
