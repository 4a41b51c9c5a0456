"""HOT_: a day's labour against its budget."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

TIERS = [["after", "times"], [8, 1.5], [12, 2]]
hours = st.integers(0, 240).map(lambda tenths: tenths / 10)
rates = st.integers(1, 20000).map(lambda minor: minor / 100)
cents = st.integers(0, 10**6).map(lambda minor: minor / 100)


def minor(amount):
    """An amount in cents."""
    return round(100 * amount)


@settings(deadline=None)
@given(hours, rates)
def test_without_penalties_and_fringes_a_day_is_its_pay(worked, rate):
    """HOT_COST and CREW_PAY know one way to split a day into tiers."""
    assert called("HOT_COST", worked, rate, TIERS) == called("CREW_PAY", worked, rate, TIERS)


@settings(deadline=None)
@given(hours, hours, rates, cents)
def test_a_variance_is_the_budgeted_day_less_the_actual_one(budgeted, worked, rate, penalties):
    """Penalties are in the actual day only."""
    plan = called("HOT_COST", budgeted, rate, TIERS, "", 0.22)
    cost = called("HOT_COST", worked, rate, TIERS, penalties, 0.22)

    found = called("HOT_VARIANCE", budgeted, worked, rate, TIERS, penalties, 0.22)
    assert minor(found) == minor(plan) - minor(cost)


crew = st.lists(st.tuples(st.just("Grip"), hours, hours, rates, cents), min_size=1, max_size=6)


@settings(deadline=None)
@given(crew)
def test_the_sheet_of_a_day_is_its_rows(people):
    """Each row is HOT_COST and HOT_VARIANCE of one person; the last row is their sum."""
    ranges = [[[cell] for cell in column] for column in zip(*people, strict=True)]

    heading, *rows, last = called("HOT_DAY", *ranges[:4], TIERS, ranges[4], 0.22)

    assert heading[3:6] == ["1x", "1.5x", "2x"]
    for (_, budgeted, worked, rate, penalty), row in zip(people, rows, strict=True):
        assert sum(row[3:6]) == pytest.approx(worked)
        assert row[9] == called("HOT_COST", worked, rate, TIERS, penalty, 0.22)
        assert row[10] == called("HOT_VARIANCE", budgeted, worked, rate, TIERS, penalty, 0.22)
    for at in (6, 7, 8, 9, 10):
        assert minor(last[at]) == sum(minor(row[at]) for row in rows)


def test_a_person_without_a_rate_is_named():
    """A day that cost nothing because a rate is missing would look like a saving."""
    with pytest.raises(CellError, match=r"rates, line 2 \(Gaffer\) is empty"):
        called("HOT_DAY", [["Grip"], ["Gaffer"]], [[12], [12]], [[13], [10]], [[40], [""]], TIERS)


def test_a_shipped_agreement_may_be_named_instead_of_tiers():
    """One that does not exist is not found, and the message says so."""
    law = "California Labor Code"

    assert called("HOT_COST", 13.5, 40, law) == called("CREW_PAY", 13.5, 40, law)
    with pytest.raises(CellError, match="#N/A"):
        called("HOT_COST", 13.5, 40, "No such agreement")


def test_running_sums_follow_the_days_and_not_the_rows():
    """Entries out of order, two of one day, and an empty row."""
    days = [[dt.date(2026, 3, 3)], [""], [dt.date(2026, 3, 2)], [dt.date(2026, 3, 3)]]
    rows = called("HOT_CUMULATIVE", days, [[10], [""], [20], [5]], [[12], [""], [15], [5]])

    assert rows[1:] == [
        [dt.date(2026, 3, 2), 20, 15, 5, 20, 15, 5],
        [dt.date(2026, 3, 3), 15, 17, -2, 35, 32, 3],
    ]
    with pytest.raises(CellError, match="days, cell 1 is empty beside an amount"):
        called("HOT_CUMULATIVE", [[""]], [[10]], [[12]])
