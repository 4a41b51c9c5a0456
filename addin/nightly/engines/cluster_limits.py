"""Holds one production to its time and memory, on the worker it was sent to."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, BinaryIO, Final

from addin.domain.night import ProductionNight
from addin.nightly.engines.cluster_child import BEGUN, received, send
from addin.nightly.limits import MB, Work
from addin.nightly.orders import Task

MOST_TASKS: Final = 200
"""After so many productions a process is replaced, so that nothing can pile up in it."""
_EVERY: Final = 0.1
_GRACE: Final = 10.0
_START: Final = 120.0  # a process that loads for longer than this hangs


class Cut(Enum):
    """Why a production came to no end of its own."""

    DIED = auto()  # its process was ended from outside, or broke down
    TIME = auto()
    MEMORY = auto()
    ENDED = auto()  # somebody wants the night to end at once


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a production: how it ended, or why it did not.

    ``peak`` is in bytes; ``how`` says in words how its process ended, if that did.
    """

    night: ProductionNight | None
    cut: Cut | None
    seconds: float
    peak: int
    how: str = ""


class _Clock:
    """The time and memory that a production takes, beside what it may."""

    def __init__(self, task: Task) -> None:
        self.peak = 0
        self._since = time.perf_counter()
        self._has_begun = False
        self._limit = task.minutes * 60.0 or float("inf")
        self._most = task.memory_mb * MB or sys.maxsize

    def begin(self) -> None:
        """Everything is loaded: time counts from now."""
        self._since = time.perf_counter()
        self._has_begun = True

    @property
    def seconds(self) -> float:
        """What it took so far; nothing before it has begun."""
        return time.perf_counter() - self._since if self._has_begun else 0.0

    @property
    def is_over(self) -> Cut | None:
        """Which limit it broke."""
        if self.peak > self._most:
            return Cut.MEMORY
        if self.seconds > self._limit:
            return Cut.TIME
        if not self._has_begun and time.perf_counter() - self._since > _START:
            return Cut.DIED
        return None


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

    def work(self, work: Work, task: Task, google_share: float = 1.0) -> Came:
        """Work on a production, within its limits; with so much of what Google lets through."""
        self._done += 1
        clock = _Clock(task)
        try:
            send(self._to, (work, task, google_share))
        except OSError:
            return self._cut_short(clock)
        while True:
            clock.peak = max(clock.peak, _memory(self.pid))
            if clock.is_over:
                self.kill()
                return Came(None, clock.is_over, clock.seconds, clock.peak)
            try:
                answer = self._answers.get(timeout=_EVERY)
            except queue.Empty:
                continue
            if answer == BEGUN:
                clock.begin()
            elif answer is None:
                return self._cut_short(clock)
            else:
                return Came(answer, None, clock.seconds, clock.peak)

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

    def _cut_short(self, clock: _Clock) -> Came:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)  # its own end comes before ours, and says how
        self.kill()
        cut = Cut.ENDED if self._is_ended.is_set() else Cut.DIED
        how = _ending(self._process.returncode)
        return Came(None, cut, clock.seconds, clock.peak, how)

    def _listen(self, source: BinaryIO) -> None:
        try:
            with source:
                while True:
                    self._answers.put(received(source))
        except (EOFError, OSError, ValueError):
            self._answers.put(None)


def _ending(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"ended by {signal.Signals(-code).name}"
    return f"ended with status {code}"


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
