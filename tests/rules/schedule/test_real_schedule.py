"""A real schedule, as it is imported, contradicts itself nowhere; what is changed in it is found."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from addin.adapters.memory import Memory
from addin.domain.call_sheet import call_sheet
from addin.domain.day_out_of_days import board, days_of
from addin.domain.shooting_days import dated
from addin.findings import Finding, Severity
from addin.importers.uss import USS
from addin.jobs.check import check
from addin.jobs.load import load
from addin.reports.call_sheet import Typed
from addin.reports.call_sheet import as_sheet as call_sheet_sheet
from addin.reports.day_out_of_days import DoodRow, as_sheet
from addin.reports.schedule_sheets import cast_list, one_liner, stripboard
from addin.settings.model import ScheduleSettings, Settings
from addin.tables.table import Book, NewSheet, Sheet, Value

TODAY = dt.datetime(2022, 8, 1)
LIMITS = Settings(schedule=ScheduleSettings(pages_a_day="14", company_moves=9))


def _sheet(made: NewSheet) -> Sheet:
    return Sheet(made.name, [[cell.value for cell in row] for row in made.rows])


@pytest.fixture(scope="module")
def schedule(real: Path) -> Book:
    """Stripboard, one-liner, cast list, day-out-of-days and ten call sheets of a feature film."""
    content = (real / "uss-official" / "full_sample_schedule.uss").read_bytes()
    told = USS.read(content, "full.uss").schedule
    assert told is not None
    white = next(one for one in told.boards if one.name == "Rev. WHITE")
    filmed = dated(white, told.calendars[white.name])
    lists = [stripboard(told, filmed), one_liner(told, filmed), cast_list(told, (filmed,))]
    book = Book("Schedule.xlsx", tuple(map(_sheet, lists)), "digest")
    show = load(Memory(book), Settings(), "Show").production
    strips = [one for one in show.strips if one.source.sheet == lists[0].name]
    works = board((one.date, one.cast) for one in strips if one.date and not one.is_boneyard)
    parts = {one.number: one.character for one in show.cast}
    rows = [
        DoodRow(number, parts.get(number, ""), "", days_of(number, works))
        for number in works.cast()
    ]
    dates = sorted({one.date for one in strips if one.date})
    sheets = [
        as_sheet(rows, works.days(), "Day out of Days"),
        *(
            call_sheet_sheet(call_sheet(strips, show.cast, (), day), "Show", Typed())
            for day in dates[:10]
        ),
    ]
    return replace(book, sheets=(*book.sheets, *map(_sheet, sheets)))


def _found(book: Book, settings: Settings = LIMITS) -> list[Finding]:
    report = check(Memory(book), settings, name="Show", folder="", at=TODAY).report
    every = (point.finding for point in report.standpoints)
    return [one for one in every if one.code.startswith("SCH") and one.severity > Severity.NOTE]


def _changed(book: Book, sheet: str, row: int, column: int, value: Value) -> Book:
    """The book with one cell typed over."""
    page = book.sheet(sheet)
    assert page is not None
    rows = [list(cells) for cells in page.rows]
    rows[row - 1] += [None] * (column - len(rows[row - 1]))
    rows[row - 1][column - 1] = value
    new = replace(page, rows=rows)
    return replace(book, sheets=tuple(new if one is page else one for one in book.sheets))


@pytest.mark.real
def test_a_feature_film_as_it_is_imported_has_nothing_to_say(schedule):
    """169 scenes on 56 days; a one-liner beside the board is no second board."""
    assert _found(schedule) == []


@pytest.mark.real
def test_each_slip_is_found_in_its_cell(schedule):
    """A scene number, cast, a date, a code, a status: typed over one at a time."""
    page = schedule.sheet("Stripboard")
    assert page is not None
    first = next(r for r in range(4, 30) if page.value(r, 3) and page.value(r + 1, 3))
    slips = (
        (("Stripboard", first, 3, page.value(first + 1, 3)), {"SCH301", "SCH501"}),
        (("Stripboard", first, 7, "5 7/8"), {"SCH302", "SCH501"}),
        (("Stripboard", first, 8, "77"), {"SCH308", "SCH312", "SCH501", "SCH502", "SCH310"}),
        (("Day out of Days", 4, 5, "I"), {"SCH310", "SCH311", "SCH502"}),
        (("Call Sheet Day 1", 13, 1, "999"), {"SCH501"}),
    )
    for (sheet, row, column, value), codes in slips:
        found = _found(_changed(schedule, sheet, row, column, value))

        assert found, (sheet, row, column)
        assert {one.code for one in found} <= codes
        assert any(place.sheet == sheet and place.cell for one in found for place in one.places), (
            sheet
        )


@pytest.mark.real
def test_limits_are_the_productions(schedule):
    """Three pages a day and no company move: many days are beyond that."""
    strict = Settings(schedule=ScheduleSettings(pages_a_day="3", company_moves=0))

    assert {"SCH303"} <= {one.code for one in _found(schedule, strict)}
