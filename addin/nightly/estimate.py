"""How long a night will take on how many workers, from what its productions took before.

Pure: figures in, figures out. Seconds are of the clock, megabytes are 10^6 bytes.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.nightly.bulk import Bulk
from addin.nightly.growth import growth_of

CALLS_OF_A_SYNC: Final = 4
"""Calls to Google of a table that changed in the workbook: probe, read, write, verify."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A production as a night will meet it; ``is_known``: it was measured in an earlier one."""

    folder: str
    seconds: float
    megabytes: float = 0.0
    calls: int = 0  # to Google
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Overhead:
    """What an engine adds: seconds before the first production, and for each of them."""

    start: float
    each: float


LOCAL: Final = Overhead(1.1, 0.0093)
CLUSTER: Final = Overhead(2.8, 0.0247)


@dataclass(frozen=True, slots=True)
class Quota:
    """Calls a minute that Google lets through: for each user that syncs, and for the project."""

    each_user: int = 60
    project: int = 300
    users: int = 1

    @property
    def a_minute(self) -> int:
        """What all of them may call together: more workers do not raise it."""
        return min(self.each_user * self.users, self.project)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A night on so many workers.

    ``seconds`` is what it will take; no order of work can be faster than ``floor``. ``longest`` is
    its longest production, ``quota`` and ``storage`` are the seconds that Google's quota and the
    share need at least, ``busy`` is how much of the workers' time is work (0 to 1).
    """

    workers: int
    seconds: float
    floor: float
    longest: float
    quota: float
    storage: float
    busy: float

    @property
    def held_by(self) -> str:
        """What keeps it from being faster; more workers help only where that is the workers."""
        if self.seconds <= self.quota * 1.05:
            return "Google's quota"
        if self.seconds <= self.storage * 1.05:
            return "the share"
        return "one production" if self.seconds <= self.longest * 1.05 else "workers"


def expected(
    bulks: Mapping[str, Bulk],
    known: Mapping[str, float],
    calls: Mapping[str, int],
) -> tuple[Expected, ...]:
    """What each production will take: as it did, else as others did by what is in them.

    Args:
        bulks: what is in each folder; its order is the result's.
        known: seconds of productions in an earlier night.
        calls: to Google, of productions that sync.
    """
    growth = growth_of([(bulks[one], known[one]) for one in bulks if one in known])
    return tuple(
        Expected(
            one,
            known[one] if one in known else growth.seconds(bulk),
            bulk.megabytes,
            calls.get(one, 0),
            one in known,
        )
        for one, bulk in bulks.items()
    )


def estimate(
    productions: Sequence[Expected],
    workers: int,
    overhead: Overhead,
    quota: Quota | None = None,
    bandwidth: float = 0.0,
) -> Estimate:
    """A night on so many workers, the longest productions first.

    ``quota`` is Google's own unless given; ``bandwidth`` is of the share, in megabytes a second, 0
    where it is none's bottleneck.
    """
    quota = quota or Quota()
    each = [one.seconds + overhead.each for one in productions]
    total = sum(each)
    longest = max(each, default=0.0)
    google = sum(one.calls for one in productions) * 60.0 / quota.a_minute
    share = sum(one.megabytes for one in productions) / bandwidth if bandwidth else 0.0
    floor = max(total / workers, longest, google, share)
    seconds = max(makespan(sorted(each, reverse=True), workers), google, share)
    start = overhead.start
    busy = total / (workers * seconds) if seconds else 0.0
    return Estimate(
        workers=workers,
        seconds=seconds + start,
        floor=floor + start,
        longest=longest + start,
        quota=google + start if google else 0.0,
        storage=share + start if share else 0.0,
        busy=busy,
    )


def makespan(seconds: Iterable[float], workers: int) -> float:
    """When the last of these ends, each begun in its turn by whoever is free first.

    >>> makespan([4.0, 3.0, 3.0, 2.0], 2)
    6.0

    """
    free = [0.0] * workers
    last = 0.0
    for one in seconds:
        end = heapq.heappop(free) + one
        heapq.heappush(free, end)
        last = max(last, end)
    return last
