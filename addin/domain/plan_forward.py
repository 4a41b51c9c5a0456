"""The forward pass through a plan: the earliest dates of each task, and what sets them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from addin.domain.plan_clocks import PlanClocks
from addin.domain.plan_network import Bond, Network
from addin.domain.plan_passes import FROM_FINISH, TO_FINISH, Span, moved
from addin.domain.project_plan import Constraint, PlannedTask
from addin.domain.working_hours import WorkingHours, seconds_of

ALL: Final = Decimal(1)


class HeldBy(StrEnum):
    """What sets the start of a task."""

    PLAN = "the start of the plan"
    LINK = "a link"
    CONSTRAINT = "its constraint"
    TYPED = "dates typed by hand"
    ACTUAL = "what was done"
    STATUS = "the status date"
    PARTS = "its tasks"
    LATE = "as late as possible"
    RESOURCE = "resources"


@dataclass(frozen=True, slots=True)
class Early:
    """The earliest span of a task, what sets its start, and the place it waits for (-1: none)."""

    span: Span
    held_by: HeldBy
    behind: int = -1


def is_done(task: PlannedTask) -> bool:
    """Whether a task is finished."""
    return task.done >= ALL or task.actual_finish is not None


def is_ahead(task: PlannedTask) -> bool:
    """Whether links and resources may still move a task."""
    return not (is_done(task) or task.done or task.is_manual or task.actual_start)


class Forward:
    """The forward pass.

    ``late`` are the starts of tasks that run as late as possible. ``fit`` may put a task off that
    nothing else holds; ``order`` is the order in which tasks are asked, any that the links allow.
    """

    def __init__(
        self,
        net: Network,
        clocks: PlanClocks,
        hours: list[WorkingHours],
        begin: int,
        status: dt.datetime | None,
        not_before: Mapping[str, dt.datetime],
    ) -> None:
        self.net, self.clocks, self.hours, self.begin = net, clocks, hours, begin
        self.status = None if status is None else seconds_of(status)
        self.not_before = not_before
        self.late: Mapping[int, int] = {}
        self.spans: list[Span] = []
        self.order: Sequence[int] = net.order
        self.fit: Callable[[int, int, int], int] | None = None

    def run(self) -> list[Early]:
        """The earliest dates of each place."""
        nothing = Span(self.begin, self.begin)
        self.spans = [nothing] * len(self.net.tasks)
        found = [Early(nothing, HeldBy.PARTS)] * len(self.net.tasks)
        for place in self.order:
            below = self.net.below[place]
            if below:
                parts = [self.spans[one] for one in below]
                span = Span(min(one.start for one in parts), max(one.finish for one in parts))
                found[place] = Early(span, HeldBy.PARTS)
            else:
                found[place] = self._task(place)
            self.spans[place] = found[place].span
        return found

    def _task(self, place: int) -> Early:
        task, hours = self.net.tasks[place], self.hours[place]
        work = self.clocks.seconds(task.duration)
        began, ended = task.actual_start, task.actual_finish
        if ended is None and task.done >= ALL:
            ended = task.finish
        if ended is not None:
            finish = seconds_of(ended)
            said = began or task.start
            first = hours.begin(finish, work) if said is None else min(seconds_of(said), finish)
            return Early(Span(first, finish), HeldBy.ACTUAL)
        if task.is_manual and task.start and task.finish:
            return Early(
                Span(seconds_of(task.start), max(seconds_of(task.start), seconds_of(task.finish))),
                HeldBy.TYPED,
            )
        if began is None and task.done > 0:
            began = task.start
        if began is not None:
            return self._begun(task, hours, work, seconds_of(began))
        start, held_by, behind = self._earliest(place, task, hours, work)
        if self.fit is not None and (later := self.fit(place, start, work)) > start:
            start, held_by, behind = later, HeldBy.RESOURCE, -1
        if task.done > 0:  # nobody said when
            return replace(self._begun(task, hours, work, start), held_by=held_by, behind=behind)
        return Early(Span(start, hours.finish(start, work)), held_by, behind)

    def _begun(self, task: PlannedTask, hours: WorkingHours, work: int, first: int) -> Early:
        """A task that has begun: what is left of it lies after the status date."""
        finish = hours.finish(first, work)
        left = round(work * (ALL - task.done))
        if self.status is not None and left:
            finish = max(finish, hours.finish(max(self.status, first), left))
        return Early(Span(first, finish), HeldBy.ACTUAL)

    def _earliest(
        self, place: int, task: PlannedTask, hours: WorkingHours, work: int
    ) -> tuple[int, HeldBy, int]:
        """The start of a task that has not begun, what sets it, and the place it waits for."""
        own = self._constrained(task, hours, work)
        forced = task.constraint in {Constraint.START_ON, Constraint.FINISH_ON}
        if own is not None and forced and self.clocks.plan.honours_constraints:
            return own, HeldBy.CONSTRAINT, -1
        found, held_by, behind = hours.start(self.begin), HeldBy.PLAN, -1
        if own is not None and not self._is_limit(task):
            found, held_by = own, HeldBy.CONSTRAINT
        for bond in self.net.into[place]:
            bound = self._bound(bond, hours, work)
            if bound > found or (bound == found and held_by is HeldBy.PLAN):
                found, held_by, behind = bound, HeldBy.LINK, bond.before
        if own is not None and self._is_limit(task) and self.clocks.plan.honours_constraints:
            found, held_by, behind = min(
                (found, held_by, behind), (own, HeldBy.CONSTRAINT, -1), key=lambda each: each[0]
            )
        more = [
            (self.late.get(place), HeldBy.LATE),
            (self._floor(task.id), HeldBy.RESOURCE),
            (None if task.done else self.status, HeldBy.STATUS),
        ]
        for moment, why in more:
            if moment is not None and (bound := self._on(moment, hours, work)) > found:
                found, held_by, behind = bound, why, -1
        return found, held_by, behind

    @staticmethod
    def _is_limit(task: PlannedTask) -> bool:
        return task.constraint in {Constraint.START_NO_LATER, Constraint.FINISH_NO_LATER}

    def _floor(self, task: str) -> int | None:
        floor = self.not_before.get(task)
        return None if floor is None else seconds_of(floor)

    @staticmethod
    def _on(moment: int, hours: WorkingHours, work: int) -> int:
        """A start at a moment: a milestone's is the moment itself."""
        return hours.start(moment) if work else moment

    def _constrained(self, task: PlannedTask, hours: WorkingHours, work: int) -> int | None:
        """The start that a task's own date gives it."""
        if task.constraint_date is None or task.constraint in {
            Constraint.AS_SOON,
            Constraint.AS_LATE,
        }:
            return None
        date = seconds_of(task.constraint_date)
        by_finish = {Constraint.FINISH_ON, Constraint.FINISH_NO_EARLIER, Constraint.FINISH_NO_LATER}
        if task.constraint in by_finish:
            found = hours.begin(date, work)
            if task.constraint is Constraint.FINISH_NO_EARLIER:
                return max(found, hours.start(self.begin))
            return found
        return self._on(date, hours, work)

    def _bound(self, bond: Bond, hours: WorkingHours, work: int) -> int:
        """The start that a link allows."""
        before = self.spans[bond.before]
        at = before.finish if bond.link.kind in FROM_FINISH else before.start
        at = moved(at, bond.link, hours, self.clocks)
        if bond.link.kind in TO_FINISH:
            return hours.begin(at, work)
        return self._on(at, hours, work)
