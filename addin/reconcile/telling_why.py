"""Why rows were matched, as facts that a person can check in the cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from addin.reconcile.outcome import Row, sum_of

_EQUAL: Final = 100


def facts_of(
    left: Sequence[Row],
    right: Sequence[Row],
    alike: int = 0,
    notes: Sequence[str] = (),
    tolerance_minor: int = 0,
) -> tuple[str, ...]:
    """What agrees and what does not: reference, amount, days, account, name; then the notes."""
    if not (left and right):
        return tuple(notes)
    alone = len(left) == len(right) == 1
    facts = [
        _references(left, right),
        _amounts(left, right, tolerance_minor),
        _days(left[0], right[0]) if alone else "",
        _accounts(left, right),
        _names(alike),
        *notes,
    ]
    return tuple(fact for fact in facts if fact)


def rivals_told(count: int) -> str:
    """``no other candidate``, ``1 other candidate``, ``3 other candidates``."""
    if not count:
        return "no other candidate"
    return f"{count} other candidate{'' if count == 1 else 's'}"


def _names(alike: int) -> str:
    if not alike:
        return ""
    return "name equal" if alike >= _EQUAL else f"names {alike} % alike"


def _references(left: Sequence[Row], right: Sequence[Row]) -> str:
    here = {row.reference for row in left}
    there = {row.reference for row in right}
    if here == there and len(here) == 1:
        (reference,) = here
        return f"reference equal ({reference})" if reference else ""
    if len(left) == len(right) == 1 and all((*here, *there)):
        return f"reference differs ({left[0].reference}, {right[0].reference})"
    return ""


def _amounts(left: Sequence[Row], right: Sequence[Row], tolerance_minor: int) -> str:
    here, there = sum_of(left), sum_of(right)
    if here is None or there is None:
        return "amount not known on one side"
    if here.currency != there.currency:
        return f"amounts in two currencies ({here}, {there})"
    alone = len(left) == len(right) == 1
    if here == there:
        if alone or all(row.amount == left[0].amount for row in (*left, *right)):
            return f"amount equal ({left[0].amount})"
        return f"sums equal ({here}: {len(left)} and {len(right)} rows)"
    if abs((there - here).minor) <= tolerance_minor:
        return f"amount equal within the tolerance ({here}, {there})"
    return f"amount differs by {there - here}"


def _days(left: Row, right: Row) -> str:
    if left.date is None or right.date is None:
        return ""
    days = (right.date - left.date).days
    if not days:
        return "same day"
    return f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'later' if days > 0 else 'earlier'}"


def _accounts(left: Sequence[Row], right: Sequence[Row]) -> str:
    here = {row.account for row in left} - {""}
    there = {row.account for row in right} - {""}
    if not (here and there):
        return ""
    shown = ", ".join(sorted(here))
    return (
        f"account equal ({shown})"
        if here == there
        else f"account differs ({shown}, {', '.join(sorted(there))})"
    )
