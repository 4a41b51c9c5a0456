"""Bookings of people, rooms, vehicles, equipment: which of them overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

NO_TIME: Final = dt.timedelta(0)


class EndsBeforeStart(ValueError):
    """A booking whose end lies before its start."""


@dataclass(frozen=True, slots=True)
class Booking:
    """One use of a resource from ``start`` up to ``end``; ``label`` says which it is.

    Raises:
        EndsBeforeStart: it ends before it starts.
    """

    resource: str
    start: dt.datetime
    end: dt.datetime
    label: str = ""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise EndsBeforeStart(
                f"{self.label or self.resource} ends {self.end:%Y-%m-%d %H:%M},"
                f" before it starts {self.start:%Y-%m-%d %H:%M}"
            )


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two bookings of one resource that claim the same time, or leave too little between them.

    ``overlap`` is how long both claim it; negative: the time between them.
    """

    first: Booking
    second: Booking
    overlap: dt.timedelta


def conflicts(bookings: Iterable[Booking], gap: dt.timedelta = NO_TIME) -> Iterator[Conflict]:
    """Every pair that overlaps, by resource and then by time; resources compare without case.

    Bookings that touch do not overlap. ``gap``: time that must lie between two of them, to travel
    or to turn round; with it, pairs that leave less are conflicts too.
    """
    ordered = sorted(bookings, key=lambda one: (one.resource.casefold(), one.start, one.end))
    for _, those in groupby(ordered, key=lambda one: one.resource.casefold()):
        running: list[Booking] = []
        for booking in those:
            running = [other for other in running if other.end + gap > booking.start]
            for other in running:
                overlap = min(other.end, booking.end) - booking.start
                yield Conflict(other, booking, overlap)
            running.append(booking)


def overlap(first: Booking, second: Booking) -> dt.timedelta:
    """How long two bookings share; nothing if they do not."""
    return max(min(first.end, second.end) - max(first.start, second.start), NO_TIME)
