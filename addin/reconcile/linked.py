"""Rows of two lists whose names are linked and that lie near in time: plain Python, small lists.

``linked_of_arrays`` gives the same for long ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from addin.reconcile.columns import MANY, NO, NO_DAY
from addin.reconcile.keyed import Linking, Side
from addin.reconcile.links import Pair, by_left


def near_rows(
    left: Side, right: Side, links: Sequence[Pair], wanted: Linking
) -> Iterable[tuple[int, int]]:
    """A left row and a right one, both with amounts of one sign and a date; in any order."""
    if max(len(left[1]), len(right[1])) > MANY:
        from addin.reconcile import linked_of_arrays  # noqa: PLC0415 - numpy only for long lists

        return linked_of_arrays.candidates(left, right, links, wanted)
    return plainly(left, right, links, wanted)


def plainly(
    left: Side, right: Side, links: Sequence[Pair], wanted: Linking
) -> Iterator[tuple[int, int]]:
    """``near_rows`` in plain Python."""
    forth = by_left(links)
    here, there = left[0], right[0]
    before, after = wanted.days
    by_name = _by_name(right)
    for i in left[1]:
        day, minor, currency, reference = (
            here.day[i],
            here.minor[i],
            here.currency[i],
            here.reference[i],
        )
        if currency == NO or not minor or day == NO_DAY:
            continue
        for name in forth.get(here.name[i], ()):
            days, rows = by_name.get(name, ((), ()))
            near = rows[bisect_left(days, day - before) : bisect_right(days, day + after)]
            fitting = [j for j in near if (there.currency[j] == currency) is wanted.same_currency]
            if wanted.most and len(fitting) > wanted.most:
                continue
            for j in fitting:
                one = wanted.any_reference or reference == there.reference[j]
                if (one or NO in (reference, there.reference[j])) and minor * there.minor[j] > 0:
                    yield i, j


def _by_name(side: Side) -> dict[int, tuple[list[int], list[int]]]:
    columns, rows = side
    found: dict[int, tuple[list[int], list[int]]] = {}
    for row in rows:  # in content order, and so by day
        if columns.currency[row] != NO and columns.minor[row] and columns.day[row] != NO_DAY:
            days, listed = found.setdefault(columns.name[row], ([], []))
            days.append(columns.day[row])
            listed.append(row)
    return found
