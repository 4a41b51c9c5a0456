"""The critical path: how early and how late each task of a network may run, and its float.

Tasks are linked finish-to-start, start-to-start, finish-to-finish or start-to-finish, each with a
lag, negative for a lead. Times count from 0, the start of the project, in the durations' own unit.

Source: the precedence diagramming method, as in Kelley & Walker 1959 and the PMI's Practice
Standard for Scheduling; float is how far a task may slip.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

NOTHING: Final = Decimal(0)


class LinkKind(StrEnum):
    """Which end of the task before binds which end of the task after."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


_FROM_FINISH: Final = (LinkKind.FINISH_START, LinkKind.FINISH_FINISH)
_TO_FINISH: Final = (LinkKind.FINISH_FINISH, LinkKind.START_FINISH)


@dataclass(frozen=True, slots=True)
class Link:
    """A task that must come before, how it binds, and how long to wait: a lag, or a lead.

    An elapsed lag runs through nights and days off, like paint that dries; here it is as long as
    any other, where there are calendars (``plan_dates``) it is not.
    """

    before: str
    kind: LinkKind = LinkKind.FINISH_START
    lag: Decimal = NOTHING
    is_elapsed: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A task, how long it takes (0 for a milestone), and what it waits for."""

    name: str
    duration: Decimal
    links: tuple[Link, ...] = ()


class NetworkError(ValueError):
    """Tasks that make no network: a name twice, a duration below zero."""


class UnknownTask(LookupError):
    """A link to a task that there is not."""

    def __init__(self, task: str, before: str) -> None:
        super().__init__(task, before)
        self.task = task
        self.before = before

    def __str__(self) -> str:
        return f"{self.task} waits for “{self.before}”, which is no task of the list"


class Circle(ArithmeticError):
    """Tasks that wait for one another; ``names`` go once round, the first again at the end."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(tuple(names))
        self.names = tuple(names)

    def __str__(self) -> str:
        shown = self.names if len(self.names) < 12 else (*self.names[:10], "…", self.names[-1])
        return f"these tasks wait for one another: {' → '.join(shown)}"


@dataclass(frozen=True, slots=True)
class Timing:
    """When a task may run: from the early to the late dates without moving the project's end.

    ``total_float`` is how far it may slip without moving the end of the project, ``free_float``
    without moving any other task.
    """

    task: Task
    early_start: Decimal
    early_finish: Decimal
    late_start: Decimal
    late_finish: Decimal
    total_float: Decimal
    free_float: Decimal

    @property
    def critical(self) -> bool:
        """Whether any slip moves the end of the project."""
        return self.total_float <= 0


def critical_path(tasks: Iterable[Task]) -> tuple[Timing, ...]:
    """The times of every task, in the order given. No task starts before 0.

    Raises:
        NetworkError: a name twice, or a duration below zero.
        UnknownTask: a link to no task.
        Circle: tasks wait for one another.
    """
    ordered = tuple(tasks)
    at = _places(ordered)
    order = _sorted(ordered, at)
    starts = _early_starts(ordered, at, order)
    finish = max(
        (start + task.duration for start, task in zip(starts, ordered, strict=True)),
        default=NOTHING,
    )
    late, free = _late_finishes(ordered, at, order, starts, finish)
    timings: list[Timing] = []
    for task, start, late_finish, free_float in zip(ordered, starts, late, free, strict=True):
        late_start = late_finish - task.duration
        timings.append(
            Timing(
                task,
                start,
                start + task.duration,
                late_start,
                late_finish,
                late_start - start,
                free_float,
            )
        )
    return tuple(timings)


def finish_of(timings: Iterable[Timing]) -> Decimal:
    """How long the project takes: the latest early finish."""
    return max((timing.early_finish for timing in timings), default=NOTHING)


def _places(tasks: Sequence[Task]) -> Mapping[str, int]:
    at: dict[str, int] = {}
    for i, task in enumerate(tasks):
        if task.name in at:
            raise NetworkError(f"{task.name} is in the list twice")
        if task.duration < 0:
            raise NetworkError(f"{task.name} takes {task.duration}: a duration is not negative")
        at[task.name] = i
    for task in tasks:
        for link in task.links:
            if link.before not in at:
                raise UnknownTask(task.name, link.before)
    return at


def _sorted(tasks: Sequence[Task], at: Mapping[str, int]) -> list[int]:
    """The tasks' places, each after all that it waits for."""
    waits = [len(task.links) for task in tasks]
    after: list[list[int]] = [[] for _ in tasks]
    for i, task in enumerate(tasks):
        for link in task.links:
            after[at[link.before]].append(i)
    ready = [i for i, count in enumerate(waits) if not count]
    for i in ready:  # grows while it is read
        for follower in after[i]:
            waits[follower] -= 1
            if not waits[follower]:
                ready.append(follower)
    if len(ready) < len(tasks):
        raise Circle(_circle(tasks, at, {i for i, count in enumerate(waits) if count}))
    return ready


def _circle(tasks: Sequence[Task], at: Mapping[str, int], left: set[int]) -> list[str]:
    """One circle among tasks each of which waits for another of them, in the order of work."""
    path: list[int] = []
    seen: dict[int, int] = {}
    i = min(left)
    while i not in seen:
        seen[i] = len(path)
        path.append(i)
        i = next(at[link.before] for link in tasks[i].links if at[link.before] in left)
    round_ = [tasks[place].name for place in reversed(path[seen[i] :])]
    return [*round_, round_[0]]


def _early_starts(
    tasks: Sequence[Task], at: Mapping[str, int], order: Sequence[int]
) -> list[Decimal]:
    starts = [NOTHING] * len(tasks)
    for i in order:
        task = tasks[i]
        start = NOTHING
        for link in task.links:
            before, kind = at[link.before], link.kind
            bound = starts[before] + link.lag
            if kind in _FROM_FINISH:
                bound += tasks[before].duration
            if kind in _TO_FINISH:
                bound -= task.duration
            start = max(start, bound)
        starts[i] = start
    return starts


def _late_finishes(
    tasks: Sequence[Task],
    at: Mapping[str, int],
    order: Sequence[int],
    starts: Sequence[Decimal],
    finish: Decimal,
) -> tuple[list[Decimal], list[Decimal]]:
    """Late finishes, and free floats: what the links of the tasks after leave."""
    late = [finish] * len(tasks)
    free = [finish - start - task.duration for start, task in zip(starts, tasks, strict=True)]
    for i in reversed(order):
        task = tasks[i]
        late_start, start = late[i] - task.duration, starts[i]
        for link in task.links:
            before, kind, lag = at[link.before], link.kind, link.lag
            duration = tasks[before].duration
            bound, early = late_start - lag, start - lag
            if kind in _TO_FINISH:
                bound, early = bound + task.duration, early + task.duration
            if kind not in _FROM_FINISH:
                bound, early = bound + duration, early + duration
            late[before] = min(late[before], bound)
            left = early - starts[before] - duration
            free[before] = min(free[before], left)
    return late, free
