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
from itertools import repeat
from operator import add
from typing import Final, NamedTuple

NOTHING: Final = Decimal(0)


class LinkKind(StrEnum):
    """Which end of the task before binds which end of the task after."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


_FROM_FINISH: Final = (LinkKind.FINISH_START, LinkKind.FINISH_FINISH)  # searched by identity
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


class Timing(NamedTuple):
    """When a task may run: from the early to the late dates without moving the project's end.

    Kept as whole numbers of ``unit``, a power of ten: the smallest step of all durations and lags.
    """

    task: Task
    start: int
    length: int
    slack: int
    loose: int
    unit: Decimal

    @property
    def early_start(self) -> Decimal:
        """The soonest it can begin."""
        return self.start * self.unit

    @property
    def early_finish(self) -> Decimal:
        """The soonest it can be finished."""
        return (self.start + self.length) * self.unit

    @property
    def late_start(self) -> Decimal:
        """The latest it may begin."""
        return (self.start + self.slack) * self.unit

    @property
    def late_finish(self) -> Decimal:
        """The latest it may be finished."""
        return (self.start + self.length + self.slack) * self.unit

    @property
    def total_float(self) -> Decimal:
        """How far it may slip without moving the end of the project."""
        return self.slack * self.unit

    @property
    def free_float(self) -> Decimal:
        """How far it may slip without moving any other task."""
        return self.loose * self.unit

    @property
    def critical(self) -> bool:
        """Whether any slip moves the end of the project."""
        return self.slack <= 0


def critical_path(tasks: Iterable[Task]) -> tuple[Timing, ...]:
    """The times of every task, in the order given. No task starts before 0.

    Raises:
        NetworkError: a name twice, or a duration below zero.
        UnknownTask: a link to no task.
        Circle: tasks wait for one another.
    """
    ordered = tuple(tasks)
    at = _places(ordered)
    unit, whole = _units(ordered)
    lengths = [whole[task.duration] for task in ordered]
    into = _gaps(ordered, at, lengths, whole)
    order = _sorted(ordered, at, into)
    starts = _early_starts(lengths, into, order)
    slack, loose = _floats(lengths, into, order, starts)
    return tuple(map(Timing, ordered, starts, lengths, slack, loose, repeat(unit)))


def finish_of(timings: Iterable[Timing]) -> Decimal:
    """How long the project takes: the latest early finish."""
    return max((timing.early_finish for timing in timings), default=NOTHING)


def _places(tasks: Sequence[Task]) -> Mapping[str, int]:
    at = {task.name: i for i, task in enumerate(tasks)}
    if len(at) < len(tasks):
        seen: set[str] = set()
        for task in tasks:
            if task.name in seen:
                raise NetworkError(f"{task.name} is in the list twice")
            seen.add(task.name)
    return at


def _units(tasks: Sequence[Task]) -> tuple[Decimal, Mapping[Decimal, int]]:
    """The smallest step of all durations and lags, and how many steps each of them is."""
    durations = {task.duration for task in tasks}
    if any(duration < 0 for duration in durations):
        wrong = next(task for task in tasks if task.duration < 0)
        raise NetworkError(f"{wrong.name} takes {wrong.duration}: a duration is not negative")
    different = durations | {link.lag for task in tasks for link in task.links}
    smallest = 0
    for number in different:
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int):
            raise NetworkError(f"{number} is no duration and no lag")
        smallest = min(smallest, exponent)
    return Decimal(1).scaleb(smallest), {
        number: int(number.scaleb(-smallest)) for number in different
    }


def _gaps(
    tasks: Sequence[Task],
    at: Mapping[str, int],
    lengths: Sequence[int],
    whole: Mapping[Decimal, int],
) -> list[list[tuple[int, int]]]:
    """For each task what it waits for, each with the least time from start to start."""
    found: list[list[tuple[int, int]]] = []
    for task, length in zip(tasks, lengths, strict=True):
        into = []
        for link in task.links:
            before, kind = at.get(link.before), link.kind
            if before is None:
                raise UnknownTask(task.name, link.before)
            gap = whole[link.lag]
            if kind in _FROM_FINISH:
                gap += lengths[before]
            if kind in _TO_FINISH:
                gap -= length
            into.append((before, gap))
        found.append(into)
    return found


def _sorted(
    tasks: Sequence[Task], at: Mapping[str, int], into: Sequence[Sequence[tuple[int, int]]]
) -> Sequence[int]:
    """The tasks' places, each after all that it waits for; most lists stand in such an order."""
    if all(before < i for i, links in enumerate(into) for before, _ in links):
        return range(len(tasks))
    waits = [len(links) for links in into]
    after: list[list[int]] = [[] for _ in tasks]
    for i, links in enumerate(into):
        for before, _ in links:
            after[before].append(i)
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
    lengths: Sequence[int], into: Sequence[Sequence[tuple[int, int]]], order: Sequence[int]
) -> list[int]:
    starts = [0] * len(lengths)
    for i in order:
        start = 0
        for before, gap in into[i]:
            bound = starts[before] + gap
            if bound > start:  # noqa: PLR1730 - max() takes three times as long
                start = bound
        starts[i] = start
    return starts


def _floats(
    lengths: Sequence[int],
    into: Sequence[Sequence[tuple[int, int]]],
    order: Sequence[int],
    starts: Sequence[int],
) -> tuple[list[int], list[int]]:
    """Total floats, and free floats: what the links of the tasks after leave."""
    ends = list(map(add, starts, lengths))
    finish = max(ends, default=0)
    loose = [finish - end for end in ends]
    slack = loose[:]
    for i in reversed(order):
        start, left = starts[i], slack[i]
        for before, gap in into[i]:
            free = start - gap - starts[before]
            if free < loose[before]:  # noqa: PLR1730 - max() and min() take three times as long
                loose[before] = free
            if free + left < slack[before]:  # noqa: PLR1730 - as above
                slack[before] = free + left
    return slack, loose
