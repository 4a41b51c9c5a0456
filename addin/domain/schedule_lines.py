"""What stands in the schedule sheets of a workbook, line by line: strips, cast, crew, DOOD rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from addin.domain.day_out_of_days import Code
from addin.domain.source import NOWHERE, Source


@dataclass(frozen=True, slots=True)
class StripLine:
    """One scene of a stripboard, one-liner or shooting schedule.

    ``eighths`` is None where the page count cannot be read. ``cast`` are cast ids, in the order of
    the cell. ``day`` and ``date`` are those of its column or of the day break that it belongs to;
    both None: the scene stands in no day. ``is_boneyard``: it was taken off the board.
    """

    scene: str
    source: Source = NOWHERE
    eighths: int | None = None
    int_ext: str = ""
    set: str = ""
    day_night: str = ""
    cast: tuple[str, ...] = ()
    day: int | None = None
    date: dt.date | None = None
    location: str = ""
    description: str = ""
    script_day: str = ""
    unit: str = ""
    minutes: int | None = None
    notes: str = ""
    is_boneyard: bool = False


@dataclass(frozen=True, slots=True)
class CastLine:
    """One part of a cast list: its number on the board, the character, who plays it."""

    number: str
    source: Source = NOWHERE
    character: str = ""
    performer: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class CrewLine:
    """One person of a crew list."""

    person: str
    source: Source = NOWHERE
    position: str = ""
    department: str = ""
    phone: str = ""
    email: str = ""
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class DoodLine:
    """One row of a day-out-of-days as a sheet shows it.

    ``codes`` are those that could be read, by day; ``columns`` is the column of each day, for the
    cell. ``worked``, ``held`` and ``total`` are its own totals, None where it has none.
    """

    number: str
    source: Source = NOWHERE
    character: str = ""
    codes: Mapping[dt.date, Code] = field(default_factory=dict)
    columns: Mapping[dt.date, str] = field(default_factory=dict)
    worked: int | None = None
    held: int | None = None
    total: int | None = None
