"""Whatever boards, lists, call sheets and reports hold, the rules of schedules raise nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.rules.catalogue import RULES
from addin.rules.rule import Options, Workpapers
from addin.tables.records.call_sheets import call_sheet
from addin.tables.records.production_reports import production_report
from addin.tables.table import Sheet
from tests import make

SCHEDULES = [rule for rule in RULES if rule.CODE.startswith("SCH") and rule.CODE >= "SCH3"]
dates = (
    st.none() | st.dates(dt.date(2026, 2, 27), dt.date(2026, 3, 6)) | st.just(dt.date(2199, 12, 31))
)
names = st.sampled_from(["", "Ida Berg", "Anna", "Ben Kurz", "TBD", "x"])
ids = st.lists(st.sampled_from(["1", "2", "9X", "ANNA"]), max_size=3).map(tuple)
strips = st.builds(
    make.strip,
    st.sampled_from(["", "1", "2", "2pt1", "12A, 13", "Sc 3", "??"]),
    st.none() | st.integers(0, 80),
    cast=ids,
    day=st.none() | st.integers(0, 4),
    date=dates,
    int_ext=st.sampled_from(["", "INT", "EXT"]),
    day_night=st.sampled_from(["", "NIGHT", "DAY", "DAWN"]),
    location=names,
    unit=st.sampled_from(["", "2nd"]),
    notes=st.sampled_from(["", "part 2"]),
    is_boneyard=st.booleans(),
)
codes = st.lists(st.sampled_from(["SW", "W", "WF", "H", ".", "TR", "SWF", "WD", "PW"]), max_size=6)
doods = st.builds(
    lambda number, told, total: make.dood_line(number, " ".join(told), total=total, worked=total),
    st.sampled_from(["1", "2", "9X", ""]),
    codes,
    st.none() | st.integers(-1, 9),
)
cast = st.builds(
    lambda number, character, performer: make.cast_line(number, character, performer=performer),
    st.sampled_from(["1", "2", ""]), names, names,
)  # fmt: skip
crew = st.builds(lambda person, end: make.crew_line(person, end=end), names, dates)
cards = st.builds(
    lambda person, hours, date: make.timecard(person, hours, date=date),
    names, st.none() | st.integers(0, 30), dates,
)  # fmt: skip
lines = st.builds(
    lambda text, quantity, unit, rate, amount: make.budget_line(
        "1401", text, amount, quantity=quantity, unit=unit, rate=rate, group="Cast"
    ),
    st.sampled_from(["Ida Berg", "Background", "Camera package - shoot", "Anna", "Extras"]),
    st.none() | st.integers(0, 30),
    st.sampled_from(["days", "weeks", "man-days", ""]),
    st.none() | st.integers(0, 1000),
    st.none() | st.integers(0, 1000),
)
values = st.none() | st.sampled_from(
    ["In", "Out", "Name", "Cast", "No.", "Previous", "Today", "To date", "Pages", "Scenes", "Wrap",
     "Crew call", "Scenes shot", "Scenes scheduled", "Scheduled", "Actual", "Scene", "Character",
     "Status", "W", "Call", "Position", "7:00", "25:30", "1, 2", "3/8", 0.5, 9, -1, "Ida Berg",
     "Hours", "Meal out", "Meal in", dt.time(7), dt.date(2026, 3, 3),
     dt.datetime(9999, 12, 31, 23), dt.datetime(2026, 3, 3, 7)]
)  # fmt: skip
grids = st.lists(st.lists(values, max_size=6), max_size=10)


def _forms(rows: list[list[Any]], more: list[list[Any]]) -> dict[str, Any]:
    day: list[list[Any]] = [["Daily production report", dt.date(2026, 3, 2)]]
    reports = (
        production_report(Sheet("DPR 1", day + rows), "Show.xlsx"),
        production_report(Sheet("DPR 2", [[dt.date(2026, 3, 3)], *more]), "Show.xlsx"),
    )
    issued = call_sheet(Sheet("Call Sheet Day 2", [[dt.date(2026, 3, 3)], *rows]), "Show.xlsx")
    return {
        "production_reports": tuple(one for one in reports if one),
        "call_sheets": (issued,) if issued else (),
    }


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    st.lists(strips, max_size=8),
    st.lists(doods, max_size=3),
    st.lists(cast, max_size=3),
    st.lists(crew, max_size=3),
    st.lists(cards, max_size=4),
    st.lists(lines, max_size=4),
    grids,
    grids,
)
def test_no_rule_of_schedules_raises(board, dood, parts, people, timecards, budget, rows, more):
    """Findings or none, each with its cells, its words and its advice."""
    given_papers = make.papers(
        strips=board, dood=dood, cast=parts, crew=people, timecards=timecards, budget=budget
    )
    show = replace(given_papers.production, **_forms(rows, more))
    agreement = "SAG-AFTRA Theatrical and Television"
    options = Options(dt.date(2026, 3, 3), 0, 90, frozenset(), 40, 1, "US-CA", agreement, agreement)

    for rule in SCHEDULES:
        for finding in rule.check(Workpapers(show, options=options)):
            assert finding.code == rule.CODE
            assert finding.places
            assert finding.message
            assert finding.advice
