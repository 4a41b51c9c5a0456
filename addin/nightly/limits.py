"""How much time and memory a production may take, and what is said when it takes more."""

from __future__ import annotations

import importlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, Final

from addin.domain.night import ProductionNight
from addin.nightly.orders import Task
from addin.nightly.production import failed

Work = Callable[[Task], ProductionNight]
MB: Final = 1024 * 1024
_TICK: Final = 0.2  # seconds
_STATUS: Final = Path("/proc/self/status")
_CLEAR: Final = Path("/proc/self/clear_refs")


class OutOfTime(BaseException):
    """The production took longer than it may; raised into it, so no step may catch it."""


class EndedAtOnce(BaseException):
    """Somebody wants the night to end now; raised into the production that is at work."""


def took_too_long(task: Task, tries: int = 1) -> ProductionNight:
    """What is said of a production that was ended for its time."""
    reason = (
        f"It took longer than the {task.minutes:g} minutes that it may, and was ended. Workbooks "
        "are as they were, or wholly written. See which file has grown, or allow it more: "
        "minutes, in the [night] of its settings."
    )
    one = failed(task, reason, "TookTooLong", task.minutes * 60)
    return replace(one, tries=tries)


def too_large(task: Task, peak: int, tries: int = 1) -> ProductionNight:
    """What is said of a production that was ended for its memory; ``peak`` in bytes, 0 unknown."""
    needed = f" ({peak / MB:,.0f} MB and more)" if peak else ""
    reason = (
        f"It needed more than the {task.memory_mb:,} MB of memory that it may have{needed}, and "
        "was ended. Workbooks are as they were, or wholly written. See which file has grown, or "
        "allow it more: memory_mb, in the [night] of its settings."
    )
    return replace(failed(task, reason, "TooLarge"), tries=tries, peak=peak)


def died(task: Task, how: str) -> ProductionNight:
    """What is said of a production that ended its process, and again; ``how`` is in words."""
    reason = (
        f"The process that worked on it died ({how}), a second time when it worked on it alone. "
        "Workbooks are as they were, or wholly written. Often the machine is out of memory, or a "
        "file in its folder is made to break programs that read it."
    )
    return replace(failed(task, reason, "WorkerDied"), tries=2)


def measured(work: Work, task: Task) -> ProductionNight:
    """Work on a production: its seconds and peak memory with it, and what raises is told.

    A production that runs out of the memory it may have is TooLarge.
    """
    started = time.perf_counter()
    _reset_peak()
    try:
        with _within_memory(task.memory_mb):
            one = work(task)
    except MemoryError:
        return too_large(task, _peak())
    except Exception as error:  # noqa: BLE001 - the night goes on, whatever work is
        reason = f"Tieout itself failed here ({type(error).__name__}: {error})."
        one = failed(task, reason, type(error).__name__)
    if one.error == "MemoryError" and task.memory_mb:
        return too_large(task, _peak())
    seconds = time.perf_counter() - started
    return replace(one, seconds=one.seconds or seconds, peak=max(one.peak, _peak()))


@contextmanager
def watched(task: Task, at_once: Callable[[], bool]) -> Iterator[None]:
    """Look at the clock while a production is at work in this very thread.

    Where the system has no such alarm (Windows), or in a thread, nothing is watched.

    Raises:
        OutOfTime: it took longer than it may.
        EndedAtOnce: ``at_once`` said so.
    """
    alarm: Any = getattr(signal, "SIGALRM", None)
    if alarm is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    until = time.monotonic() + task.minutes * 60 if task.minutes else float("inf")

    def look(number: int, frame: FrameType | None) -> None:
        del number, frame
        if at_once():
            raise EndedAtOnce
        if time.monotonic() > until:
            raise OutOfTime

    before = signal.signal(alarm, look)
    signal.setitimer(signal.ITIMER_REAL, _TICK, _TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(alarm, before)


@contextmanager
def _within_memory(megabytes: int) -> Iterator[None]:
    """No more than this beside what is held already, where the system can be told so.

    Half as much again is let through: who watches from outside says it better.
    """
    held = _kilobytes("VmData")
    if not megabytes or not held:
        yield
        return
    resource: Any = importlib.import_module("resource")
    before = resource.getrlimit(resource.RLIMIT_DATA)
    most = held * 1024 + megabytes * MB * 3 // 2
    if before[1] != resource.RLIM_INFINITY:
        most = min(most, before[1])
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, before[1]))
    try:
        yield
    finally:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, before)


def _reset_peak() -> None:
    with suppress(OSError):  # Linux alone forgets a peak
        _CLEAR.write_text("5")


def _peak() -> int:
    """The most memory this process held since it was last reset, in bytes; 0 where unknown."""
    return _kilobytes("VmHWM") * 1024


def _kilobytes(name: str) -> int:
    with suppress(OSError):
        for line in _STATUS.read_text("ascii", "replace").splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1])
    return 0
