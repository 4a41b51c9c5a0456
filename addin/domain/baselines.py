"""Slip: how late each task is against what was once promised, and which task made it so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from addin.domain.plan_clocks import PlanClocks
from addin.domain.plan_dates import PlanDates, TaskDates
from addin.domain.plan_forward import HeldBy
from addin.domain.working_hours import moment_of, seconds_of


@dataclass(frozen=True, slots=True)
class Slip:
    """A task beside its baseline; days are working days of the plan, in the task's own hours.

    A baseline without a start is taken to be as long as the task is now.

    ``late`` is how much later it finishes than promised, below 0 earlier; ``start_late`` likewise
    for its start; ``longer`` how much more it takes. ``cause`` is the id of the task that it waits
    for and that is late too, empty where its own start or length is the reason; ``root`` follows
    the causes back to the first one, and is the task itself where it has none.
    """

    dates: TaskDates
    planned_start: dt.datetime
    planned_finish: dt.datetime
    late: Decimal
    start_late: Decimal
    longer: Decimal
    cause: str = ""
    root: str = ""

    @property
    def reason(self) -> str:
        """In a few words, where no other task is the cause."""
        if self.cause:
            return ""
        if self.longer > 0 and self.start_late <= 0:
            return "it takes longer"
        if self.dates.held_by in {HeldBy.LINK, HeldBy.PARTS, HeldBy.PLAN}:
            return "it starts later" if self.start_late > 0 else ""
        return f"held by {self.dates.held_by.value}"


def slips(dates: PlanDates) -> tuple[Slip, ...]:
    """Every task that has a baseline with a finish, in the plan's order, late or not."""
    clocks = PlanClocks(dates.plan)
    found = {one.dates.task.id: one for one in _plain(dates, clocks)}
    causes = {id_: _cause(one, found) for id_, one in found.items()}
    return tuple(
        Slip(
            one.dates,
            one.planned_start,
            one.planned_finish,
            one.late,
            one.start_late,
            one.longer,
            causes[id_],
            _root(id_, causes),
        )
        for id_, one in found.items()
    )


def _plain(dates: PlanDates, clocks: PlanClocks) -> Iterator[Slip]:
    """The slips, without what caused them."""
    for one in dates.tasks:
        promised = one.task.baseline
        if promised is None or promised.finish is None:
            continue
        hours = clocks.of(one.task)

        def days(before: dt.datetime, after: dt.datetime) -> Decimal:
            seconds = hours.between(seconds_of(before), seconds_of(after))  # noqa: B023 - used at once
            return clocks.days(seconds)

        began = promised.start
        if began is None:  # as long as it is now
            work = hours.between(seconds_of(one.start), seconds_of(one.finish))
            began = moment_of(hours.begin(seconds_of(promised.finish), work))
        start_late = days(began, one.start)
        longer = days(one.start, one.finish) - days(began, promised.finish)
        late = days(promised.finish, one.finish)
        yield Slip(one, began, promised.finish, late, start_late, longer)


def _cause(one: Slip, slips_: Mapping[str, Slip]) -> str:
    """What it waits for, if that is late and so is its own start."""
    before = slips_.get(one.dates.behind)
    if one.dates.held_by is HeldBy.LINK and one.start_late > 0 and before and before.late > 0:
        return one.dates.behind
    return ""


def _root(id_: str, causes: Mapping[str, str]) -> str:
    seen = {id_}
    while causes.get(id_) and causes[id_] not in seen:
        id_ = causes[id_]
        seen.add(id_)
    return id_
