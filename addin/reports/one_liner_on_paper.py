"""A one-line schedule on paper: the days, under each its scenes with pages, cast and place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from addin.domain.eighths import eighths_text
from addin.domain.shooting_days import called, named, of_category, slug_line, totals_of
from addin.domain.stripboard import (
    Category,
    ShootDay,
    ShootingSchedule,
    Strip,
    Stripboard,
    StripKind,
)
from addin.reports.paper import Document, Line, PaperSize, Section, Words, heading
from addin.reports.schedule_sheets import colour_of

_WIDTHS: Final = (14.0, 92.0, 13.0, 32.0, 39.0)
_HEADS: Final = ("Scene", "Set and synopsis", "Pages", "Cast", "Location")
_BREAK: Final = "20262B"
_BANNER: Final = "E3E6E9"


def on_paper(
    schedule: ShootingSchedule,
    board: Stripboard,
    at: dt.datetime,
    paper: PaperSize = PaperSize.A4,
) -> Document:
    """The pages of one board. A day's bar stands with its first scene, a scene with its synopsis.

    Strips have the colours of the board; those that stand in no day follow at the end, those of
    the boneyard are left out.
    """
    lines = [line for day in board.days for line in _day(schedule, day)]
    if board.in_no_day:
        lines.append(_bar("In no day yet"))
        lines += _strips(schedule, board.in_no_day)
    revisions = (
        f"Schedule {schedule.revision}" if schedule.revision else "",
        f"Script {schedule.script_revision}" if schedule.script_revision else "",
    )
    return Document(
        schedule.production or schedule.title,
        at,
        (Section(_WIDTHS, tuple(lines), heads=(heading(_HEADS),)),),
        beside="One-line schedule",
        below=", ".join(text for text in (board.name, *revisions) if text),
        foot=f"{len(board.days)} days, made {at:%Y-%m-%d %H:%M}",
        paper=paper,
    )


def _day(schedule: ShootingSchedule, day: ShootDay) -> Iterator[Line]:
    told = totals_of(schedule, day)
    date = f"     {day.date:%A} {day.date.day} {day.date:%B %Y}" if day.date else ""
    scenes = f"{told.scenes} scene{'' if told.scenes == 1 else 's'}"
    yield _bar(f"Day {day.number}{date}", f"{scenes}, {eighths_text(told.eighths)} pages")
    yield from _strips(schedule, day.strips)


def _bar(left: str, right: str = "") -> Line:
    return Line(
        (
            Words(left, bold=True, fill=_BREAK, colour="FFFFFF", span=2),
            Words(right, bold=True, fill=_BREAK, colour="FFFFFF", align="right", span=3),
        ),
        keeps=2,
        ruled=False,
    )


def _strips(schedule: ShootingSchedule, ids: tuple[str, ...]) -> Iterator[Line]:
    for id in ids:  # noqa: A001 - what it is called
        strip = schedule.strips.get(id)
        if strip is None:
            continue
        if strip.kind is StripKind.BANNER:
            yield Line((Words(strip.description, bold=True, fill=_BANNER, span=5, align="center"),))
        else:
            yield from _scene(schedule, strip)


def _scene(schedule: ShootingSchedule, strip: Strip) -> Iterator[Line]:
    fill = colour_of(schedule, strip)
    cast = ", ".join(called(one) for one in of_category(schedule, strip, Category.CAST))
    yield Line(
        (
            Words(strip.scene, bold=True, fill=fill),
            Words(slug_line(schedule, strip), bold=True, fill=fill),
            Words(eighths_text(strip.eighths) if strip.eighths else "", fill=fill, align="center"),
            Words(cast, fill=fill),
            Words(named(schedule, strip, Category.LOCATION), fill=fill),
        ),
        keeps=1 if strip.description else 0,
        ruled=not strip.description,
    )
    if strip.description:
        yield Line((Words(), Words(strip.description, colour="3C444A", span=4)))
