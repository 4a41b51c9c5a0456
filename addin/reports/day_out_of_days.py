"""A day-out-of-days as a new sheet: a row for each part, a column for each day, totals behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.day_out_of_days import Code, totals
from addin.tables.area import Area
from addin.tables.table import Choices, Condition, NewCell, NewSheet, Style

HEAD: Final = Style(bold=True, fill="1F3A4D", colour="FFFFFF", align="center")
_NAME: Final = Style(bold=True, fill="1F3A4D", colour="FFFFFF")
_DAY: Final = Style(bold=True, fill="E8EEF2", align="center", number_format="ddd")
_DATE: Final = Style(
    bold=True, fill="1F3A4D", colour="FFFFFF", align="center", number_format="d mmm"
)
_CODE: Final = Style(align="center")
_TOTAL: Final = Style(align="center", bold=True)
_TITLE: Final = Style(bold=True, size=14)
_QUIET: Final = Style(colour="5F6B73", italic=True)
SHADES: Final[Mapping[str, str]] = {"W": "CFE8D5", "H": "FCE9B8", "T": "D9DDF5", "/": "E3E3E3"}
"""Fills of codes that hold a letter: work, hold, travel, holiday."""
FIRST_DAY: Final = 4  # its column
TOTALS: Final = (
    "Work",
    "Hold",
    "Travel",
    "Rehearsal",
    "Fitting",
    "Holiday",
    "Start",
    "Finish",
    "Total",
)
_DATES: Final = Style(align="center", number_format="d mmm")


@dataclass(frozen=True, slots=True)
class DoodRow:
    """One part: its number, the character, who plays it, and the code of each day."""

    number: str
    character: str
    performer: str
    codes: Mapping[dt.date, Code]


def as_sheet(
    rows: Sequence[DoodRow], days: Sequence[dt.date], title: str, name: str = "Day out of Days"
) -> NewSheet:
    """The sheet; ``days`` are its columns, in order. Paid days are those worked and held."""
    last = FIRST_DAY + len(days) - 1
    head = (
        *(NewCell(text, _NAME) for text in ("Cast no.", "Character", "Performer")),
        *(NewCell(day, _DATE) for day in days),
        *(NewCell(text, HEAD) for text in TOTALS),
    )
    week = (NewCell(), NewCell(), NewCell("Day", _QUIET), *(NewCell(day, _DAY) for day in days))
    body = tuple(_row(row, days) for row in rows)
    first_row = 4
    area = Area(first_row, FIRST_DAY, first_row + max(len(rows), 1) - 1, max(last, FIRST_DAY))
    return NewSheet(
        name,
        ((NewCell(title, _TITLE),), week, head, *body),
        widths=(8.0, 24.0, 22.0, *([6.5] * len(days)), *([9.0] * len(TOTALS))),
        frozen_rows=3,
        frozen_columns=3,
        conditions=tuple(
            Condition(area, "contains", letter, Style(fill=fill)) for letter, fill in SHADES.items()
        ),
        choices=(Choices(area, tuple(code.value for code in Code), "A code of the day"),)
        if days
        else (),
        tab_colour="2E7D5B",
    )


def _row(row: DoodRow, days: Sequence[dt.date]) -> tuple[NewCell, ...]:
    told = totals(row.codes)
    counts = (told.worked, told.held, told.travel, told.rehearsal, told.fitting, told.holiday)
    number = int(row.number) if row.number.isdigit() else row.number
    return (
        NewCell(number, Style(align="left")),
        NewCell(row.character or None),
        NewCell(row.performer or None),
        *(NewCell(code.value if (code := row.codes.get(day)) else None, _CODE) for day in days),
        *(NewCell(count or None, _CODE) for count in counts),
        NewCell(told.start, _DATES),
        NewCell(told.finish, _DATES),
        NewCell(told.paid, _TOTAL),
    )
