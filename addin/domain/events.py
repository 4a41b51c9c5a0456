"""Events: break-even, and the run-of-show from its start and durations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from addin.domain.money import Money


class NeverBreaksEven(ArithmeticError):
    """Each head costs at least what it brings."""


def heads_to_break_even(fixed: Money, price: Money, per_head: Money, income: Money) -> int:
    """The fewest paying heads with which an event makes no loss.

    Args:
        fixed: costs that do not depend on how many come.
        price: what one head pays.
        per_head: what one head costs.
        income: sponsors, exhibitors: what comes in whoever comes.

    Raises:
        NeverBreaksEven: a loss is left, and no head makes it smaller.

    >>> from addin.domain.money import money
    >>> heads_to_break_even(money("10000"), money("80"), money("35"), money("2000"))
    178
    """
    loss, margin = fixed - income, price - per_head
    if loss.minor <= 0:
        return 0
    if margin.minor <= 0:
        raise NeverBreaksEven(
            f"each head brings {price.text()} and costs {per_head.text()}: it never breaks even"
        )
    return -(-loss.minor // margin.minor)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a run-of-show; ``place`` is its row, ``room`` who or what it keeps busy."""

    place: int
    start: dt.datetime
    duration: dt.timedelta
    room: str = ""

    @property
    def end(self) -> dt.datetime:
        """When it is over."""
        return self.start + self.duration


@dataclass(frozen=True, slots=True)
class Clash:
    """An item that does not begin when it should; ``by`` is below zero for a gap."""

    item: Item
    other: Item  # what comes before it
    by: dt.timedelta


def running(start: Fraction, durations: Iterable[Fraction | None]) -> Iterator[Fraction | None]:
    """When each item begins, and when the last is over; None where there is no item."""
    now = start
    for duration in durations:
        yield None if duration is None else now
        now += duration or 0
    yield now


def in_sequence(items: Sequence[Item]) -> list[Item]:
    """Items in the order of the list, those past midnight on the next day.

    For times without dates: a time before that of the item above is on the day after.
    """
    days = dt.timedelta()
    found: list[Item] = []
    for item in items:
        start = item.start + days
        if found and start < found[-1].start:
            days += dt.timedelta(days=1)
            start += dt.timedelta(days=1)
        found.append(Item(item.place, start, item.duration, item.room))
    return found


def not_joined(items: Sequence[Item]) -> Iterator[Clash]:
    """Items that do not begin when the one above them is over."""
    for above, item in pairwise(items):
        if item.start != above.end:
            yield Clash(item, above, above.end - item.start)


def overlaps(items: Iterable[Item]) -> Iterator[Clash]:
    """Items that begin in a room, or for a person, while another goes on there, along the day.

    Items without a duration, such as cues, overlap nothing.
    """
    rooms: dict[str, list[Item]] = {}
    for item in items:
        if item.duration:
            rooms.setdefault(" ".join(item.room.casefold().split()), []).append(item)
    clashes: list[Clash] = []
    for room in rooms.values():
        longest: Item | None = None
        for item in sorted(room, key=lambda each: (each.start, each.end, each.place)):
            if longest is not None and item.start < longest.end:
                clashes.append(Clash(item, longest, min(longest.end, item.end) - item.start))
            if longest is None or item.end > longest.end:
                longest = item
    yield from sorted(clashes, key=lambda clash: clash.item.place)
