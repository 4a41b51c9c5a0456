"""The page of a schedule: the board as a picture, the days, the day-out-of-days."""

from __future__ import annotations

import datetime as dt
import re

from addin.domain.stripboard import (
    Category,
    Element,
    ShootDay,
    ShootingCalendar,
    ShootingSchedule,
    Strip,
    Stripboard,
    StripKind,
)
from addin.reports.schedule_page import page

MONDAY = dt.date(2026, 3, 2)
AT = dt.datetime(2026, 2, 27, 18, 30)


def _schedule(name: str = "ADA") -> ShootingSchedule:
    elements = [
        Element("ada", name, Category.CAST, "1"),
        Element("ben", "BEN", Category.CAST, "2"),
        Element("int", "INT", Category.INT_EXT),
        Element("barn", "BARN", Category.SET),
        Element("night", "NIGHT", Category.DAY_NIGHT),
    ]
    strips = [
        Strip("a", scene="1", eighths=16, elements=("ada", "int", "barn", "night")),
        Strip("b", scene="2", eighths=3, elements=("ben",)),
        Strip("c", scene="3", eighths=4, elements=("ada", "ben")),
        Strip("n", StripKind.BANNER, description="COMPANY MOVE"),
        Strip("x", scene="9", eighths=1),
        Strip("lost", scene="44", eighths=1),
    ]
    days = (ShootDay(1, ("a", "n")), ShootDay(2, ("b",)), ShootDay(3, ("c",)))
    board = Stripboard("Draft", days, boneyard=("x",))
    return ShootingSchedule(
        "Show",
        {one.id: one for one in strips},
        {one.id: one for one in elements},
        (board,),
        {"Draft": ShootingCalendar("Draft", MONDAY)},
    )


def _text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_days_pages_and_what_is_lost_are_said() -> None:
    """Counts, dates, the banner, the boneyard, and the scene that is nowhere."""
    schedule = _schedule()
    text = _text(page(schedule, schedule.boards[0], AT))
    assert "3 days 3 scenes 2 7/8 pages 1.0 pages a day" in text
    assert "Day 2, Tuesday 3 March 2026 3/8 1 scene" in text
    assert "COMPANY MOVE" in text
    assert "1 scene is neither on the board nor in the boneyard: 44" in text


def test_every_strip_is_drawn_as_wide_as_its_pages() -> None:
    """Two pages are wider than three eighths, in the colour of their light; a break ends a day."""
    schedule = _schedule()
    drawn = re.findall(
        r'<rect x="\d+" width="(\d+)" height="\d+" fill="(#\w+)"/>',
        page(schedule, schedule.boards[0], AT),
    )
    assert drawn == [
        ("48", "#BBD0EE"),
        ("15", "#D7DCE0"),
        ("20", "#20262B"),
        ("15", "#FFFFFF"),
        ("20", "#20262B"),
        ("15", "#FFFFFF"),
        ("20", "#20262B"),
    ]


def test_the_day_out_of_days_stands_below() -> None:
    """Ada is held on the day between: two days of work, one of hold, three paid."""
    schedule = _schedule()
    assert "1 ADA SW H WF 2 1 3" in _text(page(schedule, schedule.boards[0], AT))


def test_names_from_a_file_are_text_and_nothing_else() -> None:
    """A character called like a script is shown, not run."""
    schedule = _schedule("<script>alert(1)</script>")
    html = page(schedule, schedule.boards[0], AT)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
