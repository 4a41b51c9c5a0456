"""The arguments that make a working calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.udfs.cell_error import CellError
from addin.udfs.days_given import calendar_given, holidays_given


def test_no_holidays_are_only_the_days_of_the_week():
    """An empty argument, or a range of nothing."""
    for nothing in ((), (None, "-", None)):
        assert holidays_given(nothing) == ()
        assert calendar_given("Sun", nothing).count(dt.date(2026, 3, 2), dt.date(2026, 3, 8)) == 6


def test_dates_and_territories_are_lists_side_by_side():
    """Own dates cover every year, a territory only its own."""
    shipped, own = holidays_given(
        ("Days off", 46083.0, "IE", dt.datetime(2026, 3, 4), "2026-03-05")
    )

    assert shipped.whose.startswith("IE")
    assert sorted(own.names) == [dt.date(2026, 3, day) for day in (2, 4, 5)]
    assert (own.first, own.last) == (None, None)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("Atlantis",), "#N/A"),
        (("Days", "Atlantis"), "#N/A"),
        (("ZZ", 46083), "#N/A"),
        ((46083, -5), "#VALUE!"),
        (("GA", 46083), "#N/A"),
    ],
)
def test_a_cell_that_is_neither_is_an_error(cells, code):
    """Only the first of several may be a heading, and only if it is not like a code."""
    with pytest.raises(CellError) as failed:
        holidays_given(cells)
    assert failed.value.code == code
