"""SCH601 to SCH606: production reports against themselves, the call sheet, the board, the cards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from addin.findings import Finding, Severity
from addin.rules.rule import Options, Workpapers
from addin.rules.schedule import (
    report_hours,
    report_meals,
    report_people,
    report_progress,
    report_scenes,
    report_times,
)
from addin.tables.records.call_sheets import call_sheet
from addin.tables.records.production_reports import production_report
from tests.grid import grid
from tests.make import papers, strip, timecard, usd

REPORT = """
    Daily production report | | Day 2 | Tuesday 3 March 2026

    | Scheduled | Actual
    Crew call | 07:00 | 07:00
    First shot | 08:00 | 08:25
    1st meal out | 13:00 | 12:40
    1st meal in | 13:30 | 13:10
    Wrap | 19:00 | 20:15

    Scenes scheduled | 2, 3
    Scenes completed | '2
    Scenes partial | '3
    Scenes added |

    | Previous | Today | To date | Remaining | Script
    Scenes | 1 | 1 | 2 | 2 | 4
    Pages | 1 | 1 4/8 | 2 4/8 | 1 4/8 | 4

    No. | Cast | In | Meal out | Meal in | Out
    1 | Ida Berg | 06:30 | 12:20 | 12:55 | 18:30
    2 | Ben Kurz | 07:30 | 12:40 | 13:10 | 18:30

    Position | Name | In | Out | Hours
    Gaffer | Ruth Alder | 07:00 | 20:15 | 12.75
    Best boy | Sam Fenn | 07:00 | 20:15 | 13.3
"""
BEFORE = """
    Daily production report | | Day 1 | Monday 2 March 2026

    Wrap | 19:00
    Scenes completed | '1

    | Previous | Today | To date
    Scenes | 0 | 1 | 1
    Pages | 0 | 1 | 1
"""
SHEET = """
    Tuesday 3 March 2026
    Scene | Set | Pages | Cast
    '2 | Hall | 1 | '1
    '3 | Hall | 4/8 | 1, 2

    Cast no. | Character | Actor | Status
    1 | Anna | Ida Berg | W
    2 | Ben | Ben Kurz | W
    5 | Cy | Jo Fox | H

    Position | Name | Call
    Gaffer | Ruth Alder | 06:30
    Best boy | Sam Fenn | 06:30
"""
BOARD = [
    strip("1", day=1, date="2026-03-02", cast="1"),
    strip("2", day=2, date="2026-03-03", cast="1"),
    strip("3", 4, day=2, date="2026-03-03", cast="1 2"),
    strip("3pt2", 4, day=3, date="2026-03-04", cast="1 2"),
    strip("4", day=3, date="2026-03-04", cast="2"),
]
CARDS = [
    timecard("Ruth Alder", 12.7, date="2026-03-03", rate=40),
    timecard("Ruth Alder", 12, date="2026-03-02", rate=40),
    timecard("Ruth Alder", 12, date="2026-03-04", rate=40),
]
SAG = "SAG-AFTRA Theatrical and Television"
RULES = (
    report_progress,
    report_times,
    report_people,
    report_scenes,
    report_hours,
    report_meals,
)


def day(text: str = REPORT, sheet: str = SHEET, before: str = BEFORE, **more: Any) -> Workpapers:
    """Two reported days, a call sheet, a board and cards."""
    options = more.pop("options", Options())
    given = papers(**{"strips": BOARD, "timecards": CARDS, **more})
    reports = [
        production_report(grid(one, name), "Show.xlsx")
        for one, name in ((before, "DPR 1"), (text, "DPR 2"))
        if one
    ]
    issued = call_sheet(grid(sheet, "Call Sheet Day 2"), "Show.xlsx") if sheet else None
    show = replace(
        given.production,
        production_reports=tuple(one for one in reports if one is not None),
        call_sheets=(issued,) if issued else (),
    )
    return Workpapers(show, options=options)


def found(rule: Any, old: str = "", new: str = "", **more: Any) -> list[Finding]:
    """What a rule says with one of the report's texts changed."""
    assert old in REPORT
    return list(rule.check(day(REPORT.replace(old, new, 1) if old else REPORT, **more)))


@pytest.mark.parametrize("rule", RULES)
def test_a_report_that_agrees_is_left_alone(rule):
    """With a call sheet, a board, cards and agreements to hold it against."""
    assert not found(rule)
    assert not found(rule, options=Options(cast_agreement=SAG, agreement=SAG))


def test_to_date_is_previous_and_today():
    """An error: the report contradicts itself."""
    (finding,) = found(report_progress, "| 1 4/8 | 2 4/8 | 1 4/8", "| 1 4/8 | 2 3/8 | 1 5/8")

    assert finding.severity is Severity.ERROR
    assert "2 3/8" in finding.message
    assert [place.cell for place in finding.places] == ["D17", "B17", "C17"]


def test_what_is_left_is_the_script_less_what_is_shot():
    """Four pages, two and a half shot: one and a half."""
    (finding,) = found(report_progress, "2 4/8 | 1 4/8 | 4", "2 4/8 | 2 | 4")

    assert "instead of 1 4/8" in finding.message


def test_each_report_begins_where_the_last_one_ended():
    """Both sheets; a report that is missing between the two says nothing."""
    (finding,) = found(report_progress, before=BEFORE.replace("| 0 | 1 | 1\n", "| 1 | 1 | 2\n", 1))
    gap = BEFORE.replace("Day 1 ", "Day 0 ").replace("| 0 | 1 | 1\n", "| 1 | 1 | 2\n", 1)

    assert {place.sheet for place in finding.places} == {"DPR 1", "DPR 2"}
    assert not found(report_progress, before=gap)


def test_times_that_run_back_are_found():
    """Back from lunch before it began; a wrap after midnight is no running back."""
    finding, *_ = found(report_times, "1st meal in | 13:30 | 13:10", "1st meal in | 13:30 | 12:10")

    assert "first meal in comes before first meal out" in finding.message
    assert not found(report_times, "Wrap | 19:00 | 20:15", "Wrap | 19:00 | 01:15")


def test_a_persons_times_and_hours_are_held_together():
    """With or without the meals, rounded to a quarter."""
    (back,) = found(report_times, "12:20 | 12:55 | 18:30", "12:20 | 11:55 | 18:30")
    (hours,) = found(report_times, "20:15 | 12.75", "20:15 | 11")

    assert "Ida Berg: meal 1 in comes before meal 1 out" in back.message
    assert [place.cell for place in hours.places] == ["E24", "C24", "D24"]


def test_cast_without_a_call_and_calls_without_cast_are_found():
    """Who is held need not stand on the report."""
    (extra,) = found(
        report_people, "2 | Ben Kurz", "2 | Ben Kurz | 07:30 | | | 18:30\n    9 | Jo Fox"
    )
    (gone,) = found(report_people, "2 | Ben Kurz | 07:30 | 12:40 | 13:10 | 18:30", "")

    assert "Cast 9 Jo Fox worked" in extra.message
    assert "Cast 2 Ben is called" in gone.message


def test_crew_that_nobody_called_is_found():
    """By name; a call sheet without crew says nothing."""
    (finding,) = found(report_people, "Sam Fenn", "Cy Diaz")

    assert "Cy Diaz worked" in finding.message
    assert not found(
        report_people, "Sam Fenn", "Cy Diaz", sheet=SHEET.split("\n\n    Position", maxsplit=1)[0]
    )


def test_a_scene_that_is_left_open_is_found():
    """Neither shot, partly shot nor taken out; by the report's own plan, else by the call sheet."""
    (own,) = found(report_scenes, "Scenes partial | '3", "Scenes partial |")
    text = REPORT.replace("Scenes scheduled | 2, 3", "").replace("Scenes partial | '3", "")
    (called,) = report_scenes.check(day(text))
    (board,) = report_scenes.check(day(text, sheet=""))

    assert "Scenes 3 were to be shot" in own.message
    assert {place.sheet for place in called.places} == {"DPR 2", "Call Sheet Day 2"}
    assert {place.sheet for place in board.places} == {"DPR 2", "Stripboard"}


def test_a_scene_that_was_not_planned_is_noted():
    """Unless the report lists it as added."""
    (finding,) = found(report_scenes, "completed | '2", "completed | 2, 12")

    assert finding.severity is Severity.NOTE
    assert not found(
        report_scenes,
        "completed | '2\n    Scenes partial | '3\n    Scenes added |",
        "completed | 2, 12\n    Scenes partial | '3\n    Scenes added | '12",
    )


def test_a_scene_is_shot_once():
    """Reported on two days, or still on the board for a day to come; its second part may be."""
    (twice,) = found(report_scenes, "completed | '2", "completed | 2, 1", before=BEFORE)[:1] and [
        one
        for one in found(report_scenes, "completed | '2", "completed | 2, 1")
        if "again" in one.message
    ]
    (still,) = [
        one
        for one in found(report_scenes, "completed | '2", "completed | 2, 4")
        if "stands" in one.message
    ]

    assert "Scene 1 is reported as shot on Mon 2 March 2026 and again" in twice.message
    assert still.place.sheet == "Stripboard"


def test_hours_on_a_card_are_those_of_the_report():
    """Two hours more, at the card's rate; both sheets."""
    cards = [timecard("Ruth Alder", 15.25, date="2026-03-03", rate=40), *CARDS[1:]]
    (finding,) = found(report_hours, timecards=cards)

    assert finding.impact == usd(80)
    assert "before overtime and fringes" in finding.message
    assert {place.sheet for place in finding.places} == {"Time cards", "DPR 2"}


def test_a_day_on_the_report_without_a_card_is_found():
    """Between the days of the person's cards; people without cards are paid otherwise."""
    (finding,) = found(report_hours, timecards=[CARDS[1], CARDS[2]])

    assert "no time card" in finding.message
    assert not found(report_hours, timecards=[timecard("Sam Fenn", 12, date="2026-03-02")])


def test_cards_by_the_week_are_not_compared():
    """One card a week says nothing of a day."""
    weekly = [
        timecard("Ruth Alder", 60, date="2026-03-03", rate=40),
        timecard("Ruth Alder", 60, date="2026-03-10", rate=40),
    ]

    assert not found(report_hours, timecards=weekly)


def test_a_late_meal_is_noted_with_its_penalty():
    """In at 6:30, lunch at 13:00: half an hour late, one unit of 25 dollars; by the rule's name."""
    (finding,) = found(
        report_meals,
        "06:30 | 12:20 | 12:55",
        "06:30 | 13:00 | 13:30",
        options=Options(cast_agreement=SAG),
    )

    assert finding.impact == usd(25)
    assert SAG in str(dict(finding.numbers)["rule"])
    assert not found(report_meals, "06:30 | 12:20 | 12:55", "06:30 | 13:00 | 13:30")
