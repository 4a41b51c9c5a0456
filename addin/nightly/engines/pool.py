"""Several processes on this machine: one that is killed costs its own production, and that once."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import wait
from typing import Any, Final

from addin.domain.night import ProductionNight
from addin.errors import NightRefused
from addin.nightly.engines.engine import Stop
from addin.nightly.engines.worker import READY, Worker
from addin.nightly.limits import Work, died, too_large, took_too_long
from addin.nightly.orders import Task
from addin.nightly.production import failed
from addin.nightly.production import work as night_of_production

_TICK: Final = 0.1  # seconds between two looks at clock, memory and stop
_MOST_FAILED_STARTS: Final = 3
_log = logging.getLogger(__name__)


class Pool:
    """Works in ``workers`` processes, each replaced by a fresh one after ``recycle`` productions.

    Each process is handed one production at a time, so whatever happens to it is known to be that
    production's. One whose process died is tried again when all others are done, and alone: the
    machine may have been short of memory.
    """

    def __init__(
        self, workers: int, work: Work = night_of_production, *, recycle: int = 1_000
    ) -> None:
        self._most = max(1, workers)
        self._work = work
        self._recycle = recycle

    @property
    def name(self) -> str:
        """How it is asked for."""
        return f"local:{self._most}"

    def run(self, tasks: Sequence[Task], stop: Stop) -> Generator[ProductionNight, None, None]:
        """How each production ended, as they end.

        Raises:
            NightRefused: no worker can be started on this machine.
        """
        crew = _Crew(self._work, min(self._most, len(tasks)), self._recycle)
        try:
            yield from crew.run(tasks, stop)
        finally:
            crew.end()


class _Crew:
    """The workers of one run, and what they have yet to do."""

    def __init__(self, work: Work, most: int, recycle: int) -> None:
        self._work = work
        self._most = most
        self._recycle = recycle
        self._workers: list[Worker] = []
        self._leaving: list[Worker] = []
        self._waiting: deque[Task] = deque()
        self._again: deque[Task] = deque()
        self._tried: set[int] = set()
        self._failed_starts = 0
        self._has_begun = False

    def run(self, tasks: Sequence[Task], stop: Stop) -> Iterator[ProductionNight]:
        self._waiting.extend(tasks)
        ended: list[ProductionNight] = []
        while not stop.at_once():
            if not stop.asked():
                ended += self._hand_out()
            # whoever asks keeps them on a disk before it asks again; the workers are busy meanwhile
            yield from ended
            busy = [worker for worker in self._workers if worker.task is not None]
            if not busy and (stop.asked() or not (self._waiting or self._again)):
                return
            things: list[Any] = [one for worker in self._workers for one in worker.waits_on]
            wait(things, _TICK)
            ended = [one for worker in tuple(self._workers) for one in self._looked_at(worker)]
        yield from ended

    def end(self) -> None:
        """No process is left behind."""
        for worker in self._workers:
            if worker.task is None and worker.is_ready:
                worker.finish()
                self._leaving.append(worker)
            else:
                worker.end()
        for worker in self._leaving:
            worker.gone()
        self._workers = []
        self._leaving = []

    def _hand_out(self) -> Iterator[ProductionNight]:
        """Give every idle worker something to do; start those that are missing."""
        self._recycled()
        wanted = min(self._most, len(self._waiting) + self._at_work()) or bool(self._again)
        while len(self._workers) < wanted:
            if self._failed_starts >= _MOST_FAILED_STARTS:
                yield from self._given_up()
                break
            try:
                self._workers.append(Worker(self._work))
            except OSError as error:  # the system has no more processes, or no memory for one
                _log.warning("a worker could not be started: %s", error)
                self._failed_starts += 1
        for worker in self._workers:
            if not worker.is_ready or worker.task is not None:
                continue
            if self._waiting:
                worker.begin(self._waiting.popleft())
            elif self._again and not self._at_work():
                worker.begin(self._again.popleft())

    def _recycled(self) -> None:
        for worker in tuple(self._workers):
            if worker.task is None and worker.done >= self._recycle:
                worker.finish()
                self._workers.remove(worker)
                self._leaving.append(worker)

    def _at_work(self) -> int:
        return sum(worker.task is not None for worker in self._workers)

    def _looked_at(self, worker: Worker) -> Iterator[ProductionNight]:
        """What became of a worker's production since the last look, if anything."""
        try:
            answer = worker.answer()
        except EOFError:
            yield from self._died(worker)
            return
        task = worker.task
        if answer == READY:
            worker.is_ready = True
            self._failed_starts = 0
        elif isinstance(answer, ProductionNight) and task is not None:
            self._has_begun = True
            tries = 2 if task.position in self._tried else 1
            peak = max(answer.peak, worker.peak)
            worker.task = None
            worker.done += 1
            yield replace(answer, peak=peak, tries=max(tries, answer.tries))
        elif task is not None and worker.is_late():
            yield self._ended(worker, took_too_long(task, self._tries(task)))
        elif task is not None and worker.is_too_large():
            yield self._ended(worker, too_large(task, worker.peak, self._tries(task)))

    def _tries(self, task: Task) -> int:
        return 2 if task.position in self._tried else 1

    def _ended(self, worker: Worker, one: ProductionNight) -> ProductionNight:
        """A production that took more than it may: its process with all it started is ended."""
        self._has_begun = True
        self._workers.remove(worker)
        pid = worker.pid
        worker.end()
        return replace(one, worker=f"process {pid}")

    def _died(self, worker: Worker) -> Iterator[ProductionNight]:
        self._workers.remove(worker)
        task = worker.task
        how = worker.died()
        if task is None:
            if not worker.is_ready:
                self._failed_starts += 1
            return
        self._has_begun = True
        if task.position in self._tried:
            yield died(task, how)
        else:
            self._tried.add(task.position)
            self._again.append(task)

    def _given_up(self) -> Iterator[ProductionNight]:
        """No worker starts any more: those that run go on, else what is left is told."""
        if not self._has_begun:
            raise NightRefused(
                "No worker could be started on this machine: each ended before it was ready. "
                "Nothing was run. Run it with --engine in-process, and see the log for why."
            )
        if any(worker.is_ready for worker in self._workers):
            return
        left = [*self._waiting, *self._again]
        self._waiting.clear()
        self._again.clear()
        for task in left:
            yield failed(task, "No worker could be started on this machine any more.", "WorkerDied")
