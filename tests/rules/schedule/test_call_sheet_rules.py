"""SCH501 to SCH504: call sheets against schedule, day-out-of-days, crew list and the last wrap."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from addin.findings import Finding, Severity
from addin.rules.rule import Options, Workpapers
from addin.rules.schedule import (
    call_sheet_cast,
    call_sheet_crew,
    call_sheet_scenes,
    called_twice,
    turnaround,
)
from addin.tables.records.call_sheets import call_sheet
from addin.tables.records.production_reports import production_report
from tests.grid import grid
from tests.make import crew_line, dood_line, in_rows, papers, strip

BOARD = [
    strip("1", day=1, date="2026-03-02", cast="1 2"),
    strip("2", day=2, date="2026-03-03", cast="1"),
    strip("3", 4, day=2, date="2026-03-03", cast="1 2"),
    strip("4", day=3, date="2026-03-04", cast="2"),
]
SHEET = """
    The Long Night
    Tuesday 3 March 2026 | | Day 2 of 3
    General call | 07:00

    Scene | Set | Pages | Cast
    '2 | Hall | 1 | '1
    '3 | Hall | 4/8 | 1, 2

    Cast no. | Character | Actor | Status | Pick-up
    1 | Anna | Ida Berg | WF | 06:00
    2 | Ben | Ben Kurz | W | 09:00

    Department | Position | Name | Call
    Electric | Gaffer | Ruth Alder | 06:30
    Electric | Best boy | Sam Fenn | o/c
    Grip | Key grip | TBD | 07:00
"""
REPORT = """
    Daily production report | | Monday 2 March 2026
    Crew call | 07:00
    Wrap | 21:30

    No. | Cast | In | Out
    1 | Ida Berg | 08:00 | 21:00
    2 | Ben Kurz | 08:00 | 17:00

    Position | Name | In | Out
    Gaffer | Ruth Alder | 07:00 | 22:30
"""
CREW = [crew_line("Ruth Alder"), crew_line("Sam Fenn", "Best boy"), crew_line("Cy Diaz", "Grip")]
SAG, UK = "SAG-AFTRA Theatrical and Television", "UK Working Time Regulations"


def day(
    text: str = SHEET, report: str = "", options: Options | None = None, **lists: Any
) -> Workpapers:
    """A production with one call sheet, and perhaps the report of the day before."""
    given = papers(**{"strips": BOARD, "crew": CREW, **lists})
    issued = call_sheet(grid(text, "Call Sheet Day 2"), "Show.xlsx")
    assert issued is not None
    reported = production_report(grid(report, "DPR 1"), "Show.xlsx") if report else None
    show = replace(
        given.production,
        call_sheets=(issued,),
        production_reports=(reported,) if reported else (),
    )
    return Workpapers(show, options=options or given.options)


def found(rule: Any, old: str = "", new: str = "", **more: Any) -> list[Finding]:
    """What a rule says of the call sheet with one of its texts changed."""
    assert old in SHEET
    return list(rule.check(day(SHEET.replace(old, new) if old else SHEET, **more)))


@pytest.mark.parametrize("rule", [call_sheet_scenes, call_sheet_cast, call_sheet_crew, turnaround])
def test_a_call_sheet_that_agrees_is_left_alone(rule):
    """With everything there is to compare it with."""
    options = Options(agreement=UK, cast_agreement=UK)

    assert not found(rule)
    dood = [dood_line("1", "SW WF"), dood_line("2", "SW W WF")]
    early = REPORT.replace("22:30", "19:00").replace("21:00", "18:00")
    assert not found(rule, dood=dood, report=early, options=options)


def test_a_scene_that_moved_is_found():
    """Where it stood, and where it stands now."""
    (finding,) = found(call_sheet_scenes, "'3 | Hall | 4/8 | 1, 2", "'4 | Hall | 1 | '2")

    assert finding.severity is Severity.WARNING
    assert "4 (now Wed 4 March 2026)" in finding.message
    assert "lacks scenes of that day: 3" in finding.message
    assert [(p.sheet, p.cell) for p in finding.places] == [
        ("Call Sheet Day 2", "A7"),
        ("Stripboard", "A4"),
        ("Stripboard", "A5"),
    ]


def test_pages_and_cast_of_a_scene_are_compared():
    """One finding each, both cells."""
    (pages,) = found(call_sheet_scenes, "'2 | Hall | 1 |", "'2 | Hall | 1 2/8 |")
    (cast,) = found(call_sheet_scenes, "4/8 | 1, 2", "4/8 | '1")

    assert [place.cell for place in pages.places] == ["C6", "E3"]
    assert [place.cell for place in cast.places] == ["D7", "F4"]


def test_a_day_that_nobody_shoots_is_found():
    """The board was moved by a week."""
    (finding,) = found(call_sheet_scenes, "3 March 2026", "10 March 2026")

    assert "shoots nothing" in finding.message


def test_days_that_are_over_are_notes_or_nothing():
    """A past day may have been rescheduled since; a reported one is over."""
    old, new = "'2 | Hall | 1 |", "'2 | Hall | 2 |"
    today = papers(today="2026-03-09").options
    (note,) = found(call_sheet_scenes, old, new, options=today)

    assert note.severity is Severity.NOTE
    assert not found(call_sheet_scenes, old, new, report=REPORT.replace("2 March", "3 March"))


def test_a_board_of_another_show_is_not_compared():
    """No scene and no part in common."""
    other = [strip("101", date="2026-03-03", cast="51")]

    assert not found(call_sheet_scenes, strips=other)
    assert not found(call_sheet_cast, strips=other)


def test_cast_that_is_missing_is_found():
    """Ben works and is not called."""
    (finding,) = found(call_sheet_cast, "2 | Ben | Ben Kurz | W | 09:00", "")

    assert "Cast 2 works" in finding.message


def test_cast_that_is_called_for_nothing_is_found():
    """Nine stands on no strip; who only travels may."""
    nine = "2 | Ben | Ben Kurz | W | 09:00\n    9 | Cy | Jo Fox | {} | 09:00"
    (finding,) = found(call_sheet_cast, "2 | Ben | Ben Kurz | W | 09:00", nine.format("SWF"))

    assert "Cast 9 Cy" in finding.message
    assert not found(call_sheet_cast, "2 | Ben | Ben Kurz | W | 09:00", nine.format("TR"))


@pytest.mark.parametrize(
    ("status", "agrees"),
    [("WF", True), ("W", True), ("", True), ("SWF", False), ("H", False), ("SW", False)],
)
def test_a_status_is_work_with_its_start_and_finish(status, agrees):
    """Ida finishes on the day; a plain W says less, and nothing wrong."""
    said = found(call_sheet_cast, "Ida Berg | WF", f"Ida Berg | {status}")

    assert (not said) is agrees


def test_the_day_out_of_days_is_named_where_it_says_otherwise():
    """Its cell, not the board's."""
    dood = [dood_line("1", "SW H WF"), dood_line("2", "SW W WF")]
    (finding,) = found(call_sheet_cast, dood=dood)

    assert [(p.sheet, p.cell) for p in finding.places] == [
        ("Call Sheet Day 2", "D10"),
        ("DOOD", "I2"),
    ]


def test_people_not_on_the_crew_list_are_found():
    """With the name that is like it; a placeholder is nobody."""
    (finding,) = found(call_sheet_crew, "Sam Fenn", "Sam Fern")

    assert "It has Sam Fenn." in finding.message
    assert [place.sheet for place in finding.places] == ["Call Sheet Day 2", "Crew"]


def test_people_who_have_finished_are_found():
    """Their last day was before."""
    crew = [crew_line("Ruth Alder", end="2026-02-27"), *CREW[1:]]
    (finding,) = found(call_sheet_crew, crew=crew)

    assert "Ruth Alder is called" in finding.message
    assert not found(call_sheet_crew, crew=[crew_line("Ruth Alder", end="2026-03-03"), *CREW[1:]])


def test_a_crew_list_of_another_show_is_not_compared():
    """It knows hardly anybody."""
    assert not found(call_sheet_crew, crew=[crew_line("Jo Hale"), crew_line("Bo Chan")])


def test_too_little_rest_is_found_person_by_person():
    """Ida has nine hours of twelve; Ruth eight of eleven; each by the agreement's own rule."""
    options = Options(agreement=UK, cast_agreement=SAG)
    ida, ruth = found(turnaround, report=REPORT, options=options)

    assert "9 hours of rest" in ida.message
    assert "asks for 12" in ida.message
    assert [(p.sheet, p.cell) for p in ida.places] == [("Call Sheet Day 2", "E10"), ("DPR 1", "D6")]
    assert "8 hours of rest" in ruth.message
    assert "Working Time" in str(dict(ruth.numbers)["rule"])


def test_without_an_agreement_nothing_is_asked():
    """Nobody's rule is assumed."""
    assert not found(turnaround, report=REPORT)


def test_the_unit_stands_for_people_who_are_not_listed():
    """Wrap 21:30 against the general call at seven."""
    report = REPORT.split("\n\n", maxsplit=1)[0]
    (finding,) = found(turnaround, report=report, options=Options(agreement=UK))

    assert finding.message.startswith("the unit was released at 21:30")


def test_after_a_day_off_everybody_has_rested():
    """Saturday's wrap is no matter on Tuesday."""
    report = REPORT.replace("Monday 2 March", "Saturday 28 February")

    assert not found(turnaround, report=report, options=Options(agreement=UK, cast_agreement=SAG))


def test_an_out_after_midnight_is_the_next_day():
    """Out at 01:00 and call at 06:30: five and a half hours."""
    report = REPORT.replace("22:30", "01:00")
    (finding,) = found(turnaround, report=report, options=Options(agreement=UK))

    assert "5.5 hours of rest" in finding.message


SECOND = """
    Tuesday 3 March 2026 | | Second unit
    Scene | Set | Pages | Cast
    '61 | Road | 1 | '8

    Cast no. | Character | Actor | Status
    8 | Cy | Jo Fox | SWF

    Position | Name | Call
    Gaffer | {gaffer} | 09:00
    Best boy | TBD | 09:00
"""


def two_units(gaffer: str, scenes: str = "'61") -> Workpapers:
    """Two boards, and the call sheets of two units for one day."""
    board = in_rows([strip("61", date="2026-03-03", cast="8")], sheet="Second unit")
    given = day()
    text = SECOND.format(gaffer=gaffer).replace("'61", scenes)
    issued = call_sheet(grid(text, "Call Sheet 2nd unit"), "Show.xlsx")
    assert issued is not None
    show = replace(
        given.production,
        strips=(*given.production.strips, *board),
        call_sheets=(*given.production.call_sheets, issued),
    )
    return Workpapers(show, options=given.options)


def test_each_unit_has_its_own_call_sheet():
    """Each is held against its own board: neither is stale."""
    for rule in (call_sheet_scenes, call_sheet_cast):
        assert not list(rule.check(two_units("Cy Diaz")))


def test_a_person_called_by_two_units_is_found():
    """By name; a version of the same call sheet is no second unit."""
    (finding,) = called_twice.check(two_units("Ruth Alder"))

    assert "at 06:30 on 'Call Sheet Day 2' and at 09:00 on 'Call Sheet 2nd unit'" in finding.message
    assert not list(called_twice.check(two_units("Cy Diaz")))
    assert not list(called_twice.check(two_units("Ruth Alder", scenes="'3")))
