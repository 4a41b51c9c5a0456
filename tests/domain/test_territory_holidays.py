"""The shipped public holidays: complete for their years, sourced, and right where laws are known."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.domain.territory_holidays import (
    UnknownTerritory,
    holidays_of,
    territories,
    territory,
)


def easter(year: int) -> dt.date:
    """Easter Sunday. Source: the anonymous Gregorian algorithm (Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def nth(year: int, month: int, weekday: int, count: int) -> dt.date:
    """The n-th of a weekday in a month; Monday is 0."""
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


EVERY = [each.code for each in territories()]


@pytest.mark.parametrize("code", EVERY)
def test_every_year_of_every_territory_has_holidays(code):
    """A year without a single holiday would be a hole in the table."""
    names = holidays_of(code).names

    for year in range(territory(code).first_year, territory(code).last_year + 1):
        assert sum(day.year == year for day in names) >= 4, year
    assert all(names.values())


def test_every_territory_says_where_its_dates_are_from():
    """A table without a source cannot be checked."""
    assert len(EVERY) == len(set(EVERY)) >= 40
    assert all("holidays 0." in each.source and "MIT" in each.source for each in territories())


@pytest.mark.parametrize("year", range(2024, 2033))
def test_holidays_that_follow_from_a_law_are_on_their_day(year):
    """Computed here from the statute, not taken from the library that made the table."""
    laws = {
        "US": {nth(year, 11, 3, 4): "Thanksgiving", nth(year, 9, 0, 1): "Labor"},
        "US-CA": {nth(year, 1, 0, 3): "Martin Luther King"},
        "CA-ON": {nth(year, 10, 0, 2): "Thanksgiving"},
        "GB-ENG": {
            easter(year) + dt.timedelta(days=1): "Easter Monday",
            nth(year, 5, 0, 1): "May Day",
        },
        "DE-BY": {easter(year) + dt.timedelta(days=60): "Corpus Christi"},
        "FR": {dt.date(year, 7, 14): ""},
        "IE": {nth(year, 8, 0, 1): "August"},
        "AU-NSW": {nth(year, 6, 0, 2): "King"},
        "NZ": {nth(year, 10, 0, 4): "Labour"},
        "CZ": {dt.date(year, 9, 28): "Statehood"},
        "HU": {dt.date(year, 8, 20): ""},
    }
    for code, days in laws.items():
        for day, name in days.items():
            assert name in holidays_of(code).names.get(day, "MISSING"), (code, day)


def test_a_territory_is_found_by_code_and_by_name():
    """Case does not matter; further names are known."""
    assert territory("ca-bc").name == "British Columbia"
    assert territory("Hessen").code == territory("HESSE").code == "DE-HE"


@pytest.mark.parametrize("text", ["CA", "GA", "DE", "GB", "AU"])
def test_a_code_that_may_mean_several_is_not_guessed(text):
    """CA is Canada to some and California to others; the message lists both."""
    with pytest.raises(UnknownTerritory, match="say which: ") as failed:
        territory(text)
    assert len(failed.value.near) >= 1


def test_an_unknown_territory_says_where_the_list_is():
    """Atlantis has no holidays."""
    with pytest.raises(UnknownTerritory, match="SCHED_TERRITORIES"):
        holidays_of("Atlantis")
