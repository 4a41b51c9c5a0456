"""Levelling by CP-SAT, the constraint solver of Google's OR-Tools: the extra ``solver``."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from addin.domain.levelling_problem import Levelled, Problem, step_of
from addin.errors import SolverMissing

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

_WORKERS: Final = 2


class CpSat:
    """``ports.levelling.LevellingSolver`` over OR-Tools, which is imported when it is used."""

    def solve(self, problem: Problem, start_from: Levelled, seconds: float) -> Levelled:
        """The best schedule within the time (see ``ports.levelling``).

        Raises:
            SolverMissing: OR-Tools is not installed.
        """
        try:
            from ortools.sat.python import cp_model  # noqa: PLC0415 - half a second, an extra
        except ImportError:
            raise SolverMissing from None
        step = step_of(problem)
        model = cp_model.CpModel()
        starts = _starts(model, problem, start_from, step)
        finish = model.new_int_var(
            min(start_from.bound, start_from.length) // step, start_from.length // step, "finish"
        )
        for start, job in zip(starts, problem.jobs, strict=True):
            model.add(finish >= start + job.duration // step)
        for resource in range(len(problem.capacities)):
            _capacity(model, problem, resource, starts, step)
        late = _late(model, problem, starts, start_from, step)
        weight = start_from.length // step + 1  # a day late is worse than any length
        model.minimize(finish + weight * sum(late) if late else finish)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = _WORKERS
        if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return start_from
        found = tuple(solver.value(start) * step for start in starts)
        length = problem.length(found)
        if problem.worth(found) >= problem.worth(start_from.starts):
            found, length = start_from.starts, start_from.length
        bound = 0 if late else math.ceil(solver.best_objective_bound - 1e-6) * step
        return Levelled(found, length, min(max(start_from.bound, bound), length), "CP-SAT")


def _late(
    model: cp_model.CpModel, problem: Problem, starts: list[Any], start_from: Levelled, step: int
) -> list[Any]:
    """By how much each job that is due may be late."""
    found: list[Any] = []
    for at, job in enumerate(problem.jobs):
        if job.due is not None and job.fixed is None:
            most = (start_from.length - job.due) // step + 1
            late = model.new_int_var(0, max(most, 0), f"late {at}")
            model.add(late * step >= starts[at] * step + job.duration - job.due)
            found.append(late)
    return found


def _starts(
    model: cp_model.CpModel, problem: Problem, start_from: Levelled, step: int
) -> list[Any]:
    """A variable for the start of each job, bound by its dates and by what it waits for."""
    latest = start_from.length // step
    starts: list[Any] = []
    for at, job in enumerate(problem.jobs):
        first = (job.earliest if job.fixed is None else job.fixed) // step
        last = max(first, latest - job.duration // step) if job.fixed is None else first
        start = model.new_int_var(first, last, f"start {at}")
        model.add_hint(start, start_from.starts[at] // step)
        starts.append(start)
    for wait in problem.waits:
        if problem.jobs[wait.after].fixed is None:
            model.add(starts[wait.after] >= starts[wait.before] + wait.gap // step)
    return starts


def _capacity(
    model: cp_model.CpModel, problem: Problem, resource: int, starts: list[Any], step: int
) -> None:
    """No more at once than there is; where fixed jobs ask for more, there is none left."""
    capacity = problem.capacities[resource]
    spans, amounts = [], []
    for at, job in enumerate(problem.jobs):
        amount = dict(job.needs).get(resource, 0)
        if amount and job.duration and job.fixed is None:
            length = job.duration // step
            spans.append(model.new_fixed_size_interval_var(starts[at], length, f"job {at}"))
            amounts.append(amount)
    if not spans:
        return
    for start, finish, load in _fixed(problem, resource):
        length = (finish - start) // step
        spans.append(model.new_fixed_size_interval_var(start // step, length, f"fixed {start}"))
        amounts.append(min(load, capacity))
    model.add_cumulative(spans, amounts, capacity)


def _fixed(problem: Problem, resource: int) -> Iterator[tuple[int, int, int]]:
    """Stretches in which fixed jobs ask for a resource, and for how much: from, to, load."""
    steps: dict[int, int] = {}
    for job in problem.jobs:
        amount = dict(job.needs).get(resource, 0)
        if amount and job.fixed is not None and job.duration:
            steps[job.fixed] = steps.get(job.fixed, 0) + amount
            end = job.fixed + job.duration
            steps[end] = steps.get(end, 0) - amount
    load, moments = 0, sorted(steps)
    for at, moment in enumerate(moments[:-1]):
        load += steps[moment]
        if load:
            yield moment, moments[at + 1], load
