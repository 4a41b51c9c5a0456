"""What levelling is asked, and what it answers: jobs, waits, capacities, and a schedule.

Times are whole numbers of any unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import gcd

from addin.domain.timeline import Needs


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work: how long it takes, what it needs meanwhile, by a resource's place.

    It does not start before ``earliest``, and should be finished by ``due``. With ``fixed`` it
    starts then, whatever else is.
    """

    name: str
    duration: int
    needs: Needs = ()
    earliest: int = 0
    fixed: int | None = None
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """``after`` starts no sooner than ``gap`` after ``before`` has started; places of jobs."""

    before: int
    after: int
    gap: int


class NeedsTooMuch(ValueError):
    """A task needs more of a resource than there is: no levelling can help."""

    def __init__(self, task: str, resource: str, need: Decimal, capacity: Decimal) -> None:
        super().__init__(task, resource, need, capacity)
        self.task, self.resource = task, resource
        self.need, self.capacity = need, capacity

    def __str__(self) -> str:
        return (
            f"{self.task} needs {self.need} of {self.resource}, of which there are {self.capacity}"
        )


class WaitsInCircle(ArithmeticError):
    """Jobs that wait for one another: also a latest start after another, which is a wait back."""

    def __str__(self) -> str:
        return "tasks wait for one another"


@dataclass(frozen=True)
class Problem:
    """Jobs, what waits for what, and how much there is of each resource.

    ``unit`` is what amounts are counted in: 1000 where 500 is half a person.

    Raises:
        NeedsTooMuch: a job that is not fixed needs more than there is.
    """

    jobs: tuple[Job, ...]
    waits: tuple[Wait, ...]
    capacities: tuple[int, ...]
    resources: tuple[str, ...] = ()
    unit: int = 1

    def __post_init__(self) -> None:
        for job in self.jobs:
            for resource, amount in job.needs:
                if amount > self.capacities[resource] and job.duration and job.fixed is None:
                    name = self.resources[resource] if self.resources else f"resource {resource}"
                    raise NeedsTooMuch(
                        job.name,
                        name,
                        Decimal(amount) / self.unit,
                        Decimal(self.capacities[resource]) / self.unit,
                    )

    @cached_property
    def before(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each job, what it waits for, each with its gap."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.jobs]
        for wait in self.waits:
            found[wait.after].append((wait.before, wait.gap))
        return tuple(map(tuple, found))

    @cached_property
    def after(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each job, what waits for it, each with its gap."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.jobs]
        for wait in self.waits:
            found[wait.before].append((wait.after, wait.gap))
        return tuple(map(tuple, found))

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The jobs, each after all it waits for.

        Raises:
            WaitsInCircle: some wait for one another.
        """
        waits = [len(those) for those in self.before]
        ready = [job for job, count in enumerate(waits) if not count]
        for job in ready:  # grows while it is read
            for follower, _ in self.after[job]:
                waits[follower] -= 1
                if not waits[follower]:
                    ready.append(follower)
        if len(ready) < len(self.jobs):
            raise WaitsInCircle
        return tuple(ready)

    @cached_property
    def early(self) -> tuple[int, ...]:
        """The earliest starts if there were enough of everything."""
        found = [0] * len(self.jobs)
        for job in self.order:
            own = self.jobs[job]
            bounds = [found[other] + gap for other, gap in self.before[job]]
            found[job] = max([own.earliest, *bounds]) if own.fixed is None else own.fixed
        return tuple(found)

    @cached_property
    def late(self) -> tuple[int, ...]:
        """The latest starts that end no later than the earliest ones."""
        last = self.length(self.early)
        found = [last - job.duration for job in self.jobs]
        for job in reversed(self.order):
            for other, gap in self.after[job]:
                found[job] = min(found[job], found[other] - gap)
        return tuple(found)

    def length(self, starts: Sequence[int]) -> int:
        """When the last job is finished."""
        ends = (start + job.duration for start, job in zip(starts, self.jobs, strict=True))
        return max(ends, default=0)

    def lateness(self, starts: Sequence[int]) -> int:
        """By how much jobs are finished after they are due, all together."""
        return sum(
            max(start + job.duration - job.due, 0)
            for start, job in zip(starts, self.jobs, strict=True)
            if job.due is not None
        )

    def worth(self, starts: Sequence[int]) -> tuple[int, int, int]:
        """What makes one schedule better than another, the least the best.

        First what is late, then how long it all takes, then how long everybody waits.
        """
        return self.lateness(starts), self.length(starts), sum(starts)

    @cached_property
    def turned(self) -> Problem:
        """The same seen from the end: what came first comes last."""
        waits = tuple(
            Wait(
                wait.after,
                wait.before,
                wait.gap + self.jobs[wait.after].duration - self.jobs[wait.before].duration,
            )
            for wait in self.waits
        )
        jobs = tuple(Job(job.name, job.duration, job.needs) for job in self.jobs)
        return Problem(jobs, waits, self.capacities, self.resources, self.unit)


@dataclass(frozen=True, slots=True)
class Levelled:
    """A schedule that keeps every capacity: the start of each job, and how long it all takes.

    ``bound``: no schedule is shorter, as far as is known; ``by`` is what found it.
    """

    starts: tuple[int, ...]
    length: int
    bound: int
    by: str


def lower_bound(problem: Problem) -> int:
    """A length that no schedule beats: the critical path, or all work of the scarcest resource."""
    found = problem.length(problem.early)
    first = min(problem.early, default=0)
    for resource, capacity in enumerate(problem.capacities):
        work = sum(
            job.duration * amount
            for job in problem.jobs
            for needed, amount in job.needs
            if needed == resource
        )
        if capacity:
            found = max(found, first - (-work // capacity))
    step = step_of(problem)
    return -(-found // step) * step


def step_of(problem: Problem) -> int:
    """The largest span of time that everything is a multiple of."""
    steps = [number for job in problem.jobs for number in (job.duration, job.earliest)]
    steps += [wait.gap for wait in problem.waits]
    steps += [job.fixed for job in problem.jobs if job.fixed is not None]
    return gcd(*steps) or 1


def over(problem: Problem, starts: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Where a schedule asks for more than there is: resource, from, to, and how much it asks."""
    for resource, capacity in enumerate(problem.capacities):
        steps: dict[int, int] = {}
        for start, job in zip(starts, problem.jobs, strict=True):
            for needed, amount in job.needs:
                if needed == resource and job.duration:
                    steps[start] = steps.get(start, 0) + amount
                    steps[start + job.duration] = steps.get(start + job.duration, 0) - amount
        load, moments = 0, sorted(steps)
        for at, moment in enumerate(moments):
            load += steps[moment]
            if load > capacity:
                yield resource, moment, moments[at + 1], load
