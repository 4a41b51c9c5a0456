"""A call sheet: what is shot on one day, who is called when, and what comes next.

Scenes come from the stripboard, people from cast and crew lists, the status of each part from the
day-out-of-days. Calls are times of the day; a part's call is the unit's unless somebody set one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from addin.domain.day_out_of_days import Code, board, days_of
from addin.domain.schedule_lines import CastLine, CrewLine, StripLine

ADVANCE: Final = 2
"""So many days ahead are shown in the advance schedule."""


class NoSuchDay(LookupError):
    """A day on which the board shoots nothing."""

    def __init__(self, day: dt.date, first: dt.date | None, last: dt.date | None) -> None:
        super().__init__(day, first, last)
        self.day, self.first, self.last = day, first, last

    def __str__(self) -> str:
        if self.first is None:
            return "no scene of the board has a date"
        return (
            f"the board shoots nothing on {self.day}; its days lie between {self.first} and"
            f" {self.last}"
        )


@dataclass(frozen=True, slots=True)
class CastCall:
    """One part called on the day; ``status`` is its code in the day-out-of-days."""

    number: str
    character: str = ""
    performer: str = ""
    status: Code | None = None
    scenes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdvanceDay:
    """One of the next days: its number, its date and its scenes."""

    number: int
    date: dt.date
    scenes: tuple[StripLine, ...]


@dataclass(frozen=True, slots=True)
class CallSheet:
    """The call sheet of one day; ``of_days`` is how many days the board has."""

    date: dt.date
    number: int
    of_days: int
    scenes: tuple[StripLine, ...]
    cast: tuple[CastCall, ...]
    crew: tuple[CrewLine, ...]
    advance: tuple[AdvanceDay, ...] = ()
    unlisted: tuple[str, ...] = ()  # cast ids of scenes that no cast list has
    held: tuple[CastCall, ...] = field(default=())

    @property
    def eighths(self) -> int:
        """The pages of the day, in eighths; a scene without a page count counts as none."""
        return sum(one.eighths or 0 for one in self.scenes)


def call_sheet(
    strips: Sequence[StripLine], cast: Iterable[CastLine], crew: Iterable[CrewLine], day: dt.date
) -> CallSheet:
    """The call sheet of a day.

    Parts are in the order of the board's numbers; those that are held on the day stand in ``held``.
    Crew who start later or have finished are left out.

    Raises:
        NoSuchDay: the board shoots nothing on that day.
    """
    shot = [one for one in strips if one.date is not None and not one.is_boneyard]
    dates = sorted({one.date for one in shot if one.date})
    if day not in dates:
        raise NoSuchDay(day, dates[0] if dates else None, dates[-1] if dates else None)
    scenes = tuple(one for one in shot if one.date == day)
    parts = {one.number: one for one in cast if one.number}
    works = board((one.date, one.cast) for one in shot if one.date)
    worked = works.working_days()
    status = {
        number: days_of(number, works, worked=worked.get(number, []), days=works.days()).get(day)
        for number in works.cast()
    }
    calls = [_called(number, parts, code, scenes) for number, code in status.items() if code]
    return CallSheet(
        day,
        dates.index(day) + 1,
        len(dates),
        scenes,
        tuple(one for one in calls if one.status and one.status.is_work),
        tuple(one for one in crew if _is_there(one, day)),
        tuple(_ahead(dates, day, shot)),
        tuple(number for one in scenes for number in one.cast if number not in parts),
        tuple(one for one in calls if one.status is Code.HOLD),
    )


def _called(
    number: str, parts: Mapping[str, CastLine], code: Code, scenes: Sequence[StripLine]
) -> CastCall:
    part = parts.get(number)
    return CastCall(
        number,
        part.character if part else "",
        part.performer if part else "",
        code,
        tuple(one.scene for one in scenes if number in one.cast),
    )


def _is_there(person: CrewLine, day: dt.date) -> bool:
    starts = person.start is None or person.start <= day
    return starts and (person.end is None or day <= person.end)


def _ahead(
    dates: Sequence[dt.date], day: dt.date, shot: Sequence[StripLine]
) -> Iterable[AdvanceDay]:
    at = dates.index(day)
    for number, date in enumerate(dates[at + 1 : at + 1 + ADVANCE], at + 2):
        yield AdvanceDay(number, date, tuple(one for one in shot if one.date == date))
