"""A call sheet as a sheet of the workbook: header, scenes, cast, crew by department, what is next.

What people typed into the call sheet that was there before (calls, pick-ups, weather, notes) is
kept: by its label, by cast number, by the person's name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from addin.domain.call_sheet import CallSheet
from addin.domain.eighths import eighths_text
from addin.domain.schedule_lines import StripLine
from addin.tables.table import NewCell, NewSheet, Sheet, Style, Value

PREFIX: Final = "Call Sheet Day "
WIDTH: Final = 8
ASKED: Final = (
    "General call", "Shooting call", "Sunrise", "Sunset", "Weather", "Unit base",
    "Location address", "Parking", "Nearest hospital", "Walkie channels", "Safety",
)  # fmt: skip
SCENES: Final = ("Scene", "I/E", "Set", "D/N", "Pages", "Cast", "Location", "Synopsis")
CAST: Final = (
    "Cast no.",
    "Character",
    "Actor",
    "Status",
    "Pick-up",
    "Make-up",
    "On set",
    "Remarks",
)
CREW: Final = ("Department", "Position", "Name", "Call", "Phone")
_TYPED_CAST: Final = CAST[4:]
_TITLE: Final = Style(bold=True, size=18)
_DAY: Final = Style(bold=True, size=12, colour="5F6B73")
_HEAD: Final = Style(bold=True, fill="1F3A4D", colour="FFFFFF")
_BAND: Final = Style(bold=True, fill="D7DCE0")
_LABEL: Final = Style(bold=True, colour="5F6B73")
_TIME: Final = Style(number_format="hh:mm", align="left")
_TEXT: Final = Style(wrap=True)
_SUM: Final = Style(bold=True, top="thin")


@dataclass(frozen=True, slots=True)
class Typed:
    """What people typed into an earlier call sheet of the day."""

    asked: Mapping[str, Value] = field(default_factory=dict)
    cast: Mapping[tuple[str, str], Value] = field(default_factory=dict)  # number, heading
    crew: Mapping[str, Value] = field(default_factory=dict)  # person → call


def sheet_name(number: int) -> str:
    """What the sheet of a shoot day is called."""
    return f"{PREFIX}{number}"


def typed_in(sheet: Sheet) -> Typed:
    """What was typed into a call sheet that ``as_sheet`` wrote."""
    asked: dict[str, Value] = {}
    cast: dict[tuple[str, str], Value] = {}
    crew: dict[str, Value] = {}
    part = ""
    for row, cells in enumerate(sheet.rows, 1):
        first = str(cells[0]) if cells and cells[0] is not None else ""
        if first in {SCENES[0], CAST[0], CREW[0]}:
            part = first
        elif part == CAST[0] and first:
            for at, heading in enumerate(CAST):
                if heading in _TYPED_CAST and sheet.value(row, at + 1) is not None:
                    cast[first, heading] = sheet.value(row, at + 1)
        elif part == CREW[0] and sheet.value(row, 4) is not None:
            crew[str(sheet.value(row, 3))] = sheet.value(row, 4)
        for column in (1, 5):
            label = sheet.value(row, column)
            if not part and label in ASKED:
                asked[str(label)] = sheet.value(row, column + 1)
    return Typed(asked, cast, crew)


def as_sheet(told: CallSheet, title: str, typed: Typed, general: dt.time | None = None) -> NewSheet:
    """The sheet; ``general`` is the unit's call, which wins over one that was typed before."""
    asked = dict(typed.asked)
    if general is not None:
        asked["General call"] = general
    rows = [
        (NewCell(title, _TITLE),),
        (NewCell(day_text(told.date), _DAY), *[NewCell()] * 4, NewCell(_count(told), _DAY)),
        (),
        *_asked(asked),
        (),
        _band("Scenes"),
        _heading(SCENES),
        *map(_scene, told.scenes),
        (*[NewCell()] * 4, NewCell(eighths_text(told.eighths), _SUM)),
        (),
        _band("Cast"),
        _heading(CAST),
        *_cast(told, typed),
        (),
        _band("Crew"),
        _heading(CREW),
        *_crew(told, typed, asked.get("General call")),
        (),
        *_advance(told),
    ]
    return NewSheet(
        sheet_name(told.number),
        tuple(rows),
        widths=(13.0, 18.0, 30.0, 12.0, 16.0, 16.0, 24.0, 40.0),
        frozen_rows=2,
        tab_colour="B33A3A",
    )


def _asked(asked: Mapping[str, Value]) -> Iterator[tuple[NewCell, ...]]:
    half = (len(ASKED) + 1) // 2
    for at in range(half):
        left = ASKED[at]
        row = [NewCell(left, _LABEL), _answer(asked.get(left)), NewCell(), NewCell()]
        if at + half < len(ASKED):
            right = ASKED[at + half]
            row += [NewCell(right, _LABEL), _answer(asked.get(right))]
        yield tuple(row)


def _answer(value: Value) -> NewCell:
    return NewCell(value, _TIME if isinstance(value, dt.time) else Style(bottom="hair"))


def _scene(one: StripLine) -> tuple[NewCell, ...]:
    return (
        NewCell(one.scene or None, Style(bold=True)),
        NewCell(one.int_ext or None),
        NewCell(one.set or None),
        NewCell(one.day_night or None),
        NewCell(eighths_text(one.eighths) if one.eighths is not None else None),
        NewCell(", ".join(one.cast) or None),
        NewCell(one.location or None),
        NewCell(one.description or None, _TEXT),
    )


def _cast(told: CallSheet, typed: Typed) -> Iterator[tuple[NewCell, ...]]:
    for one in (*told.cast, *told.held):
        number: Value = int(one.number) if one.number.isdigit() else one.number
        yield (
            NewCell(number, Style(align="left")),
            NewCell(one.character or None),
            NewCell(one.performer or None),
            NewCell(one.status.value if one.status else None),
            *(_answer(typed.cast.get((one.number, heading))) for heading in _TYPED_CAST),
        )


def _crew(told: CallSheet, typed: Typed, general: Value) -> Iterator[tuple[NewCell, ...]]:
    for department, people in groupby(told.crew, key=lambda one: one.department):
        for at, one in enumerate(people):
            yield (
                NewCell(department if at == 0 else None, Style(bold=True)),
                NewCell(one.position or None),
                NewCell(one.person),
                _answer(typed.crew.get(one.person, general)),
                NewCell(one.phone or None),
            )


def _advance(told: CallSheet) -> Iterator[tuple[NewCell, ...]]:
    for day in told.advance:
        yield _band(f"Advance: day {day.number}, {day_text(day.date)}")
        yield from map(_scene, day.scenes)


def _band(text: str) -> tuple[NewCell, ...]:
    return (NewCell(text, _BAND), *(NewCell(None, _BAND) for _ in range(WIDTH - 1)))


def _heading(headings: Sequence[str]) -> tuple[NewCell, ...]:
    return tuple(NewCell(text, _HEAD) for text in headings)


def day_text(date: dt.date) -> str:
    """``Tuesday 3 March 2026``."""
    return f"{date:%A} {date.day} {date:%B %Y}"


def _count(told: CallSheet) -> str:
    return f"Day {told.number} of {told.of_days}"
