"""CREW_MEAL_PENALTY and its kin."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

SAG = "SAG-AFTRA Theatrical and Television"
HEADINGS = ["Person", "Meal", "Due", "Given", "Hours late", "Penalties", "Amount"]
minutes = st.integers(0, 59)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(12, 15), minutes, st.integers(19, 22), minutes),
        min_size=1,
        max_size=6,
    )
)
def test_the_list_of_a_crew_is_the_sum_of_its_people(crew):
    """Money and count of each person, one by one, are what the list adds up to."""
    calls = [["Call"], *([["07:00"]] * len(crew))]
    meals = [
        ["Out", "In"],
        *([f"{hour}:{minute:02}", f"{hour + 1}:{minute:02}"] for hour, minute, _, _ in crew),
    ]
    wraps = [["Wrap"], *([f"{hour}:{minute:02}"] for _, _, hour, minute in crew)]
    people = [["Who"], *([f"P{at}"] for at in range(len(crew)))]

    heading, *rows = called("CREW_MEAL_PENALTIES", people, calls, meals, wraps, SAG)

    assert heading == HEADINGS
    for at in range(1, len(crew) + 1):
        own = [row for row in rows if row[0] == people[at][0]]
        day = (calls[at][0], meals[at], wraps[at][0], SAG)
        assert called("CREW_MEAL_PENALTY", *day) == sum(row[6] for row in own)
        assert called("CREW_MEAL_COUNT", *day) == sum(row[5] for row in own)


def test_dates_stay_dates_and_times_stay_times():
    """Due and given are shown as the call was."""
    (row,) = called(
        "CREW_MEAL_PENALTIES",
        [["Ana"]],
        [["2026-03-02 18:00"]],
        [["00:30", "01:00"]],
        [["2026-03-03 04:00"]],
        SAG,
    )[1:]

    assert row[2:4] == [dt.datetime(2026, 3, 3), dt.datetime(2026, 3, 3, 0, 30)]


def test_an_hour_of_pay_needs_the_rate_of_each_person():
    """California: one hour a day, at each person's rate."""
    found = called(
        "CREW_MEAL_PENALTIES", [["Ana"], ["Bo"]], [["07:00"], ["07:00"]], [["", ""], ["11:00", "11:30"]],
        [["15:00"], ["15:00"]], "California Labor Code", [[40], [50]],
    )  # fmt: skip

    assert found[1:] == [["Ana", 1, "12:00", "15:00", 3, 1, 40]]


@pytest.mark.parametrize(
    ("meals", "wrap", "message"),
    [
        ([["13:00"]], "19:00", "two columns, out and in"),
        ([["13:00", ""]], "19:00", "a beginning and an end"),
        ([["19:00", "20:00"]], "19:30", "Ana: the day from 07:00 to 19:30 is out of order"),
        ([["13:00", "13:30"]], None, "Ana needs a call and a wrap"),
    ],
)
def test_rows_that_cannot_be_are_told(meals, wrap, message):
    """By the person."""
    with pytest.raises(CellError, match=message):
        called("CREW_MEAL_PENALTIES", [["Ana"]], [["07:00"]], meals, [[wrap]], SAG)


def test_an_agreement_without_meals_is_not_found():
    """No penalty is not the same as no rule."""
    with pytest.raises(CellError, match=r"#N/A .*first_meal_within_hours"):
        called("CREW_MEAL_PENALTY", "07:00", [], "15:00", "UK Working Time Regulations")
