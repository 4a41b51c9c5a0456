"""A plan and the cells it was read from, with its dates where they can be worked out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from addin.domain.critical_path import Circle, NetworkError, UnknownTask
from addin.domain.plan_dates import NoStart, PlanDates, dates_of
from addin.domain.project_plan import PlannedTask, ProjectPlan
from addin.domain.source import Place
from addin.domain.working_days import NoWorkingDay


@dataclass(frozen=True)
class SourcedPlan:
    """A plan, and where it stands.

    ``places`` are the cells of a task by its id and field, with the empty field for the task as a
    whole. ``lost`` are links to tasks that there are not: the id of the task, and what it names.
    ``start`` and ``status`` are what somebody gave instead of what the plan says.
    """

    plan: ProjectPlan
    whole: Place
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    lost: tuple[tuple[str, str], ...] = ()
    start: dt.datetime | None = None
    status: dt.datetime | None = None

    def place(self, task: PlannedTask, name: str = "") -> Place:
        """The cell of a task's field, else of the task, else the plan as a whole."""
        return self.places.get((task.id, name)) or self.places.get((task.id, "")) or self.whole

    @property
    def status_date(self) -> dt.datetime | None:
        """The day up to whose end progress is reported, if anybody said."""
        return self.status or self.plan.status_date

    @cached_property
    def _computed(self) -> PlanDates | Exception:
        try:
            return dates_of(self.plan, self.start, status=self.status_date)
        except (Circle, NetworkError, UnknownTask, NoStart, NoWorkingDay) as error:
            return error

    @property
    def dates(self) -> PlanDates | None:
        """The dates of its tasks; None if they cannot be worked out."""
        return self._computed if isinstance(self._computed, PlanDates) else None

    @property
    def why_not(self) -> Exception | None:
        """Why there are no dates."""
        return self._computed if isinstance(self._computed, Exception) else None

    @cached_property
    def by_links(self) -> PlanDates | None:
        """The dates without regard to the status date: what the links alone give."""
        if self.status_date is None or self.dates is None:
            return self.dates
        return dates_of(self.plan, self.start)
