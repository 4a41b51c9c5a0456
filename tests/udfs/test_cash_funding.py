"""CASH_: need against funding."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.udfs.called import called

cents = st.integers(0, 10**9).map(lambda minor: minor / 100)
weeks = st.lists(st.tuples(cents, cents), min_size=1, max_size=12)


def minor(amount):
    """An amount in cents."""
    return round(100 * amount)


@settings(deadline=None)
@given(weeks, cents)
def test_the_last_surplus_is_the_closing_balance(periods, opening):
    """Opening + funding - need, and the shortfall is the worst of all periods."""
    needs, funding = ([[cell] for cell in column] for column in zip(*periods, strict=True))

    _, *rows = called("CASH_NEED", needs, funding, opening)

    if any(need or got for need, got in periods[-1:]):
        assert minor(rows[-1][5]) == minor(called("CASH_CLOSING", opening, funding, needs))
    worst = min(0, *(row[5] for row in rows)) if rows else 0
    assert called("CASH_SHORTFALL", needs, funding, opening) == -worst


def test_weeks_may_lie_across_with_their_headings():
    """The rows of a cash flow sheet as they stand, label cells included."""
    fridays = [dt.date(2026, 3, 6), dt.date(2026, 3, 13)]

    rows = called(
        "CASH_NEED", [["Need", 500, 800]], [["Funding", 600, 100]], 0, [["Week", *fridays]]
    )

    assert [row[0] for row in rows[1:]] == fridays
    assert [row[5] for row in rows[1:]] == [100, -600]


def test_without_funding_all_of_the_need_is_missing():
    """Opening cash is used up first."""
    assert called("CASH_SHORTFALL", [[500], [800]], "", 300) == 1000
