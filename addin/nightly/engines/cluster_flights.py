"""The productions of a night on a cluster: which wait, which are with a worker, which came back."""

from __future__ import annotations

import collections
import queue
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from addin.domain.night import ProductionNight
from addin.errors import FileMissing
from addin.nightly.engines.cluster_fleet import Fleet, away
from addin.nightly.engines.cluster_limits import Came, Cut
from addin.nightly.engines.cluster_link import LinkLost, WorkerGone
from addin.nightly.engines.cluster_worker import Unseen, Way, perform
from addin.nightly.limits import Work, died, too_large, took_too_long
from addin.nightly.orders import Task
from addin.nightly.production import failed

MOST_LOSSES: Final = 3
"""So many workers may be lost with a production before it is taken for the cause."""


@dataclass(slots=True)
class Waiting:
    """A production to be handed out.

    ``deaths`` are processes that it ended, ``losses`` workers that went while they had it;
    ``blind`` are workers that do not see its folder, ``shunned`` is where it went wrong last.
    """

    task: Task
    deaths: int = 0
    losses: int = 0
    blind: frozenset[str] = frozenset()
    shunned: str = ""

    @property
    def tries(self) -> int:
        """How often it is worked on, with the next time."""
        return self.deaths + self.losses + 1


@dataclass(slots=True)
class Flight:
    """A production that is with a worker."""

    waiting: Waiting
    worker: str
    handed: Any


def outcome(waiting: Waiting, came: Came, worker: str) -> ProductionNight:
    """How a production ended, whatever came of it."""
    task, tries = waiting.task, waiting.tries
    if came.night is not None:
        night = came.night
        peak = max(night.peak, came.peak)
        tries = max(night.tries, tries)
        return replace(night, folder=task.folder, worker=worker, tries=tries, peak=peak)
    if came.cut is Cut.TIME:
        night = took_too_long(task, tries)
    elif came.cut is Cut.MEMORY:
        night = too_large(task, came.peak, tries)
    else:
        night = died(task, came.how)
    return replace(night, peak=came.peak, worker=worker)


def lost(waiting: Waiting) -> ProductionNight:
    """A production whose workers are lost, time and again."""
    reason = (
        f"{waiting.losses} workers were lost while they worked on it, one after the other. "
        "Workbooks are as they were, or wholly written. See the logs of the workers: often a "
        "machine is out of memory."
    )
    return replace(failed(waiting.task, reason, "WorkerDied"), tries=waiting.tries - 1)


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
                try:
                    self._hand(waiting, worker)
                except LinkLost:
                    self.waiting.appendleft(waiting)
                    raise

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
        flight = self.flying.get(key)
        if flight is None:
            return  # taken back before
        try:
            came = self.fleet.link.fetched(flight.handed)
        except LinkLost:
            raise  # and it stays among those that are with workers
        except WorkerGone:
            yield from self._lost(self.flying.pop(key))
            return
        except Exception as error:  # noqa: BLE001 - whatever a worker answers, the night goes on
            reason = f"Tieout itself failed there ({type(error).__name__}: {error})."
            del self.flying[key]
            yield failed(flight.waiting.task, reason, type(error).__name__)
            return
        del self.flying[key]
        yield from self._came(flight, came)

    def over_to(self, fleet: Fleet, night: str) -> None:
        """Go on with another connection, under another name; what was with workers is begun anew.

        That its scheduler was lost is no production's fault.
        """
        self.waiting.extendleft(flight.waiting for flight in reversed(self.flying.values()))
        self.flying.clear()
        self.fleet, self.night = fleet, night

    def drop(self) -> None:
        """Nothing of what is with workers is wanted any more."""
        for flight in self.flying.values():
            self.fleet.link.drop(flight.handed)
        self.flying.clear()

    def _hand(self, waiting: Waiting, worker: str) -> None:
        self.handed += 1
        key = f"tieout-{self.night}-{waiting.task.position}-{self.handed}"
        handed = self.fleet.link.hand(
            perform,
            self.work,
            away(waiting.task),
            Way(self.night, self.fleet.wanted.cluster, self.fleet.google_share),
            worker=worker,
            key=key,
            done=lambda _: self.landed.put(key),
        )
        self.flying[key] = Flight(waiting, worker, handed)

    def _next_for(self, worker: str) -> Waiting | None:
        for number, waiting in enumerate(self.waiting):
            elsewhere = self.fleet.threads.keys() - waiting.blind - {waiting.shunned}
            if worker in elsewhere or not (elsewhere or worker in waiting.blind):
                del self.waiting[number]
                return waiting
        return None

    def _came(self, flight: Flight, came: Came | Unseen | None) -> Iterator[ProductionNight]:
        waiting, name = flight.waiting, self.fleet.names.get(flight.worker, flight.worker)
        if isinstance(came, Unseen):
            yield from self._unseen(flight, came.why)
        elif isinstance(came, Came) and came.cut is Cut.DIED and not waiting.deaths:
            # Behind all others, and elsewhere if it can be: its machine may be short of memory.
            waiting.deaths, waiting.shunned = 1, flight.worker
            self.waiting.append(waiting)
        elif isinstance(came, Came):
            yield outcome(waiting, came, name)

    def _unseen(self, flight: Flight, why: str) -> Iterator[ProductionNight]:
        """Another worker may see it; where this machine does not either, it is simply not there."""
        waiting = flight.waiting
        waiting.blind |= {flight.worker}
        if not Path(waiting.task.folder).is_dir():
            gone = FileMissing(waiting.task.folder)
            yield failed(waiting.task, str(gone), type(gone).__name__)
            return
        if self.fleet.threads.keys() <= waiting.blind:
            reason = (
                f"No worker of the cluster sees {waiting.task.folder}, and this machine does; the "
                f"last one asked {why}. Mount its share on the workers under the same path, or say "
                "in the manifest's [cluster.folders] where they find it."
            )
            yield failed(waiting.task, reason, "FolderUnseen")
            return
        self.waiting.appendleft(waiting)

    def _lost(self, flight: Flight) -> Iterator[ProductionNight]:
        self.fleet.link.drop(flight.handed)
        waiting = flight.waiting
        waiting.losses += 1
        waiting.shunned = flight.worker  # if it is still there, it is in a bad way
        if waiting.losses < MOST_LOSSES:
            self.waiting.appendleft(waiting)
        else:
            yield lost(waiting)
