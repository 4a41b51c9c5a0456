"""The critical path of 10,000 and 100,000 tasks beside networkx, in the same run.

Each task waits for two of the 200 before it, with a lag; the list stands in order of work, or
is shuffled, as after a sort by name. networkx is given what it is made for: a graph of integers,
and the two passes through its topological order; ours are the tasks as the functions and reports
have them, names and decimals. Both must agree on every date. Then the working dates of
``tieout plan`` (calendar, constraints, floats), and a day-out-of-days of 200 cast over 120 days.
Run ``python -m benchmarks.critical_path``; ``pip install networkx`` first.
"""

from __future__ import annotations

import datetime as dt
import gc
import platform
import random
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from addin.domain.critical_path import Link, LinkKind, Task, Timing, critical_path
from addin.domain.day_out_of_days import Board, HoldRules, days_of, totals
from addin.domain.plan_dates import dates_of
from addin.domain.project_plan import PlannedTask, ProjectPlan

SIZES = (10_000, 100_000)
ROUNDS = 3
Numbers = tuple[list[int], list[tuple[int, int, int]]]
T = TypeVar("T")


def made(count: int) -> Numbers:
    """Durations, and links as before, after, lag."""
    chance = random.Random(5)
    durations = [chance.randrange(1, 10) for _ in range(count)]
    links = [
        (before, after, chance.randrange(3))
        for after in range(1, count)
        for before in {chance.randrange(max(0, after - 200), after) for _ in range(2)}
    ]
    return durations, links


def out_of_order(numbers: Numbers) -> Numbers:
    """The same work under other numbers: a list sorted by name, say."""
    durations, links = numbers
    places = list(range(len(durations)))
    random.Random(6).shuffle(places)
    moved = [0] * len(durations)
    for at, days in zip(places, durations, strict=True):
        moved[at] = days
    return moved, [(places[before], places[after], lag) for before, after, lag in links]


def tasks_of(numbers: Numbers) -> list[Task]:
    """The same as tasks."""
    durations, links = numbers
    into: list[list[tuple[int, int]]] = [[] for _ in durations]
    for before, after, lag in links:
        into[after].append((before, lag))
    return [
        Task(
            str(at),
            Decimal(days),
            tuple(Link(str(each), LinkKind.FINISH_START, Decimal(lag)) for each, lag in into[at]),
        )
        for at, days in enumerate(durations)
    ]


def with_networkx(numbers: Numbers) -> tuple[dict[int, int], dict[int, int]]:
    """Early starts and late finishes, as a script with networkx finds them."""
    import networkx as nx  # noqa: PLC0415 - a peer that need not be there

    durations, links = numbers
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(durations)))
    graph.add_weighted_edges_from(links)
    starts = dict.fromkeys(graph, 0)
    order = list(nx.topological_sort(graph))
    for one in order:
        for after, edge in graph.adj[one].items():
            starts[after] = max(starts[after], starts[one] + durations[one] + edge["weight"])
    end = max(starts[one] + durations[one] for one in order)
    late = dict.fromkeys(graph, end)
    for one in reversed(order):
        for after, edge in graph.adj[one].items():
            late[one] = min(late[one], late[after] - durations[after] - edge["weight"])
    return starts, late


def timed(do: Callable[[], T]) -> tuple[float, T]:
    """Seconds, and what came of it."""
    start = time.perf_counter()
    found = do()
    return time.perf_counter() - start, found


def paired(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float, float]:
    """Medians of both, run in turn, and the median of the ratios."""
    pairs = [(timed(ours)[0], timed(theirs)[0]) for _ in range(ROUNDS)]
    mine, other = zip(*pairs, strict=True)
    ratio = statistics.median(a / b for a, b in pairs)
    return statistics.median(mine), statistics.median(other), ratio


def check(numbers: Numbers, timings: tuple[Timing, ...]) -> None:
    """Both say the same of every task."""
    starts, late = with_networkx(numbers)
    for one in timings:
        at = int(one.task.name)
        assert [int(one.early_start), int(one.late_finish)] == [starts[at], late[at]]  # noqa: S101 - a check


def plan_of(numbers: Numbers) -> ProjectPlan:
    """The same as a plan of working days from Monday to Friday."""
    tasks = tuple(
        PlannedTask(one.name, one.name, one.duration, one.links) for one in tasks_of(numbers)
    )
    return ProjectPlan("made up", tasks, start=dt.datetime(2026, 3, 2, 8))


def day_out_of_days(cast: int = 200, days: int = 120) -> tuple[float, int]:
    """Seconds for all codes and totals of a board, and how many codes that are."""
    chance = random.Random(7)
    first = dt.date(2026, 3, 2)
    works = {
        first + dt.timedelta(day): {str(chance.randrange(cast)) for _ in range(12)}
        for day in range(days)
    }
    given = Board(works)

    def all_codes() -> int:
        dates, worked = given.days(), given.working_days()
        found = 0
        for one in given.cast():
            codes = days_of(one, given, HoldRules(), worked=worked[one], days=dates)
            found += len(codes)
            totals(codes)
        return found

    return timed(all_codes)


def main() -> None:
    """Print the table."""
    print(f"Python {platform.python_version()}, medians of {ROUNDS} pairs")
    print(f"{'tasks':>8} {'links':>8} {'list':9} {'ours s':>8} {'networkx s':>11} {'ratio':>6}")
    for count in SIZES:
        numbers = made(count)
        for kind, given in (("in order", numbers), ("shuffled", out_of_order(numbers))):
            tasks = tasks_of(given)
            check(given, critical_path(tasks))
            gc.collect()
            gc.freeze()  # what stands there before is nobody's to search
            mine, theirs, ratio = paired(
                lambda tasks=tasks: critical_path(tasks),  # type: ignore[misc]
                lambda given=given: with_networkx(given),  # type: ignore[misc]
            )
            row = f"{count:8,} {len(given[1]):8,} {kind:9} {mine:8.3f} {theirs:11.3f} {ratio:6.2f}"
            print(row, flush=True)
        plan = plan_of(numbers)
        mine, theirs, ratio = paired(
            lambda plan=plan: dates_of(plan),  # type: ignore[misc]
            lambda numbers=numbers: with_networkx(numbers),  # type: ignore[misc]
        )
        print(f"{count:8,} {'':8} {'dates':9} {mine:8.3f} {theirs:11.3f} {ratio:6.2f}", flush=True)
    seconds, codes = day_out_of_days()
    print(f"day-out-of-days of 200 cast, 120 days: {seconds:.3f} s, {codes:,} codes")


if __name__ == "__main__":
    main()
