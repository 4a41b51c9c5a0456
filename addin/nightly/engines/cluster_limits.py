"""Holds one production to its time and memory, on the worker it was sent to."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, BinaryIO, Final

from addin.domain.night import ProductionNight
from addin.nightly.engines.cluster_child import received, send
from addin.nightly.orders import Task

Work = Callable[[Task], ProductionNight]

MOST_TASKS: Final = 200
"""After so many productions a process is replaced, so that nothing can pile up in it."""
_EVERY: Final = 0.1
_GRACE: Final = 10.0
_MEGABYTE: Final = 1 << 20


class Cut(Enum):
    """Why a production came to no end of its own."""

    DIED = auto()  # its process was ended from outside, or broke down
    TIME = auto()
    MEMORY = auto()
    ENDED = auto()  # somebody wants the night to end at once


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a production: how it ended, or why it did not; ``peak`` is in bytes."""

    night: ProductionNight | None
    cut: Cut | None
    seconds: float
    peak: int


class Child:
    """A process that works on one production at a time, and may be ended at any moment."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "addin.nightly.engines.cluster_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._done = 0
        self._is_ended = threading.Event()
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        assert self._process.stdout is not None  # noqa: S101
        self._to: BinaryIO = self._process.stdin  # type: ignore[assignment]
        threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()
        send(self._to, sys.path)

    @property
    def pid(self) -> int:
        """Its number in the system."""
        return self._process.pid

    @property
    def is_fit(self) -> bool:
        """Whether it may be given another production."""
        return self._process.poll() is None and self._done < MOST_TASKS

    def work(self, work: Work, task: Task) -> Came:
        """Work on a production, within its limits."""
        started = time.perf_counter()
        peak = 0
        self._done += 1
        limit = task.minutes * 60.0 if task.minutes else float("inf")
        most = task.memory_mb * _MEGABYTE if task.memory_mb else sys.maxsize
        try:
            send(self._to, (work, task))
        except OSError:
            return Came(None, self._cut_short(), time.perf_counter() - started, peak)
        while True:
            peak = max(peak, _memory(self.pid))
            seconds = time.perf_counter() - started
            if peak > most:
                self.kill()
                return Came(None, Cut.MEMORY, seconds, peak)
            if seconds > limit:
                self.kill()
                return Came(None, Cut.TIME, seconds, peak)
            try:
                answer = self._answers.get(timeout=min(_EVERY, max(0.001, limit - seconds)))
            except queue.Empty:
                continue
            seconds = time.perf_counter() - started
            if answer is None:
                return Came(None, self._cut_short(), seconds, peak)
            return Came(answer, None, seconds, peak)

    def end(self) -> None:
        """End it because somebody wants the night to end: that is nobody's fault."""
        self._is_ended.set()
        self.kill()

    def kill(self) -> None:
        """End it and all that it has started, now."""
        import psutil  # noqa: PLC0415 - only where something is ended

        try:
            below = psutil.Process(self.pid).children(recursive=True)
        except psutil.Error:
            below = []
        for process in below:
            try:
                process.kill()
            except psutil.Error:
                continue
        self._process.kill()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            return  # it hangs in the system, on a share that does not answer; it dies with that
        self._to.close()

    def _cut_short(self) -> Cut:
        self.kill()
        return Cut.ENDED if self._is_ended.is_set() else Cut.DIED

    def _listen(self, source: BinaryIO) -> None:
        try:
            with source:
                while True:
                    self._answers.put(received(source))
        except (EOFError, OSError, ValueError):
            self._answers.put(None)


def _memory(pid: int) -> int:
    """Bytes in memory of a process and all that it has started; 0 when it is gone."""
    import psutil  # noqa: PLC0415 - on workers alone

    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0
    total = 0
    for each in family:
        try:
            total += each.memory_info().rss
        except psutil.Error:
            continue
    return total
