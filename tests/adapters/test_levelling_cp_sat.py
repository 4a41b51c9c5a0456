"""The solver: the same laws as the quick search, and never worse."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from addin.domain.levelling import level
from addin.domain.levelling_problem import Job, Levelled, Problem, over
from addin.errors import SolverMissing
from tests.domain.test_levelling import problems

pytest.importorskip("ortools", reason="the extra “solver” is not installed")


def test_without_the_solver_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is levelled."""
    from addin.adapters.levelling_cp_sat import CpSat  # noqa: PLC0415 - as wiring does

    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    problem = Problem((Job("A", 1),), (), ())
    with pytest.raises(SolverMissing, match=r"tieout\[solver\]"):
        CpSat().solve(problem, level(problem), 1)


@settings(deadline=None, max_examples=15)
@given(problems())
def test_the_solver_keeps_every_law_and_is_never_worse(problem):
    """Waits, capacities and fixed jobs as in the quick search; bound and length agree."""
    from addin.adapters.levelling_cp_sat import CpSat  # noqa: PLC0415 - as wiring does

    quick = level(problem, tries=2)
    found = CpSat().solve(problem, quick, 2)

    assert found.bound <= found.length <= quick.length
    assert found.length == problem.length(found.starts)
    for wait in problem.waits:
        if problem.jobs[wait.after].fixed is None:
            assert found.starts[wait.after] >= found.starts[wait.before] + wait.gap
    for start, job in zip(found.starts, problem.jobs, strict=True):
        assert start == job.fixed if job.fixed is not None else start >= job.earliest
    if not any(job.fixed is not None for job in problem.jobs):
        assert not list(over(problem, found.starts))


def test_what_is_due_goes_first():
    """A day late is worse than any length."""
    from addin.adapters.levelling_cp_sat import CpSat  # noqa: PLC0415 - as wiring does

    jobs = (Job("Rig", 2, ((0, 1),)), Job("Shoot", 3, ((0, 1),), due=3))
    problem = Problem(jobs, (), (1,))

    assert CpSat().solve(problem, Levelled((0, 2), 5, 5, "by hand"), 5).starts == (3, 0)


@pytest.mark.real
def test_a_public_instance_is_solved_to_its_best(real: Path) -> None:
    """43 periods, and no fewer."""
    from addin.adapters.levelling_cp_sat import CpSat  # noqa: PLC0415 - as wiring does
    from addin.domain.plan_levelling import levelled  # noqa: PLC0415 - one test
    from addin.importers.psplib import PSPLIB  # noqa: PLC0415 - one test

    plan = PSPLIB.read((real / "psplib" / "j301_1.sm").read_bytes(), "j301_1.sm").plan
    assert plan is not None
    found = levelled(
        plan,
        dt.datetime(2026, 3, 2),
        search=lambda problem: CpSat().solve(problem, level(problem, tries=0), 20),
    )
    assert (found.after.finish - found.after.start).days == found.bound == 43
