"""The stripboard: strips in shooting order, day by day, and those nobody has scheduled yet.

A strip is a scene (or part of one) or a banner. Page counts are whole eighths. Who is in a scene,
where it plays and by what light are *elements*: things with a category and a number on the board.

Source: categories and their numbers as the Universal Schedule Standard 1.0 lists them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final

from addin.domain.day_out_of_days import Code, HoldRules

USUAL_HOLD: Final = HoldRules()


class Category(IntEnum):
    """What an element is; others are given numbers from 1000 on and keep their own names."""

    SET = 0
    INT_EXT = 1
    DAY_NIGHT = 2
    SCRIPT_DAY = 3
    UNIT = 4
    SEQUENCE = 5
    LOCATION = 6
    CAST = 100
    BACKGROUND = 101
    STUNTS = 102
    VEHICLES = 103
    PROPS = 104
    SPECIAL_EFFECTS = 105
    WARDROBE = 106
    MAKEUP_HAIR = 107
    ANIMALS = 108
    ANIMAL_HANDLER = 109
    CAMERA = 110
    GRIP = 111
    ELECTRIC = 112
    SOUND = 113
    MUSIC = 114
    ART_DEPARTMENT = 115
    SET_DRESSING = 116
    GREENERY = 117
    SECURITY = 118
    SPECIAL_EQUIPMENT = 119
    ADDITIONAL_LABOR = 120
    VISUAL_EFFECTS = 121
    MECHANICAL_EFFECTS = 122
    NOTES = 123
    COMMENTS = 124
    MISCELLANEOUS = 125
    OTHER = 126
    OWN = 1000


@dataclass(frozen=True, slots=True)
class Element:
    """Somebody or something that scenes need.

    ``number`` is its board id (a cast number), empty if it has none. ``hold`` says what the days
    between two days of work are; ``in_dood`` whether it stands in the day-out-of-days. ``events``
    are days that a calendar sets: travel, fitting, rehearsal.
    """

    id: str
    name: str
    category: Category
    number: str = ""
    category_name: str = ""
    in_dood: bool = True
    hold: HoldRules = USUAL_HOLD
    days_off: frozenset[int] = frozenset()  # days of the week, Monday is 0
    events: tuple[tuple[dt.date, Code], ...] = ()
    linked: tuple[str, ...] = ()


class StripKind(StrEnum):
    """What a strip is; a day break is where a ``ShootDay`` ends, and no strip."""

    SCENE = "scene"
    BANNER = "banner"


@dataclass(frozen=True, slots=True)
class Strip:
    """One strip of the board.

    ``eighths`` are the pages it shoots, ``minutes`` the time somebody estimated, ``elements`` ids
    of what it needs. A banner has only a text in ``description``.
    """

    id: str
    kind: StripKind = StripKind.SCENE
    scene: str = ""
    eighths: int = 0
    description: str = ""
    script_page: str = ""
    minutes: int | None = None
    comments: str = ""
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShootDay:
    """One day of shooting: its number from 1, its date once there is a start, its strips."""

    number: int
    strips: tuple[str, ...]
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Stripboard:
    """One order of shooting, of one unit.

    ``in_no_day`` are strips on the board that no day has yet, in order; ``boneyard`` those off it.
    """

    name: str
    days: tuple[ShootDay, ...] = ()
    in_no_day: tuple[str, ...] = ()
    boneyard: tuple[str, ...] = ()
    unit: str = ""

    @property
    def strips(self) -> tuple[str, ...]:
        """Every strip that is on the board or in the boneyard, once for each time it is."""
        on_days = tuple(strip for day in self.days for strip in day.strips)
        return on_days + self.in_no_day + self.boneyard


class CalendarEvent(StrEnum):
    """What a date of a production calendar says."""

    START = "start"
    DAY_OFF = "day off"
    HOLIDAY = "holiday"
    WRAP = "wrap"
    MOVE = "company move"
    TRAVEL = "travel"
    PREP = "prep"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """One entry of a production calendar."""

    date: dt.date
    kind: CalendarEvent
    name: str = ""


@dataclass(frozen=True, slots=True)
class ShootingCalendar:
    """When a unit may shoot. ``days_off`` are days of the week, Monday is 0."""

    name: str = ""
    start: dt.date | None = None
    days_off: frozenset[int] = frozenset({5, 6})
    events: tuple[DatedEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class ShootingSchedule:
    """A whole schedule: strips and elements by id, the boards, the calendar each board uses.

    ``revision`` is what its maker calls this version: a colour, a date.
    """

    title: str
    strips: Mapping[str, Strip]
    elements: Mapping[str, Element]
    boards: tuple[Stripboard, ...] = ()
    calendars: Mapping[str, ShootingCalendar] = field(default_factory=dict)  # by board name
    revision: str = ""
    script_revision: str = ""
    production: str = ""
    source: str = ""
