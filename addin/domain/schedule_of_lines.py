"""The lines of a stripboard in a workbook as the schedule they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from addin.domain.day_out_of_days import LAID_OVER, Code
from addin.domain.schedule_lines import CastLine, DoodLine, StripLine
from addin.domain.stripboard import (
    Category,
    Element,
    ShootDay,
    ShootingCalendar,
    ShootingSchedule,
    Strip,
    Stripboard,
)


def schedule_of(
    strips: Sequence[StripLine],
    cast: Iterable[CastLine],
    dood: Iterable[DoodLine],
    title: str,
    board_name: str,
) -> ShootingSchedule:
    """The schedule, with one board of that name, its days in the order of their dates.

    A strip without a date stands in no day. Travel, fittings and rehearsals are those that the
    day-out-of-days shows.
    """
    parts = {one.number: one for one in cast if one.number}
    events = {
        one.number: tuple((day, code) for day, code in one.codes.items() if _is_laid_over(code))
        for one in dood
    }
    elements: dict[str, Element] = {}
    made: dict[str, Strip] = {}
    days: dict[dt.date, list[str]] = {}
    in_no_day: list[str] = []
    boneyard: list[str] = []
    for at, line in enumerate(strips, 1):
        needed: list[str] = []
        for category, name, number in _needs(line, parts):
            key = f"{category.value}:{number or name.upper()}"
            elements.setdefault(
                key, Element(key, name, category, number, events=events.get(number, ()))
            )
            needed.append(key)
        strip = Strip(
            str(at),
            scene=line.scene,
            eighths=line.eighths or 0,
            description=line.description,
            minutes=line.minutes,
            comments=line.notes,
            elements=tuple(needed),
        )
        made[strip.id] = strip
        if line.is_boneyard:
            boneyard.append(strip.id)
        elif line.date is None:
            in_no_day.append(strip.id)
        else:
            days.setdefault(line.date, []).append(strip.id)
    board = Stripboard(
        board_name,
        tuple(
            ShootDay(number, tuple(days[date]), date) for number, date in enumerate(sorted(days), 1)
        ),
        tuple(in_no_day),
        tuple(boneyard),
    )
    calendar = ShootingCalendar(board_name, min(days, default=None), frozenset())
    return ShootingSchedule(title, made, elements, (board,), {board_name: calendar})


def _is_laid_over(code: Code) -> bool:
    return code in LAID_OVER and code is not Code.HOLD


def _needs(line: StripLine, parts: dict[str, CastLine]) -> Iterator[tuple[Category, str, str]]:
    told = (
        (Category.INT_EXT, line.int_ext),
        (Category.SET, line.set),
        (
            Category.DAY_NIGHT,
            {"D": "DAY", "N": "NIGHT"}.get(line.day_night.upper(), line.day_night),
        ),
        (Category.SCRIPT_DAY, line.script_day),
        (Category.LOCATION, line.location),
        (Category.UNIT, line.unit),
    )
    yield from ((category, name, "") for category, name in told if name)
    for number in line.cast:
        part = parts.get(number)
        yield Category.CAST, part.character if part and part.character else number, number
