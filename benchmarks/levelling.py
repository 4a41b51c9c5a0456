"""Levelling beside the best that is known, on public scheduling instances, and beside the solver.

The instances lie in the folder given, else in ``shared/real/psplib`` beside the checkout. The quick
search is asked with one priority rule, with all of them, and with a hundred tries more; then
CP-SAT gets ten seconds from where the quick search ended, if OR-Tools is installed. Lengths are
periods; the gap is to the shortest that is known, or to the bound where that is not. Run
``python -m benchmarks.levelling [FOLDER]``.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from addin.domain.levelling import Priority, level
from addin.domain.levelling_problem import Levelled, Problem
from addin.domain.plan_levelling import levelled
from addin.domain.plan_loads import overloads
from addin.domain.project_plan import ProjectPlan
from addin.importers.psplib import PSPLIB

FOLDER = Path(__file__).parents[2] / "shared" / "real" / "psplib"
BEST = {"j301_1.sm": 43}
"""The shortest known: PSPLIB's own list of solutions."""
SECONDS = 10.0
START = dt.datetime(2026, 1, 1)


def with_solver(problem: Problem) -> Levelled:
    """CP-SAT, from the quick search's result on."""
    from addin.adapters.levelling_cp_sat import CpSat  # noqa: PLC0415 - an extra

    return CpSat().solve(problem, level(problem), SECONDS)


WAYS: dict[str, Callable[[Problem], Levelled]] = {
    "latest start": lambda problem: level(problem, [Priority.LATEST_START], tries=0),
    "all rules": lambda problem: level(problem, tries=0),
    "100 tries": level,
    "CP-SAT, 10 s": with_solver,
}


def run(name: str, plan: ProjectPlan) -> None:
    """One instance in every way."""
    for way, search in WAYS.items():
        if search is with_solver and find_spec("ortools") is None:
            continue
        began = time.perf_counter()
        found = levelled(plan, START, search=search)
        seconds = time.perf_counter() - began
        length = (found.after.finish - found.after.start).days
        over = len(list(overloads(found.after)))
        best = BEST.get(name) or float(found.bound)
        to = "best known" if name in BEST else "bound"
        gap = 100 * (length - best) / best
        print(
            f"{name:14} {len(plan.tasks):6} {way:14} {length:7} {gap:6.1f} % to {to} {best:g},"
            f" {seconds:7.3f} s, over capacity {over}",
            flush=True,
        )


def main(folder: Path) -> None:
    """All instances that the importer knows."""
    for file in sorted(folder.iterdir()):
        content = file.read_bytes()
        if PSPLIB.knows(content[:4096], file.name):
            plan = PSPLIB.read(content, file.name).plan
            assert plan is not None  # noqa: S101 - it knows only plans
            run(file.name, plan)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) == 2 else FOLDER)
