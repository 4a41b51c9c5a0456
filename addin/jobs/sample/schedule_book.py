"""The schedule workbook: stripboard, cast list, day-out-of-days, and the call sheet of one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, cast

from addin.domain.call_sheet import call_sheet
from addin.domain.day_out_of_days import board, days_of
from addin.domain.eighths import eighths_text
from addin.jobs.sample.canvas import (
    DATE,
    GRAND_TEXT,
    HEAD,
    NUMBER,
    SECTION,
    SUBTITLE,
    TEXT,
    TITLE,
    Canvas,
    Spots,
)
from addin.jobs.sample.shoot import CALLED, BoardStrip, Shoot, date_of
from addin.jobs.sample.show import TITLE as SHOW
from addin.reports.call_sheet import SCENES, Typed, as_sheet
from addin.tables.blueprint import BookBlueprint, Look, SheetBlueprint
from addin.tables.table import Style, Value, address, column_letters

BOOK: Final = "Schedule.xlsx"
_HEADINGS: Final = (
    "Shoot day", "Date", "Scene", "I/E", "Set", "D/N", "Pages", "Cast", "Location", "Background",
)  # fmt: skip
_COLUMNS: Final = {
    "shoot_day": 1, "date": 2, "scene": 3, "int_ext": 4, "set": 5, "day_night": 6, "pages": 7,
    "cast": 8, "location": 9, "background": 10,
}  # fmt: skip
_WIDTHS: Final = (10, 11, 8, 6, 34, 6, 9, 16, 18, 12)
_FIRST_DAY: Final = 3
"""The column of the first day in the day-out-of-days."""
_CODE: Final = Look("Code", across="center", edges="b", edge_colour="E3E3E3")
_DAY_HEAD: Final = replace(HEAD, name="Heading day", number_format="d mmm", wrap=False)


def schedule_book(told: Shoot, spots: Spots) -> BookBlueprint:
    """The schedule as the second assistant director keeps it."""
    return BookBlueprint(
        f"{SHOW} - schedule",
        (
            _board(told, Canvas(BOOK, "Stripboard", spots)),
            _cast_list(told, Canvas(BOOK, "Cast list", spots)),
            _dood(told, Canvas(BOOK, "DOOD", spots)),
            _call_sheet(told, spots),
        ),
    )


def _board(told: Shoot, canvas: Canvas) -> SheetBlueprint:
    canvas.put(1, 1, f"{SHOW} - shooting schedule", TITLE)
    canvas.put(2, 1, "Main unit, five days a week", SUBTITLE)
    canvas.heading(4, _HEADINGS, HEAD, _WIDTHS)
    row = 5
    for day in told.days:
        strips = told.on(day)
        for one in strips:
            _strip(told, canvas, row, one)
            row += 1
        pages = told.typed.get((f"break {day}", "pages"))
        total = cast("int", pages) if pages else sum(one.line.eighths or 0 for one in strips)
        date = date_of(day)
        shown = f"{date:%A}, {date:%B} {date.day}, {date.year}"
        text = f"END OF DAY {day} - {shown} - {eighths_text(total)} pgs"
        canvas.put(row, 1, text, SECTION)
        canvas.mark(f"break {day}", row, {"pages": 1})
        for column in range(2, len(_HEADINGS) + 1):
            canvas.put(row, column, None, SECTION)
        row += 1
    bones = [one for one in told.strips if one.line.is_boneyard]
    if bones:
        canvas.put(row, 1, "BONEYARD", SECTION)
        for at, one in enumerate(bones, row + 1):
            _strip(told, canvas, at, one)
    canvas.rest |= {"frozen": (5, 4), "repeated_rows": (4, 4), "tab_colour": "C98A1B"}
    return canvas.done()


def _strip(told: Shoot, canvas: Canvas, row: int, one: BoardStrip) -> None:
    line = one.line
    canvas.put(row, 1, line.day, NUMBER)
    canvas.put(row, 2, line.date, DATE)
    values: tuple[Value, ...] = (
        line.scene,
        line.int_ext,
        line.set,
        line.day_night,
        eighths_text(line.eighths or 0),
        ", ".join(told.shown.get(one.key, line.cast)),
        line.location,
    )
    for column, value in enumerate(values, 3):
        canvas.put(row, column, value, TEXT)
    canvas.put(row, 10, one.background or None, NUMBER)
    canvas.mark(one.key, row, _COLUMNS)


def _cast_list(told: Shoot, canvas: Canvas) -> SheetBlueprint:
    canvas.put(1, 1, f"{SHOW} - cast list", TITLE)
    headings = ("Cast no.", "Character", "Scenes", "Start Date", "Finish Date")
    canvas.heading(3, headings, HEAD, (10, 26, 9, 13, 13))
    for row, part in enumerate(told.cast(), 4):
        lines = [one.line for one in told.strips if part.number in one.line.cast]
        dates = [line.date for line in lines if line.date]
        canvas.put(row, 1, int(part.number), NUMBER)
        canvas.put(row, 2, part.character, TEXT)
        canvas.put(row, 3, len(lines), NUMBER)
        canvas.put(row, 4, min(dates), DATE)
        canvas.put(row, 5, max(dates), DATE)
        canvas.mark(f"cast {part.number}", row, {"cast_id": 1, "character": 2})
    return canvas.done()


def _dood(told: Shoot, canvas: Canvas) -> SheetBlueprint:
    days = {date_of(day): day for day in told.days}
    works = board((one.line.date, one.line.cast) for one in told.strips if one.line.date)
    last = _FIRST_DAY + len(days) - 1
    totals = {"worked": last + 1, "held": last + 2, "total": last + 3}
    canvas.put(1, 1, f"{SHOW} - day out of days", TITLE)
    canvas.heading(3, ("Cast no.", "Character"), HEAD, (9, 22))
    for column, date in enumerate(days, _FIRST_DAY):
        canvas.put(3, column, date, _DAY_HEAD)
        canvas.widths[column] = 7
    for text, column in zip(("Work", "Hold", "Total"), totals.values(), strict=True):
        canvas.put(3, column, text, HEAD)
    for row, part in enumerate(told.cast(), 4):
        key = f"dood {part.number}"
        canvas.put(row, 1, int(part.number), NUMBER)
        canvas.put(row, 2, part.character, TEXT)
        codes = days_of(part.number, works)
        for column, (date, day) in enumerate(days.items(), _FIRST_DAY):
            code = codes.get(date)
            value: Value = code.value if code else None
            if (key, str(day)) in told.typed:
                value = None
            canvas.put(row, column, value, _CODE)
            canvas.mark(key, row, {str(day): column})
        _totals(told, canvas, row, key, last, totals)
    canvas.rest |= {"frozen": (4, _FIRST_DAY), "repeated_rows": (3, 3)}
    return canvas.done()


def _totals(
    told: Shoot, canvas: Canvas, row: int, key: str, last: int, totals: Mapping[str, int]
) -> None:
    span = f"{address(row, _FIRST_DAY)}:{address(row, last)}"
    work, hold = (column_letters(totals[name]) for name in ("worked", "held"))
    canvas.work(row, totals["worked"], f'COUNTIF({span},"*W*")', NUMBER)
    canvas.work(row, totals["held"], f'COUNTIF({span},"H")', NUMBER)
    canvas.work(row, totals["total"], f"{work}{row}+{hold}{row}", NUMBER)
    typed = told.typed.get((key, "worked"))
    if typed is not None:
        canvas.put(row, totals["worked"], cast("int", typed), NUMBER)
    canvas.mark(key, row, totals)


def _call_sheet(told: Shoot, spots: Spots) -> SheetBlueprint:
    """As Build Call Sheet makes it, of the board as it was then."""
    lines = [one.line for one in told.strips if one.line.day != CALLED] + told.called
    made = as_sheet(call_sheet(lines, tuple(told.cast()), (), date_of(CALLED)), SHOW, Typed())
    canvas = Canvas(BOOK, made.name, spots)
    in_scenes = False
    called = {line.scene for line in told.called}
    for row, cells in enumerate(made.rows, 1):
        for column, cell in enumerate(cells, 1):
            if cell.value is not None:
                canvas.put(row, column, cell.value, _look(cell.style))
        first = str(cells[0].value) if cells and cells[0].value is not None else ""
        if first == SCENES[0]:
            in_scenes = True
        elif in_scenes and first in called:
            canvas.mark(f"call {first}", row, {"scene": 1, "pages": 5, "cast": 6})
        elif not first:
            in_scenes = False
    canvas.widths |= dict(enumerate(made.widths, 1))
    return canvas.done()


def _look(style: Style) -> Look:
    if style.fill and style.colour:
        return HEAD
    if style.fill:
        return GRAND_TEXT
    return SECTION if style.bold else TEXT
