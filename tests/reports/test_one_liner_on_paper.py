"""A one-line schedule on paper, of a real schedule."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from addin.domain.shooting_days import dated
from addin.domain.stripboard import (
    ShootDay,
    ShootingSchedule,
    Strip,
    Stripboard,
    StripKind,
)
from addin.importers.uss import read
from addin.reports.one_liner_on_paper import on_paper
from addin.reports.paper import PaperSize
from addin.reports.paper_as_pdf import printed

AT = dt.datetime(2026, 3, 1, 18)


def pages(content: bytes) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.real
def test_a_whole_film_is_printed_day_by_day(real: Path):
    """Each day's bar once and in order, each scene as often as the board has it."""
    name = "full_sample_schedule.uss"
    schedule = read((real / "uss-official" / name).read_bytes(), name).schedule
    assert schedule is not None
    for plain in schedule.boards:
        board = dated(plain, schedule.calendars[plain.name])
        made = printed(on_paper(schedule, board, AT))
        assert made.unprinted == ""
        bars = [
            int(n)
            for n in re.findall(r"^Day (\d+)\b", "\n".join(pages(made.content)), re.MULTILINE)
        ]
        assert bars == [day.number for day in board.days]
        lines = [
            line.cells[0].text
            for section in on_paper(schedule, board, AT).sections
            for line in section.lines
            if line.cells[0].bold and line.cells[0].span == 1
        ]
        scheduled = [one for day in board.days for one in day.strips] + list(board.in_no_day)
        strips = [schedule.strips[one] for one in scheduled if one in schedule.strips]
        assert lines == [one.scene for one in strips if one.kind is StripKind.SCENE]


def test_banners_undated_days_and_strips_in_no_day_are_printed():
    """A board before it has a calendar."""
    strips = {
        "a": Strip("a", scene="1", eighths=5, description="They meet"),
        "b": Strip("b", StripKind.BANNER, description="COMPANY MOVE"),
        "c": Strip("c", scene="2"),
    }
    board = Stripboard("Board", (ShootDay(1, ("a", "b")),), in_no_day=("c",))
    schedule = ShootingSchedule("Show", strips, {}, (board,))
    (page,) = pages(printed(on_paper(schedule, board, AT, PaperSize.LETTER)).content)
    for said in (
        "Day 1 1 scene, 5/8 pages",
        "5/8",
        "They meet",
        "COMPANY MOVE",
        "In no day yet",
        "Page 1 of 1",
    ):
        assert said in page
