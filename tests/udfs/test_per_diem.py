"""CREW_PER_DIEM and CREW_PER_DIEM_BY_DAY."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

FIRST = dt.date(2026, 3, 2)
RATES = [["City", "Per diem"], ["Leeds", 40], ["York", 30]]


@settings(deadline=None)
@given(st.integers(0, 30), st.sampled_from([0, 0.5, 0.75, 1]))
def test_one_trip_day_by_day_is_the_trip(length, share):
    """The list's total is the one number."""
    days = [[FIRST + dt.timedelta(days=at)] for at in range(length + 1)]

    spill = called("CREW_PER_DIEM_BY_DAY", days, [["leeds"]] * len(days), RATES, share)

    assert spill[-1][4] == called("CREW_PER_DIEM", FIRST, days[-1][0], 40, share)
    assert len(spill) == length + 3


def test_rates_may_come_from_an_agreement_with_its_dates():
    """The rate of each day, and none once the rates are no longer known."""
    place = [["standard CONUS"]] * 2
    spill = called(
        "CREW_PER_DIEM_BY_DAY", [["2024-09-30"], ["2024-10-01"]], place, "US GSA per diem"
    )

    assert [row[2] for row in spill[1:-1]] == [59, 68]
    with pytest.raises(CellError, match=r"#N/A .*2026-12-01"):
        called("CREW_PER_DIEM_BY_DAY", [["2026-12-01"]], place[:1], "US GSA per diem")


@pytest.mark.parametrize(
    ("days", "places", "rates", "message"),
    [
        (["2026-03-02"], ["Hull"], RATES, "#N/A rates: no rate for “Hull”"),
        (["2026-03-02", "2026-03-02"], ["York", "Leeds"], RATES, "both in York and in Leeds"),
        (["2026-03-02"], ["York"], [["City", "What"], ["York", 1]], "has no column “rate”"),
        (["2026-03-02"], ["York"], [*RATES, ["YORK", 9]], "is there twice"),
        (["2026-03-02"], ["York"], [["City", "Rate"], ["York", "much"]], "rates, rate"),
    ],
)
def test_what_cannot_be_paid_is_told(days, places, rates, message):
    """A place without a rate is not free."""
    with pytest.raises(CellError, match=message):
        called(
            "CREW_PER_DIEM_BY_DAY", [[each] for each in days], [[each] for each in places], rates
        )
