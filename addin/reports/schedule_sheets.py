"""A shooting schedule as sheets of a workbook: stripboard, one-liner and cast list.

The stripboard reads back as what it was made of: day breaks below each day, pages as text in
eighths, cast as ids with commas.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.eighths import eighths_text
from addin.domain.shooting_days import called, named, of_category, totals_of
from addin.domain.stripboard import (
    Category,
    Element,
    ShootDay,
    ShootingSchedule,
    Strip,
    Stripboard,
    StripKind,
)
from addin.tables.area import Area
from addin.tables.table import NewCell, NewSheet, Style

STRIPBOARD: Final = "Stripboard"
ONE_LINER: Final = "One-liner"
CAST: Final = "Cast list"
HEADINGS: Final = (
    "Shoot day", "Date", "Scene", "I/E", "Set", "D/N", "Pages", "Cast", "Synopsis", "Script day",
    "Location", "Unit", "Est. min", "Notes",
)  # fmt: skip
_WIDTHS: Final = (9.0, 17.0, 8.0, 8.0, 38.0, 9.0, 8.0, 24.0, 44.0, 10.0, 22.0, 10.0, 8.0, 30.0)
_HEAD: Final = Style(bold=True, fill="1F3A4D", colour="FFFFFF")
_TITLE: Final = Style(bold=True, size=14)
_QUIET: Final = Style(colour="5F6B73", italic=True)
_BREAK: Final = Style(bold=True, fill="20262B", colour="FFFFFF")
_BANNER: Final = Style(bold=True, fill="D7DCE0", italic=True)
COLOURS: Final = {
    ("INT", "DAY"): "FFFFFF",
    ("INT", "NIGHT"): "BBD0EE",
    ("EXT", "DAY"): "FFF3B0",
    ("EXT", "NIGHT"): "BFE3C0",
}
"""How boards colour their strips: white, blue, yellow and green. Source: usual practice."""
_DARK: Final = frozenset({"NIGHT", "DUSK", "DAWN", "EVENING", "MAGIC", "MIDNIGHT"})


def colour_of(schedule: ShootingSchedule, strip: Strip) -> str:
    """The colour of a strip by where and when it plays, as RRGGBB; empty where that is not said."""
    place = named(schedule, strip, Category.INT_EXT).upper()
    light = named(schedule, strip, Category.DAY_NIGHT).upper()
    if not place or not light:
        return ""
    dark = "NIGHT" if _DARK & set(light.replace("/", " ").split()) else "DAY"
    return COLOURS["EXT" if place.startswith("EXT") else "INT", dark]


def stripboard(schedule: ShootingSchedule, board: Stripboard) -> NewSheet:
    """The board in shooting order, a break below each day; what is off it stands at the end."""
    rows: list[tuple[NewCell, ...]] = [
        (NewCell(f"{schedule.production or schedule.title}: {board.name}", _TITLE),),
        (NewCell(_revision(schedule), _QUIET),),
        tuple(NewCell(text, _HEAD) for text in HEADINGS),
    ]
    for day in board.days:
        rows += (_strip(schedule, one, day) for one in _strips(schedule, day.strips))
        rows.append(_day_break(schedule, day))
    rows += (_strip(schedule, one, None) for one in _strips(schedule, board.in_no_day))
    bones = list(_strips(schedule, board.boneyard))
    if bones:
        rows.append(_line("BONEYARD", _BREAK))
        rows += (_strip(schedule, one, None) for one in bones)
    return NewSheet(STRIPBOARD, tuple(rows), widths=_WIDTHS, frozen_rows=3, tab_colour="C98A1B")


def one_liner(schedule: ShootingSchedule, board: Stripboard) -> NewSheet:
    """Two lines of words for each scene under its day: what everybody gets to read."""
    rows: list[tuple[NewCell, ...]] = [
        (NewCell(f"One-line schedule: {schedule.production or schedule.title}", _TITLE),),
        (NewCell(_revision(schedule), _QUIET),),
    ]
    for day in board.days:
        rows.append(_line(_day_text(day, "DAY"), _BREAK, width=5))
        for strip in _strips(schedule, day.strips):
            if strip.kind is StripKind.BANNER:
                rows.append(_line(strip.description, _BANNER, width=5))
                continue
            fill = Style(fill=colour_of(schedule, strip), bold=True)
            heading = " ".join(
                part
                for part in (
                    named(schedule, strip, Category.INT_EXT),
                    named(schedule, strip, Category.SET),
                    named(schedule, strip, Category.DAY_NIGHT),
                )
                if part
            )
            rows.append(
                (
                    NewCell(strip.scene, fill),
                    NewCell(heading, fill),
                    NewCell(eighths_text(strip.eighths), fill),
                    NewCell(_cast(schedule, strip), fill),
                    NewCell(named(schedule, strip, Category.LOCATION) or None, fill),
                )
            )
            if strip.description:
                rows.append((NewCell(), NewCell(strip.description, Style(italic=True, indent=1))))
        total = totals_of(schedule, day)
        rows.append(
            (
                NewCell(),
                NewCell(f"{total.scenes} scene{'' if total.scenes == 1 else 's'}", _QUIET),
                NewCell(eighths_text(total.eighths), Style(bold=True, top="thin")),
            )
        )
    return NewSheet(
        ONE_LINER,
        tuple(rows),
        widths=(9.0, 60.0, 9.0, 26.0, 26.0),
        frozen_rows=2,
        tab_colour="C98A1B",
    )


def cast_list(schedule: ShootingSchedule, boards: Sequence[Stripboard]) -> NewSheet:
    """Every part with its number, and how many scenes and pages it has."""
    parts = sorted(
        (one for one in schedule.elements.values() if one.category is Category.CAST),
        key=lambda one: (
            not one.number.isdigit(),
            int(one.number) if one.number.isdigit() else 0,
            one.name,
        ),
    )
    on_board = [
        schedule.strips[one]
        for board in boards[:1]
        for one in board.strips
        if one in schedule.strips
    ]
    rows = [
        (NewCell(f"Cast: {schedule.production or schedule.title}", _TITLE),),
        (),
        tuple(
            NewCell(text, _HEAD) for text in ("Cast no.", "Character", "Actor", "Scenes", "Pages")
        ),
    ]
    for part in parts:
        scenes = [strip for strip in on_board if part.id in strip.elements]
        rows.append(
            (
                NewCell(_number(part)),
                NewCell(part.name),
                NewCell(),
                NewCell(len(scenes) or None),
                NewCell(eighths_text(sum(one.eighths for one in scenes)) if scenes else None),
            )
        )
    return NewSheet(
        CAST,
        tuple(rows),
        widths=(9.0, 28.0, 26.0, 8.0, 8.0),
        frozen_rows=3,
        filter_area=Area(3, 1, max(len(rows), 3), 5),
        tab_colour="C98A1B",
    )


def _strips(schedule: ShootingSchedule, ids: Sequence[str]) -> Iterator[Strip]:
    return (schedule.strips[one] for one in ids if one in schedule.strips)


def _strip(schedule: ShootingSchedule, strip: Strip, day: ShootDay | None) -> tuple[NewCell, ...]:
    if strip.kind is StripKind.BANNER:
        return _line(strip.description, _BANNER)
    fill = colour_of(schedule, strip)
    plain = Style(fill=fill)

    def words(category: Category) -> NewCell:
        return NewCell(named(schedule, strip, category) or None, plain)

    return (
        NewCell(day.number if day else None, plain),
        NewCell(day.date if day else None, Style(fill=fill, number_format="ddd d mmm yyyy")),
        NewCell(strip.scene or None, Style(fill=fill, bold=True)),
        words(Category.INT_EXT),
        words(Category.SET),
        words(Category.DAY_NIGHT),
        NewCell(eighths_text(strip.eighths) if strip.eighths else None, plain),
        NewCell(_cast(schedule, strip) or None, plain),
        NewCell(strip.description or None, Style(fill=fill, wrap=True)),
        words(Category.SCRIPT_DAY),
        words(Category.LOCATION),
        words(Category.UNIT),
        NewCell(strip.minutes, plain),
        NewCell(strip.comments or None, Style(fill=fill, wrap=True)),
    )


def _day_break(schedule: ShootingSchedule, day: ShootDay) -> tuple[NewCell, ...]:
    total = totals_of(schedule, day)
    pages = f"{eighths_text(total.eighths)} pgs, {total.scenes} scenes"
    return _line(f"{_day_text(day, 'END OF DAY')} - {pages}", _BREAK)


def _day_text(day: ShootDay, before: str) -> str:
    return f"{before} {day.number}" + (f" - {_long(day.date)}" if day.date else "")


def _long(date: dt.date) -> str:
    return f"{date:%A}, {date:%B} {date.day}, {date.year}"


def _line(text: str, style: Style, width: int = len(HEADINGS)) -> tuple[NewCell, ...]:
    return (NewCell(text, style), *(NewCell(None, style) for _ in range(width - 1)))


def _cast(schedule: ShootingSchedule, strip: Strip) -> str:
    return ", ".join(called(one) for one in of_category(schedule, strip, Category.CAST))


def _number(part: Element) -> int | str | None:
    return int(part.number) if part.number.isdigit() else part.number or None


def _revision(schedule: ShootingSchedule) -> str:
    parts = (
        f"Schedule {schedule.revision}" if schedule.revision else "",
        f"script {schedule.script_revision}" if schedule.script_revision else "",
    )
    return ", ".join(part for part in parts if part)
