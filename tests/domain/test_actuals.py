"""Actuals: what is posted by when, and what moved in closed periods."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.account_codes import Mask
from addin.domain.actuals import Posting, cost_in_period, cost_to_date, movement, restated, undated
from addin.domain.money import Money, total

dates = st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 31))
postings = st.builds(
    Posting,
    st.sampled_from(["3300", "3400", " 3300"]),
    st.none() | st.integers(-(10**9), 10**9).map(Money),
    date=dates,
)
ledgers = st.lists(postings, max_size=30)


@settings(deadline=None)
@given(ledgers, dates, dates)
def test_cost_to_date_is_what_was_before_plus_the_period(ledger, one, other):
    """Cost to date now = cost to date then + cost of the period, account by account."""
    then, now = sorted((one, other))

    moved = movement(cost_to_date(ledger, then), cost_to_date(ledger, now))

    period = cost_in_period(ledger, then, now)
    assert {k: v for k, v in moved.items() if v} == {k: v for k, v in period.items() if v}


@settings(deadline=None)
@given(ledgers)
def test_accounts_sum_to_the_ledger(ledger):
    """Splitting by account loses nothing."""
    everything = total(p.amount for p in ledger if p.amount is not None)

    assert total(cost_to_date(ledger).values()) == everything


@settings(deadline=None)
@given(ledgers, postings, dates)
def test_only_a_posting_dated_back_restates_a_closed_period(ledger, late, cutoff):
    """A new posting moves closed periods by its amount if it is dated in them, else not at all."""
    moved = restated(ledger, [*ledger, late], cutoff)

    back_dated = late.date <= cutoff and bool(late.amount)
    assert moved == ({late.account.strip(): late.amount} if back_dated else {})


def test_a_posting_without_a_date_is_to_date_but_in_no_period():
    """It is in the ledger; nobody knows since when."""
    lost = Posting("3300", Money(500))

    assert cost_to_date([lost], dt.date(2026, 1, 1)) == {"3300": Money(500)}
    assert cost_in_period([lost], None, None) == {}
    assert undated([lost]) == (lost,)


def test_codes_are_written_under_the_mask():
    """100 and 0100 are one account where the project says so."""
    found = cost_to_date(
        [Posting("100", Money(1)), Posting("0100", Money(2))], None, Mask("0000").normal
    )

    assert found == {"0100": Money(3)}
