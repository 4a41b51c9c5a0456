"""Levelling: laws that no schedule may break, and instances whose best length is known."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.levelling import Priority, level, serial
from addin.domain.levelling_problem import (
    Job,
    NeedsTooMuch,
    Problem,
    Wait,
    WaitsInCircle,
    lower_bound,
    over,
)


@st.composite
def problems(draw, most: int = 8, *, fixed: bool = True):
    """Jobs that wait for earlier ones, with leads and lags, and two resources."""
    capacities = (draw(st.integers(1, 4)), draw(st.integers(1, 3)))
    count = draw(st.integers(1, most))
    jobs = tuple(
        Job(
            str(at),
            draw(st.integers(0, 6)),
            tuple(
                (resource, amount)
                for resource, capacity in enumerate(capacities)
                if (amount := draw(st.integers(0, capacity)))
            ),
            draw(st.sampled_from([0, 0, 0, 3])) if fixed else 0,
            draw(st.sampled_from([None, None, None, None, 2])) if fixed else None,
        )
        for at in range(count)
    )
    waits = tuple(
        Wait(before, at, draw(st.sampled_from([jobs[before].duration, 0, 3, -1])))
        for at in range(1, count)
        for before in draw(st.lists(st.integers(0, at - 1), unique=True, max_size=2))
    )
    return Problem(jobs, waits, capacities)


def _holds(problem: Problem, starts: tuple[int, ...]) -> None:
    for wait in problem.waits:
        if problem.jobs[wait.after].fixed is None:
            assert starts[wait.after] >= starts[wait.before] + wait.gap
    for start, job in zip(starts, problem.jobs, strict=True):
        assert start == job.fixed if job.fixed is not None else start >= job.earliest
    for resource, begin, end, _ in over(problem, starts):
        for start, job in zip(starts, problem.jobs, strict=True):
            if start < end and begin < start + job.duration and dict(job.needs).get(resource):
                assert job.fixed is not None or not job.duration, "it could have waited"


@settings(deadline=None, max_examples=200)
@given(problems(fixed=False))
def test_no_wait_and_no_capacity_is_ever_broken(problem):
    """Whatever the order of work; and never shorter than the bound."""
    found = level(problem, tries=6)

    _holds(problem, found.starts)
    assert not list(over(problem, found.starts))
    assert found.length == problem.length(found.starts) >= found.bound == lower_bound(problem)


@settings(deadline=None, max_examples=200)
@given(problems())
def test_what_is_fixed_stays_and_what_is_not_keeps_out_of_its_way(problem):
    """Fixed jobs may ask for too much; no other job joins them there."""
    _holds(problem, level(problem, tries=4).starts)


@settings(deadline=None, max_examples=60)
@given(problems(most=4, fixed=False))
def test_small_ones_are_levelled_best(problem):
    """No order of four jobs gives a shorter schedule than all the rules and tries do."""
    count = len(problem.jobs)
    best = min(
        problem.length(serial(problem, [float(order.index(at)) for at in range(count)]))
        for order in permutations(range(count))
    )

    assert level(problem).length <= best


@given(problems())
def test_the_same_work_is_levelled_the_same_way(problem):
    """Every time."""
    assert level(problem, tries=3) == level(problem, tries=3)


@pytest.mark.parametrize("rule", Priority)
def test_two_painters_share_one_booth(rule):
    """One after the other, in four days."""
    jobs = (Job("A", 2, ((0, 1),)), Job("B", 2, ((0, 1),)))

    assert level(Problem(jobs, (), (1,)), [rule]).length == 4


def test_what_is_due_goes_first():
    """Of two that take equally long together, the one with a date; also where it waits."""
    jobs = (Job("Rig", 2, ((0, 1),)), Job("Shoot", 3, ((0, 1),)), Job("Deliver", 0, due=3))

    assert level(Problem(jobs, (Wait(1, 2, 3),), (1,))).starts == (3, 0, 3)


def test_what_can_never_be_done_is_told():
    """A task needs three of two; two jobs wait for one another."""
    with pytest.raises(NeedsTooMuch, match="Rig needs 3 of Crane, of which there are 2"):
        Problem((Job("Rig", 1, ((0, 3),)),), (), (2,), ("Crane",))
    with pytest.raises(WaitsInCircle):
        level(Problem((Job("A", 1), Job("B", 1)), (Wait(0, 1, 1), Wait(1, 0, 1)), ()))
