"""A schedule written as sheets reads back as what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.domain.schedule_lines import CastLine, StripLine
from addin.domain.shooting_days import dated
from addin.domain.stripboard import Category, Element, ShootDay, ShootingSchedule, Strip, Stripboard
from addin.importers.uss import USS
from addin.reports.schedule_sheets import cast_list, colour_of, one_liner, stripboard
from addin.tables.parse import parse
from addin.tables.recognise import recognise
from addin.tables.table import NewSheet, Role, Sheet


def _as_read(made: NewSheet) -> Sheet:
    return Sheet(made.name, [[cell.value for cell in row] for row in made.rows])


def _lines(made: NewSheet, role: Role) -> list[object]:
    sheet = _as_read(made)
    (table,) = recognise(sheet, "show.xlsx")
    assert table.role is role
    read = parse(table, sheet)
    assert read.findings == ()
    return list(read.records)


@pytest.mark.real
@pytest.mark.parametrize("which", [1, 2, 3])
def test_a_real_board_is_read_back_strip_by_strip(real: Path, which: int) -> None:
    """Days, pages, cast and order of the standard's full sample survive the sheet."""
    content = (real / "uss-official" / "full_sample_schedule.uss").read_bytes()
    schedule = USS.read(content, "full.uss").schedule
    assert schedule is not None
    named = schedule.boards[which]
    board = dated(named, schedule.calendars[named.name])
    lines = [
        one
        for one in _lines(stripboard(schedule, board), Role.STRIPBOARD)
        if isinstance(one, StripLine)
    ]
    wanted = [
        (strip.scene, strip.eighths, day.number, day.date)
        for day in board.days
        for strip in (schedule.strips[one] for one in day.strips)
        if strip.kind == "scene"
    ]
    got = [(one.scene, one.eighths or 0, one.day, one.date) for one in lines if one.day]
    assert got == wanted
    assert sum(one.is_boneyard for one in lines) == len(board.boneyard)
    parts = _lines(cast_list(schedule, [board]), Role.CAST_LIST)
    cast = [one for one in schedule.elements.values() if one.category is Category.CAST]
    assert {one.character for one in parts if isinstance(one, CastLine)} == {
        one.name for one in cast
    }


def _small() -> ShootingSchedule:
    elements = [
        Element("ada", "ADA", Category.CAST, "1"),
        Element("ext", "EXT", Category.INT_EXT),
        Element("yard", "YARD", Category.SET),
        Element("dusk", "DUSK", Category.DAY_NIGHT),
    ]
    strip = Strip("a", scene="1", eighths=9, elements=("ada", "ext", "yard", "dusk"))
    return ShootingSchedule("Show", {"a": strip}, {one.id: one for one in elements})


def test_a_strip_has_the_colour_of_its_light() -> None:
    """Outside after dark is green; a strip that does not say is left white."""
    schedule = _small()
    assert colour_of(schedule, schedule.strips["a"]) == "BFE3C0"
    assert colour_of(schedule, Strip("b")) == ""


def test_a_one_liner_heads_each_day_and_adds_its_pages() -> None:
    """Scene, slug line, pages and cast on one line, the day's pages below."""
    board = Stripboard("Draft", (ShootDay(1, ("a",)),))
    cells = [[cell.value for cell in row] for row in one_liner(_small(), board).rows]
    assert cells[2][0] == "DAY 1"
    assert cells[3][:4] == ["1", "EXT YARD DUSK", "1 1/8", "1"]
    assert cells[-1][1:3] == ["1 scene", "1 1/8"]
