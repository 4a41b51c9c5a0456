"""What ``tieout plan`` says of a plan: its dates, critical path, slip, worth, load and findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from addin.domain.baselines import Slip, slips
from addin.domain.earned_value import Performance
from addin.domain.money import NO_CURRENCY
from addin.domain.plan_dates import PlanDates
from addin.domain.plan_levelling import LevelledPlan
from addin.domain.plan_value import plan_value, whole
from addin.domain.sourced_plan import SourcedPlan
from addin.findings import Finding


@dataclass(frozen=True)
class PlanReport:
    """One plan as read and worked out; ``remarks`` are what the reader could not use."""

    file: str
    sourced: SourcedPlan
    findings: tuple[Finding, ...]
    at: dt.datetime
    remarks: tuple[str, ...] = ()
    levelled: LevelledPlan | None = None
    not_levelled: str = ""

    @property
    def title(self) -> str:
        """What the plan is called."""
        return self.sourced.plan.title or self.file

    @property
    def dates(self) -> PlanDates | None:
        """The dates to show: after levelling where that was asked for."""
        return self.levelled.after if self.levelled else self.sourced.dates

    @cached_property
    def slips(self) -> Mapping[str, Slip]:
        """Each task beside its baseline, by its id."""
        found = () if self.dates is None else slips(self.dates)
        return {one.dates.task.id: one for one in found}

    @property
    def late(self) -> tuple[Slip, ...]:
        """The tasks and milestones that are late, the latest first; summaries are left out."""
        found = [
            one for one in self.slips.values() if one.late > 0 and not one.dates.task.is_summary
        ]
        return tuple(sorted(found, key=lambda one: (-one.late, one.dates.finish)))

    @cached_property
    def performance(self) -> Performance | None:
        """Earned value of the whole; None without a status date or without costs."""
        status = self.sourced.status_date
        if status is None or self.sourced.by_links is None:
            return None
        values = plan_value(self.sourced.by_links, status)
        return whole(values, self.sourced.plan.currency or NO_CURRENCY) if values else None

    def name(self, id_: str) -> str:
        """What a task is called, by its id."""
        return self._names.get(id_, id_)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {task.id: task.name for task in self.sourced.plan.tasks}
