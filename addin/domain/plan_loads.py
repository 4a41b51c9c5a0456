"""How much of each resource a plan asks for, and where that is more than there is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from addin.domain.plan_dates import PlanDates, TaskDates
from addin.domain.project_plan import Resource


@dataclass(frozen=True, slots=True)
class Overload:
    """A stretch of time in which a resource is asked for more than there is of it.

    ``load`` is the most that is asked at once, in units (1: one person full time); ``tasks`` are
    those that ask, by their start.
    """

    resource: Resource
    start: dt.datetime
    finish: dt.datetime
    load: Decimal
    tasks: tuple[TaskDates, ...]


def overloads(dates: PlanDates) -> Iterator[Overload]:
    """Every such stretch, resource by resource and then by time; material is never short.

    A task that is finished asks for nothing any more.
    """
    uses: dict[str, list[tuple[TaskDates, Decimal]]] = defaultdict(list)
    for one in dates.tasks:
        if one.task.done >= 1 or one.start == one.finish:
            continue
        for each in one.task.assignments:
            uses[each.resource].append((one, each.units))
    for name, resource in dates.plan.resources.items():
        if not resource.is_material:
            yield from _over(resource, uses.get(name, []))


def _over(resource: Resource, uses: list[tuple[TaskDates, Decimal]]) -> Iterator[Overload]:
    steps: dict[dt.datetime, Decimal] = defaultdict(Decimal)
    for one, units in uses:
        steps[one.start] += units
        steps[one.finish] -= units
    load, peak, since = Decimal(0), Decimal(0), None
    for moment in sorted(steps):
        load += steps[moment]
        if load > resource.capacity:
            since, peak = since or moment, max(peak, load)
        elif since is not None:
            those = [one for one, _ in uses if one.start < moment and one.finish > since]
            those.sort(key=lambda one: (one.start, one.finish))
            yield Overload(resource, since, moment, peak, tuple(those))
            since, peak = None, Decimal(0)
