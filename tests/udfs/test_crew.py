"""CREW_HOURS, CREW_OVERTIME, CREW_PAY, CREW_WEEK, CREW_SIXTH_SEVENTH."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

LAW = "California Labor Code"
OWN = [["After hours", "Multiple"], [8, 1.5], [12, 2]]
hours = st.integers(0, 240).map(lambda tenths: tenths / 10)


@settings(deadline=None)
@given(hours, st.integers(1, 200))
def test_a_table_of_tiers_and_the_law_that_it_copies_pay_the_same(worked, rate):
    """And the tiers sum to the hours, the pay to the day's pay but for a cent a tier."""
    by_law = called("CREW_OVERTIME", worked, LAW, rate)

    assert called("CREW_OVERTIME", worked, OWN, rate) == by_law
    assert sum(row[1] for row in by_law[1:]) == pytest.approx(worked)
    assert sum(row[2] for row in by_law[1:]) == pytest.approx(
        called("CREW_PAY", worked, rate, LAW), abs=0.02
    )


@settings(deadline=None)
@given(st.lists(hours, min_size=1, max_size=7), st.integers(1, 200))
def test_a_week_is_the_sum_of_its_days(worked, rate):
    """Hours at each multiple and pay add up; the total row says so."""
    heading, *days, whole = called("CREW_WEEK", [[each] for each in worked], rate, LAW)

    for column in range(1, len(heading)):
        assert whole[column] == pytest.approx(sum(day[column] for day in days))
    assert [day[1] for day in days] == pytest.approx(worked)
    multiples = [float(each.removesuffix("x")) for each in heading[2:-1]]
    for day in days:
        paid = sum(times * part for times, part in zip(multiples, day[2:-1], strict=True))
        assert day[-1] == pytest.approx(paid * rate, abs=0.0051)


def test_the_sixth_and_seventh_day_have_tiers_of_their_own():
    """Six days at straight time, the sixth at time and a half, the seventh double."""
    rules = [
        ["rule", "value"],
        ["overtime_after_10_hours", 1.5],
        ["sixth_day_after_0_hours", 1.5],
        ["seventh_day_after_0_hours", 2],
    ]
    week = [["Hours"], *([[10]] * 7)]

    assert called("CREW_SIXTH_SEVENTH", week, 10, rules) == 50 + 100
    assert called("CREW_PAY", 10, 10, rules, "seventh day") == 200
    assert called("CREW_PAY", [[9], [11]], 10, rules) == [[90], [115]]
    with pytest.raises(CellError, match="seven days, not 8"):
        called("CREW_SIXTH_SEVENTH", [[8]] * 8, 10, rules)


def test_hours_are_rounded_as_said():
    """Ten hours and ten minutes: exact, in tenths up, in quarters to the nearest."""
    day = ("08:00", "18:40", ["13:00", "13:30"])

    assert called("CREW_HOURS", *day) == pytest.approx(10 + 1 / 6)
    assert called("CREW_HOURS", *day, 0.1) == 10.2
    assert called("CREW_HOURS", *day, 0.1, "down") == 10.1
    assert called("CREW_HOURS", *day, 0.25, "Nearest") == 10.25
    assert called("CREW_HOURS", "08:00", "18:00", ["12:00", "13:30"], 0, "up", 60) == 9
    assert called("CREW_HOURS", "2026-03-02 20:00", "2026-03-03 06:00") == 10
    assert called("CREW_HOURS", [["20:00"], [None]], [["06:00"], [None]]) == [[10], [""]]
    with pytest.raises(CellError, match="wrap"):
        called("CREW_HOURS", "20:00", None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("08:00", "18:00", ["13:00"]), "a beginning and an end"),
        (("08:00", "18:00", ["13:00", None, None, "14:00"]), "a beginning and an end"),
        (("08:00", "18:00", [], 0.1, "sideways"), "up, nearest, down"),
        (("08:00", "18:00", [], -1), "above zero"),
        (("late", "18:00"), "crew_call"),
        (("2026-03-02 08:00", "2026-03-01 18:00"), "comes before"),
    ],
)
def test_a_day_that_cannot_be_is_told(arguments, message):
    """The argument or the time is named."""
    with pytest.raises(CellError, match=message):
        called("CREW_HOURS", *arguments)


def test_rules_without_tiers_are_not_found():
    """Straight time for everything would be a guess."""
    with pytest.raises(CellError, match=r"#N/A .*overtime_after_8_hours"):
        called("CREW_PAY", 12, 10, "UK Working Time Regulations")
    with pytest.raises(CellError, match="#N/A no agreement “Nobody”"):
        called("CREW_PAY", 12, 10, "Nobody")
    with pytest.raises(CellError, match="#VALUE! rules has no column “times”"):
        called("CREW_PAY", 12, 10, [["after"], [8]])
    with pytest.raises(
        CellError, match=r"#N/A .*has no overtime_after_8_hours, only for Day performer"
    ):
        called("CREW_PAY", 12, 10, "SAG-AFTRA")
    assert called("CREW_PAY", 12, 10, "SAG-AFTRA", "usual", "", "day performer") == 80 + 30 + 40
