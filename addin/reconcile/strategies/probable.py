"""What the strict strategies cannot reach: rows that agree in much, though in nothing for certain.

Amount, days and name are each graded, and each grade has a weight; see ``residual_weights``. Pairs
that weigh enough are suggested, the heaviest first, each with its rivals. Never confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from addin.reconcile.columns import NO_DAY
from addin.reconcile.keyed import AMOUNT as OF_AMOUNT
from addin.reconcile.keyed import Linking, Wanted
from addin.reconcile.likeness import likenesses
from addin.reconcile.linked import near_rows
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.residual_weights import AMOUNT, DAYS, LEAST
from addin.reconcile.residual_weights import NAME as NAMES
from addin.reconcile.settle import MOST_OTHERS
from addin.reconcile.telling_why import rivals_told

NAME: Final = "probable"
EARLIER: Final = 10
LATER: Final = 45
"""Days that are looked at against and along the way in which the lists follow one another."""
_MOST: Final = 200
"""Candidates of one row beyond this say nothing about it."""

Grades = tuple[int, int, int]


def pair(pool: Pool, tolerance: Tolerance) -> Iterator[Found]:
    """Suggestions, the likeliest first; each row once."""
    weighed = [
        (AMOUNT[grades[0]] + DAYS[grades[1]] + NAMES[grades[2]], i, j, alike)
        for i, j, alike, grades in graded(pool, tolerance, alike_within=_needed(tolerance))
    ]
    heavy = sorted(
        (-weight, i + j, abs(i - j), i, j, alike)
        for weight, i, j, alike in weighed
        if weight >= LEAST
    )
    of_left: dict[int, list[tuple[int, int]]] = {}
    of_right: dict[int, list[tuple[int, int]]] = {}
    for _, _, _, i, j, _ in heavy:
        of_left.setdefault(i, []).append((i, j))
        of_right.setdefault(j, []).append((i, j))
    taken: set[tuple[bool, int]] = set()
    for _, _, _, i, j, alike in heavy:
        if (True, i) in taken or (False, j) in taken or not pool.allows((i,), (j,)):
            continue
        taken |= {(True, i), (False, j)}
        others = [one for one in (*of_left[i], *of_right[j]) if one != (i, j)]
        best = tuple(((a,), (b,)) for a, b in others[:MOST_OTHERS])
        notes = (rivals_told(len(others)),)
        yield Found((i,), (j,), NAME, False, alike, len(others), best, notes)


def _needed(tolerance: Tolerance) -> int | None:
    """How near amounts must be, slips apart; None if farther ones could weigh enough too."""
    farther = max(AMOUNT[grade] for grade in (2, 4, 5)) + max(DAYS) + max(NAMES)
    return tolerance.near_minor if farther < LEAST else None


def graded(
    pool: Pool, tolerance: Tolerance, *, alike_within: int | None = None
) -> Iterator[tuple[int, int, int, Grades]]:
    """Every two rows worth a look, how alike their names are, and the grades of what agrees.

    ``alike_within``: those whose amounts could not be one need not be among them.
    """
    left, right = pool.both.left, pool.both.right
    seen: set[tuple[int, int]] = set()
    linked = _of_linked_names(pool, tolerance, alike_within=alike_within)
    near = pool.edges(Wanted(OF_AMOUNT, OF_AMOUNT, _reach(tolerance), 0))
    for i, j, alike in (*linked, *near):
        if (i, j) not in seen:
            seen.add((i, j))
            days = right.day[j] - left.day[i]
            if NO_DAY in (left.day[i], right.day[j]):
                days = 0
            grades = (
                _by_amount(left.minor[i], right.minor[j], tolerance),
                _by_days(days, tolerance),
                _by_name(alike, tolerance),
            )
            yield i, j, alike, grades


def _reach(tolerance: Tolerance) -> tuple[int, int]:
    """Days before and after: wider on the side on which the pair expects the other list."""
    if tolerance.days_before == tolerance.days_after:
        return LATER, LATER
    later = tolerance.days_after > tolerance.days_before
    return (EARLIER, LATER) if later else (LATER, EARLIER)


def _of_linked_names(
    pool: Pool, tolerance: Tolerance, *, alike_within: int | None
) -> Iterator[tuple[int, int, int]]:
    left, right = pool.both.left, pool.both.right
    wanted = Linking(_reach(tolerance), most=_MOST, alike_within=alike_within)
    links = pool.links(tolerance.alike)
    near = list(near_rows((left, pool.left), (right, pool.right), links, wanted))
    alike = likenesses(
        [left.name[i] for i, _ in near], [right.name[j] for _, j in near], pool.alike
    )
    yield from ((i, j, score) for (i, j), score in zip(near, alike, strict=True))


def _by_amount(here: int, there: int, tolerance: Tolerance) -> int:
    apart, size = abs(there - here), min(abs(here), abs(there))
    if not apart:
        return 0
    if apart <= tolerance.near_minor:
        return 1
    if apart * 100 <= tolerance.near_percent * size:
        return 2
    if _is_slip(abs(here), abs(there)):
        return 3
    return 4 if apart * 100 <= 15 * size else 5


def _is_slip(one: int, other: int) -> bool:
    """One digit differs, the digits are swapped, or a decimal point has moved."""
    a, b = str(one), str(other)
    if a.rstrip("0") == b.rstrip("0"):
        return True
    if len(a) != len(b) or len(a) < 4:
        return False
    return sum(x != y for x, y in zip(a, b, strict=True)) == 1 or sorted(a) == sorted(b)


def _by_days(days: int, tolerance: Tolerance) -> int:
    if -tolerance.days_before <= days <= tolerance.days_after:
        return 0
    return 1 if -tolerance.days_before - 7 <= days <= tolerance.days_after + 7 else 2


def _by_name(alike: int, tolerance: Tolerance) -> int:
    limits = (95, tolerance.alike, 55, 0)
    return next(grade for grade, least in enumerate(limits) if alike >= least)
