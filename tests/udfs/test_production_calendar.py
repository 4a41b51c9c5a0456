"""SCHED_WORKDAYS and its kin, with somebody's own dates and with territories."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

START, END = dt.datetime(2026, 6, 29), dt.datetime(2026, 7, 10)


def test_own_dates_and_territories_may_stand_in_one_range():
    """A heading, a date, a code, a gap: both kinds are off."""
    holidays = [["Days off"], ["2026-07-01"], ["us-ca"], [None], ["-"]]

    assert called("SCHED_WORKDAYS", START, END) == 10
    assert called("SCHED_WORKDAYS", START, END, "Sat,Sun", "US-CA") == 9
    assert called("SCHED_WORKDAYS", START, END, "Sat,Sun", holidays) == 8
    assert called(
        "SCHED_IS_HOLIDAY", [["2026-07-01"], ["2026-07-03"], ["2026-07-06"]], holidays
    ) == [[True], [True], [False]]


@pytest.mark.parametrize("cell", ["CA", "XX", "Atlantis"])
def test_a_territory_that_is_not_known_is_no_heading(cell):
    """Alone, or like a code, it is asked for; a heading is left out."""
    with pytest.raises(CellError, match="#N/A"):
        called("SCHED_WORKDAYS", START, END, "Sat,Sun", cell)
    if len(cell) == 2:
        with pytest.raises(CellError, match="#N/A"):
            called("SCHED_WORKDAYS", START, END, "Sat,Sun", [[cell], ["2026-07-01"]])


def test_outside_the_years_of_a_list_nothing_is_no_holiday():
    """#N/A, and the message says which years are known."""
    for name, arguments in (
        ("SCHED_WORKDAYS", ("2023-12-20", "2024-01-10", "Sat,Sun", "US")),
        ("SCHED_WORKDAY_ADD", ("2032-12-30", 5, "Sat,Sun", "US")),
        ("SCHED_IS_HOLIDAY", ("2033-01-01", "US")),
        ("SCHED_HOLIDAY_NAME", ("2033-01-01", "US")),
        ("SCHED_SHOOT_DAY", (400, "2031-12-30", "Sat,Sun", "US")),
        ("SCHED_DAY_NUMBER", ("2033-01-03", "2032-12-01", "Sat,Sun", "US")),
        ("SCHED_HOLIDAYS", ("US", 2033)),
    ):
        with pytest.raises(CellError, match=r"#N/A .*2032"):
            called(name, *arguments)


def test_a_year_of_holidays_is_in_order_and_each_is_one():
    """What the list shows is what the other functions know."""
    rows = called("SCHED_HOLIDAYS", "Scotland", 2026)

    assert rows == sorted(rows)
    assert all(day.year == 2026 for day, _ in rows)
    assert [called("SCHED_HOLIDAY_NAME", day, "GB-SCT") for day, _ in rows] == [
        name for _, name in rows
    ]


def test_every_territory_says_its_source():
    """Code, name, first and last year, where from."""
    rows = called("SCHED_TERRITORIES")

    assert all(len(row) == 5 and "holidays" in row[4] for row in rows)
    assert called("SCHED_TERRITORIES", "us-")[0][0] == "US-CA"


def test_words_and_numbers_that_are_no_days_are_told():
    """The argument is named."""
    with pytest.raises(CellError, match="names no days off"):
        called("SCHED_WORKDAYS", START, END, "weekend")
    with pytest.raises(CellError, match="holidays"):
        called("SCHED_WORKDAYS", START, END, "Sat,Sun", [["2026-07-01"], [True]])
    with pytest.raises(CellError, match="#NUM! every day"):
        called("SCHED_WORKDAY_ADD", START, 1, "Mon-Sun")
    with pytest.raises(CellError, match=r"#N/A .* is a day off"):
        called("SCHED_DAY_NUMBER", "2026-07-04", "2026-07-01")
    with pytest.raises(CellError, match=r"#N/A .* lies before"):
        called("SCHED_DAY_NUMBER", "2026-06-30", "2026-07-01")
