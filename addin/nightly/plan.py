"""What a night is to do: which productions, with which orders and limits each."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from addin import __version__
from addin.errors import AddinError, NothingToDo
from addin.nightly.manifest import Studio
from addin.nightly.orders import Orders, Task
from addin.ports.nights import Begun, NightPlan
from addin.settings.studio import UNSAID, NightSettings


def tasks_of(
    studio: Studio, orders: Orders, own: Callable[[Path], NightSettings]
) -> tuple[Task, ...]:
    """A task for each production of a studio, in the manifest's order.

    ``own`` gives what a production's settings say of its nights; where these have mistakes, or
    cannot be read, its night says so.
    """
    found: list[Task] = []
    for position, folder in enumerate(studio.folders):
        its = replace(orders, settings=studio.night_of(position))
        try:
            night = its.night_of(own(folder))
        except (AddinError, OSError):
            night = its.night_of(UNSAID)
        found.append(Task(position, str(folder), its, night.minutes or 0.0, night.memory_mb or 0))
    return tuple(found)


def only(
    tasks: Sequence[Task], patterns: Sequence[str], name_of: Callable[[Path], str]
) -> tuple[Task, ...]:
    """Those whose name or folder fits one of the patterns, upper and lower case alike.

    Raises:
        NothingToDo: a pattern fits none of them.
    """
    if not patterns:
        return tuple(tasks)
    words = [
        (task, [name_of(Path(task.folder)), Path(task.folder).name, task.folder]) for task in tasks
    ]
    chosen: set[int] = set()
    for pattern in patterns:
        fitting = {task.position for task, names in words if _fits(names, pattern)}
        if not fitting:
            raise NothingToDo(
                f"No production is called '{pattern}', by name or folder. Nothing was run."
            )
        chosen |= fitting
    return tuple(task for task in tasks if task.position in chosen)


def _fits(names: Sequence[str], pattern: str) -> bool:
    return any(fnmatchcase(name.casefold(), pattern.casefold()) for name in names)


def plan_of(studio: Studio, tasks: Sequence[Task], orders: Orders, engine: str) -> NightPlan:
    """The plan as it is kept: the same again is the same night.

    It lists all productions of the manifest, also where some of them are chosen: those that are not
    worked on keep what the night before said of them.
    """
    folders = tuple(map(str, studio.folders))
    chosen = tuple(task.folder for task in tasks)
    asked = "\n".join(f"{task.orders.digest} {task.minutes} {task.memory_mb}" for task in tasks)
    is_all = chosen == folders
    if not is_all:
        asked = "\n".join((asked, *chosen))
    return NightPlan(
        studio=studio.key,
        at=orders.at,
        folders=folders,
        orders=hashlib.blake2b(asked.encode(), digest_size=12).hexdigest(),
        version=__version__,
        engine=engine,
        chosen=None if is_all else len(chosen),
    )


def dated(tasks: Sequence[Task], studio: str, begun: Begun) -> tuple[Task, ...]:
    """The tasks of a night that begins or goes on: all are dated by when it first began."""
    night = _called(studio, begun)
    return tuple(
        replace(task, orders=replace(task.orders, night=night, at=begun.begun)) for task in tasks
    )


def _called(studio: str, begun: Begun) -> str:
    """The night's name in the histories of its productions: the same again only where it goes on.

    A number alone would not do. Another manifest over the same productions counts its own nights, a
    memory that was lost or put back counts anew, and where none is kept every night is number 0.
    """
    if not begun.number:
        return uuid.uuid4().hex
    asked = f"{studio}\n{begun.number}\n{begun.begun.isoformat()}"
    return hashlib.blake2b(asked.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()


def longest_first(tasks: Sequence[Task], seconds: Mapping[str, float]) -> tuple[Task, ...]:
    """Those that take longest come first, and before them those of which nothing is known."""
    return tuple(sorted(tasks, key=lambda task: -(seconds.get(task.folder) or float("inf"))))
