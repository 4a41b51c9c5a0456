"""A process that works on productions, one at a time, and dies with the one that started it."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import TYPE_CHECKING, Final

import psutil

from addin.nightly.limits import MB, Work, measured

if TYPE_CHECKING:
    from addin.domain.night import ProductionNight
    from addin.nightly.orders import Task

_CONTEXT: Final = get_context("spawn")  # the same on every system
_LOOK: Final = 0.1  # seconds between two looks at the memory of a worker
_EVERY: Final = 5  # looks at the memory of a worker between two at that of its own processes
READY: Final = "ready"


class Worker:
    """One worker as the night sees it: idle, or at work on ``task`` since ``_since``."""

    def __init__(self, work: Work) -> None:
        ours, theirs = _CONTEXT.Pipe()
        self._connection = ours
        self._process = _CONTEXT.Process(target=serve, args=(theirs, work), daemon=False)
        self._process.start()
        theirs.close()
        self.task: Task | None = None
        self.is_ready = False
        self.done = 0
        self.peak = 0
        self._since = 0.0
        self._looks = 0
        self._next_look = 0.0

    @property
    def waits_on(self) -> tuple[object, object]:
        """What there is to wait for: an answer, or its end."""
        return (self._connection, self._process.sentinel)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid or 0

    def begin(self, task: Task) -> None:
        """Hand it a production; if it is dead, its end is noticed soon."""
        self.task = task
        self.peak = 0
        self._since = time.monotonic()
        with suppress(OSError):
            self._connection.send(task)

    def answer(self) -> ProductionNight | str | None:
        """What it says: a production's night, ``READY`` or nothing yet.

        Raises:
            EOFError: it died.
        """
        try:
            if self._connection.poll():
                found: ProductionNight | str = self._connection.recv()
                return found
        except EOFError:
            raise
        except Exception as error:  # an answer that was cut off in the middle
            raise EOFError from error
        if not self._process.is_alive() and not self._connection.poll():
            raise EOFError
        return None

    def finish(self) -> None:
        """It is to end when it has nothing to do; gone in a moment."""
        with suppress(OSError):
            self._connection.send(None)

    def is_late(self) -> bool:
        """Whether its production takes longer than it may."""
        task = self.task
        return bool(task and task.minutes and time.monotonic() - self._since > task.minutes * 60)

    def is_too_large(self) -> bool:
        """Whether its production takes more memory than it may, its own programs with it."""
        if self.task is None:
            return False
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + _LOOK
            self._look()
        return bool(self.task.memory_mb and self.peak > self.task.memory_mb * MB)

    def _look(self) -> None:
        with suppress(psutil.Error):
            process = psutil.Process(self.pid)
            held = process.memory_info().rss
            self._looks += 1
            if self._looks % _EVERY == 1:
                held += sum(map(_held, process.children(recursive=True)))
            self.peak = max(self.peak, held)

    def end(self) -> str:
        """End it at once, with every program it started; gives how it ended, in words."""
        _end_all_of(self.pid)
        self._process.kill()
        return self.gone()

    def died(self) -> str:
        """It went by itself: it may still be saying why. Gives how it ended, in words."""
        self._process.join(5)
        return self.end()

    def gone(self) -> str:
        """Wait for its end; gives how it ended, in words."""
        self._process.join(10)
        if self._process.is_alive():
            return self.end()
        code = self._process.exitcode or 0
        self._connection.close()
        self._process.close()
        if code < 0:
            with suppress(ValueError):
                return f"ended by {signal.Signals(-code).name}"
        return f"ended with status {code}"


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _end_all_of(pid: int) -> None:
    """End every program that a worker started, also those that it left behind when it died."""
    if hasattr(os, "killpg"):
        with suppress(OSError):  # not its own group yet
            os.killpg(pid, signal.SIGKILL)
    with suppress(psutil.Error):  # it is gone
        for one in psutil.Process(pid).children(recursive=True):
            with suppress(psutil.Error):
                one.kill()


def serve(connection: Connection[object, object], work: Work) -> None:
    """What a worker does until it is told to end: production after production."""
    if hasattr(os, "setpgid"):
        with suppress(OSError):  # a group of its own: what it starts can be ended with it
            os.setpgid(0, 0)
    _leave_signals_to_the_night()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        connection.send(READY)
        while (task := connection.recv()) is not None:
            one = measured(work, task)  # type: ignore[arg-type] # nothing else is ever sent
            connection.send(replace(one, worker=f"process {os.getpid()}"))


def _leave_signals_to_the_night() -> None:
    """A terminal or a service tells the whole group to stop; when, is the night's to say.

    Ignored by doing nothing, not by SIG_IGN, which programs that are started would inherit.
    """

    def nothing(number: int, frame: FrameType | None) -> None:
        del number, frame

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if number := getattr(signal, name, None):
            signal.signal(number, nothing)


def _end_with_parent() -> None:
    """No worker outlives its night: the next one may want the same production."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        _end_all_of(os.getpid())
        os._exit(1)
