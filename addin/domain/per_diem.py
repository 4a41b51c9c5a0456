"""Per diem: a daily allowance by place, with a share of it on the first and the last day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from addin.domain.money import Money

FULL: Final = Decimal(1)
LONGEST: Final = 3_660
"""Days; a trip of more than ten years has a date typed wrongly."""


class WrongTrip(ValueError):
    """Days of a trip that contradict each other."""


@dataclass(frozen=True, slots=True)
class DayAllowance:
    """One day away: where, the full rate there, the share that is paid, and the money."""

    day: dt.date
    place: str
    rate: Money
    share: Decimal

    @property
    def amount(self) -> Money:
        """The rate times the share, rounded to a minor unit."""
        return self.rate.times(self.share)


def days_of(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """The days of a trip, both ends included.

    Raises:
        WrongTrip: the last comes before the first, or years after it.
    """
    if last < first:
        raise WrongTrip(f"the trip ends {last}, before it starts {first}")
    if (last - first).days > LONGEST:
        raise WrongTrip(f"the trip from {first} to {last} is longer than ten years")
    return tuple(first + dt.timedelta(days=at) for at in range((last - first).days + 1))


def allowances(
    stays: Iterable[tuple[dt.date, str]],
    rate: Callable[[str, dt.date], Money],
    first_last_share: Decimal = FULL,
) -> tuple[DayAllowance, ...]:
    """The allowance of each day of one person's trips, by date.

    Days in a row are one trip; its first and last day are paid the share, and so is a trip of one
    day, once.

    Args:
        stays: the days away and where.
        rate: the full rate of a place on a day.
        first_last_share: 0.75 for 75 % on the days of leaving and coming back.

    Raises:
        WrongTrip: one day in two places, or a share that is none.
    """
    if not 0 <= first_last_share <= 1:
        raise WrongTrip(
            f"the share of the first and last day is between 0 and 1, such as 0.75, not"
            f" {first_last_share}"
        )
    places: dict[dt.date, str] = {}
    for day, place in stays:
        if places.setdefault(day, place).casefold() != place.casefold():
            raise WrongTrip(f"{day} is both in {places[day]} and in {place}")
    days = sorted(places)
    return tuple(
        DayAllowance(
            day,
            places[day],
            rate(places[day], day),
            first_last_share if _ends(days, at) else FULL,
        )
        for at, day in enumerate(days)
    )


def _ends(days: Sequence[dt.date], at: int) -> bool:
    """Whether a day is the first or the last of days in a row."""
    one = dt.timedelta(days=1)
    first = at == 0 or days[at] - days[at - 1] != one
    return first or at == len(days) - 1 or days[at + 1] - days[at] != one
