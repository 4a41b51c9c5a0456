"""A night event by event: workers that die and come back, a share and a quota that all wait for."""

from __future__ import annotations

import heapq
import random
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from addin.nightly.estimate import Expected, Overhead, Quota

_BURST: Final = 60.0
"""Seconds of calls that Google lets through at once: its quota is for whole minutes."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """How often a worker dies, in an hour of its life; it is ``back_after`` so many seconds."""

    deaths_an_hour: float = 0.0
    back_after: float = 20.0


@dataclass(frozen=True, slots=True)
class Simulated:
    """How a simulated night went, in seconds; each death had a production that was begun anew.

    ``waited_quota`` and ``waited_share`` are seconds of all workers together.
    """

    seconds: float
    deaths: int
    waited_quota: float
    waited_share: float


@dataclass(slots=True)
class _Pipe:
    """What all share, and wait for in turn: ``rate`` units a second, ``burst`` seconds at once."""

    rate: float
    burst: float = 0.0
    free: float = 0.0

    def served(self, now: float, units: float) -> float:
        """When so many units are through that were asked for now."""
        if not self.rate or not units:
            return now
        self.free = max(self.free, now) + units / self.rate
        return max(now, self.free - self.burst)


def simulate(
    productions: Sequence[Expected],
    workers: int,
    overhead: Overhead,
    *,
    quota: Quota | None = None,
    bandwidth: float = 0.0,
    trouble: Trouble | None = None,
    seed: int = 1,
) -> Simulated:
    """A night in which productions are begun in the order given, each by whoever is free.

    A worker's share of files is read before its production is worked on; its calls to Google come
    at the end of it. What a worker had when it died is begun anew by the next that is free.

    Every figure comes from the arguments: the same ones give the same night.
    """
    night = _Night(
        deque(productions),
        overhead,
        _Pipe((quota or Quota()).a_minute / 60.0, _BURST),
        _Pipe(bandwidth),
        trouble or Trouble(),
        random.Random(seed),  # noqa: S311 - a simulation
    )
    return night.run(workers)


@dataclass(slots=True)
class _Night:
    """Workers and what happens next, in the order of time."""

    waiting: deque[Expected]
    overhead: Overhead
    google: _Pipe
    share: _Pipe
    trouble: Trouble
    draw: random.Random
    events: list[tuple[float, int, Callable[[float], None]]] = field(default_factory=list)
    counted: int = 0
    left: int = 0
    idle: list[int] = field(default_factory=list)
    dies: list[float] = field(default_factory=list)
    last: float = 0.0
    deaths: int = 0
    on_quota: float = 0.0
    on_share: float = 0.0

    def run(self, workers: int) -> Simulated:
        self.left = len(self.waiting)
        self.dies = [self.overhead.start + self._life() for _ in range(workers)]
        for worker in range(workers):
            self._at(self.overhead.start, partial(self._free, worker))
        while self.left:
            now, _, happens = heapq.heappop(self.events)
            happens(now)
        last = max(self.last, self.overhead.start)
        return Simulated(last, self.deaths, self.on_quota, self.on_share)

    def _at(self, when: float, happens: Callable[[float], None]) -> None:
        self.counted += 1
        heapq.heappush(self.events, (when, self.counted, happens))

    def _free(self, worker: int, now: float) -> None:
        if not self.waiting:
            self.idle.append(worker)
            return
        if self.dies[worker] <= now:  # while it had nothing: nobody lost anything
            self.dies[worker] = now + self._life()
        one = self.waiting.popleft()
        read = self.share.served(now, one.megabytes)
        worked = read + one.seconds + self.overhead.each
        self.on_share += read - now
        self._unless_dead(worker, one, worked, partial(self._worked, worker, one))

    def _worked(self, worker: int, one: Expected, now: float) -> None:
        end = self.google.served(now, one.calls)
        self.on_quota += end - now
        self._unless_dead(worker, one, end, partial(self._done, worker))

    def _done(self, worker: int, now: float) -> None:
        self.left -= 1
        self.last = max(self.last, now)
        self._free(worker, now)

    def _unless_dead(
        self, worker: int, one: Expected, when: float, happens: Callable[[float], None]
    ) -> None:
        if self.dies[worker] < when:
            self._at(self.dies[worker], partial(self._dies, worker, one))
        else:
            self._at(when, happens)

    def _dies(self, worker: int, one: Expected, now: float) -> None:
        """Its production is begun anew, before all others, by whoever is free."""
        self.deaths += 1
        self.waiting.appendleft(one)
        back = now + self.trouble.back_after
        self.dies[worker] = back + self._life()
        self._at(back, partial(self._free, worker))
        idle, self.idle = self.idle, []
        for other in idle:
            self._at(now, partial(self._free, other))

    def _life(self) -> float:
        """Seconds until a worker dies."""
        rate = self.trouble.deaths_an_hour / 3600.0
        return self.draw.expovariate(rate) if rate else float("inf")
