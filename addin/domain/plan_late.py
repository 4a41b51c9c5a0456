"""The backward pass through a plan: the latest dates that move neither its end nor a deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.plan_clocks import PlanClocks
from addin.domain.plan_network import Bond, Network
from addin.domain.plan_passes import FROM_FINISH, TO_FINISH, Span, moved
from addin.domain.project_plan import Constraint, PlannedTask
from addin.domain.working_hours import WorkingHours, seconds_of

_NO_LATER_FINISH: Final = frozenset({Constraint.FINISH_ON, Constraint.FINISH_NO_LATER})
_NO_LATER_START: Final = frozenset({Constraint.START_ON, Constraint.START_NO_LATER})


@dataclass(frozen=True, slots=True)
class Late:
    """The latest span of each place, and its floats in seconds of its own working time."""

    spans: Sequence[Span]
    total: Sequence[int]
    free: Sequence[int]
    end: int


def late_dates(
    net: Network,
    clocks: PlanClocks,
    hours: Sequence[WorkingHours],
    early: Sequence[Span],
    end: int | None = None,
) -> Late:
    """The latest dates; ``end`` is when the plan ends at the latest: as early as it can, left out.

    What is done, or has dates typed by hand, stays where it is.
    """
    last = max((span.finish for span in early), default=0) if end is None else end
    spans = list(early)
    total, free = [0] * len(early), [0] * len(early)
    for place in reversed(net.order):
        if net.below[place]:
            continue  # from its tasks, below
        task, at = net.tasks[place], hours[place]
        if task.done >= 1 or task.actual_finish is not None:
            continue
        work = at.between(*early[place])
        spans[place] = _latest(net, clocks, hours, early, spans, place, work, last)
        starts = at.between(early[place].start, spans[place].start)
        ends = at.between(early[place].finish, spans[place].finish)
        total[place] = min(starts, ends)
        free[place] = _free(net, clocks, hours, early, place, last)
    for place in net.order:  # a summary after what it holds
        below = net.below[place]
        if below:
            spans[place] = Span(
                min(spans[one].start for one in below), max(spans[one].finish for one in below)
            )
            total[place] = min(total[one] for one in below)
            free[place] = min(free[one] for one in below)
    return Late(spans, total, free, last)


def _latest(
    net: Network,
    clocks: PlanClocks,
    hours: Sequence[WorkingHours],
    early: Sequence[Span],
    spans: Sequence[Span],
    place: int,
    work: int,
    last: int,
) -> Span:
    task, at = net.tasks[place], hours[place]
    finishes, starts = _own_bounds(task, last)
    for one, bond in _bonds_out(net, place):
        if one != place and not _sets(early, one, place, bond):
            continue
        after = spans[bond.after]
        bound = after.finish if bond.link.kind in TO_FINISH else after.start
        bound = moved(bound, bond.link, hours[bond.after], clocks, back=True)
        (finishes if bond.link.kind in FROM_FINISH else starts).append(bound)
    finish = min(finishes)
    if not work:
        finish = min([finish, *starts])
        return Span(finish, finish)
    finish = at.last(finish)
    if starts:
        finish = min(finish, at.finish(at.last(min(starts) + 1) - 1, work))
    return Span(at.begin(finish, work), finish)


def _own_bounds(task: PlannedTask, last: int) -> tuple[list[int], list[int]]:
    """The latest finishes and starts that a task's own dates allow."""
    finishes, starts = [last], list[int]()
    if task.deadline is not None:
        finishes.append(seconds_of(task.deadline))
    if task.constraint_date is not None:
        if task.constraint in _NO_LATER_FINISH:
            finishes.append(seconds_of(task.constraint_date))
        elif task.constraint in _NO_LATER_START:
            starts.append(seconds_of(task.constraint_date))
    return finishes, starts


def _bonds_out(net: Network, place: int) -> list[tuple[int, Bond]]:
    """The bonds of a task and of the summaries above it."""
    found = [(place, bond) for bond in net.out_of[place]]
    above = net.above[place]
    while above >= 0:
        found += [(above, bond) for bond in net.out_of[above]]
        above = net.above[above]
    return found


def _sets(early: Sequence[Span], summary: int, place: int, bond: Bond) -> bool:
    """Whether a task carries a link of its summary: all do by finish, the first ones by start."""
    return bond.link.kind in FROM_FINISH or early[place].start == early[summary].start


def _free(
    net: Network,
    clocks: PlanClocks,
    hours: Sequence[WorkingHours],
    early: Sequence[Span],
    place: int,
    last: int,
) -> int:
    """What is left until the first task after would move, or the plan's end."""
    at, own = hours[place], early[place]
    left = at.between(own.finish, last)
    for one, bond in _bonds_out(net, place):
        if one != place and not _sets(early, one, place, bond):
            continue
        after = early[bond.after]
        bound = after.finish if bond.link.kind in TO_FINISH else after.start
        bound = moved(bound, bond.link, hours[bond.after], clocks, back=True)
        begin = own.finish if bond.link.kind in FROM_FINISH else own.start
        left = min(left, at.between(begin, bound))
    return left
