"""Levelling: work put off until the people and things that it needs are free.

A quick search: one piece of work after the other is put where it first fits (serial schedule
generation), in the order of several priority rules, then in orders near the best one; each schedule
is pushed to its end and back to its start, which closes gaps. It never breaks a capacity or a wait,
gives the same for the same work, and is near the best, not always the best. A solver
(``ports.levelling``) finds better ones with more time.

Source: R. Kolisch, Serial and parallel resource-constrained project scheduling methods revisited
(1996); V. Valls, F. Ballestín and S. Quintanilla, Justification and RCPSP (2005).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from heapq import heapify, heappop, heappush
from itertools import count as count_from
from itertools import islice, permutations
from math import factorial
from typing import Final

from addin.domain.levelling_problem import Levelled, Problem, lower_bound
from addin.domain.timeline import Timeline

_FEW: Final = 5
_MOST_PLACED: Final = 30_000  # jobs put into schedules by tries


class Priority(StrEnum):
    """Which of the jobs that could come next does."""

    LATEST_START = "latest start"
    LATEST_FINISH = "latest finish"
    LEAST_FLOAT = "least float"
    MOST_WORK_AFTER = "most work after"
    MOST_AFTER = "most jobs after"
    LONGEST = "longest"


def level(
    problem: Problem, rules: Sequence[Priority] = tuple(Priority), tries: int = 100
) -> Levelled:
    """The best schedule that the priority rules find, and so many tries of orders near it.

    Best is what is least late, then what is shortest, then what begins soonest.
    Work so small that all its orders are no more than the tries is levelled best; thousands of
    jobs get fewer tries, so that it stays a matter of seconds.

    Raises:
        WaitsInCircle: jobs wait for one another.
    """
    bound = lower_bound(problem)
    best = Levelled((), 0, bound, "")
    for rule in rules:
        best = _better(problem, best, _KEYS[rule](problem), rule.value)
        if _is_best(problem, best):
            return best
    affordable = min(tries, _MOST_PLACED // max(len(problem.jobs), 1))
    for keys in islice(_orders(problem, best, tries), affordable):
        best = _better(problem, best, keys, "tries near the best")
        if _is_best(problem, best):
            break
    return best


def _orders(problem: Problem, best: Levelled, tries: int) -> Iterator[Sequence[float]]:
    """Orders of work: all there are if those are few, else latest starts and good ones shaken."""
    count = len(problem.jobs)
    if count <= _FEW and factorial(count) <= tries:
        yield from permutations(range(count))
    chances = _chances()
    for attempt in count_from(1):
        near: Sequence[float] = best.starts if attempt % 2 else problem.late
        spread = max(best.length * (1 + attempt % 3) // 6, 2)
        yield [key + next(chances) % spread for key in near]


def _is_best(problem: Problem, found: Levelled) -> bool:
    return found.length <= found.bound and not problem.lateness(found.starts)


def _better(problem: Problem, best: Levelled, keys: Sequence[float], by: str) -> Levelled:
    starts = _pushed(problem, serial(problem, keys))
    if best.by and problem.worth(starts) >= problem.worth(best.starts):
        return best
    return Levelled(starts, problem.length(starts), best.bound, by)


def _chances() -> Iterator[int]:
    """Numbers without order, always the same ones: a plan levelled twice is the same plan.

    Source: the multiplier and increment of D. Knuth's MMIX.
    """
    number = 1
    while True:
        number = (6364136223846793005 * number + 1442695040888963407) % 2**64
        yield number >> 33


def serial(problem: Problem, keys: Sequence[float]) -> tuple[int, ...]:
    """Starts of a schedule: of the jobs that may come next, the one with the least key does.

    Jobs that are fixed take what they need first.
    """
    line = Timeline(problem.capacities, _begin(problem))
    starts = [0] * len(problem.jobs)
    for at, job in enumerate(problem.jobs):
        if job.fixed is not None:
            starts[at] = job.fixed
            line.take(job.fixed, job.fixed + job.duration, job.needs)
    waits = [len(those) for those in problem.before]
    ready = [(keys[at], at) for at, count in enumerate(waits) if not count]
    heapify(ready)
    while ready:
        at = heappop(ready)[1]
        job = problem.jobs[at]
        if job.fixed is None:
            first = max([job.earliest, *(starts[other] + gap for other, gap in problem.before[at])])
            starts[at] = line.first(first, job.duration, job.needs)
            line.take(starts[at], starts[at] + job.duration, job.needs)
        for follower, _ in problem.after[at]:
            waits[follower] -= 1
            if not waits[follower]:
                heappush(ready, (keys[follower], follower))
    return tuple(starts)


def _begin(problem: Problem) -> int:
    """A moment before anything starts, leads and fixed jobs counted."""
    leads = sum(min(wait.gap, 0) for wait in problem.waits)
    return min((0, *(job.fixed for job in problem.jobs if job.fixed is not None))) + leads


def _pushed(problem: Problem, starts: tuple[int, ...]) -> tuple[int, ...]:
    """A schedule pushed to its end and back to its start, for as long as that betters it."""
    if any(job.fixed is not None or job.earliest for job in problem.jobs):
        return starts  # seen from the end there is no such moment
    turned = problem.turned
    best = starts
    while True:
        ends = [start + job.duration for start, job in zip(best, problem.jobs, strict=True)]
        back = serial(turned, [-end for end in ends])
        whole = turned.length(back)
        keys = [whole - start - job.duration for start, job in zip(back, problem.jobs, strict=True)]
        found = serial(problem, keys)
        if problem.worth(found) >= problem.worth(best):
            return best
        best = found


def _work_after(problem: Problem) -> list[float]:
    """Minus the work of a job and of all that directly waits for it."""
    return [
        -job.duration - sum(problem.jobs[other].duration for other, _ in problem.after[at])
        for at, job in enumerate(problem.jobs)
    ]


def _jobs_after(problem: Problem) -> list[float]:
    """Minus how many jobs wait for one, at any distance."""
    found: list[int] = [0] * len(problem.jobs)  # as bits
    for at in reversed(problem.order):
        for other, _ in problem.after[at]:
            found[at] |= found[other] | 1 << other
    return [-those.bit_count() for those in found]


_KEYS: Final[Mapping[Priority, Callable[[Problem], Sequence[float]]]] = {
    Priority.LATEST_START: lambda problem: problem.late,
    Priority.LATEST_FINISH: lambda problem: [
        start + job.duration for start, job in zip(problem.late, problem.jobs, strict=True)
    ],
    Priority.LEAST_FLOAT: lambda problem: [
        late - early for late, early in zip(problem.late, problem.early, strict=True)
    ],
    Priority.MOST_WORK_AFTER: _work_after,
    Priority.MOST_AFTER: _jobs_after,
    Priority.LONGEST: lambda problem: [-job.duration for job in problem.jobs],
}
