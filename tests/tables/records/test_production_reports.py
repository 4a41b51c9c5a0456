"""Daily production reports and call sheets are read from the forms that people fill in."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.production_report import Moment, ProductionReport, SceneState
from addin.tables.records.call_sheets import call_sheet
from addin.tables.records.production_reports import production_report
from addin.tables.table import Sheet
from tests.grid import grid

REPORT = """
    DAILY PRODUCTION REPORT
    The Long Night | | | Day 3 of 20 | | Wednesday 4 March 2026

    | Scheduled | Actual
    Crew call | 07:00 | 07:00
    First shot | 08:00 | 08:25
    1st meal out | 13:00 | 13:10
    1st meal in | 13:30 | 13:45
    Wrap | 19:00 | 20:15

    Scenes scheduled | 12, 14
    Scenes completed | 12
    Scenes partial | 14
    Scenes added | '15A

    | Previous | Today | To date | Remaining
    Scenes | 9 | 1 | 10 | 40
    Pages | 11 3/8 | 2 4/8 | 13 7/8 | 60
    Set-ups | 41 | 17 | 58 |

    Background | 35

    No. | Cast | In | Meal out | Meal in | Out
    1 | Ida Berg | 06:00 | 13:10 | 13:45 | 19:30
    2 | Ben Kurz | 07:30 | 13:10 | 13:45 | 20:15

    Position | Name | In | Out | Hours
    Gaffer | Ruth Alder | 07:00 | 01:00 | 18
"""


def report() -> ProductionReport:
    """The report above."""
    found = production_report(grid(REPORT, "DPR 3"), "Show.xlsx")
    assert found is not None
    return found


def test_a_report_is_known_by_its_title_with_day_and_date():
    """The date's cell is where it stands."""
    assert (report().number, report().date) == (3, dt.date(2026, 3, 4))
    assert report().source.at("date").cell == "F2"
    assert report().background == 35


def test_times_are_scheduled_and_actual():
    """Each in its row, in the order of the day."""
    wrap = report().time(Moment.WRAP)
    assert wrap is not None

    assert (wrap.scheduled, wrap.actual) == (dt.timedelta(hours=19), dt.timedelta(hours=20.25))
    assert wrap.source.at("actual").cell == "C9"
    assert [one.moment for one in report().times] == [
        Moment.CREW_CALL,
        Moment.FIRST_SHOT,
        Moment.MEAL_OUT,
        Moment.MEAL_IN,
        Moment.WRAP,
    ]


def test_scenes_are_read_by_what_became_of_them():
    """Numbers, letters, lists."""
    assert list(report().in_state(SceneState.SCHEDULED)) == ["12", "14"]
    assert list(report().in_state(SceneState.SHOT, SceneState.ADDED)) == ["12", "15A"]


def test_progress_counts_pages_in_eighths():
    """Previous, today, to date, remaining; an empty cell is no figure."""
    scenes, pages, setups = report().progress

    assert (scenes.what, scenes.to_date) == ("scenes", Decimal(10))
    assert [pages.previous, pages.today, pages.to_date] == [91, 20, 111]
    assert [setups.to_date, setups.remaining] == [58, None]


def test_progress_may_run_down_the_page():
    """Scenes and pages as columns; before, today and to date as rows."""
    sheet = grid(
        """
        Production report day 2

        | Scenes | Pages | Set-ups
        Script | 80 | 90 | 0
        Previously taken | 4 | 5 1/8 | 20
        Taken today | 3 | 4 | 21
        Taken to date | 7 | 9 1/8 | 41
        To be taken | 73 | 80 7/8 |
        """,
        "Day 2",
    )
    found = production_report(sheet, "Show.xlsx")
    assert found is not None

    pages = next(one for one in found.progress if one.what == "pages")
    assert [pages.previous, pages.today, pages.to_date, pages.total] == [41, 32, 73, 720]
    assert pages.source.at("to_date").cell == "C7"


def test_people_have_their_day():
    """Hours less the meal; over midnight; by cast number or without."""
    ida, ben, ruth = report().people

    assert (ida.number, ida.worked) == ("1", Fraction(155, 12))
    assert ben.person == "Ben Kurz"
    assert (ruth.number, ruth.position, ruth.worked) == ("", "Gaffer", Fraction(18))
    assert ruth.stated_hours == 18


@pytest.mark.parametrize(
    "text",
    [
        "Production cost report\n\nCrew call | 07:00",
        "Shopping list\n\nCrew call | 07:00\nWrap | 19:00",
        "Daily production report\n\nLunch | 12:00\n\nName | In | Out\nJo Hale | 07:00 | 15:00",
        "DPR",
        "",
    ],
)
def test_what_is_no_report_is_none(text):
    """A cost report, another list, a shift of a factory, an empty form."""
    assert production_report(grid(text, "Sheet1"), "Show.xlsx") is None


values = st.none() | st.sampled_from(
    ["DPR", "In", "Out", "Name", "Cast", "Previous", "Today", "To date", "Pages", "Scenes", "Wrap",
     "Scheduled", "Actual", "Call sheet", "Scene", "No.", "Character", "Call", "7:00", "12, 14",
     "3/8", 0.5, -1, 10**20, float("nan"), True, dt.time(7), dt.date(2026, 3, 8),
     dt.datetime(2026, 3, 8, 7), dt.timedelta(hours=30)]
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(st.lists(values, max_size=6), max_size=12))
def test_no_sheet_makes_a_reader_raise(rows):
    """Whatever stands where."""
    for name in ("DPR day 1", "Call Sheet Day 1"):
        sheet = Sheet(name, rows)
        production_report(sheet, "b.xlsx")
        call_sheet(sheet, "b.xlsx")


CALL_SHEET = """
    The Long Night
    Wednesday 4 March 2026 | | | | | Day 3 of 20

    General call | 07:00 | | | Weather |

    Scenes
    Scene | I/E | Set | D/N | Pages | Cast | Location | Synopsis
    '12 | INT | Hall | DAY | 2 4/8 | 1, 2 | House |
    14A | EXT | Yard | DAY | 1 | '1 | House |
    | | | | 3 4/8

    Cast
    Cast no. | Character | Actor | Status | Pick-up | Make-up | On set | Remarks
    1 | Anna | Ida Berg | SW | | 06:00 | 07:30 |
    2 | Ben | Ben Kurz | W | | | |

    Crew
    Department | Position | Name | Call | Phone
    Electric | Gaffer | Ruth Alder | 06:30 |
    | Best boy | Sam Fenn | o/c |

    Advance: day 4, Thursday 5 March 2026
    20 | INT | Hall | DAY | 1 | '1 | House |
"""


def test_a_call_sheet_is_read_as_it_was_issued():
    """Head, scenes without the sum, cast with their first call, crew of every department."""
    found = call_sheet(grid(CALL_SHEET, "Call Sheet Day 3"), "Show.xlsx")
    assert found is not None

    assert (found.date, found.number) == (dt.date(2026, 3, 4), 3)
    assert found.general == dt.timedelta(hours=7)
    assert [(x.scene, x.eighths, x.cast) for x in found.scenes] == [
        ("12", 20, ("1", "2")),
        ("14A", 8, ("1",)),
    ]
    assert [(x.number, x.status, x.call) for x in found.cast] == [
        ("1", "SW", dt.timedelta(hours=6)),
        ("2", "W", None),
    ]
    assert [(x.person, x.call) for x in found.crew] == [
        ("Ruth Alder", dt.timedelta(hours=6.5)),
        ("Sam Fenn", None),
    ]
    assert found.cast[0].source.at("status").cell == "D14"


def test_a_sheet_without_scenes_and_cast_is_no_call_sheet():
    """An empty form, or a list of phone numbers."""
    assert call_sheet(grid("Name | Phone", "Call Sheet Day 1"), "b.xlsx") is None
