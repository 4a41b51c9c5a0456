"""By whose working hours a task of a plan runs: its own calendar's, its people's, or the plan's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from addin.domain.project_plan import PlannedTask, ProjectPlan
from addin.domain.working_days import WorkingCalendar
from addin.domain.working_hours import CONTINUOUS, Shift, WorkingHours, hours_of

_HOUR: Final = 3600
_THOUSANDTH: Final = Decimal("0.001")


class PlanClocks:
    """The working hours of a plan, worked out once.

    A task runs while anybody on it works, and if it has a calendar of its own, only by that too.
    Without people it runs by the plan's. An elapsed duration runs round the clock.
    """

    def __init__(self, plan: ProjectPlan) -> None:
        self.plan = plan
        self.day: Final = int(plan.hours_per_day * _HOUR)
        """Seconds of work in a day of the plan: what a duration of 1 is."""
        self._by_name: dict[str, WorkingHours] = {}
        self._together: dict[tuple[str, frozenset[str]], WorkingHours] = {}

    @cached_property
    def own(self) -> WorkingHours:
        """The plan's own."""
        return self.named("")

    def named(self, calendar: str) -> WorkingHours:
        """Those of a calendar; the plan's own if there is none of that name."""
        found = self._by_name.get(calendar)
        if found is None:
            found = self._by_name[calendar] = self._read(calendar)
        return found

    def _read(self, name: str) -> WorkingHours:
        plan = self.plan
        if name in plan.hours:
            return plan.hours[name]
        if name in plan.calendars:
            return hours_of(plan.calendars[name], plan.hours_per_day)
        return self.own if name else hours_of(WorkingCalendar(), plan.hours_per_day)

    def of(self, task: PlannedTask) -> WorkingHours:
        """Those of a task."""
        if task.is_elapsed:
            return CONTINUOUS
        theirs = {
            who.calendar
            for one in task.assignments
            if (who := self.plan.resources.get(one.resource)) is not None
            and who.calendar
            and not who.is_material
        }
        if task.ignores_resource_calendars or not theirs:
            return self.named(task.calendar)
        if len(theirs) == 1 and not task.calendar:
            return self.named(*theirs)
        key = (task.calendar, frozenset(theirs))
        if key not in self._together:
            self._together[key] = self._shared(task.calendar, sorted(theirs))
        return self._together[key]

    def _shared(self, own: str, theirs: Sequence[str]) -> WorkingHours:
        """When anybody works, within the task's calendar; by that alone if they never do."""
        found = self.named(theirs[0])
        for name in theirs[1:]:
            found = _joined(found, self.named(name), _either)
        if not own:
            return found
        found = _joined(found, self.named(own), _both)
        return found if any(found.week) else self.named(own)

    def seconds(self, days: Decimal) -> int:
        """So many days of the plan as seconds."""
        return round(days * self.day)

    def days(self, seconds: int) -> Decimal:
        """Seconds of work as days of the plan, to three places."""
        return (Decimal(seconds) / self.day).quantize(_THOUSANDTH).normalize() + 0


def _joined(
    one: WorkingHours,
    other: WorkingHours,
    how: Callable[[Sequence[Shift], Sequence[Shift]], tuple[Shift, ...]],
) -> WorkingHours:
    days = {*one.other_days, *other.other_days}
    return WorkingHours(
        tuple(how(a, b) for a, b in zip(one.week, other.week, strict=True)),
        {day: how(one.shifts(day), other.shifts(day)) for day in days},
    )


def _both(one: Sequence[Shift], other: Sequence[Shift]) -> tuple[Shift, ...]:
    return tuple((max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) < min(b, d))


def _either(one: Sequence[Shift], other: Sequence[Shift]) -> tuple[Shift, ...]:
    found: list[Shift] = []
    for start, end in sorted((*one, *other)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)
