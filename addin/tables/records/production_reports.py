"""Daily production reports (DPR) as records: a form of labels, with lists of people below.

The times of the day stand beside their labels, or under *Scheduled* and *Actual*; progress stands
under *Previous*, *Today* and *To date*, or with those as rows; people under *In* and *Out*.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from addin.domain.cast_lists import one_id
from addin.domain.eighths import NoPageCount, eighths_of
from addin.domain.production_report import (
    DayOfWork,
    DayTime,
    Moment,
    ProductionReport,
    Progress,
    ReportedScenes,
)
from addin.domain.source import Source
from addin.tables.cells import is_nothing, to_code, to_number, to_text
from addin.tables.clock_cells import to_when
from addin.tables.records.form_lists import FormList, beside, date_in, labelled, lists, words
from addin.tables.records.production_report_words import (
    BACKGROUND,
    KINDS,
    MOMENTS,
    PEOPLE,
    RUNNING,
    STATES,
    WHEN,
)
from addin.tables.table import Sheet, Value, column_letters

_TITLE: Final = re.compile(
    r"\bdpr\b|\b(?:daily\s+)?production\s+report\b|\bdaily\s+(?:wrap|progress)\s+report\b",
    re.IGNORECASE,
)
_NO_REPORT: Final = re.compile(r"\bcost|budget|weekly|monthly|manufactur|inventory", re.IGNORECASE)
_DAY: Final = re.compile(r"\b(?:day|dpr)\s*(?:no\.?|#|:)?\s*(\d{1,3})\b", re.IGNORECASE)
_FEWEST: Final = 2
"""One label such as Lunch stands on many forms."""
_ROWS_OF_HEAD: Final = 12
_LISTED: Final = re.compile(r"[,;&\n]| and ")


def production_report(sheet: Sheet, book: str) -> ProductionReport | None:
    """The report on a sheet; None where it is not called one, or holds nothing of a film's day."""
    if not _is_called_one(sheet):
        return None
    times = tuple(_times(sheet, book))
    people = tuple(_people(sheet, book))
    progress = tuple(_progress(sheet, book))
    scenes = tuple(_scenes(sheet, book))
    if len(times) < _FEWEST and not progress and not scenes:
        return None  # a factory has daily production reports, too, and people with an in and an out
    date, source = _date(sheet, book)
    head = [*_head(sheet), sheet.name]
    number = next((int(found[1]) for text in head if (found := _DAY.search(text))), None)
    return ProductionReport(
        source, date, number, times, scenes, progress, people, _background(sheet)
    )


def _head(sheet: Sheet) -> Iterator[str]:
    rows = sheet.rows[:_ROWS_OF_HEAD]
    return (value for cells in rows for value in cells if isinstance(value, str))


def _is_called_one(sheet: Sheet) -> bool:
    titles = (sheet.name, *(text for text in _head(sheet) if len(text) < 80))
    return any(_TITLE.search(text) and not _NO_REPORT.search(text) for text in titles)


def _date(sheet: Sheet, book: str) -> tuple[dt.date | None, Source]:
    for row, cells in enumerate(sheet.rows[:_ROWS_OF_HEAD], 1):
        for column, value in enumerate(cells, 1):
            date = date_in(value)
            if date is not None:
                return date, Source(book, sheet.name, row, {"date": column_letters(column)})
    return None, Source(book, sheet.name, 1, {"date": "A"})


def _times(sheet: Sheet, book: str) -> Iterator[DayTime]:
    """The first line of each moment; those under headings before those beside labels."""
    seen: set[Moment] = set()
    heads = list(lists(sheet, book, WHEN, (frozenset({"scheduled"}), frozenset({"actual"}))))
    in_people = {
        row for found in _lists_of_people(sheet, book) for row in (found.heading, *found.rows)
    }
    for text, row, column in labelled(sheet):
        moment = MOMENTS.get(text)
        if moment is None or moment in seen or row in in_people:
            continue
        head = next((one for one in reversed(heads) if one.heading < row), None)
        if head is not None and row in head.rows and column < min(head.fields.values()):
            planned = to_when(head.value(row, "scheduled"))
            actual = to_when(head.value(row, "actual"))
            letters = head.letters
        else:
            at, value = beside(sheet, row, column)
            planned, actual = None, to_when(value)
            letters = {"actual": column_letters(at)}
        if planned is not None or actual is not None:
            seen.add(moment)
            yield DayTime(moment, planned, actual, Source(book, sheet.name, row, letters))


def _scenes(sheet: Sheet, book: str) -> Iterator[ReportedScenes]:
    for text, row, column in labelled(sheet):
        state = STATES.get(text)
        at, value = beside(sheet, row, column, 1) if state is not None else (0, None)
        if state is None or is_nothing(value) or isinstance(value, dt.time | dt.timedelta):
            continue
        if words(value) in STATES or words(value) in {"actual", "act"}:
            continue  # a row of headings
        found = tuple(part.strip().upper() for part in _LISTED.split(to_code(value)))
        named = tuple(part for part in found if part and any(c.isdigit() for c in part))
        if named:
            yield ReportedScenes(
                state, named, Source(book, sheet.name, row, {"scenes": column_letters(at)})
            )


def _progress(sheet: Sheet, book: str) -> Iterator[Progress]:
    by_row = lists(sheet, book, RUNNING, (frozenset({"today"}), frozenset({"to_date"})))
    for found in by_row:
        left = min(found.fields.values())
        for row in found.rows:
            what = next((k for c in range(1, left) if (k := _kind(sheet.value(row, c)))), "")
            if what:
                figures = {name: _count(what, found.value(row, name)) for name in found.fields}
                yield Progress(what, found.source(row), **figures)
    yield from _progress_down(sheet, book)


def _progress_down(sheet: Sheet, book: str) -> Iterator[Progress]:
    """Scenes, pages and set-ups as columns, before, today and to date as rows."""
    columns = lists(sheet, book, KINDS, (frozenset({"pages"}), frozenset({"scenes", "set-ups"})))
    for found in columns:
        left = min(found.fields.values())
        rows = {
            name: row
            for row in found.rows
            for name in RUNNING
            if any(words(sheet.value(row, c)) in RUNNING[name] for c in range(1, left))
        }
        if {"today", "to_date"} <= rows.keys():
            for what, column in found.fields.items():
                figures = {
                    name: _count(what, sheet.value(row, column)) for name, row in rows.items()
                }
                letters = column_letters(column)
                source = Source(book, sheet.name, rows["to_date"], {"to_date": letters})
                yield Progress(what, source, **figures)


def _kind(value: Value) -> str:
    text = words(value)
    return next((name for name, texts in KINDS.items() if text in texts), "")


def _count(what: str, value: Value) -> Decimal | None:
    """A figure; pages in eighths."""
    if is_nothing(value) or value is None:
        return None
    if what == "pages" and isinstance(value, str | int | float | dt.date):
        try:
            day = value.date() if isinstance(value, dt.datetime) else value
            return Decimal(eighths_of(day))
        except NoPageCount:
            return None
    number = to_number(value)
    return Decimal(number) if number is not None else None


def _lists_of_people(sheet: Sheet, book: str) -> Iterator[FormList]:
    return lists(
        sheet, book, PEOPLE, (frozenset({"person"}), frozenset({"begins"}), frozenset({"ends"}))
    )


def _people(sheet: Sheet, book: str) -> Iterator[DayOfWork]:
    for found in _lists_of_people(sheet, book):
        for row in found.rows:
            person = found.text(row, "person")
            number = one_id(to_code(found.value(row, "cast_id")))
            begins, ends = to_when(found.value(row, "begins")), to_when(found.value(row, "ends"))
            if not person or (begins is None and ends is None):
                continue
            hours = to_number(found.value(row, "hours"))
            meals = tuple(
                (to_when(found.value(row, out)), to_when(found.value(row, back)))
                for out, back in (("meal_out", "meal_in"), ("second_out", "second_in"))
                if found.value(row, out, back) is not None
            )
            yield DayOfWork(
                person,
                found.source(row),
                number,
                to_text(found.value(row, "position")).strip(),
                begins,
                meals,
                ends,
                Decimal(hours) if hours is not None else None,
            )


def _background(sheet: Sheet) -> int | None:
    for text, row, column in labelled(sheet):
        if text in BACKGROUND:
            number = to_number(beside(sheet, row, column, 1)[1])
            if number is not None and number == int(number) and 0 <= number < 100_000:
                return int(number)
    return None
