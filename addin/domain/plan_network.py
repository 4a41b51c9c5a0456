"""The tasks of a plan as a network: which are summaries, what waits for what, in which order.

A link of a summary binds all that it holds: what waits for it waits for the last of its tasks, and
what it waits for, each of them waits for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from addin.domain.critical_path import Circle, Link, NetworkError, UnknownTask
from addin.domain.project_plan import PlannedTask


@dataclass(frozen=True, slots=True)
class Bond:
    """A link between two places of the list; ``of`` is the task that states it."""

    before: int
    after: int
    link: Link
    of: int


@dataclass(frozen=True, slots=True)
class Network:
    """Active tasks by their place in the list.

    ``above`` is the summary that holds a task (-1: none); ``into`` and ``out_of`` are the bonds of
    each place, ``into`` only of tasks that are no summary; ``order`` has each place after all that
    it waits for, a summary after what it holds.
    """

    tasks: tuple[PlannedTask, ...]
    above: tuple[int, ...]
    below: tuple[tuple[int, ...], ...]
    into: tuple[tuple[Bond, ...], ...]
    out_of: tuple[tuple[Bond, ...], ...]
    order: tuple[int, ...]

    def leaves(self) -> Iterator[int]:
        """The places of tasks that are no summary, in the order of the list."""
        return (at for at, below in enumerate(self.below) if not below)


def network(tasks: Sequence[PlannedTask]) -> Network:
    """The network of the active tasks.

    Raises:
        NetworkError: an id twice.
        UnknownTask: a link to no task.
        Circle: tasks wait for one another, or for the summary that holds them.
    """
    active = tuple(task for task in tasks if task.is_active)
    silent = {task.id for task in tasks if not task.is_active}
    at: dict[str, int] = {}
    for place, task in enumerate(active):
        if task.id in at:
            raise NetworkError(f"task {task.id} ({task.name}) is in the plan twice")
        at[task.id] = place
    above = _above(active)
    below: list[list[int]] = [[] for _ in active]
    for place, holder in enumerate(above):
        if holder >= 0:
            below[holder].append(place)
    into: list[list[Bond]] = [[] for _ in active]
    out_of: list[list[Bond]] = [[] for _ in active]
    for place, task in enumerate(active):
        for link in task.links:
            if link.before in silent:
                continue
            if link.before not in at:
                raise UnknownTask(task.name or task.id, link.before)
            for held in _held(place, below):
                bond = Bond(at[link.before], held, link, place)
                into[held].append(bond)
                out_of[bond.before].append(bond)
    return Network(
        active,
        above,
        tuple(map(tuple, below)),
        tuple(map(tuple, into)),
        tuple(map(tuple, out_of)),
        _sorted(active, above, below, into, out_of),
    )


def _above(tasks: Sequence[PlannedTask]) -> tuple[int, ...]:
    """The summary above each task, by their levels; a task that says it is none holds nothing."""
    path: list[int] = []
    found: list[int] = []
    for place, task in enumerate(tasks):
        while path and tasks[path[-1]].level >= task.level:
            path.pop()
        found.append(path[-1] if path else -1)
        if task.is_summary:
            path.append(place)
    return tuple(found)


def _held(place: int, below: Sequence[Sequence[int]]) -> Iterator[int]:
    """The task itself, or all tasks that a summary holds, at any depth."""
    waiting = [place]
    while waiting:
        one = waiting.pop()
        if below[one]:
            waiting += reversed(below[one])
        else:
            yield one


def _sorted(
    tasks: Sequence[PlannedTask],
    above: Sequence[int],
    below: Sequence[Sequence[int]],
    into: Sequence[Sequence[Bond]],
    out_of: Sequence[Sequence[Bond]],
) -> tuple[int, ...]:
    waits = [len(into[place]) + len(below[place]) for place in range(len(tasks))]
    ready = [place for place, count in enumerate(waits) if not count]
    for place in ready:  # grows while it is read
        after = [bond.after for bond in out_of[place]]
        if above[place] >= 0:
            after.append(above[place])
        for one in after:
            waits[one] -= 1
            if not waits[one]:
                ready.append(one)
    if len(ready) < len(tasks):
        left = {place for place, count in enumerate(waits) if count}
        raise Circle(_circle(tasks, left, below, into))
    return tuple(ready)


def _circle(
    tasks: Sequence[PlannedTask],
    left: set[int],
    below: Sequence[Sequence[int]],
    into: Sequence[Sequence[Bond]],
) -> list[str]:
    """One circle, in the order of work; each that is left waits for another of them."""
    path: list[int] = []
    seen: dict[int, int] = {}
    place = min(left)
    while place not in seen:
        seen[place] = len(path)
        path.append(place)
        before = [*(bond.before for bond in into[place]), *below[place]]
        place = next(one for one in before if one in left)
    names = [tasks[one].name or tasks[one].id for one in reversed(path[seen[place] :])]
    return [*names, names[0]]
