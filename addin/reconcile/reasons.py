"""Why rows that found no partner are likely to have none."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from addin.domain.money import Money
from addin.reconcile.outcome import Cause, Leftover, Reason, Row, Tolerance

_FEW = 2
"""An account with fewer rows than this may be missing from the other list by chance."""


@dataclass(frozen=True, slots=True)
class Other:
    """The list in which a row found no partner.

    ``elsewhere`` are rows of other accounts of the same books. ``usual`` is the reason of a row for
    which nothing else speaks. ``dates`` are those of the whole list, where ``rows`` are a part.
    """

    rows: Sequence[Row]
    usual: Reason = Reason.NONE
    elsewhere: Sequence[Row] = field(default=())
    dates: Sequence[dt.date] = field(default=())

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day it has; None if it has no dates."""
        dates = self.dates or [row.date for row in self.rows if row.date is not None]
        return (min(dates), max(dates)) if dates else None


def reasoned(
    leftovers: Iterable[Leftover], other: Other, tolerance: Tolerance, *, is_left: bool
) -> tuple[Leftover, ...]:
    """Each leftover with the likeliest reason, and a sentence with its figures."""
    every = tuple(leftovers)
    window = tolerance if is_left else tolerance.mirrored
    accounts = {row.account for row in other.rows} - {""}
    ours = Counter(one.row.account for one in every)
    by_amount: dict[Money, list[Row]] = {}
    for row in other.elsewhere:
        if row.amount:
            by_amount.setdefault(row.amount, []).append(row)

    def reason(one: Leftover) -> tuple[Reason, str, tuple[Row, ...]]:
        row = one.row
        if one.cause is Cause.DUPLICATE:
            return Reason.TWICE, "the same row is matched already", ()
        twin = _elsewhere(row, by_amount, window)
        if twin is not None:
            return Reason.WRONG_ACCOUNT, f"{twin.place} has it, on another account", (twin,)
        outside = _outside(row, other.days, window)
        if outside is not None:
            return (*outside, ())
        if ours[row.account] >= _FEW and accounts and row.account not in {"", *accounts}:
            why = f"the other list has nothing on account {row.account}: is it complete?"
            return Reason.MISSING_EXTRACT, why, ()
        return other.usual, "", ()

    return tuple(_with(one, *reason(one)) for one in every)


def _with(one: Leftover, reason: Reason, so: str, near: tuple[Row, ...]) -> Leftover:
    return replace(one, reason=reason, so=so, near=(*one.near, *near))


def _elsewhere(row: Row, by_amount: dict[Money, list[Row]], window: Tolerance) -> Row | None:
    """The one row of another account that could be its partner; None if none or several could."""
    if not row.amount:
        return None
    fitting = [
        twin
        for twin in by_amount.get(row.amount, ())
        if row.date and twin.date and window.in_window(row.date, twin.date)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _outside(
    row: Row, days: tuple[dt.date, dt.date] | None, window: Tolerance
) -> tuple[Reason, str] | None:
    """A row that the other list does not reach, or not yet."""
    if row.date is None or days is None:
        return None
    first, last = days
    if row.date < first - dt.timedelta(days=window.days_after):
        return Reason.OUTSIDE_PERIOD, f"the other list begins on {first}"
    if row.date > last + dt.timedelta(days=window.days_before):
        return Reason.OUTSIDE_PERIOD, f"the other list ends on {last}"
    if row.date + dt.timedelta(days=window.days_after) > last:
        left = (last - row.date).days
        return Reason.IN_TRANSIT, (
            f"in transit, as the other list ends on {last}, {_days(left)} this row"
        )
    return None


def _days(count: int) -> str:
    if not count:
        return "on the day of"
    number = f"{abs(count)} day{'' if abs(count) == 1 else 's'}"
    return f"{number} {'after' if count > 0 else 'before'}"
