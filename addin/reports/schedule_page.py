"""A shooting schedule as one HTML page: the board as a picture, the days, the day-out-of-days.

Opens offline, prints, reads on a phone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.day_out_of_days import Code, days_of, totals
from addin.domain.eighths import eighths_text
from addin.domain.shooting_days import (
    DayTotals,
    called,
    dated,
    dood_board,
    named,
    of_category,
    slug_line,
    totals_of,
)
from addin.domain.stripboard import (
    Category,
    ShootDay,
    ShootingCalendar,
    ShootingSchedule,
    Strip,
    Stripboard,
    StripKind,
)
from addin.reports.check import plural
from addin.reports.page_base import Card, Sheets, rendered
from addin.reports.schedule_sheets import COLOURS, colour_of

_STRIP: Final = 15  # pixels: the least width of a strip
_EIGHTH: Final = 3  # pixels of width for an eighth of a page
_HEIGHT: Final = 96
_BREAK: Final = 20
_BLACK: Final = "#20262B"
_PLAIN: Final = "#D7DCE0"
"""A banner: a move, a note."""
_KEY: Final = (
    (f"#{COLOURS['INT', 'DAY']}", "interior, day"),
    (f"#{COLOURS['INT', 'NIGHT']}", "interior, night"),
    (f"#{COLOURS['EXT', 'DAY']}", "exterior, day"),
    (f"#{COLOURS['EXT', 'NIGHT']}", "exterior, night"),
    (_BLACK, "end of day"),
)
_SHEETS: Final = Sheets(
    ("schedule",),
    extra="".join(f".c{ink}{{background:#{ink};color:#1f2933}}" for ink in COLOURS.values()),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One strip of the picture: where it stands, its colour, what it says."""

    x: int
    width: int
    fill: str
    text: str
    told: str
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class DrawnDay:
    """A day's strips beside one another, its break behind them; days wrap as words do."""

    width: int
    strips: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class SceneRow:
    """One scene of the one-liner."""

    scene: str
    slug: str
    pages: str
    cast: str
    location: str
    synopsis: str
    fill: str
    is_banner: bool = False


@dataclass(frozen=True, slots=True)
class DayRows:
    """One day of the one-liner: its title, its scenes, what it adds up to."""

    title: str
    rows: tuple[SceneRow, ...]
    totals: DayTotals
    pages: str


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the day-out-of-days."""

    number: str
    character: str
    codes: tuple[str, ...]
    worked: int
    held: int
    paid: int


def page(schedule: ShootingSchedule, board: Stripboard, at: dt.datetime) -> str:
    """The page of one board, dated by its calendar; ``at`` is when it was made."""
    calendar = schedule.calendars.get(board.name, ShootingCalendar(board.name))
    shown = board if any(day.date for day in board.days) else dated(board, calendar)
    days = [_day(schedule, one) for one in shown.days]
    parts, dates = _dood(schedule, shown, calendar)
    scenes = sum(one.totals.scenes for one in days)
    bones = [_scene(schedule, one) for one in _strips(schedule, shown.boneyard)]
    return rendered(
        "schedule.html.j2",
        _SHEETS,
        schedule=schedule,
        board=shown,
        at=at,
        days=days,
        parts_of_cast=parts,
        dates=dates,
        pictures=[_drawn(schedule, day) for day in shown.days],
        key=_KEY,
        height=_HEIGHT,
        scenes=scenes,
        cards=_cards(days, len(parts), len(bones)),
        bones=bones,
        waiting=[_scene(schedule, one) for one in _strips(schedule, shown.in_no_day)],
        missing=_missing(schedule, shown),
    )


def _cards(days: Sequence[DayRows], parts: int, bones: int) -> list[Card]:
    scenes = sum(one.totals.scenes for one in days)
    eighths = sum(one.totals.eighths for one in days)
    found = [
        Card(f"{len(days):,}", plural(len(days), "day").split(" ", 1)[1]),
        Card(f"{scenes:,}", plural(scenes, "scene").split(" ", 1)[1]),
        Card(eighths_text(eighths), "pages"),
    ]
    if days:
        found.append(Card(f"{eighths / 8 / len(days):.1f}", "pages a day"))
    found.append(Card(f"{parts:,}", "cast"))
    if bones:
        found.append(Card(f"{bones:,}", "in the boneyard"))
    return found


def _missing(schedule: ShootingSchedule, board: Stripboard) -> list[str]:
    """Scenes that are neither on the board nor in the boneyard."""
    there = set(board.strips)
    return [
        one.scene or one.description
        for one in schedule.strips.values()
        if one.id not in there and one.kind is StripKind.SCENE
    ]


def _strips(schedule: ShootingSchedule, ids: Sequence[str]) -> Iterator[Strip]:
    return (schedule.strips[one] for one in ids if one in schedule.strips)


def _drawn(schedule: ShootingSchedule, day: ShootDay) -> DrawnDay:
    strips = []
    x = 0
    for strip in _strips(schedule, day.strips):
        told = f"Scene {strip.scene}: {slug_line(schedule, strip)}, {eighths_text(strip.eighths)}"
        is_scene = strip.kind is StripKind.SCENE
        white = f"#{COLOURS['INT', 'DAY']}" if is_scene else _PLAIN
        colour = colour_of(schedule, strip)
        strips.append(
            Drawn(
                x,
                _width(strip),
                f"#{colour}" if colour else white,
                strip.scene if is_scene else "",
                told if is_scene else strip.description,
            )
        )
        x += _width(strip)
    strips.append(Drawn(x, _BREAK, _BLACK, f"Day {day.number}", _title(day), is_break=True))
    return DrawnDay(x + _BREAK, tuple(strips))


def _width(strip: Strip) -> int:
    return max(_STRIP, _EIGHTH * strip.eighths) if strip.kind is StripKind.SCENE else _STRIP


def _day(schedule: ShootingSchedule, day: ShootDay) -> DayRows:
    told = totals_of(schedule, day)
    rows = tuple(_scene(schedule, one) for one in _strips(schedule, day.strips))
    return DayRows(_title(day), rows, told, eighths_text(told.eighths))


def _title(day: ShootDay) -> str:
    return f"Day {day.number}" + (
        f", {day.date:%A} {day.date.day} {day.date:%B %Y}" if day.date else ""
    )


def _scene(schedule: ShootingSchedule, strip: Strip) -> SceneRow:
    return SceneRow(
        strip.scene,
        slug_line(schedule, strip),
        eighths_text(strip.eighths),
        ", ".join(called(one) for one in of_category(schedule, strip, Category.CAST)),
        named(schedule, strip, Category.LOCATION),
        strip.description,
        colour_of(schedule, strip),
        strip.kind is StripKind.BANNER,
    )


def _dood(
    schedule: ShootingSchedule, board: Stripboard, calendar: ShootingCalendar
) -> tuple[list[Part], Sequence[dt.date]]:
    cast = dood_board(schedule, board, calendar)
    dates = cast.days()
    parts = {
        called(one): one for one in schedule.elements.values() if one.category is Category.CAST
    }
    worked = cast.working_days()
    found: list[Part] = []
    for number in cast.cast():
        part = parts.get(number)
        rules = part.hold if part else None
        codes = days_of(number, cast, rules, worked=worked.get(number, []), days=dates)
        told = totals(codes)
        shown = tuple(_code(codes.get(date)) for date in dates)
        found.append(
            Part(number, part.name if part else "", shown, told.worked, told.held, told.paid)
        )
    return found, dates


def _code(code: Code | None) -> str:
    return code.value if code else ""
