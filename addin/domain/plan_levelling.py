"""Levelling of a plan: tasks put off until the people and things they need are free.

The order of work is found in working time (``levelling``), then every task is put into the calendar
in that order, where it fits. What is done, has begun or has dates typed by hand stays, even where
it asks for too much: such a stretch is found by ``plan_loads``. A task is never split.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import heapify, heappop, heappush

from addin.domain.critical_path import LinkKind
from addin.domain.levelling import level
from addin.domain.levelling_problem import Job, Levelled, Problem, Wait
from addin.domain.plan_clocks import PlanClocks
from addin.domain.plan_dates import PlanDates, dates_of, start_of
from addin.domain.plan_forward import Forward, is_ahead
from addin.domain.plan_network import Bond, Network, network
from addin.domain.plan_passes import FROM_FINISH, TO_FINISH
from addin.domain.project_plan import Constraint, PlannedTask, ProjectPlan
from addin.domain.timeline import Needs, Timeline
from addin.domain.working_hours import moment_of, seconds_of

UNIT = 1000
"""Units of a resource are counted in thousandths: half a person is 500."""
_FORCED = frozenset(
    {
        Constraint.START_ON,
        Constraint.FINISH_ON,
        Constraint.START_NO_LATER,
        Constraint.FINISH_NO_LATER,
    }
)


@dataclass(frozen=True, slots=True)
class LevelledPlan:
    """A plan before and after levelling; ``delays`` in days of the plan, by the task's id.

    ``bound``: no order of work is shorter, in days of the plan from its start; ``by`` is what found
    the order.
    """

    before: PlanDates
    after: PlanDates
    delays: dict[str, Decimal]
    bound: Decimal
    by: str


def levelled(
    plan: ProjectPlan,
    start: dt.datetime | None = None,
    *,
    status: dt.datetime | None = None,
    search: Callable[[Problem], Levelled] = level,
) -> LevelledPlan:
    """The dates of a plan within the capacity of its resources.

    Args:
        plan: with resources, and assignments that say how much of each a task takes.
        start: when it begins, as in ``dates_of``.
        status: work that is left cannot lie before it.
        search: what finds the order of work; another than the usual one is a solver.

    Raises:
        NeedsTooMuch: a task needs more of a resource than there is.
        NoStart, NetworkError, UnknownTask, Circle, NoWorkingDay: as in ``dates_of``.
    """
    before = dates_of(plan, start, status=status)
    net, clocks = network(plan.tasks), PlanClocks(plan)
    resources = _resources(plan)
    leaves = list(net.leaves())
    needs = [_needs(task, resources) for task in net.tasks]
    problem = _problem(before, net, clocks, leaves, needs, resources)
    found = search(problem)
    keys = dict(zip(leaves, found.starts, strict=True))
    hours = [clocks.of(task) for task in net.tasks]
    line = Timeline([problem.capacities[at] for at in range(len(resources))])
    stays = {place for place in leaves if not _moves(plan, net.tasks[place])}
    for place in stays:
        one = before.by_id[net.tasks[place].id]
        line.take(seconds_of(one.start), seconds_of(one.finish), needs[place])

    def fit(place: int, begin: int, work: int) -> int:
        if place in stays or not work or not needs[place]:
            return begin
        at = begin
        while True:
            length = hours[place].finish(at, work) - at
            later = line.first(at, length, needs[place])
            if later == at:
                line.take(at, at + length, needs[place])
                return at
            at = hours[place].start(later)

    forward = Forward(net, clocks, hours, seconds_of(start_of(plan, start)), status, {})
    forward.order, forward.fit = _in_order(net, keys), fit
    floors = {
        net.tasks[place].id: moment_of(early.span.start)
        for place, early in enumerate(forward.run())
        if not net.below[place]
    }
    after = dates_of(plan, start, status=status, not_before=floors)
    delays = {}
    for was, now in zip(before.tasks, after.tasks, strict=True):
        late = clocks.of(now.task).between(seconds_of(was.start), seconds_of(now.start))
        if late and not now.task.is_summary:
            delays[now.task.id] = clocks.days(late)
    return LevelledPlan(before, after, delays, clocks.days(found.bound), found.by)


def _resources(plan: ProjectPlan) -> dict[str, int]:
    """The place of each resource that can be short; material is bought as it is used."""
    names = (name for name, one in plan.resources.items() if not one.is_material)
    return {name: place for place, name in enumerate(names)}


def _needs(task: PlannedTask, resources: dict[str, int]) -> Needs:
    found: dict[int, int] = {}
    for one in task.assignments:
        if one.resource in resources and one.units > 0:
            place = resources[one.resource]
            found[place] = found.get(place, 0) + round(one.units * UNIT)
    return tuple(found.items())


def _moves(plan: ProjectPlan, task: PlannedTask) -> bool:
    forced = task.constraint_date is not None and task.constraint in _FORCED
    return is_ahead(task) and not (forced and plan.honours_constraints)


def _problem(
    dates: PlanDates,
    net: Network,
    clocks: PlanClocks,
    leaves: Sequence[int],
    needs: Sequence[Needs],
    resources: dict[str, int],
) -> Problem:
    """The plan in seconds of its own working time, from its start on."""
    plan, own = dates.plan, clocks.own
    zero = seconds_of(dates.start)
    at = {place: number for number, place in enumerate(leaves)}
    jobs = []
    for place in leaves:
        task = net.tasks[place]
        one = dates.by_id[task.id]
        first = own.between(zero, seconds_of(one.start))
        moves = _moves(plan, task)
        work = clocks.seconds(task.duration) if moves else 0
        if not moves or task.is_elapsed:
            work = own.between(seconds_of(one.start), seconds_of(one.finish))
        jobs.append(
            Job(
                task.name or task.id,
                max(work, 0),
                needs[place],
                0 if one.behind or not moves else first,
                None if moves else first,
                None if task.deadline is None else own.between(zero, seconds_of(task.deadline)),
            )
        )
    waits = tuple(
        Wait(at[before], at[bond.after], _gap(bond, jobs[at[before]], jobs[at[bond.after]], clocks))
        for place in leaves
        for bond in net.into[place]
        for before in _leaves_of(net, bond.before)
    )
    capacities = [round(plan.resources[name].capacity * UNIT) for name in resources]
    names = [plan.resources[name].name for name in resources]
    return Problem(tuple(jobs), waits, tuple(capacities), tuple(names), UNIT)


def _leaves_of(net: Network, place: int) -> list[int]:
    below = net.below[place]
    return [leaf for one in below for leaf in _leaves_of(net, one)] if below else [place]


def _gap(bond: Bond, before: Job, after: Job, clocks: PlanClocks) -> int:
    """From start to start, in working time; an elapsed lag is taken as working time here."""
    kind: LinkKind = bond.link.kind
    gap = clocks.seconds(bond.link.lag)
    if kind in FROM_FINISH:
        gap += before.duration
    if kind in TO_FINISH:
        gap -= after.duration
    return gap


def _in_order(net: Network, keys: dict[int, int]) -> list[int]:
    """All places, each after what it waits for; of those that could come next, the soonest."""
    waits = [len(net.into[place]) + len(net.below[place]) for place in range(len(net.tasks))]
    ready = [(keys.get(place, 0), place) for place, count in enumerate(waits) if not count]
    heapify(ready)
    found: list[int] = []
    while ready:
        place = heappop(ready)[1]
        found.append(place)
        after = [bond.after for bond in net.out_of[place]]
        if net.above[place] >= 0:
            after.append(net.above[place])
        for one in after:
            waits[one] -= 1
            if not waits[one]:
                heappush(ready, (keys.get(one, 0), one))
    return found
