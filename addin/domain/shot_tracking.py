"""Shots, assets and tasks as a tracker keeps them: status, hand-over, load, retakes, delivery.

Source: statuses and departments as Kitsu and ShotGrid name them out of the box.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Final

from addin.domain.animation import NoQuota, Shot, artist_weeks


class Status(StrEnum):
    """Where a task stands."""

    TO_DO = "to do"
    READY = "ready to start"
    IN_WORK = "in work"
    WAITING = "waiting for approval"
    RETAKE = "retake"
    DONE = "done"
    ON_HOLD = "on hold"
    OMITTED = "omitted"

    @property
    def is_begun(self) -> bool:
        """Somebody has worked on it."""
        return self in {Status.IN_WORK, Status.WAITING, Status.RETAKE, Status.DONE}

    @property
    def is_over(self) -> bool:
        """Nobody will work on it any more."""
        return self in {Status.DONE, Status.OMITTED}


_SPELT: Final[Mapping[Status, str]] = {
    Status.TO_DO: "todo|to do|not started|wtg|waiting to start|open|pending|neutral",
    Status.READY: "ready|ready to start|rdy",
    Status.IN_WORK: "wip|work in progress|in progress|ip|started|ongoing|in work|doing|active",
    Status.WAITING: "wfa|waiting for approval|waiting approval|pending review|rev|review|in review"
    "|to review|submitted|psr|needs review|for approval",
    Status.RETAKE: "retake|retakes|rtk|changes|fix|fixes|feedback|rejected|revise|revision",
    Status.DONE: "done|approved|apr|app|final|fin|cmpt|complete|completed|finished|delivered"
    "|cbb|ok|closed|validated",
    Status.ON_HOLD: "hold|on hold|hld|paused|standby|blocked",
    Status.OMITTED: "omit|omt|omitted|cut|cancelled|canceled|n/a|na|dropped",
}
_STATUS: Final = {word: status for status, words in _SPELT.items() for word in words.split("|")}


def status_of(text: str) -> Status | None:
    """The status that a word in a tracker means; None for one that nobody knows.

    >>> status_of("WIP"), status_of("wfa"), status_of("parked")
    (<Status.IN_WORK: 'in work'>, <Status.WAITING: 'waiting for approval'>, None)
    """
    return _STATUS.get(" ".join(text.replace("_", " ").casefold().split()))


_PIPELINE: Final = (
    "storyboard|boards|board|story",
    "animatic|leica",
    "layout|previs|previz|rough layout",
    "blocking|anim blocking",
    "animation|anim|posing|key animation|keys",
    "spline|cleanup|clean up|inbetween|inbetweens|polish|anim polish",
    "cfx|cloth|hair|simulation|sim|character fx",
    "fx|effects|vfx|efx",
    "lighting|light|lgt",
    "rendering|render|rnd",
    "compositing|comp|composite|cmp",
    "grading|grade|colour|color|di",
)
_RANK: Final = {name: rank for rank, names in enumerate(_PIPELINE) for name in names.split("|")}


def place_in_pipeline(department: str) -> int | None:
    """How far down the pipeline of a shot a department works; None for one nobody knows."""
    return _RANK.get(" ".join(re.sub(r"[^a-z]+", " ", department.casefold()).split()))


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a department on a shot or an asset; both days of start and due are worked.

    ``days`` is how long one artist takes, None where nobody estimated it. ``id`` is the row.
    """

    id: int
    entity: str
    department: str
    status: Status | None = None
    artists: tuple[str, ...] = ()
    start: dt.date | None = None
    due: dt.date | None = None
    days: Decimal | None = None
    retakes: int | None = None


@dataclass(frozen=True, slots=True)
class LateHandover:
    """A department that is to begin before the one above it on the same shot is due."""

    before: Task
    after: Task

    @property
    def days(self) -> int:
        """By how many calendar days; 0: on the very day."""
        assert self.before.due is not None  # noqa: S101 - asked before
        assert self.after.start is not None  # noqa: S101 - asked before
        return (self.before.due - self.after.start).days


def late_handovers(tasks: Iterable[Task]) -> Iterator[LateHandover]:
    """Along the pipeline, each department with the next one on the same entity.

    Departments whose place nobody knows, tasks without dates, and those above that are over are
    left out. Due and start on one day are no problem: files go over at night.
    """
    entities: dict[str, list[tuple[int, Task]]] = {}
    for task in tasks:
        rank = place_in_pipeline(task.department)
        if rank is not None and task.status is not Status.OMITTED:
            entities.setdefault(task.entity.casefold(), []).append((rank, task))
    for ranked in entities.values():
        ordered = sorted(ranked, key=lambda one: one[0])
        for (above, before), (below, after) in pairwise(ordered):
            if above == below or before.due is None or after.start is None:
                continue
            is_over = before.status is Status.DONE
            if not is_over and before.due > after.start:
                yield LateHandover(before, after)


@dataclass(frozen=True, slots=True)
class Overbooked:
    """Tasks of one artist that lie within a time that is too short for them.

    ``needed`` are working days of one person, ``there`` those from ``start`` to ``due``.
    """

    artist: str
    start: dt.date
    due: dt.date
    needed: Decimal
    there: int
    tasks: tuple[Task, ...]


def overbooked(
    tasks: Iterable[Task], working_days: Callable[[dt.date, dt.date], int]
) -> Iterator[Overbooked]:
    """For each artist the worst time in which more is due than can be done, if there is one.

    A task counts with the days it is estimated at, or with all of its time where nobody estimated
    it; one that several share counts for each with their part. Tasks that are over do not count.

    Args:
        tasks: with dates and artists; others are left out.
        working_days: how many there are from one day to another, both included.
    """
    loads: dict[str, list[tuple[dt.date, dt.date, Decimal, Task]]] = {}
    for task in tasks:
        if task.start is None or task.due is None or task.due < task.start:
            continue
        if task.status is not None and (task.status.is_over or task.status is Status.ON_HOLD):
            continue
        need = task.days if task.days is not None else Decimal(working_days(task.start, task.due))
        for artist in task.artists:
            share = need / len(task.artists)
            loads.setdefault(artist, []).append((task.start, task.due, share, task))
    for artist, load in loads.items():
        worst = max(_too_much(artist, load, working_days), key=_excess, default=None)
        if worst is not None:
            yield worst


def _excess(found: Overbooked) -> Decimal:
    return found.needed - found.there


def _too_much(
    artist: str,
    load: Sequence[tuple[dt.date, dt.date, Decimal, Task]],
    working_days: Callable[[dt.date, dt.date], int],
) -> Iterator[Overbooked]:
    """What lies wholly between a start and a due day has to be done there."""
    by_due = sorted(load, key=lambda one: one[1])
    for first in {start for start, _, _, _ in load}:
        inside: list[Task] = []
        needed = Decimal(0)
        for start, due, days, task in by_due:
            if start < first:
                continue
            inside.append(task)
            needed += days
            if len(inside) > 1 and needed > (there := working_days(first, due)):
                yield Overbooked(artist, first, due, needed, there, tuple(inside))


@dataclass(frozen=True, slots=True)
class RetakeRate:
    """How often work of a department came back. ``rate`` is retakes for each task shown."""

    department: str
    shown: int
    retakes: int

    @property
    def rate(self) -> Fraction:
        """0 where nothing was shown yet."""
        return Fraction(self.retakes, self.shown) if self.shown else Fraction(0)


def retake_rates(tasks: Iterable[Task]) -> tuple[RetakeRate, ...]:
    """For each department, in the order of the list.

    A task was shown when it waits for approval, is a retake or is done. Where no count of retakes
    is kept, a task that is a retake now counts as one.
    """
    shown: dict[str, int] = {}
    again: dict[str, int] = {}
    for task in tasks:
        shown.setdefault(task.department, 0)
        again.setdefault(task.department, 0)
        if task.status in {Status.WAITING, Status.RETAKE, Status.DONE} or task.retakes:
            shown[task.department] += 1
            known = task.retakes if task.retakes is not None else 0
            again[task.department] += max(known, int(task.status is Status.RETAKE))
    return tuple(RetakeRate(name, shown[name], again[name]) for name in shown)


def delivery(left: Fraction, quota: Fraction, artists: Fraction, begins: dt.date) -> dt.date:
    """The day by which a department is through, if it keeps its quota; weeks have seven days.

    Raises:
        NoQuota: a quota or a crew of nothing, or a day beyond the calendar.

    >>> delivery(Fraction(900), Fraction(75), Fraction(4), dt.date(2026, 3, 2))
    datetime.date(2026, 3, 23)
    """
    weeks = artist_weeks(left, quota, artists) if left > 0 else Fraction(0)
    days = -(-weeks.numerator * 7 // weeks.denominator)
    try:
        return begins + dt.timedelta(days=days)
    except OverflowError:
        raise NoQuota("the work would take longer than there are years") from None


Grid = Mapping[str, Mapping[str, Status]]
"""Shots down, departments across; what nobody tracks is absent."""


def status_grid(tasks: Iterable[Task]) -> dict[str, dict[str, Status]]:
    """Where each department stands on each shot, in the order of the list.

    Of several tasks of one department on a shot the least advanced counts: a shot is as far as
    what is still missing.
    """
    order = list(_SPELT)
    grid: dict[str, dict[str, Status]] = {}
    for task in tasks:
        row = grid.setdefault(task.entity, {})
        if task.status is None:
            continue
        known = row.get(task.department)
        if known is None or order.index(task.status) < order.index(known):
            row[task.department] = task.status
    return grid


def in_the_edit(shots: Sequence[Shot]) -> tuple[Shot, ...] | None:
    """Shots with both ends in the edit; None where each shot counts its frames from its own start.

    Lists differ in whether the last frame still belongs to a shot: where most shots begin on the
    frame on which the one before ends, it does not, and is taken off.
    """
    if len(shots) < 2 or len({shot.first for shot in shots}) <= len(shots) / 2:
        return None
    ordered = sorted(shots, key=lambda shot: (shot.first, shot.last))
    pairs = list(pairwise(ordered))
    touching = sum(there.first == here.last for here, there in pairs)
    joined = sum(there.first == here.last + 1 for here, there in pairs)
    if touching > joined:
        return tuple(Shot(shot.name, shot.first, shot.last - 1) for shot in shots)
    return tuple(shots) if joined else None
