"""What runs on the workers of a cluster: saying what they are, and working on a production."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from addin.nightly.engines.cluster_limits import Came, Child, Cut
from addin.nightly.engines.cluster_places import Glimpse, located, seen, unseen
from addin.nightly.engines.cluster_versions import Build, build
from addin.nightly.limits import Work
from addin.nightly.orders import Task
from addin.settings.cluster import UNSAID_CLUSTER, ClusterSettings
from addin.settings.shared_folders import VARIABLE, SharedFolders, pairs_in, retold


@dataclass(frozen=True, slots=True)
class Witness:
    """What a worker is and sees; ``unset`` are the variables that it lacks.

    ``is_elsewhere``: it finds the productions under other paths. ``trouble`` is what is wrong with
    what its own variable says of that, in half a sentence.
    """

    build: Build
    host: str
    pid: int
    glimpses: tuple[Glimpse, ...]
    unset: tuple[str, ...]
    is_elsewhere: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A worker does not see the folder of a production, and ``why``, in half a sentence."""

    folder: str
    why: str = ""


@dataclass(slots=True)
class _AtWork:
    """The processes of this worker: those at work by night, and those that wait for more."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: set[str] = field(default_factory=set)
    busy: dict[str, set[Child]] = field(default_factory=dict)
    idle: list[Child] = field(default_factory=list)


_HERE: Final = _AtWork()


def witness(
    folders: Sequence[str],
    variables: Sequence[str],
    cluster: ClusterSettings = UNSAID_CLUSTER,
) -> Witness:
    """What this worker is, and what it sees of some productions."""
    trouble = ""
    try:
        shared = shared_here(cluster)
    except ValueError as error:
        shared, folders, trouble = SharedFolders(), (), f"has a {VARIABLE} of its own, and {error}"
    return Witness(
        build=build(),
        host=socket.gethostname(),
        pid=os.getpid(),
        glimpses=tuple(seen(folder, shared) for folder in folders),
        unset=tuple(name for name in variables if not os.environ.get(name)),
        is_elsewhere=bool(shared.pairs),
        trouble=trouble,
    )


def shared_here(cluster: ClusterSettings) -> SharedFolders:
    """Where this machine finds the productions: its own variable knows best, then the manifest.

    Raises:
        ValueError: its own variable does not say folders.
    """
    own = os.environ.get(VARIABLE, "")
    return SharedFolders(pairs_in(own) if own else cluster.folders_of(socket.gethostname()))


def blind(folders: Sequence[str], cluster: ClusterSettings) -> tuple[tuple[str, str], ...]:
    """The productions that this worker cannot work on, each with the reason."""
    return unseen(folders, shared_here(cluster))


@dataclass(frozen=True, slots=True)
class Way:
    """How the workers of a night work: ``night`` names the run, so that ending one ends no other.

    ``google_share`` is what each machine may take of an account's rate with Google: from 0 to 1.
    """

    night: str
    cluster: ClusterSettings = UNSAID_CLUSTER
    google_share: float = 1.0


def perform(work: Work, task: Task, way: Way) -> Came | Unseen | None:
    """Work on a production in a process of its own; None where its night was ended.

    Where this machine finds it under another path, what is told of it is told of the path that was
    given.
    """
    try:
        place = located(task.folder, shared_here(way.cluster))
    except ValueError as why:  # also what its own variable says, if that changed
        return Unseen(task.folder, str(why))
    child = _taken(way.night)
    if child is None:
        return None
    try:
        came = child.work(work, replace(task, folder=place), way.google_share)
    finally:
        _given_back(way.night, child)
    return None if came.cut is Cut.ENDED else _told(came, place, task.folder)


def _told(came: Came, there: str, here: str) -> Came:
    """What came of a production, of the path under which the night knows it.

    Only what Tieout itself says holds paths; what stands in workbooks is nobody's to change.
    """
    if came.night is None or there == here:
        return came
    steps = tuple(
        replace(step, sentence=retold(step.sentence, there, here)) for step in came.night.steps
    )
    failure = retold(came.night.failure, there, here)
    return replace(came, night=replace(came.night, failure=failure, steps=steps))


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
