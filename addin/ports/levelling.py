"""Port: a solver that levels work better than the quick search does, given time."""

from __future__ import annotations

from typing import Protocol

from addin.domain.levelling_problem import Levelled, Problem


class LevellingSolver(Protocol):
    """Finds the shortest order of work it can."""

    def solve(self, problem: Problem, start_from: Levelled, seconds: float) -> Levelled:
        """The best schedule found within so many seconds; never a longer one than it starts from.

        ``bound`` of the answer is what the solver has proven, ``by`` names it.

        Raises:
            SolverMissing: the solver is not installed.
        """
        ...
