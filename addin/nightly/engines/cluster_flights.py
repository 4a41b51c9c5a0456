"""The productions of a night on a cluster: which wait, which are with a worker, which came back."""

from __future__ import annotations

import collections
import queue
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from addin.domain.night import ProductionNight
from addin.nightly.engines.cluster_fleet import Fleet
from addin.nightly.engines.cluster_limits import Came, Cut, Work
from addin.nightly.engines.cluster_link import WorkerGone
from addin.nightly.engines.cluster_worker import TRIES, Unseen, perform
from addin.nightly.orders import Task
from addin.nightly.production import failed


@dataclass(slots=True)
class Waiting:
    """A production to be handed out; ``blind`` are workers that do not see its folder."""

    task: Task
    losses: int = 0  # workers that went while it was with them
    blind: frozenset[str] = frozenset()
    anyhow: bool = False


@dataclass(slots=True)
class Flight:
    """A production that is with a worker."""

    waiting: Waiting
    worker: str
    handed: Any


_LIMITS: Final = {
    Cut.TIME: ("TimeExceeded", "It took more than the {minutes:g} minutes that it may."),
    Cut.MEMORY: ("MemoryExceeded", "It took more than the {memory_mb} MB of memory that it may."),
    Cut.DIED: ("WorkerDied", "It ended the process that worked on it, {tries} times."),
}


def outcome(task: Task, came: Came, worker: str, losses: int = 0) -> ProductionNight:
    """How a production ended, whatever came of it."""
    if came.night is not None:
        night = came.night
        return replace(night, folder=task.folder, worker=worker, tries=night.tries + losses)
    error, sentence = _LIMITS[came.cut or Cut.DIED]
    tries = TRIES if came.cut is Cut.DIED else 1 + losses
    reason = sentence.format(minutes=task.minutes, memory_mb=task.memory_mb, tries=tries)
    night = failed(task, reason, error, came.seconds)
    return replace(night, peak=came.peak, tries=tries, worker=worker)


@dataclass(slots=True)
class Flights:
    """Hands productions to workers, and takes back what comes, in any order.

    A worker is given as many productions as it works on at once and no more, so that one that dies
    has only those on its conscience.
    """

    fleet: Fleet
    work: Work
    night: str
    waiting: collections.deque[Waiting]
    flying: dict[str, Flight] = field(default_factory=dict)
    landed: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)
    handed: int = 0

    @classmethod
    def of(cls, fleet: Fleet, work: Work, night: str, tasks: Sequence[Task]) -> Flights:
        """All productions, waiting."""
        return cls(fleet, work, night, collections.deque(map(Waiting, tasks)))

    def hand_out(self) -> None:
        """Give every worker that has nothing to do a production that it can see."""
        load = collections.Counter(flight.worker for flight in self.flying.values())
        for worker, threads in sorted(self.fleet.threads.items()):
            for _ in range(threads - load[worker]):
                waiting = self._next_for(worker)
                if waiting is None:
                    break
                self._hand(waiting, worker)

    def take_back(self, gone: frozenset[str]) -> Iterator[ProductionNight]:
        """What workers had that are gone waits again, first of all; its third time is its end."""
        lost = [key for key, flight in self.flying.items() if flight.worker in gone]
        for key in reversed(lost):
            yield from self._lost(self.flying.pop(key))

    def landing(self, seconds: float) -> Iterator[ProductionNight]:
        """Wait so long for something to come back; how it ended, if that is its end."""
        try:
            key = self.landed.get(timeout=seconds)
        except queue.Empty:
            return
        flight = self.flying.pop(key, None)
        if flight is None:
            return  # taken back before
        try:
            came = self.fleet.link.fetched(flight.handed)
        except WorkerGone:
            yield from self._lost(flight)
            return
        except (
            ArithmeticError,
            LookupError,
            TypeError,
            ValueError,
            AttributeError,
            ImportError,
        ) as error:
            reason = f"Tieout itself failed there ({type(error).__name__}: {error})."
            yield failed(flight.waiting.task, reason, type(error).__name__)
            return
        yield from self._came(flight, came)

    def drop(self) -> None:
        """Nothing of what is with workers is wanted any more."""
        for flight in self.flying.values():
            self.fleet.link.drop(flight.handed)
        self.flying.clear()

    def _hand(self, waiting: Waiting, worker: str) -> None:
        self.handed += 1
        key = f"tieout-{self.night}-{waiting.task.position}-{self.handed}"
        task = waiting.task
        away = replace(task, folder=str(Path(task.folder).absolute()))
        handed = self.fleet.link.hand(
            perform,
            self.work,
            away,
            self.night,
            anyhow=waiting.anyhow,
            worker=worker,
            key=key,
            done=lambda _: self.landed.put(key),
        )
        self.flying[key] = Flight(waiting, worker, handed)

    def _next_for(self, worker: str) -> Waiting | None:
        for number, waiting in enumerate(self.waiting):
            if worker not in waiting.blind:
                del self.waiting[number]
                return waiting
        return None

    def _came(self, flight: Flight, came: Came | Unseen | None) -> Iterator[ProductionNight]:
        waiting, name = flight.waiting, self.fleet.names.get(flight.worker, flight.worker)
        if isinstance(came, Came):
            yield outcome(waiting.task, came, name, waiting.losses)
        elif isinstance(came, Unseen):
            yield from self._unseen(flight)

    def _unseen(self, flight: Flight) -> Iterator[ProductionNight]:
        """Another worker may see it; where this machine does not either, it is simply not there."""
        waiting = flight.waiting
        waiting.blind |= {flight.worker}
        if not Path(waiting.task.folder).is_dir():
            waiting.anyhow, waiting.blind = True, frozenset()
        elif self.fleet.threads.keys() <= waiting.blind:
            reason = (
                f"No worker of the cluster sees {waiting.task.folder}, and this machine does. "
                "Mount its share on the workers under the same path."
            )
            yield failed(waiting.task, reason, "FolderUnseen")
            return
        self.waiting.appendleft(waiting)

    def _lost(self, flight: Flight) -> Iterator[ProductionNight]:
        self.fleet.link.drop(flight.handed)
        waiting = flight.waiting
        waiting.losses += 1
        if waiting.losses < TRIES:
            self.waiting.appendleft(waiting)
            return
        name = self.fleet.names.get(flight.worker, flight.worker)
        yield outcome(waiting.task, Came(None, Cut.DIED, 0.0, 0), name)
