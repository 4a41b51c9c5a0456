"""Which rows of a long list are made up by several of the other: all sums of many rows at once.

The same sets as ``addin.domain.sums`` finds row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from addin.domain.sums import BY_CHANCE, CANDIDATES, ENOUGH, LARGEST, SETS, Sets, sets_that_sum
from addin.reconcile.columns import NO
from addin.reconcile.columns_of_arrays import Whole, column
from addin.reconcile.keyed import Made
from addin.reconcile.linked_of_arrays import dated, near_rows

if TYPE_CHECKING:
    from addin.reconcile.columns import Columns
    from addin.reconcile.keyed import Side

Places = tuple[int, ...]
_AT_ONCE: Final = 2048
"""Rows whose sums are formed together: as many as the processor's cache holds."""


def made_up(
    ones: Side, parts: Side, links: Sequence[tuple[int, int]], days: tuple[int, int]
) -> list[Made]:
    """Rows of one list that rows of the other sum to, in the order that ``made_up`` says."""
    found: list[Made] = []
    for row, part in near_rows(ones, parts, links, days):
        found += _made_up(ones[0], parts[0], *_fitting(ones[0], parts[0], row, part))
    first: dict[tuple[int, int], int] = {}
    columns = ones[0]
    name, currency = columns.name, columns.currency
    for row in dated(*ones).tolist():
        first.setdefault((name[row], currency[row]), row)
    found.sort(key=lambda one: (first[name[one.row], currency[one.row]], one.row))
    return found


def _fitting(ones: Columns, parts: Columns, row: Whole, part: Whole) -> tuple[Whole, Whole]:
    """Parts that are smaller, of one sign and currency with the row, of no other reference."""
    whole_, size = column(ones, "minor")[row], column(parts, "minor")[part]
    keep = (abs(size) < abs(whole_)) & ((size > 0) == (whole_ > 0))
    keep &= column(ones, "currency")[row] == column(parts, "currency")[part]
    row, part = row[keep], part[keep]
    one, other = column(ones, "reference")[row], column(parts, "reference")[part]
    keep = (one == NO) | (other == NO) | (one == other)
    return row[keep], part[keep]


def _made_up(ones: Columns, parts: Columns, row: Whole, part: Whole) -> Iterator[Made]:
    """``row`` is in order."""
    if not len(row):
        return
    rows, start, count = np.unique(row, return_index=True, return_counts=True)
    wanted, sizes = abs(column(ones, "minor")[rows]), abs(column(parts, "minor")[part])
    apart = abs(column(parts, "day")[part] - np.repeat(column(ones, "day")[rows], count))
    first = np.repeat(start, count)
    many = np.repeat(count > CANDIDATES, count)
    nearest = np.lexsort((part, np.where(many, apart, 0), row))
    place = np.arange(len(row)) - first
    kept = nearest[place < CANDIDATES]
    few = np.minimum(count, CANDIDATES)
    largest = (_SETS[few, 1:] <= (wanted * BY_CHANCE)[:, None]).sum(axis=1)
    starts = np.cumsum(few) - few
    for number in range(2, CANDIDATES + 1):
        asked = np.flatnonzero((few == number) & (largest > 1))
        for at in range(0, len(asked), _AT_ONCE):
            some = asked[at : at + _AT_ONCE]
            near = kept[starts[some][:, None] + np.arange(number)]
            for group, sets in _sums(wanted[some], sizes[near], largest[some]).items():
                one = int(some[group])
                its, is_all = near[group], bool(count[one] == number)
                if len(sets) < ENOUGH:
                    yield Made(int(rows[one]), part[its].tolist(), sets, is_all)
                    continue
                some_sets, complete = sets_that_sum(
                    int(wanted[one]), sizes[its].tolist(), int(largest[one])
                )
                yield Made(int(rows[one]), part[its].tolist(), some_sets, complete and is_all)


def _sums(wanted: Whole, sizes: Whole, largest: Whole) -> dict[int, Sets]:
    """By group the places of its sizes that sum to what is wanted, of two up to so many."""
    number = sizes.shape[1]
    order = np.argsort(-sizes, axis=1, kind="stable")
    size = np.take_along_axis(sizes, order, axis=1)
    enough = (size[:, :LARGEST].sum(axis=1) >= wanted) & (size[:, -2:].sum(axis=1) <= wanted)
    asked = np.flatnonzero(enough)
    found: dict[int, Sets] = {}
    groups = len(asked)
    if not groups:
        return found
    size = np.ascontiguousarray(size[asked].T)
    wanted, order, largest = wanted[asked], order[asked], largest[asked]

    def keep(
        fits: NDArray[np.bool_], first: tuple[int, ...], rest: Sequence[tuple[int, ...]]
    ) -> None:
        for at in np.flatnonzero(fits).tolist():
            which, group = divmod(at, groups)
            if largest[group] >= len(first) + len(rest[which]):
                chosen = (order[group, place] for place in (*first, *rest[which]))
                found.setdefault(group, []).append(tuple(sorted(map(int, chosen))))

    pairs = list(combinations(range(number), 2))
    twos = np.stack([size[one] + size[two] for one, two in pairs])
    begin = [at for at, (_, two) in enumerate(pairs) if two == pairs[at][0] + 1]
    singles = [(at,) for at in range(number)]
    most = int(largest.max())
    keep(twos == wanted, (), pairs)
    for at, (one, two) in enumerate(pairs):
        if two + 1 >= number or most < 3:
            continue
        rest = wanted - twos[at]
        keep(size[two + 1 :] == rest, (one, two), singles[two + 1 :])
        if two + 2 >= number or most < 4:
            continue
        later = begin[two + 1]
        keep(twos[later:] == rest, (one, two), pairs[later:])
        if most >= LARGEST:
            for zero in range(one):
                keep(twos[later:] == rest - size[zero], (zero, one, two), pairs[later:])
    return {int(asked[group]): sorted(sets) for group, sets in found.items()}


_SETS: Final = np.array(SETS, dtype=np.int64)
