"""The daily production report (DPR): what a shoot day was planned to be, and what it was.

Times are scheduled and actual; scenes are scheduled, shot, partly shot, added or taken out; pages,
minutes and set-ups run on from report to report; people have an in, meals and an out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from addin.domain.clock import DAY, TimesMixed, When, hours, in_order
from addin.domain.source import NOWHERE, Source


class Moment(StrEnum):
    """What a day's times are of, in the order in which they come."""

    CREW_CALL = "crew call"
    SHOOTING_CALL = "shooting call"
    FIRST_SHOT = "first shot"
    MEAL_OUT = "first meal out"
    MEAL_IN = "first meal in"
    SHOT_AFTER_MEAL = "first shot after meal"
    SECOND_OUT = "second meal out"
    SECOND_IN = "second meal in"
    CAMERA_WRAP = "camera wrap"
    WRAP = "wrap"
    LAST_OUT = "last out"


@dataclass(frozen=True, slots=True)
class DayTime:
    """One time of the day: when it was to be, and when it was."""

    moment: Moment
    scheduled: When | None = None
    actual: When | None = None
    source: Source = NOWHERE


class SceneState(StrEnum):
    """What became of a scene on the day."""

    SCHEDULED = "scheduled"
    SHOT = "shot"
    PARTIAL = "partly shot"
    ADDED = "added"
    DELETED = "taken out"


@dataclass(frozen=True, slots=True)
class ReportedScenes:
    """The scenes of one state, as one cell lists them."""

    state: SceneState
    scenes: tuple[str, ...]
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Progress:
    """What runs on from day to day: scenes, pages in eighths, minutes or set-ups.

    ``previous`` is before the day, ``to_date`` with it, ``remaining`` what is still to come and
    ``total`` the whole; None where the report has no such figure.
    """

    what: str
    source: Source = NOWHERE
    previous: Decimal | None = None
    today: Decimal | None = None
    to_date: Decimal | None = None
    remaining: Decimal | None = None
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DayOfWork:
    """One person's day on the report; ``number`` is a cast number, empty for crew.

    ``meals`` are out and in of each meal, in order.
    """

    person: str
    source: Source = NOWHERE
    number: str = ""
    position: str = ""
    begins: When | None = None
    meals: tuple[tuple[When | None, When | None], ...] = ()
    ends: When | None = None
    stated_hours: Decimal | None = None

    def moments(self) -> list[dt.datetime | None]:
        """In, meals and out, each after the one before.

        Raises:
            TimesMixed: they run back.
        """
        inner = [each for meal in self.meals for each in meal]
        return in_order([self.begins, *inner, self.ends])

    @property
    def worked(self) -> Fraction | None:
        """Hours from in to out less the meals; None where a time is missing or runs back."""
        if self.begins is None or self.ends is None:
            return None
        try:
            found = self.moments()
        except TimesMixed:
            return None
        first, *inner, last = found
        assert first is not None  # noqa: S101 - asked above
        assert last is not None  # noqa: S101 - asked above
        away = dt.timedelta(0)
        for out, back in zip(inner[::2], inner[1::2], strict=True):
            if (out is None) != (back is None):
                return None
            if out is not None and back is not None:
                away += back - out
        return hours(last - first - away) if last - first <= DAY else None


@dataclass(frozen=True, slots=True)
class ProductionReport:
    """The report of one day; its source is the date's cell. ``background`` is who was there."""

    source: Source
    date: dt.date | None = None
    number: int | None = None
    times: tuple[DayTime, ...] = ()
    scenes: tuple[ReportedScenes, ...] = ()
    progress: tuple[Progress, ...] = ()
    people: tuple[DayOfWork, ...] = ()
    background: int | None = None

    def time(self, moment: Moment) -> DayTime | None:
        """One of its times; None where it has none."""
        return next((one for one in self.times if one.moment is moment), None)

    def in_state(self, *states: SceneState) -> Iterator[str]:
        """The scenes of these states."""
        return (scene for one in self.scenes if one.state in states for scene in one.scenes)
