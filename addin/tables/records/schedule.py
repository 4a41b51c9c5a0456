"""Stripboards, cast and crew lists and day-out-of-days as records.

Codes of the findings: DAT109 a page count that cannot be read; DAT110 a cast list that cannot.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from addin.domain.cast_lists import NoCastList, cast_ids, one_id
from addin.domain.day_out_of_days import Code, NoSuchCode, code_of
from addin.domain.eighths import NoPageCount, eighths_of
from addin.domain.schedule_lines import CastLine, CrewLine, DoodLine, StripLine
from addin.findings import Severity
from addin.tables.cells import is_nothing, to_date, to_text
from addin.tables.records.columns import Columns
from addin.tables.table import RowKind, Value, column_letters

STRIP_ROWS: Final = (
    RowKind.BODY,
    RowKind.SECTION,
    RowKind.NOTE,
    RowKind.TOTAL,
    RowKind.REPEATED_HEADER,
)
"""A board's day breaks are lines of text between its strips, whatever a list would call them."""

_BREAK: Final = re.compile(
    r"\W*(?P<end>end\s+of\s+)?(?:shoot(?:ing)?\s+)?day\s*(?:no\.?|\#)?\s*(?P<day>\d{1,3})\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BONEYARD: Final = re.compile(r"\W*(?:boneyard|unscheduled|not scheduled|omitted)\b", re.IGNORECASE)
_WEEKDAY: Final = re.compile(
    r"\b(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b[.,]*",
    re.IGNORECASE,
)
_DAY: Final = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|[A-Za-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}\s+[A-Za-z]{3,9}\.?,?\s+\d{4}"
)
_LARGEST_TEXT: Final = 300
_BONES, _BANNER = "boneyard", "banner"
_CAST: Final = "a list of cast ids such as 1, 2, 5"
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Break:
    """A day break: which day, its date, and whether the day ends here or begins."""

    day: int
    date: dt.date | None
    ends: bool


def day_break(text: str) -> Break | None:
    """What a line between strips says of a day; None: nothing.

    >>> day_break("END OF DAY 3 - Tuesday, March 4, 2026 - 4 2/8 pgs")
    Break(day=3, date=datetime.date(2026, 3, 4), ends=True)
    """
    found = _BREAK.match(text[:_LARGEST_TEXT])
    if found is None:
        return None
    said = _DAY.search(_WEEKDAY.sub(" ", found["rest"]))
    return Break(int(found["day"]), to_date(said[0]) if said else None, bool(found["end"]))


def strips(columns: Columns) -> list[StripLine]:
    """The scenes of a board; each stands in the day of its column, else in that of its break."""
    marks = dict(_marks(columns))
    scenes = Columns(
        columns.table,
        columns.sheet,
        columns.currency,
        [row for row in columns.rows if row not in marks],
    )
    lines = dict(zip(scenes.rows, _scenes(scenes), strict=True))
    columns.findings += scenes.findings
    found: list[StripLine] = []
    waiting = 0  # strips since the last break, that the next one may close
    open_day: Break | None = None
    bones = False
    for row in columns.rows:
        mark = marks.get(row)
        line = lines.get(row)
        if line is not None and (line.scene or line.set or line.eighths or line.cast):
            line = replace(line, is_boneyard=bones)
            found.append(line if open_day is None else _dated(line, open_day))
        elif isinstance(mark, Break):
            if mark.ends:
                found[waiting:] = [_dated(one, mark) for one in found[waiting:]]
            open_day = None if mark.ends else mark
            waiting, bones = len(found), False
        elif mark == _BONES:
            bones = True
    last = _break_below(columns)
    if last is not None:
        found[waiting:] = [_dated(one, last) for one in found[waiting:]]
    return found


def _marks(columns: Columns) -> Iterator[tuple[int, Break | str]]:
    """Rows that are no strips: a break, where the boneyard begins, a banner."""
    table, sheet = columns.table, columns.sheet
    telling = [table.fields[name] for name in ("set", "pages", "cast") if name in table.fields]
    numbered = table.fields.get("scene", 0)
    for row in columns.rows:
        if any(sheet.value(row, column) is not None for column in telling):
            continue
        text = _text_of_row(columns, row)
        told = day_break(text)
        if told is not None:
            yield row, told
        elif _BONEYARD.match(text):
            yield row, _BONES
        elif sheet.value(row, numbered) is None:
            yield row, _BANNER


def _scenes(columns: Columns) -> Iterator[StripLine]:
    """What each row says of its scene, whatever breaks stand around it."""
    lengths = columns.numbers("duration")
    days = columns.numbers("shoot_day")
    told = zip(
        columns.texts("scene"),
        columns.sources(),
        _read(columns, "pages", _eighths, "DAT109", "a page count such as 1 3/8"),
        columns.texts("int_ext"),
        columns.texts("set"),
        columns.texts("day_night"),
        (ids or () for ids in _read(columns, "cast", cast_ids_of, "DAT110", _CAST)),
        (int(day) if day is not None and day == int(day) else None for day in days),
        columns.dates("date"),
        columns.texts("location"),
        columns.texts("description"),
        columns.texts("script_day"),
        columns.texts("unit"),
        map(_minutes, lengths),
        columns.texts("notes"),
        strict=True,
    )
    return (StripLine(*each) for each in told)


def _break_below(columns: Columns) -> Break | None:
    """The break that ends the last day: a line of text below a table is not counted to it."""
    bottom = columns.table.area.bottom
    for row in range(bottom + 1, bottom + 3):
        told = day_break(_text_of_row(columns, row))
        if told is not None:
            return told if told.ends else None
    return None


def _dated(line: StripLine, told: Break) -> StripLine:
    """The strip in the day of its break, unless its own columns say another."""
    if line.is_boneyard or line.day is not None or line.date is not None:
        return line
    return replace(line, day=told.day, date=told.date)


def _text_of_row(columns: Columns, row: int) -> str:
    table = columns.table
    cells = (
        columns.sheet.value(row, column) for column in range(table.area.left, table.area.right + 1)
    )
    return " ".join(to_text(value) for value in cells if not is_nothing(value))


def _eighths(value: Value) -> int:
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, bool | dt.time | dt.timedelta) or value is None:
        raise NoPageCount(str(value))
    return eighths_of(value)


def cast_ids_of(value: Value) -> tuple[str, ...]:
    """The cast ids of a cell.

    Raises:
        NoCastList: it is none.
    """
    if isinstance(value, dt.time | dt.timedelta):
        raise NoCastList(f"{value} is no cast id")
    return cast_ids(value)


def _read(
    columns: Columns, name: str, reader: Callable[[Value], _Read], code: str, wanted: str
) -> list[_Read | None]:
    """A column by a reader of its own; what it cannot read is None, and one finding."""
    read: list[_Read | None] = []
    bad: list[int] = []
    values = columns.raw(name)
    for at, value in enumerate(values):
        told: _Read | None = None
        if value is not None and not is_nothing(value):
            try:
                told = reader(value)
            except (NoPageCount, NoCastList):
                if columns.table.kinds.get(columns.rows[at]) is RowKind.BODY:
                    bad.append(at)
        read.append(told)
    if bad:
        shown = ", ".join(f"“{to_text(values[at])}”" for at in bad[:3])
        columns.report(
            code, Severity.WARNING, name, bad, f"hold no {wanted[2:]} ({shown})", f"Type {wanted}."
        )
    return read


def _minutes(length: object) -> int | None:
    return int(str(length)) if length is not None and str(length).isdigit() else None


def cast(columns: Columns) -> list[CastLine]:
    """The parts of a cast list; lines without number, character and performer are left out."""
    fields = zip(
        (one_id(code) for code in columns.codes("cast_id")),
        columns.sources(),
        columns.texts("character"),
        columns.texts("person"),
        columns.dates("start"),
        columns.dates("end"),
        columns.texts("status"),
        strict=True,
    )
    found = (CastLine(*each) for each in fields)
    return [line for line in found if line.number or line.character or line.performer]


def crew(columns: Columns) -> list[CrewLine]:
    """The people of a crew list; lines that name nobody are left out."""
    fields = zip(
        columns.texts("person"),
        columns.sources(),
        columns.texts("position"),
        columns.texts("department"),
        columns.codes("phone"),
        columns.texts("email"),
        columns.dates("start"),
        columns.dates("end"),
        strict=True,
    )
    return [line for line in (CrewLine(*each) for each in fields) if line.person]


def dood(columns: Columns) -> list[DoodLine]:
    """The rows of a day-out-of-days: a code for each day whose heading is a date."""
    days = dict(_days(columns))
    letters = {day: column_letters(column) for column, day in days.items()}
    totals = {name: columns.numbers(name) for name in ("worked", "held", "total")}
    found: list[DoodLine] = []
    for at, (source, code, character) in enumerate(
        zip(columns.sources(), columns.codes("cast_id"), columns.texts("character"), strict=True)
    ):
        codes = dict(_codes(columns, columns.rows[at], days))
        number = one_id(code)
        if (number or character) and codes:
            told = (None if (n := totals[name][at]) is None else int(n) for name in totals)
            found.append(DoodLine(number, source, character, codes, letters, *told))
    return found


def _days(columns: Columns) -> Iterator[tuple[int, dt.date]]:
    table, sheet = columns.table, columns.sheet
    for column in range(table.area.left, table.area.right + 1):
        for row in reversed(table.header_rows):
            value = sheet.value(row, column)
            day = value.date() if isinstance(value, dt.datetime) else value
            if not isinstance(day, dt.date) and isinstance(day, str):
                said = _DAY.search(_WEEKDAY.sub(" ", day))
                day = to_date(said[0]) if said else None
            if isinstance(day, dt.date):
                yield column, day
                break


def _codes(
    columns: Columns, row: int, days: Mapping[int, dt.date]
) -> Iterator[tuple[dt.date, Code]]:
    for column, day in days.items():
        value = columns.sheet.value(row, column)
        if isinstance(value, str) and value.strip():
            try:
                yield day, code_of(value)
            except NoSuchCode:
                continue
