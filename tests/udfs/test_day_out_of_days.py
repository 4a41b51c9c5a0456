"""SCHED_DOOD: the day-out-of-days from the columns of a board."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

FIRST = dt.datetime(2026, 3, 2)
strips = st.lists(
    st.tuples(
        st.integers(0, 30).map(lambda at: FIRST + dt.timedelta(days=at)),
        st.lists(st.sampled_from(["1", "2", "12X"]), min_size=1, unique=True).map(", ".join),
    ),
    min_size=1,
    max_size=25,
)


def columns(rows: list[tuple[Any, Any]]) -> tuple[list[list[Any]], list[list[Any]]]:
    """The two columns of a board, under their headings."""
    return [["Date"], *([day] for day, _ in rows)], [["Cast"], *([cast] for _, cast in rows)]


@settings(deadline=None)
@given(strips, st.integers(0, 12))
def test_every_function_agrees_with_the_grid(rows, gap):
    """One cell, a count, the paid days: all read the same day-out-of-days."""
    days, cast = columns(rows)

    heading, *lines = called("SCHED_DOOD_GRID", days, cast, gap)

    shown = heading[1:-9]
    assert shown == sorted({day.date() for day, _ in rows})
    for who, *line in lines:
        codes, totals = line[: len(shown)], line[len(shown) :]
        assert called("SCHED_DOOD", who, shown[0], days, cast, gap) == codes[0]
        assert called("SCHED_DOOD", who, [shown], days, cast, gap) in ([codes], codes[0])
        assert called("SCHED_PAID_DAYS", who, days, cast, gap) == totals[-1]
        assert called("SCHED_DOOD_COUNT", who, "W", days, cast, gap) == totals[0]
        assert (
            called("SCHED_DOOD_COUNT", who, "H", days, cast, gap) == totals[1] == codes.count("H")
        )


def test_strips_without_a_day_are_not_scheduled():
    """The boneyard has cast, and nobody works there."""
    days, cast = [["2026-03-02"], [None], ["2026-03-04"]], [["1"], ["1, 7"], ["2"]]

    assert [row[0] for row in called("SCHED_DOOD_GRID", days, cast)[1:]] == [1, 2]
    with pytest.raises(CellError, match="#N/A cast id 7 is on no strip that has a day"):
        called("SCHED_DOOD", 7, "2026-03-02", days, cast)


def test_day_numbers_become_dates_and_are_never_taken_for_them():
    """Day 3 is no 3 January 1900; turned into dates, strips without a number stay unscheduled."""
    numbers, cast = [["Day"], [1], [3], [None]], [["Cast"], ["1"], ["1"], ["2"]]

    with pytest.raises(CellError, match=r"days, cell 2 is no date: .*SCHED_SHOOT_DAY"):
        called("SCHED_DOOD_GRID", numbers, cast)
    dates = called("SCHED_SHOOT_DAY", numbers[1:], "2026-03-06")
    assert called("SCHED_DOOD_GRID", dates, cast[1:])[1][:4] == [1, "SW", "WF", 2]


def test_events_are_laid_over_the_board():
    """Travel before the start, a holiday for everyone, two ids in one event."""
    days, cast = [["2026-03-03"], ["2026-03-04"], ["2026-03-06"]], [["1"], ["2"], ["1, 2"]]
    events = [
        ["Date", "Cast ids", "Code"],
        ["2026-03-02", "1, 2", "TR"],
        ["2026-03-05", "", "/"],
        [None, None, None],
    ]

    grid = called("SCHED_DOOD_GRID", days, cast, 0, True, events, "W, H, TR")

    assert [row[:6] for row in grid[1:]] == [
        [1, "TR", "SW", "H", "/", "WF"],
        [2, "TR", "", "SW", "/", "WF"],
    ]
    assert [row[-1] for row in grid[1:]] == [4, 3]
    assert called("SCHED_PAID_DAYS", [["1"], ["2"]], days, cast, 0, True, events) == [[3], [2]]
    assert called("SCHED_PAID_DAYS", "1", days, cast, 0, False, events) == 2


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([["day", "code"], ["2026-03-02", "XX"]], "“XX” is no code"),
        ([["day", "code"], ["soon", "TR"]], "events, day"),
        (
            [["day", "cast", "code"], ["2026-03-02", 1, "TR"], ["2026-03-02", 1, "FT"]],
            "both TR and FT",
        ),
        ([["day", "cast", "code"], ["2026-03-02", "1-3", "TR"]], "events, cast"),
        ([["day", "what else"], ["2026-03-02", "TR"]], "has no column “code”"),
        ([["day", "code"], ["2026-03-02", "W"]], "follows from the board"),
    ],
)
def test_a_wrong_event_is_told(events, message):
    """An event that is skipped in silence would be a day unpaid."""
    with pytest.raises(CellError, match=message):
        called("SCHED_DOOD_GRID", [["2026-03-02"]], [["1"]], 0, True, events)


def test_a_wrong_cast_cell_or_gap_is_told():
    """Which cell, and why."""
    with pytest.raises(CellError, match="cast, cell 2: “5-7” may be one id or several"):
        called("SCHED_DOOD_GRID", [["2026-03-02"], ["2026-03-03"]], [["1"], ["5-7"]])
    with pytest.raises(CellError, match="drop_gap is -1"):
        called("SCHED_DOOD_GRID", [["2026-03-02"]], [["1"]], -1)
    with pytest.raises(CellError, match="no code"):
        called("SCHED_DOOD_COUNT", 1, "Z", [["2026-03-02"]], [["1"]])
    with pytest.raises(CellError, match="days has 1 cells, cast has 2"):
        called("SCHED_DOOD_GRID", [["2026-03-02"]], [["1"], ["2"]])


def test_the_drop_gap_may_come_from_an_agreement():
    """Ten free days are a drop by the performers' agreement at home, and none elsewhere."""
    days = [["2026-03-02"], ["2026-03-05"], ["2026-03-13"]]
    cast = [["1"], ["2"], ["1"]]
    rule = ("SAG-AFTRA", "drop_gap_days", "2026-03-02", "Day performer")

    home, away = (called("CREW_RULE", *rule, place) for place in ("domestic", "elsewhere"))

    assert (home, away) == (10, 14)
    assert called("SCHED_PAID_DAYS", 1, days, cast, home) == 2
    assert called("SCHED_PAID_DAYS", 1, days, cast, away) == 3


@pytest.mark.real
def test_the_standard_s_own_sample_becomes_a_day_out_of_days(real):
    """A whole feature: dates, pages and every cast member's days, counted here another way."""
    text = (real / "uss-official" / "full_sample_schedule.uss").read_text(encoding="utf-8")
    schedule = json.loads(text)["universalScheduleStandard"]
    strips = {each["id"]: each for each in schedule["breakdowns"]}
    category = next(each["id"] for each in schedule["categories"] if each["ucid"] == 100)
    cast_of = {
        each["id"]: each["elementId"]
        for each in schedule["elements"]
        if each["category"] == category
    }
    plan = next(each for each in schedule["stripboards"] if each["name"] == "First Pass")
    boards = {each["name"]: each["breakdownArrays"] for each in plan["boards"]}
    rows = [
        (number if name == "stripboard" else None, strips[strip])
        for name, board in boards.items()
        for number, day in enumerate(board, 1)
        for strip in ([day] if isinstance(day, str) else day)
        if strips[strip]["type"] == "strip"
    ]
    numbers = [[number] for number, _ in rows]
    cast = [
        [", ".join(cast_of[each] for each in strip["elements"] if each in cast_of)]
        for _, strip in rows
    ]
    pages = [[strip["pages"]] for _, strip in rows]
    holidays = [["2022-09-05"], ["2022-10-10"]]

    dates = called("SCHED_SHOOT_DAY", numbers, "2022-08-03", "Sat,Sun", holidays)
    _, *by_day, whole = called("SCHED_PAGES_BY_DAY", numbers, pages)
    heading, *grid = called("SCHED_DOOD_GRID", dates, cast, 10)

    assert (
        whole[2]
        == sum(strip["pages"] for _, strip in rows) * 8
        == called("SCHED_EIGHTHS_SUM", pages)
    )
    shot = sorted({number for number, _ in rows if number})
    assert [row[0] for row in by_day if row[0] != "Not scheduled"] == shot
    assert heading[1 : len(shot) + 1] == [
        day
        for (day,) in called(
            "SCHED_SHOOT_DAY", [[n] for n in shot], "2022-08-03", "Sat,Sun", holidays
        )
    ]
    worked = {
        who: {
            number
            for number, strip in rows
            if number and who in {cast_of.get(e) for e in strip["elements"]}
        }
        for who in cast_of.values()
    }
    assert {str(row[0]): row[len(shot) + 1] for row in grid} == {
        who: len(days) for who, days in worked.items() if days
    }
    for row in grid:
        codes = row[1 : len(shot) + 1]
        assert sum(code.startswith("SW") for code in codes) == 1
        assert sum(code.endswith("WF") for code in codes) == 1
        assert codes.count("WD") + codes.count("SWD") <= 1
        assert row[-1] == sum("W" in code or code == "H" for code in codes)
