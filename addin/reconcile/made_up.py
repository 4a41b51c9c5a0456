"""Which rows of one list are made up by several of the other: in plain Python, for small lists.

``sums_of_arrays`` gives the same for long ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from addin.domain.sums import CANDIDATES, largest_set, sets_that_sum
from addin.reconcile.columns import MANY, NO, NO_DAY, Columns
from addin.reconcile.keyed import Made, Side
from addin.reconcile.links import Pair, by_left


def made_up(
    ones: Side, parts: Side, links: Sequence[Pair], days: tuple[int, int]
) -> Iterable[Made]:
    """Rows that several of the other list sum to, with all their sets of parts.

    Parts are of a linked name, ``days`` before to after the one row, of its currency and sign. In
    order of the first row of a name and currency, then of the row.
    """
    if max(len(ones[1]), len(parts[1])) > MANY:
        from addin.reconcile import sums_of_arrays  # noqa: PLC0415 - numpy only for long lists

        return sums_of_arrays.made_up(ones, parts, links, days)
    return plainly(ones, parts, links, days)


def plainly(
    ones: Side, parts: Side, links: Sequence[Pair], days: tuple[int, int]
) -> Iterator[Made]:
    """``made_up`` in plain Python."""
    forth = by_left(links)
    columns, others = ones[0], parts[0]
    by_name = _by_name(parts)
    for (name, currency), rows in _by_name(ones).items():
        listed = sorted(
            part for other in forth.get(name, ()) for part in by_name.get((other, currency), ())
        )  # in content order, and so by day
        on = [others.day[part] for part in listed]
        for row in rows:
            day = columns.day[row]
            first, last = bisect_left(on, day - days[0]), bisect_right(on, day + days[1])
            near = _fitting(row, listed[first:last], columns, others)
            if len(near) > 1:
                yield from _of_one(row, near, columns, others)


def _by_name(side: Side) -> dict[tuple[int, int], list[int]]:
    columns, rows = side
    found: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        key = columns.name[row], columns.currency[row]
        if NO not in key and columns.minor[row] and columns.day[row] != NO_DAY:
            found.setdefault(key, []).append(row)
    return found


def _fitting(row: int, near: Iterable[int], ones: Columns, parts: Columns) -> list[int]:
    """Rows that could be part of one: smaller, of its sign, of no other reference."""
    whole, reference = ones.minor[row], ones.reference[row]
    minor, references = parts.minor, parts.reference
    low, high = (0, whole) if whole > 0 else (whole, 0)
    return [
        part
        for part in near
        if low < minor[part] < high and (reference == NO or references[part] in (NO, reference))
    ]


def _of_one(row: int, near: list[int], ones: Columns, parts: Columns) -> Iterator[Made]:
    day, whole = ones.day[row], ones.minor[row]
    count = len(near)
    if count > CANDIDATES:
        near = sorted(near, key=lambda part: (abs(parts.day[part] - day), part))[:CANDIDATES]
    largest = largest_set(len(near), whole)
    if largest < 2:
        return
    sets, complete = sets_that_sum(whole, [parts.minor[part] for part in near], largest)
    if sets:
        yield Made(row, near, sets, complete and count == len(near))
