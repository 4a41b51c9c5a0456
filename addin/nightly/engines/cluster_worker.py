"""What runs on the workers of a cluster: saying what they are, and working on a production."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from addin.nightly.engines.cluster_limits import Came, Child, Cut
from addin.nightly.engines.cluster_places import Glimpse, glimpse
from addin.nightly.engines.cluster_versions import Build, build
from addin.nightly.limits import Work
from addin.nightly.orders import Task


@dataclass(frozen=True, slots=True)
class Witness:
    """What a worker is and sees; ``unset`` are the variables that it lacks."""

    build: Build
    host: str
    pid: int
    glimpses: tuple[Glimpse, ...]
    unset: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unseen:
    """A worker does not see the folder of a production."""

    folder: str


@dataclass(slots=True)
class _AtWork:
    """The processes of this worker: those at work by night, and those that wait for more."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: set[str] = field(default_factory=set)
    busy: dict[str, set[Child]] = field(default_factory=dict)
    idle: list[Child] = field(default_factory=list)


_HERE: Final = _AtWork()


def witness(folders: Sequence[str], variables: Sequence[str]) -> Witness:
    """What this worker is, and what it sees of some productions."""
    return Witness(
        build=build(),
        host=socket.gethostname(),
        pid=os.getpid(),
        glimpses=tuple(map(glimpse, folders)),
        unset=tuple(name for name in variables if not os.environ.get(name)),
    )


def perform(work: Work, task: Task, night: str, *, anyhow: bool = False) -> Came | Unseen | None:
    """Work on a production in a process of its own; None where its night was ended.

    ``night`` names the run, so that ending one leaves the others alone. ``anyhow`` works even on a
    folder that is not there, so that what is said of it is the same on every engine.
    """
    if not anyhow and not os.path.isdir(task.folder):  # noqa: PTH112 - a name, as it was sent
        return Unseen(task.folder)
    child = _taken(night)
    if child is None:
        return None
    try:
        came = child.work(work, task)
    finally:
        _given_back(night, child)
    return None if came.cut is Cut.ENDED else came


def end(night: str) -> int:
    """End everything of a night on this worker; how many productions were at work."""
    with _HERE.lock:
        _HERE.ended.add(night)
        children = tuple(_HERE.busy.get(night, ()))
    for child in children:
        child.end()
    rest()
    return len(children)


def rest() -> None:
    """Let go of the processes that wait for more, when a night is over."""
    with _HERE.lock:
        children, _HERE.idle[:] = tuple(_HERE.idle), []
    for child in children:
        child.kill()


def _taken(night: str) -> Child | None:
    with _HERE.lock:
        if night in _HERE.ended:
            return None
        child = _HERE.idle.pop() if _HERE.idle else Child()
        _HERE.busy.setdefault(night, set()).add(child)
        return child


def _given_back(night: str, child: Child) -> None:
    with _HERE.lock:
        _HERE.busy[night].discard(child)
        if not _HERE.busy[night]:
            del _HERE.busy[night]
        fit = child.is_fit
        if fit:
            _HERE.idle.append(child)
    if not fit:
        child.kill()
